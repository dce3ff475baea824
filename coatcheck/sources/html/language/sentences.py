"""A text taken apart: its sentences, their words, and the phrases about stock among them. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from coatcheck.model import Availability
from coatcheck.sources.html.language.marks import SPACELESS, closed, narrow, plain
from coatcheck.sources.html.language.stock_phrases import DELIVERY, meanings, phrases
from coatcheck.sources.html.parsing.patterns import superset

MOST_COMMAS = 5  # behind which a clause may end
CROSS = "✗"  # in place of every sign of that shape
EMPTY_BOX = "☐"  # before what is ticked, or is not
_CROSSES = str.maketrans(dict.fromkeys("✘✖✕╳⨯❌❎☒🗙🚫⛔🔴👎", CROSS))
_LETTER_CROSS = re.compile(
    r"^\s*[×x]\s(?=\D)|(?<=[^\d\s])\s*[×x]\s*$", re.IGNORECASE
)  # "x In stock", "In stock x", not "2 x 3"
# "-2 in stock" and "In stock: -2", not "1-2 days", "-20%", "-5 €"
_BELOW_ZERO = re.compile(r"(?<![\w.,%])[-−–]\d+\b(?![.,]?\d|\s*[-−–%€$£]|\s*(?:eur|usd|gbp)\b)", re.IGNORECASE)
# "In stock: - 3", whose minus stands apart
_MINUS_APART = re.compile(r"(?<=[:：])\s*[-−–]\s+\d+\s*$")
# "Less than 1 in stock", "moins d'1 en stock" is none; not "less than 1 day", "less than 1.5"
_LESS_THAN_ONE = re.compile(
    r"(?:\b(?:less|fewer) than|<|\bunder|\bweniger als|\bmoins d['’e]|\bmenos de|\bmeno di|\bminder dan|\bmniej niż|\bm[eé]n[ěe] než|\bmenej ako|\bmindre (?:än|end|enn)|\bfärre än|\bfærre end|\bmai puțin de|\balle"
    r"|\bменее|\bменше|\bменьше|\bпо-малко от|\bλιγότερο από|\bmanje od)\s*1(?![.,:/]?\d)"
    r"(?!\s*(?:[%€$£°\-–]|[cmk]?[mgl]\b|min|h\b|hr|hour|day|week|month|year|mile|tag|std|stund|woche|monat|jour|heure|d[ií]a|hora|semana|giorn|or[ae]\b|settiman|dag|uur|wek|dzień|dni|godz|den|hod|дн|час|недел|eur|usd))",
    re.IGNORECASE,
)
_SIGN = r"(?:[$€£¥₹₽₩₴₺₫฿₪]|\b(?:eur|usd|gbp|chf|cad|aud|sek|nok|dkk|pln|czk|huf|ron|kr|zł|kč|руб|грн)\b)"
_PRICE = re.compile(rf"{_SIGN}\s?\d[\d.,]*|\d[\d.,]*\s?{_SIGN}", re.IGNORECASE)  # "$19.00", "19,00 EUR"
_MAY_BE_PRICE, _DIGIT = superset(_PRICE), re.compile(r"\d")
# Where one sentence ends and another one may begin.
_SENTENCE_ENDS = re.compile(
    r"(?<=[^\d\s])(?<!\bstk)(?<!\bst)(?<!\bшт)(?<!\bszt)(?<!\bpcs)(?<!\bks)(?<!\bdb)[.!;|•·。！]+(?:\s|$)"  # "Sold out. Ask us", not "3 stk. left"
    r"|[!;|•·。！\n]"  # "完売。再入荷", "Sold out|Ask us"
    r"|\s[-–—]\s(?!\S{1,5}$)",  # "Sold out - ask us", but "In stock - no" is one sentence
    re.IGNORECASE,
)
_BETWEEN_WORDS = re.compile(r"[\s_\-‐-―−/,.:;!?¡¿()\[\]{}|•·…\"“”«»„<>+*=&#✓✔✅☑×：、，（）【】]+")
_ENDINGS = re.compile(
    r"(?<=[가-힣]{2})(?:입니다|이에요|이예요|되었습니다|됐습니다|되었어요|했습니다|하였습니다|되어|된|됨)$"
)  # of Korean: "품절입니다"
# "10.00" and "1,200", whose parts are one number; not "24.12."
_PARTED_NUMBER = re.compile(r"(?<![\d.,])(\d+)[.,](0+|\d{3})(?![\d.,])")
# "5 of 12 left", of which the first is counted
_OUT_OF = re.compile(
    r"(?<![\d.,])(\d+)\s*(?:(?:out )?of|von|sur|de|di|van|av|af|из|з|od)\s*\d+(?![\d.,])", re.IGNORECASE
)
_CLOCK = re.compile(r"\b\d{1,2}[:h][0-5]\d\b")  # "22:00", whose noughts count no pieces
_NUMBER = re.compile(r"^\d[\d.,]*$")
_COUNTED = re.compile(r"(?<=\d)(?=(?:개|шт|ks|szt|pcs|stk|kpl|db)(?![^\W\d_]|\d))", re.IGNORECASE)  # "2개 남음", "5шт."
_COMMA = re.compile(r"[,，、،](?!\d)")
_GONE, _ALL, _EVERY = "หมด", "ทั้งหมด", "ทุก"
# "ทั้งหมด", all; "โหมด", a mode; "หมดอายุ", expired; "หมดปัญหา", no more trouble
_NOT_GONE = re.compile(f"{_ALL}|โ{_GONE}|{_GONE}(?=อายุ|จด|ห่วง|ปัญหา|กังวล)")
_FOUND, _GAP = (
    "\ue000",
    "\ue001",
)  # stand for a phrase that was found where no blanks part words, and for its other letters
_SIGNS = _CROSSES | {ord(_FOUND): " ", ord(_GAP): " "}


class Phrase(NamedTuple):
    """A phrase about stock within a sentence: its first word, the word after its last one, and what it means."""

    start: int
    end: int
    meaning: Availability


def sentences(text: str) -> Iterator[str]:
    """Return the sentences of a text, as far as punctuation parts them; prices are left out."""
    return (part for part in _SENTENCE_ENDS.split(without_prices(text.translate(_CROSSES))) if part.strip())


def without_prices(text: str) -> str:
    return _PRICE.sub(" ", text) if _may_hold_price(text) else text


def parted_by_price(text: str) -> tuple[str, str]:
    """Return what stands before the first price in a text, and what stands behind it; "" where there is none."""
    price = _PRICE.search(text) if _may_hold_price(text) else None
    return (text[: price.start()], text[price.end() :]) if price else ("", "")


def _may_hold_price(text: str) -> bool:
    """Whether a price may stand in a text, as quickly as that can be said."""
    return _DIGIT.search(text) is not None and _MAY_BE_PRICE.search(text) is not None


def count_prices(text: str) -> int:
    """Return how many prices stand in a text."""
    return sum(1 for _ in _PRICE.finditer(text))


def words(text: str) -> list[str]:
    """Return a text's words: lower case, plain apostrophes, # for every number above zero, 0 for the others, a cross for all like it."""
    text = _LESS_THAN_ONE.sub(" 0 ", text) if "1" in text else text
    text = _MINUS_APART.sub(" 0 ", text) if ":" in text or "：" in text else text
    text = _LETTER_CROSS.sub(f" {CROSS} ", _BELOW_ZERO.sub(" 0 ", text.translate(_CROSSES)))
    text = _CLOCK.sub(" 1 ", _COUNTED.sub(" ", text))
    text = _OUT_OF.sub(r"\1", _PARTED_NUMBER.sub(r"\1\2", text))
    lowered = text.replace("İ", "i").casefold().replace("’", "'").replace("‘", "'").replace(CROSS, f" {CROSS} ")
    return [_number(word) for word in _BETWEEN_WORDS.split(lowered) if word]


def plain_words(text: str) -> tuple[str, ...]:
    """Return a text's words as phrases are compared."""
    return tuple(map(_plain, words(text)))


@lru_cache(8192)
def _plain(word: str) -> str:
    return _ENDINGS.sub("", plain(word))


def _number(word: str) -> str:
    return word if not _NUMBER.match(word) else ("#" if word.strip("0.,") else "0")


class Sentence:
    """A sentence with the phrases about stock that stand in it, and the words beside them."""

    def __init__(self, text: str) -> None:
        self.text = closed(narrow(_without_false_ends(text))).translate(_SIGNS)
        self.is_spaceless = SPACELESS.search(self.text) is not None

    @cached_property
    def words(self) -> list[str]:
        return words(self._marked[0])

    @cached_property
    def phrases(self) -> list[Phrase]:
        """The phrases among the words, the longest first where they overlap; how long delivery takes only where nothing else is said."""
        hidden = iter(self._marked[1])
        found = list(_spaced(self.words, hidden))
        return [each for each in found if not self._tells_delivery(each)] or found

    @cached_property
    def meanings(self) -> set[Availability]:
        return {phrase.meaning for phrase in self.phrases}

    @cached_property
    def before(self) -> list[str]:
        """The words in front of the first phrase."""
        return self.words[: self.phrases[0].start]

    @cached_property
    def after(self) -> list[str]:
        """The words behind the last phrase."""
        return self.words[self.phrases[-1].end :]

    @cached_property
    def rest(self) -> list[str]:
        """The words that belong to no phrase."""
        covered = {place for phrase in self.phrases for place in range(phrase.start, phrase.end)}
        return [word for place, word in enumerate(self.words) if place not in covered]

    @cached_property
    def clause(self) -> "Sentence":
        """The sentence as far as the comma behind its last phrase: what follows tells of something else, like the next delivery."""
        ends = (match.start() for match in islice(_COMMA.finditer(self.text), MOST_COMMAS))
        parts = (Sentence(self.text[:end]) for end in ends)
        return next((part for part in parts if len(part.phrases) == len(self.phrases)), self)

    @cached_property
    def told(self) -> "Sentence":
        """The sentence from the comma before its first phrase on: what goes before speaks of something else, like "We're sorry, "."""
        ends = (match.end() for match in reversed(list(islice(_COMMA.finditer(self.text), MOST_COMMAS))))
        parts = (Sentence(self.text[end:]) for end in ends)
        return next((part for part in parts if len(part.phrases) == len(self.phrases)), self)

    @property
    def unsaid(self) -> str:
        """The text without the phrases, in a script that doesn't part words."""
        return self._marked[0]

    @cached_property
    def is_single(self) -> bool:
        """Whether each phrase is of one word, like "available", which may be said of anything."""
        if self.is_spaceless:
            return False
        return all(len(set(self.words[start:end]) - {"#", "0"}) == 1 for start, end, _ in self.phrases)

    @cached_property
    def _marked(self) -> tuple[str, list[Availability]]:
        """The text with a mark in place of each phrase of scripts that don't part words, and what those mean in turn."""
        return _spaceless(self.text) if self.is_spaceless else (self.text, [])

    def _tells_delivery(self, phrase: Phrase) -> bool:
        return tuple(map(_plain, self.words[phrase.start : phrase.end])) in _deliveries()


def _without_false_ends(text: str) -> str:
    """A text without the Thai words in which "gone" is but a piece: "all" is written as "every", which is the same."""
    return _NOT_GONE.sub(lambda word: _EVERY if word[0] == _ALL else "", text) if _GONE in text else text


def _spaced(listed: Sequence[str], hidden: Iterator[Availability]) -> Iterator[Phrase]:
    """The phrases among these words, the longest first; a mark stands for the next of those that are hidden."""
    table, longest = _table()
    compared = tuple(map(_plain, listed))
    place = 0
    while place < len(compared):
        if compared[place] == _FOUND:
            yield Phrase(place, place + 1, next(hidden))
            place += 1
            continue
        length = next(
            (n for n in range(min(longest, len(compared) - place), 0, -1) if compared[place : place + n] in table), 0
        )
        if length:
            yield Phrase(place, place + length, table[compared[place : place + length]])
        place += length or 1


def _spaceless(text: str) -> tuple[str, list[Availability]]:
    """A text with each phrase in it replaced by a mark, the longest phrases first, and their meanings in the text's order."""
    found: dict[int, Availability] = {}

    def mark(meaning: Availability, match: re.Match[str]) -> str:
        found[match.start()] = meaning
        return _FOUND.ljust(len(match[0]), _GAP)

    for phrase, meaning in _spaceless_phrases():
        if phrase.search(text):
            text = phrase.sub(lambda match, meaning=meaning: mark(meaning, match), text)  # type: ignore[misc]
    return text.replace(_GAP, "").replace(_FOUND, f" {_FOUND} "), [found[place] for place in sorted(found)]


@cache
def _table() -> tuple[dict[tuple[str, ...], Availability], int]:
    table: dict[tuple[str, ...], Availability] = {}
    for phrase, meaning in meanings():
        table.setdefault(phrase_words(phrase), meaning)
    return table, max(map(len, table))


def phrase_words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase of the tables, as those of a text are compared."""
    return plain_words(phrase.replace("#", "1"))


@cache
def _spaceless_phrases() -> list[tuple[re.Pattern[str], Availability]]:
    found = {phrase: meaning for phrase, meaning in reversed(meanings()) if SPACELESS.search(phrase)}
    return [(_spaceless_pattern(phrase), found[phrase]) for phrase in sorted(found, key=len, reverse=True)]


def _spaceless_pattern(phrase: str) -> re.Pattern[str]:
    loose = re.sub(r"(?:\\ |[:：])+", r"[\\s:：]*", re.escape(phrase))
    return re.compile(loose.replace(r"\#", r"\s*[1-9]\d*\s*"))


@cache
def _deliveries() -> frozenset[tuple[str, ...]]:
    return frozenset(map(phrase_words, phrases(DELIVERY)))
