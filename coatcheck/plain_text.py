"""Other people's words as text that can be stored, logged and shown."""

import difflib
import html
import re
from collections.abc import Iterable

# Controls, halves of pairs and what is no character at all. XML, mail headers and UTF-8 each refuse some of them:
# https://www.w3.org/TR/xml/#charsets
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# What `str.isprintable` lets through and nobody sees: fillers, joiners, selectors of a variant, Braille's empty cell. See
# Default_Ignorable_Code_Point: https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_NUMBER = re.compile(r"&#0*([0-9]+)")  # of a character in HTML, "&#8217;"
LONGEST = 500  # characters of what a provider says


def printable(text: str) -> str:
    """Leave out the characters that no page, feed or mail may hold; line breaks and tabs stay."""
    return UNPRINTABLE.sub("", text)


def on_one_line(text: str) -> str:
    """Write words on one line of what can be seen: nothing in it ends the line, turns its direction or hides."""
    seen = UNSEEN.sub("", text)
    return " ".join("".join(character if character.isprintable() else " " for character in seen).split())


def as_text(value: object, longest: int = LONGEST) -> str:
    """Turn whatever somebody's program handed over into at most so many printable characters. Never raises."""
    try:
        text = str(value)
    except Exception:  # it is not ours: nothing that it does may keep us from noting what happened
        text = type(value).__name__
    return printable(text[: 4 * longest])[:longest]


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Ask whether one of the known words was meant, "Did you mean coat?"; "" where none is like it. `cutoff`: how alike, up to 1."""
    close = difflib.get_close_matches(word.lower(), list(known), n=3, cutoff=cutoff)
    return f"Did you mean {' or '.join(close)}?" if close else ""


def there_are(word: str, known: Iterable[str]) -> str:
    """Ask whether one of the known words was meant, or list them where none is like it."""
    known = list(known)
    return did_you_mean(word, known) or f"There are: {', '.join(known)}."


def unescaped(markup: str) -> str:
    """Read HTML's character references as `html.unescape` does, which fails at numbers of thousands of digits."""
    return html.unescape(_NUMBER.sub(_shortened, markup) if "&#" in markup else markup)


def _shortened(number: re.Match[str]) -> str:
    return f"&#{number[1][:8]}"  # with eight digits it is no character's number, as with more
