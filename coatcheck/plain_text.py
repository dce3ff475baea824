"""Other people's words as text that can be stored, logged and shown."""

import html
import re

# Controls, halves of pairs and what is no character at all. XML, mail headers and UTF-8 each refuse some of them:
# https://www.w3.org/TR/xml/#charsets
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NUMBER = re.compile(r"&#0*([0-9]+)")  # of a character in HTML, "&#8217;"
LONGEST = 500  # characters of what a provider says


def printable(text: str) -> str:
    """Leave out the characters that no page, feed or mail may hold; line breaks and tabs stay."""
    return UNPRINTABLE.sub("", text)


def as_text(value: object, longest: int = LONGEST) -> str:
    """Turn whatever somebody's program handed over into at most so many printable characters. Never raises."""
    try:
        text = str(value)
    except Exception:  # it is not ours: nothing that it does may keep us from noting what happened
        text = type(value).__name__
    return printable(text[: 4 * longest])[:longest]


def unescaped(markup: str) -> str:
    """Read HTML's character references as `html.unescape` does, which fails at numbers of thousands of digits."""
    return html.unescape(_NUMBER.sub(_shortened, markup) if "&#" in markup else markup)


def _shortened(number: re.Match[str]) -> str:
    return f"&#{number[1][:8]}"  # with eight digits it is no character's number, as with more
