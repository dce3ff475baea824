"""The lettering of pictures: which of our fonts draw a text, how wide it gets, and where it breaks into lines.

Noto Sans has Latin, Greek, Cyrillic and Devanagari; beside it stand its Arabic, and one for Chinese, Japanese and Korean.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

FAMILY = "Noto Sans"
JOINERS = "\u200c\u200d"  # which letters of Hindi and Persian need: https://www.unicode.org/reports/tr9/#Joiners
ELLIPSIS = "…"
LONGEST = 4  # characters that are kept together, marks aside: a row of brackets breaks like any other word


class Font:
    """A font file, in bold where it is a variable one. It stays on the disk but for what is read of it."""

    def __init__(self, path: str) -> None:
        import uharfbuzz  # which takes a while to be there

        self.path = path
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
        self._em: int = face.upem
        self._font = uharfbuzz.Font(face)
        self._font.set_variations({"wght": 700})

    def has(self, character: str) -> bool:
        """Return whether it draws this character."""
        return self._font.get_nominal_glyph(ord(character)) is not None

    def width(self, character: str) -> float:
        """Return how far a character that it draws reaches alone, in ems."""
        advance: int = self._font.get_glyph_h_advance(self._font.get_nominal_glyph(ord(character)) or 0)
        return advance / self._em


@cache
def _latin() -> Font:
    from fontpkg_noto_sans import ROOT

    return Font(str(ROOT / "files" / "NotoSans[wdth,wght].ttf"))


@cache
def _arabic() -> Font:
    from fontpkg_noto_sans_arabic import ROOT

    return Font(str(ROOT / "files" / "NotoSansArabic[wdth,wght].ttf"))


@cache
def _east_asian() -> Font:
    from noto_cjk_sans_jp_regular import FONT_PATH

    return Font(str(FONT_PATH))


# Each opened only where those before lack something
FONTS = (_latin, _arabic, _east_asian)


def font(character: str) -> Font | None:
    """Return the font that draws this character; None where we have none."""
    return next((each() for each in FONTS if each().has(character)), None)


def fonts(texts: Iterable[str]) -> list[str]:
    """List the files of the fonts that these texts need, that of Latin always among them."""
    found = {each.path: each for text in texts for character in text if (each := font(character))}
    return list({_latin().path: None} | dict.fromkeys(found))


def legible(text: str) -> str:
    """Return the text as it can be drawn: without signs that no font has, like emoji.

    "" where it has letters or figures that none has: what is left would be another name.
    """
    kept = [each for each in text if each.isspace() or not _is_invisible(each)]
    missing = {each for each in kept if not each.isspace() and font(each) is None}
    if any(unicodedata.category(each)[0] in "LMN" for each in missing):
        return ""
    return " ".join("".join(each for each in kept if each not in missing).split())


def width(text: str) -> float:
    """Return how wide a legible text gets in bold, in ems; at the most, as letters that join are counted alone."""
    found = ((font(each), each) for each in text)
    return sum(each.width(character) for each, character in found if each)


def lines(text: str, size: float, room: float, most: int) -> list[str]:
    """Break a legible text into at most so many lines of this size that fit in so much room; an ellipsis stands for what does not.

    It breaks between words; where one is longer than a line, or no words are told apart, anywhere.
    """
    broken, line = [], ""
    for part in _parts(text, room / size):
        if line and width((line + part).rstrip()) * size > room:
            broken.append(line.strip())
            line = ""
        line += part
    broken = [each for each in (*broken, line.strip()) if each]
    if len(broken) <= most:
        return broken
    return [*broken[: most - 1], _cut(broken[most - 1], room / size)]


def right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction of its own is written from the right, as HTML's `dir=auto` has it."""
    directions = (unicodedata.bidirectional(each) for each in text)
    return next((each in ("R", "AL") for each in directions if each in ("L", "R", "AL")), False)


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character)[0] == "C" and character not in JOINERS


def _parts(text: str, ems: float) -> list[str]:
    """Words with the space behind them; a word longer than a line letter by letter, each with the marks that belong to it."""
    words = re.findall(r"\S+\s*", text)
    return [part for word in words for part in ([word] if width(word) <= ems else _letters(word))]


def _letters(word: str) -> list[str]:
    letters = [""]
    for each in word:
        if letters[-1] and not _belongs(letters[-1], each):
            letters.append("")
        letters[-1] += each
    return letters


def _belongs(before: str, character: str) -> bool:
    """Whether no line breaks before this character: a mark, the space behind a word, what closes, or what follows a thing that opens."""
    kind = unicodedata.category(character)
    if kind[0] == "M" or kind == "Zs" or character in JOINERS:
        return True
    return len(before) < LONGEST and (kind in ("Pe", "Pf", "Po") or unicodedata.category(before[-1]) in ("Ps", "Pi"))


def _cut(line: str, ems: float) -> str:
    while line and width(line + ELLIPSIS) > ems:
        line = "".join(_letters(line)[:-1]).rstrip()
    return line + ELLIPSIS
