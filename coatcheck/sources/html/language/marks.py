"""Tables of words and short runs of words, and whether one of them stands in a sentence. Pure.

In a table marks are parted by semicolons. A star stands for any ending, or before a word for any beginning, as of German compounds; several words stand for themselves, in that order.
Accents may be missing, as in capitals, and letters are compared as if all were small. In scripts that don't part words a mark is looked for anywhere.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from unicodedata import normalize

# Letters and digits as wide as Chinese characters, and the digits of Arabic, Persian, Hindi, Bengali and Thai
_OF_SCRIPTS = (0x660, 0x6F0, 0x966, 0x9E6, 0xE50)  # the noughts
_WIDE = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]"
)
# "S O L D  O U T", "s.o.l.d o.u.t", "完 売", "품 절"; not the sizes "S M L"
_SPREAD = re.compile(
    r"(?<![^\W_])[^\W\d_](?:[\s.·*_-]{1,3}[^\W\d_]){3,}(?![^\W_])"
    r"|(?<![\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3](?:\s{1,3}[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])+(?![\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])"
)
_BETWEEN_LETTERS = re.compile(r"[\s.·*_-]+")
_NARROW = {place: place - 0xFEE0 for place in range(0xFF10, 0xFF5B)} | {
    nought + digit: ord("0") + digit for nought in _OF_SCRIPTS for digit in range(10)
}
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")  # Thai, kana, Chinese characters
_SHORT = 3  # letters; without its accent a shorter mark may be another word


class Marks:
    """The marks of a table: one line, or one for each language."""

    def __init__(self, table: Mapping[str, str] | str) -> None:
        lines = [table] if isinstance(table, str) else table.values()
        listed = (part.strip().casefold() for line in lines for part in line.split(";"))
        self.listed = tuple(dict.fromkeys(mark for mark in listed if mark))
        spaced = [form for mark in self.listed if not SPACELESS.search(mark) for form in _forms(mark)]
        self._anywhere = tuple(mark for mark in self.listed if SPACELESS.search(mark))
        self._words = frozenset(form for form in spaced if " " not in form and "*" not in form)
        self._beginnings = tuple({form[:-1] for form in spaced if " " not in form and form.endswith("*")})
        self._endings = tuple({form[1:] for form in spaced if form.startswith("*") and len(form) > 1})
        self._runs: dict[str, list[tuple[str, ...]]] = {}
        for form in spaced:
            if " " in form:
                self._runs.setdefault(form.split()[0], []).append(tuple(form.split()))

    def among(self, words: Sequence[str], text: str = "") -> bool:
        """Return whether a mark is among these words, or anywhere in this text of a script that doesn't part words."""
        return any(self._end(words, place) for place in range(len(words))) or (bool(text) and self.anywhere(text))

    def anywhere(self, text: str) -> bool:
        """Return whether a mark of a script that doesn't part words stands in this text."""
        return any(mark in text for mark in self._anywhere)

    def places(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Find where marks stand among these words: the first word and the one after the last, of the longest at each place."""
        return [(place, end) for place in range(len(words)) if (end := self._end(words, place))]

    def is_word(self, word: str) -> bool:
        """Return whether this word alone is a mark."""
        return word in self._words or word.startswith(self._beginnings) or word.endswith(self._endings)

    def _end(self, words: Sequence[str], place: int) -> int:
        """The place after the longest mark that begins here; 0 where none does."""
        word = words[place]
        fitting = [len(run) for run in self._runs.get(word, ()) if _fits(run, words[place : place + len(run)])]
        return place + max(fitting, default=int(self.is_word(word))) if fitting or self.is_word(word) else 0


def _fits(run: tuple[str, ...], words: Sequence[str]) -> bool:
    """Whether these are the words of a run, of which the last may have any ending."""
    if not run[-1].endswith("*"):
        return tuple(words) == run
    return len(words) == len(run) and tuple(words[:-1]) == run[:-1] and words[-1].startswith(run[-1][:-1])


def has(listed: Iterable[str], table: str) -> bool:
    """Return whether one of these words is in a table of one line."""
    return _marks(table).among(list(listed))


@cache
def _marks(table: str) -> Marks:
    return Marks(table)


def narrow(text: str) -> str:
    """A text with plain letters and digits in place of wide ones and of other scripts' digits, letter for letter."""
    return text.translate(_NARROW) if not text.isascii() and _WIDE.search(text) else text


def closed(text: str) -> str:
    """A text in which words whose letters are spread out are whole: "SOLDOUT" for "S O L D  O U T"."""
    return _SPREAD.sub(lambda spread: _BETWEEN_LETTERS.sub("", spread[0]), text)


def plain(word: str) -> str:
    """Return a word as phrases are compared: without accents, which many leave out in capitals, and with one kind of i."""
    if word.isascii():
        return word
    return normalize("NFC", _ACCENTS.sub("", normalize("NFD", word.replace("ı", "i"))))


def _forms(mark: str) -> tuple[str, ...]:
    return (mark, plain(mark)) if len(mark) > _SHORT and not mark.isascii() else (mark,)
