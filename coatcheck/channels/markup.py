"""A note in a chat's own markup, never longer than a message may be. Pure."""

import re
from collections.abc import Callable

from coatcheck.model import Frozen
from coatcheck.ports import Line, Note

ADDRESS = re.compile(r"(https?://\S+)")


class Markup(Frozen, frozen=True):
    """How a chat writes words as themselves, bold words (escaped already), and words that lead somewhere."""

    escape: Callable[[str], str]
    strong: Callable[[str], str]
    link: Callable[[str, str], str]


def written(note: Note, markup: Markup, room: int) -> str:
    """Write the note in so many characters: its lines, or its title with the link below it, or its text alone."""
    if not note.title or not note.url:
        return _fitting(note.text, lambda text: plain(text, markup), room)
    if note.lines:
        return _lines(note, markup, room)
    title = _fitting(note.title, lambda text: markup.strong(markup.escape(text)), room - len(note.url) - 1)
    return f"{title}\n{note.url}"


def plain(text: str, markup: Markup) -> str:
    """Write text as itself; the addresses in it stay as they are, and lead there."""
    parts = ADDRESS.split(text)  # the odd ones are addresses
    return "".join(part if place % 2 else markup.escape(part) for place, part in enumerate(parts))


def _lines(note: Note, markup: Markup, room: int) -> str:
    """Write as many lines as there is room for, the last one always: it leads to all of them."""
    *first, last = (_line(line, markup) for line in note.lines)
    room -= len(last)
    kept: list[str] = []
    for line in first:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join([*kept, last])


def _line(line: Line, markup: Markup) -> str:
    words = markup.escape(line.text)
    if line.strong and words:
        words = markup.strong(words)
    if line.url:
        words = markup.link(words, line.url)
    return f"{words} {markup.escape(line.rest)}" if line.rest else words


def _fitting(text: str, write: Callable[[str], str], room: int) -> str:
    """Write as much of the text as there is room for once it is written: what is escaped is longer."""
    text = text[:room]
    while len(words := write(text)) > room:
        text = text[: len(text) - max(1, (len(words) - room) // 2)]
    return words
