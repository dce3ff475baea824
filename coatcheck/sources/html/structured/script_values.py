"""The JSON values that a page's scripts and attributes embed, as far as they speak of stock, in the ways in which that is done.

Next.js: https://nextjs.org/docs/pages/building-your-application/rendering; Nuxt: https://github.com/nuxt-contrib/devalue;
React Router and Remix: https://github.com/jacob-ebey/turbo-stream; Astro: https://docs.astro.build/en/guides/framework-components/;
SvelteKit: https://svelte.dev/docs/kit/load
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import re2

from coatcheck.plain_text import unescaped
from coatcheck.sources.caps import MOST_BRACKETS
from coatcheck.sources.html.document import Document, select
from coatcheck.sources.html.parsing.patterns import all_of

LARGEST = 2_000_000  # characters of one script
MOST_SCRIPTS = 60
MOST_VALUES = 8  # values of one script that are decoded
MOST = 20_000  # places of a numbered value that are put together
DEEPEST = 24

_OPTIONS_OF_MARK = re2.Options()
_OPTIONS_OF_MARK.case_sensitive = False
_OPTIONS_OF_MARK.never_capture = True
# "stock":, "availableForSale" :, \"is_sold_out\":
_MARK = re2.compile(
    r'"\w*(?:stock|availab|sold_?out|inventory|purchasable|orderable|sellable|disponib|dispon[ií]vel|lieferbar|verf(?:ue|ü)gbar|beschikbaar|leverbaar|dostepny|skladem)\w*\\?"\s*:',
    _OPTIONS_OF_MARK,
)
_BEGINS = re.compile(r"[=(]\s*(?=[\[{]\s*[\"\[{])")  # state = {"…, setState([{…
_IN_DOUBLE, _IN_SINGLE = (all_of(rf"[^{quote}\\]++|\\.") for quote in "\"'")
_PARSED = re.compile(rf"JSON\.parse\(\s*(?:\"({_IN_DOUBLE})\"|'({_IN_SINGLE})')", re.DOTALL)
_PUSHED = re.compile(r"__next_f\.push\(\[1,\s*(?=\")")  # self.__next_f.push([1,"5:[\"$\"…
_ROW = re.compile(r"(?:^|\n)[0-9a-f]{1,6}:(?=[\[{])")  # of what was pushed: 5:["$","div"…
_STREAMED = re.compile(
    r"streamController\.enqueue\(\s*(?=\")"
)  # __reactRouterContext.streamController.enqueue("[{\"_1\":2…
_KEPT_PROMISE = re.compile(r"P(\d{1,9}):(?=\[)")  # a line of what was streamed: P99:[{"_122":…
_NUMBERED_NAME = re.compile(r"_\d{1,9}")
_LOADED = re.compile(r"\bdata:\s*(?=\[)")  # kit.start(app, element, {node_ids: [0, 2], data: [null,{type:"data",…
# "a text", new Date(0), void 0, size:
_LITERAL = re.compile(
    rf"(\"{_IN_DOUBLE}(?:\"|\\?\Z))|\bnew \w++\((?:\"[^\"]*+\"|[^()\"]*+)\)|\bvoid 0\b|(?<![\w$])([A-Za-z_$][\w$]*+)(?=\s*+:)",
    re.DOTALL,
)
_QUOTE = re.compile(r'\\.|"', re.DOTALL)
_HOLDERS = (
    "data-product",
    "data-variants",
    "data-product-json",
    "data-props",
    "data-page",
    "data-json",
    "data-product-data",
)
_BOUND = (":variants", ":product")  # attributes of Vue's components
_ISLAND = "astro-island"  # Astro's element, whose props are pairs
_SELECTORS = {name: f"[{name}]" for name in _HOLDERS} | {name: rf"[\{name}]" for name in _BOUND}
_SELECTORS[_ISLAND] = f"{_ISLAND}[props]"


def script_values(document: Document) -> Iterator[tuple[str, Any]]:
    """Return each value with the name that it is given, "" where it has none."""
    scripts = [
        source for attributes, source in document.scripts[: 4 * MOST_SCRIPTS] if source and "ld+json" not in attributes
    ]
    for source in [source for source in scripts if len(source) <= LARGEST and _MARK.search(source)][:MOST_SCRIPTS]:
        yield from (("", value) for value in _decoded(source))
    yield from (("", value) for value in _rows([source for source in scripts if "__next_f" in source]))
    yield from (("", value) for value in _streamed([source for source in scripts if "streamController" in source]))
    yield from (("", value) for value in _loaded([source for source in scripts if "__sveltekit" in source]))
    yield from _held(document)


def _held(document: Document) -> Iterator[tuple[str, Any]]:
    """What attributes hold, by their names."""
    holders = [selector for name, selector in _SELECTORS.items() if name in document.marks]
    nodes = select(document.tree, ", ".join(holders)) if holders else []
    for node in nodes[:MOST_SCRIPTS]:
        for name, value in node.attributes.items():
            if value and value[:1] in "{[" and len(value) <= LARGEST and _MARK.search(value):
                yield from (
                    (name, _unpaired(decoded) if node.tag == _ISLAND else decoded) for decoded in _decoded(value)
                )


def _decoded(source: str) -> Iterator[Any]:
    """The JSON values in a script: the whole of it, what is assigned and handed over in it, and texts that are parsed."""
    source = unescaped(source) if "&quot;" in source[:1000] else source
    if source.count("{") + source.count("[") > MOST_BRACKETS:
        return
    stripped = source.lstrip()
    if stripped[:1] in ("{", "["):
        yield from map(_put_together, _read(stripped, [0]))
        return
    yield from _read(source, [match.end() for match in _BEGINS.finditer(source)])
    for match in list(_PARSED.finditer(source))[:MOST_VALUES]:
        yield from _read(_unquoted(match[1] if match[1] is not None else match[2]), [0])


def _read(source: str, starts: Sequence[int]) -> Iterator[Any]:
    """The values that begin at these places, none within another one."""
    decoder, place = json.JSONDecoder(), 0
    for start in starts[:MOST_VALUES]:
        if start < place:
            continue
        try:
            value, place = decoder.raw_decode(source, start)
        except (ValueError, RecursionError):
            continue
        yield value


def _unquoted(written: str) -> str:
    """A JavaScript string without its quotes, as the text it stands for; "" where it is none."""
    quoted = _QUOTE.sub(lambda found: '\\"' if found[0] == '"' else "'" if found[0] == "\\'" else found[0], written)
    try:
        return str(json.loads(f'"{quoted}"', strict=False)).lstrip()
    except ValueError:
        return ""


def _rows(sources: Sequence[str]) -> Iterator[Any]:
    """The rows of what a page of Next.js pushes piece by piece: one row may be cut in two."""
    pushed = _joined(sources, _PUSHED)
    rows = [match.end() for match in _ROW.finditer(pushed)]
    for start, end in pairwise([*rows, len(pushed)]):
        if _MARK.search(pushed[start:end]):
            yield from _read(pushed, [start])


def _joined(sources: Sequence[str], begins: re.Pattern[str]) -> str:
    """The texts that scripts hand over piece by piece, as one; "" where that is too much to read."""
    decoder, pieces = json.JSONDecoder(), []
    for source in sources:
        for match in begins.finditer(source):
            try:
                pieces.append(decoder.raw_decode(source, match.end())[0])
            except ValueError:
                continue
    joined = "".join(pieces)
    return joined if len(joined) <= LARGEST and joined.count("{") + joined.count("[") <= MOST_BRACKETS else ""


def _streamed(sources: Sequence[str]) -> Iterator[Any]:
    """What a page of React Router was loaded with: a numbered list in the first line, and in others what was promised in it and came later."""
    first, *lines = _joined(sources, _STREAMED).splitlines() or [""]
    for numbered in _read(first, [0]):
        if not isinstance(numbered, list):
            continue
        promised = {}
        for match in filter(None, map(_KEPT_PROMISE.match, lines)):
            for more in _read(match.string, [match.end()]):
                promised[int(match[1])] = len(numbered)
                numbered.extend(more)
        yield _put_together(numbered, promised)


def _loaded(sources: Sequence[str]) -> Iterator[Any]:
    """What a page of SvelteKit was loaded with: as JavaScript, whose names stand without quotes."""
    for source in sources:
        begin = _LOADED.search(source) if len(source) <= LARGEST else None
        if begin and source.count("{") + source.count("[") <= MOST_BRACKETS:
            yield from _read(_LITERAL.sub(_as_json, source[begin.end() :]), [0])


def _as_json(literal: re.Match[str]) -> str:
    """A text as it is, a name in quotes, and null for what JSON has none of."""
    text, name = literal.groups()
    return str(text or (f'"{name}"' if name else "null"))


def _put_together(value: Any, promised: Mapping[int, int] | None = None) -> Any:
    """A value of which the parts are numbered put together, any other as it is: [{"stock": 1}, 0] of Nuxt, or [{"_1": 2}, "stock", 0], is {"stock": 0}.

    `promised`: where that begins which came later, by the number of its promise: ["P", 99].
    """
    if not isinstance(value, list) or len(value) < 2 or not _is_numbered(value[0]):
        return value
    left = MOST
    are_names_numbered = isinstance(value[0], dict) and all(map(_NUMBERED_NAME.fullmatch, value[0]))

    def named(name: str) -> str:
        place = int(name[1:]) if are_names_numbered and _NUMBERED_NAME.fullmatch(name) else len(value)
        return value[place] if place < len(value) and isinstance(value[place], str) else name

    def part(place: Any, level: int) -> Any:
        nonlocal left
        left -= 1
        if not isinstance(place, int) or not 0 <= place < len(value) or level > DEEPEST or left < 0:
            return None
        found = value[place]
        if isinstance(found, dict):
            return {named(name): part(inner, level + 1) for name, inner in found.items()}
        if isinstance(found, list):
            if len(found) == 2 and isinstance(found[0], str):  # ["Reactive", 5]
                is_promise = found[0] == "P" and isinstance(found[1], int)
                return part(promised.get(found[1], -1) if promised is not None and is_promise else found[1], level + 1)
            return [part(inner, level + 1) for inner in found]
        return found

    return part(0, 0)


def _unpaired(value: Any, level: int = 0) -> Any:
    """A value of which each part is a pair of its kind and itself, as Astro writes it, without the kinds: {"stock": [0, 3]} is {"stock": 3}."""
    if level > DEEPEST:
        return None
    if isinstance(value, dict):
        parts = {name: part for name, part in value.items() if isinstance(part, list) and len(part) == 2}
        return {name: _unpaired(inner, level + 1) for name, (_, inner) in parts.items()}
    if isinstance(value, list):
        return [_unpaired(part[1], level + 1) for part in value if isinstance(part, list) and len(part) == 2]
    return value


def _is_numbered(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) == 2 and isinstance(value[0], str) and type(value[1]) is int
    return isinstance(value, dict) and bool(value) and all(type(inner) is int for inner in value.values())
