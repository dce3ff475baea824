"""YAML, and so JSON, as lists, objects and words, with the line in which each of them stands. Pure.

Every word stays a word: the field it is for decides what it means, so that `no` can be a name, and 1.10 a version. What only helps
whoever wants to do harm, or to be clever, is refused: aliases (a short file that unfolds to gigabytes), tags, a key that stands twice.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from coatcheck.errors import Invalid
from coatcheck.model import Frozen

LARGEST = 5_000_000  # bytes
DEEPEST = 20
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})  # https://yaml.org/spec/1.2.2/#1032-tag-resolution
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml's is ten times as fast; a platform may lack it

# 🧥 as JSON may write it, "\ud83e\udde5"; behind a stroke that is escaped itself, "\\ud83e", it is plain letters
PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)

Path = tuple[str | int, ...]


class Tree(Frozen, frozen=True):
    """What a file says. `lines`: by the way there, `(0, "url")`, the line of each item and key, from 1."""

    value: Any
    lines: dict[Path, int]


def read(content: bytes) -> Tree:
    """Read one document; an empty file says None. Raises `Invalid` with the line of what can't be read."""
    found = read_all(content)
    if len(found) > 1:
        raise Invalid("The file holds several documents, parted by ---: write one list.")
    return found[0] if found else Tree(None, {})


def read_all(content: bytes) -> list[Tree]:
    """Read each document of a file. Raises `Invalid` likewise."""
    if len(content) > LARGEST:
        raise Invalid(f"The file is larger than {LARGEST // 1_000_000} MB.")
    found: list[Tree] = []
    try:
        events = yaml.parse(PAIR.sub(_joined, content.decode("utf-8-sig")), Loader=LOADER)
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                lines: dict[Path, int] = {}
                found.append(Tree(_node(events, event, (), lines), lines))
    except UnicodeDecodeError as error:
        raise Invalid(f"The file is not text in UTF-8: byte {error.start} can't be read.") from error
    except yaml.YAMLError as error:
        raise Invalid(_fault(error)) from error
    return found


def _node(events: Iterator[Any], event: Any, path: Path, lines: dict[Path, int]) -> Any:
    line = lines.setdefault(path, event.start_mark.line + 1)
    if isinstance(event, yaml.AliasEvent):
        raise Invalid(f"line {line}: aliases (*{event.anchor}) are not read: write it out.")
    if event.tag not in (None, "!"):
        raise Invalid(f"line {line}: tags ({event.tag}) are not read: write it without.")
    if len(path) > DEEPEST:
        raise Invalid(f"line {line}: that is nested too deep.")
    if isinstance(event, yaml.ScalarEvent):
        return None if not event.style and event.value in NOTHING else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return [_node(events, item, (*path, place), lines) for place, item in enumerate(_until_end(events))]
    return _mapping(events, path, lines)


def _mapping(events: Iterator[Any], path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in _until_end(events):
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarEvent):
            raise Invalid(f"line {line}: a key is a word.")
        name = key.value
        if name in found:
            raise Invalid(f"line {line}: {name} stands there twice.")
        lines[*path, name] = line
        found[name] = _node(events, next(events), (*path, name), lines)
    return found


def _until_end(events: Iterator[Any]) -> Iterator[Any]:
    """List the events up to the end of the list or object that has just begun; what is nested in it is taken out by its reader."""
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            return
        yield event


def _joined(pair: re.Match[str]) -> str:
    """Return the one character that JSON writes as two halves, which YAML does not know."""
    return pair[1] + bytes.fromhex(pair[2] + pair[3]).decode("utf-16-be")


def _fault(error: yaml.YAMLError) -> str:
    """Say what is wrong with a file, and in which line: "line 3: could not find expected ':'"."""
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be read"
    return f"line {mark.line + 1}: {what}." if mark else f"The file is not YAML: {what}."
