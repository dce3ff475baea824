"""Words that are written from left to right whatever stands around them."""

from coatcheck.process.log import mask


def left_to_right(words: str) -> str:
    """Set these words apart from a line that may begin on the right: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates"""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"


def masked(address: str) -> str:
    """Write an address as a page may show it."""
    return left_to_right(mask(address))
