"""JSON as people write it into pages: decoded where it is right, mended where the meaning is plain, else left out.

Mended are: comments, CDATA and HTML comment marks, trailing commas and semicolons, raw line breaks and quotes inside
strings, impossible escapes, HTML entities or single quotes in place of quotes, `undefined` and NaN, and several values in one script.
A value that was cut off is never completed: what is missing could be the word that matters.
"""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from coatcheck.plain_text import unescaped
from coatcheck.sources.caps import require_few_brackets

LONGEST = 1_000_000  # characters of a page that are mended; what is right is decoded, however long

_WRAPPING = re.compile(r"(?:(?:/\*|//)\s*+)?(?:<!\[CDATA\[|\]\]>)(?:\s*+\*/)?|<!--|-->")
_TOKEN = re.compile(
    r'(?P<string>")|(?P<comment>/\*|(?<![:\w])//[^\n]*)|(?P<open>[{\[])|(?P<close>[}\]])'  # [{"size": "M"}] // the last
    r"|(?P<word>\b(?:undefined|NaN|-?Infinity)\b)",  # undefined
    re.DOTALL,
)
_QUOTE = re.compile(r'\\.|"', re.DOTALL)
_AFTER_STRING = re.compile(r"\s*(?:[:}\]]|,\s*(?:[\"{\[}\]\-\d/]|true|false|null)|$|//|/\*)")
_CONTROL = re.compile(r"[\x00-\x1f]")
_ESCAPE = re.compile(r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})?')
# \ud83d alone; with \ude00 behind it, it is a pair, and caught as one
_LONE_SURROGATE = re.compile(
    r"(?<!\\)((?:\\\\)*)(?:(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)
_MISSING_VALUE = re.compile(r":\s*(?=,)")


def read_all(texts: Iterable[str]) -> list[Any]:
    """Read the JSON values written in scripts, in order; those that can't be read are left out.

    Raises `Unreadable` where there are more lists and objects than any page needs.
    """
    values: list[Any] = []
    brackets, mended = 0, 0
    for text in texts:
        brackets += text.count("{") + text.count("[")
        require_few_brackets(brackets)
        value = _decode(text)
        if value is not None:
            values.append(value)
        elif mended + len(text) <= LONGEST:
            mended += len(text)
            values += _mended(text)
    return values


def _mended(text: str) -> list[Any]:
    """The values in a text that is not JSON as it stands."""
    text = _WRAPPING.sub(" ", text.lstrip("\ufeff"))
    if text.count("&quot;") > text.count('"'):
        text = unescaped(text)
    if '"' not in text:
        text = text.replace("'", '"')
    values = (_decode(part) for part in _mend(text))
    return [value for value in values if value is not None]


def _decode(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _mend(text: str) -> list[str]:
    """The complete objects and arrays in the text, each mended."""
    parts: list[str] = []
    pieces: list[str] = []
    depth, position, last_comment = 0, 0, text.rfind("*/")
    while token := _TOKEN.search(text, position):
        kind, start = token.lastgroup, position
        position = token.end()
        outside = text[start : token.start()]
        if depth:
            pieces.append(_MISSING_VALUE.sub(": null", outside))
        if token[0] == "/*":
            position = text.find("*/", position) + 2 if position <= last_comment else position
        elif kind == "string":
            position, string = _string(text, position)
            if depth:
                pieces.append(string)
        elif kind == "open" or (kind == "close" and depth):
            if kind == "close":
                _end(pieces)
            pieces.append(token[0])
            depth += 1 if kind == "open" else -1
            if depth == 0:
                parts.append("".join(pieces))
                pieces = []
        elif kind == "word" and depth:
            pieces.append("null")
    return parts


def _string(text: str, position: int) -> tuple[int, str]:
    """The string that begins after a quote: the place after it, and the string as JSON wants it.

    A quote that nothing follows which may follow a string belongs to the words.
    """
    pieces: list[str] = []
    while quote := _QUOTE.search(text, position):
        pieces.append(text[position : quote.start()])
        position = quote.end()
        if quote[0] != '"':
            pieces.append(quote[0])
        elif _AFTER_STRING.match(text, position):
            break
        else:
            pieces.append('\\"')
    words = _ESCAPE.sub(lambda found: found[0] if found[1] else "\\\\", "".join(pieces).replace("\\\n", "\\n"))
    words = _LONE_SURROGATE.sub(lambda found: found[1] + (found[2] or "\\ufffd"), words)
    return position, '"' + _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", words) + '"'


def _end(pieces: list[str]) -> None:
    """Take a comma that nothing follows off the end of what was written so far; a name without a value gets null."""
    for place in range(len(pieces) - 1, -1, -1):
        words = pieces[place].rstrip()
        if words.endswith(",") and words[0] != '"':
            pieces[place] = words[:-1]
        elif words.endswith(":") and words[0] != '"':
            pieces.append("null")
        if words:
            return
