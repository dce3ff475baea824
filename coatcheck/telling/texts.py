"""Short texts: whether they fit the phone network's 7-bit alphabet, how many segments they cost, and how to make them fit.

A segment holds 160 characters of the GSM-7 alphabet, or 70 UTF-16 units as soon as one character is not in it; a
longer text is split into segments of 153 or 67. Some characters count twice.
https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPED = frozenset("\f^{}\\[~]|€")  # these take two places
GSM7 = PLAIN | ESCAPED


def is_gsm7(text: str) -> bool:
    """Whether every character is in the 7-bit alphabet."""
    return GSM7.issuperset(text)


def length(text: str) -> int:
    """The places a text takes: septets where it is GSM-7, UTF-16 units where not."""
    return sum(_widths(text))


def segments(text: str) -> int:
    """The number of texts that are billed for it; an empty text is one."""
    widths = _widths(text)
    alone, split = (160, 153) if is_gsm7(text) else (70, 67)
    if sum(widths) <= alone:
        return 1
    count, room = 1, split
    for width in widths:  # a character that takes two places is never cut in half
        if width > room:
            count, room = count + 1, split
        room -= width
    return count


@lru_cache(maxsize=1024)  # one restock says the same words to thousands
def fit(title: str, limit: int) -> str:
    """A shop's words in one line of at most `limit` septets: transliterated, then cut, at a blank if one is near the end.

    Pictures and control characters are dropped: what a shop calls a product must not cost three texts for one.
    """
    words = " ".join("".join(_spell(character) for character in title).split())
    if length(words) <= limit:
        return words
    while length(words) > limit:
        words = words[:-1]
    blank = words.rfind(" ")
    return words[:blank] if blank > len(words) * 2 // 3 else words.rstrip()


def listed(names: Sequence[str], limit: int) -> str:
    """As many of these names as fit into so many septets, and how many more there are: "S, M +2"."""
    shown = [fit(name, limit) for name in names if name]
    for count in range(len(shown), 0, -1):
        rest = f" +{len(shown) - count}" if count < len(shown) else ""
        line = ", ".join(shown[:count]) + rest
        if length(line) <= limit:
            return line
    return f"{len(shown)} sizes" if shown else ""


def _widths(text: str) -> list[int]:
    if is_gsm7(text):
        return [2 if character in ESCAPED else 1 for character in text]
    return [2 if ord(character) > 0xFFFF else 1 for character in text]


def _spell(character: str) -> str:
    """The character, or how it is written in the 7-bit alphabet."""
    if character.isspace():
        return " "
    if character in GSM7:
        return character
    if unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Sk", "So"}:
        return ""
    from anyascii import anyascii

    return "".join(letter for letter in anyascii(character) if letter in GSM7)
