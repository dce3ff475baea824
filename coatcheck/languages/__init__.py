"""The languages that people are spoken to in: the code says everything in English, a catalogue says it in each other language.

What is said follows the language of the present thread or request, which `speaking` sets; English where nobody set any.
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from coatcheck.languages.catalogues import catalogue

if TYPE_CHECKING:
    from babel import Locale

ENGLISH = "en"
# By its code (BCP 47), as its speakers write its name. Each but English has its catalogue beside this file.
LANGUAGES = {
    ENGLISH: "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "pt": "Português",
    "ja": "日本語",
    "hi": "हिन्दी",
    "ar": "العربية",
}

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language until the block ends; English where it is none of ours."""
    before = _spoken.set(known(language))
    try:
        yield
    finally:
        _spoken.reset(before)


def speak(language: str) -> None:
    """Speak this language from now on, in this thread or request; English where it is none of ours."""
    _spoken.set(known(language))


def language() -> str:
    """Return the code of the language that is spoken now."""
    return _spoken.get()


def locale() -> "Locale":
    """Return how times, numbers and names of countries are written in it."""
    return _locale(language())


def direction() -> str:
    """Return where its lines begin, as HTML has it: "ltr" or "rtl"."""
    return locale().text_direction


@cache
def _locale(code: str) -> "Locale":
    from babel import Locale  # which takes a while to be there

    return Locale(code)


def known(code: str) -> str:
    """Return the code of the language that this tag means ("pt-BR" is Portuguese); English for what we don't speak."""
    short = code.partition("-")[0].lower()
    return short if short in LANGUAGES else ENGLISH


def best(accepted: Iterable[str]) -> str:
    """Return the first of these tags' languages that we speak; "" for none."""
    return next((known(tag) for tag in accepted if tag.partition("-")[0].lower() in LANGUAGES), "")


def gettext(message: str, **values: object) -> str:
    """Say this in the language that is spoken now, with these values in its `{gaps}`."""
    said = catalogue(language()).gettext(message) if language() != ENGLISH else message
    return said.format(**values) if values else said


def ngettext(one: str, several: str, count: int, **values: object) -> str:
    """Say how many there are, in the form that the language has for so many: `{count}` is there as a gap, too."""
    return plural(one, several, count).format(count=count, **values)


def plural(one: str, several: str, count: int) -> str:
    """Choose the form that the language has for so many, its gaps left open."""
    if language() == ENGLISH:
        return one if count == 1 else several
    return catalogue(language()).ngettext(one, several, count)


def N_(message: str) -> str:
    """Mark words for the catalogues that are said later, by `gettext`."""
    return message


def capitalised(words: str) -> str:
    """Write the first letter large, and leave the others as the language has them."""
    return words[:1].upper() + words[1:]
