"""What stays of a page's source from one visit to the next: without what no reader reads, and with names that may be new each time written as places. Pure.

Left out are attributes of a shop's own, `data-post='{"uenc": "8f3c"}'`, and what the data of scripts calls a token, a session or a time.

Names are ids with a number in them, `quantity_674a1b2c3d`, and elsewhere numbers in base 16 of eight digits and more, `?v=8f3c0aa1b2`. Readers ask of them which
are the same, and which words are in them; a number in base 16 never holds one. So each is written as the place at which it first stands, and pages of which that
leaves the same are one page to all readers, but for the names in what they read of it: whoever remembers that asks whether these are still the same (`bears`).

A name stays as it is in texts, in attributes with words or numbers (`content`, `value`, `title`) and in linked data, and everywhere if it stands in one of these,
be it in capitals or as a piece of a longer one. Where texts or values may look like tags, all of the markup stays; where an id is written with entities, all ids.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import re2

# Attributes with data that readers read, in `structured/` and `seen/`
READ = frozenset(
    [
        "data-product",
        "data-product-json",
        "data-product-data",
        "data-product-id",
        "data-productid",
        "data-product_id",
        "data-product_variations",
        "data-product-sku",
        "data-variants",
        "data-props",
        "data-page",
        "data-json",
        "data-component",
        "data-availability",
        "data-stock-status",
        "data-price",
        "data-sku",
        "data-asin",
        "data-item-id",
        "data-pid",
    ]
)
_READ = frozenset(name.encode() for name in READ)
_PREFIX = b"data-"
REFERENCES = frozenset(
    (b"aria-controls", b"aria-labelledby", b"aria-describedby", b"aria-owns")
)  # to ids, and no reader's
_IDS = frozenset((b"id", b"for", b"itemref"))
_NAMING = frozenset((b"id", b"class"))
_LINKS = frozenset((b"href", b"src", b"srcset", b"action", b"class"))
_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.never_capture = True
_MAYBE = re.compile(
    rb"[/\s\"'](?:data-|aria-(?:controls|labelledby|describedby|owns)|id\s*=|for\s*=|itemref\s*=)|[0-9a-f]{8}",
    re.IGNORECASE,
)  # a tag with something to take out
_BLANK = rb"\t\n\f\r "
_CALLED = re.compile(rb"[^/%b]*" % _BLANK)
# title="a" data-id='b' hidden for=c"d title="e: each with what parts it from the one before and the value that belongs to it, as browsers part them.
# The last one goes on behind the bracket. What parts them is taken by itself where nothing follows, so that no blank is looked at twice.
_ATTRIBUTE = re.compile(
    rb"[/%(blank)b]*+(?:([^/%(blank)b][^/=%(blank)b]*+)"
    rb"(?:[%(blank)b]*=[%(blank)b]*+(?:\"([^\"]*)\"|'([^']*)'|([^\"'%(blank)b][^%(blank)b]*)|([\"'].*))?)?)?"
    % {b"blank": _BLANK},
    re.DOTALL,
)
# Of sizes in JSON, in whatever attribute
_STOCK = re2.compile(rb"stock|availab|sold|inventory|purchasable|orderable|sellable", _OPTIONS)
# <title>A < B</title>, <textarea><b></textarea>: what follows is text
_TEXTS = re.compile(
    rb"<(?=[tinpx!])(?:(title|textarea|iframe|noembed|noframes|xmp)\b[^<]*<(?!/\1[\s/>])|plaintext|!\[cdata\[)",
    re.IGNORECASE,
)
# title="A < B", title=A<B
_IN_VALUE = re2.compile(rb"=\s*(?:\"[^\"<]*<|'[^'<]*<|[^\s\"'<>][^\s<>]*<)", _OPTIONS)
_IN_TAG, _IN_QUOTES = rb"<[/a-z][^<>]*<", rb"=\s*(?:\"[^\"<>]*[<>]|'[^'<>]*[<>])"  # <b title=A<B>, title="A > B"
_BEFORE_END, _ANY_IN_QUOTES = re2.compile(_IN_TAG, _OPTIONS), re2.compile(_IN_QUOTES, _OPTIONS)
_MAY_MISLEAD = re2.compile(rb"%b|%b" % (_IN_TAG, _IN_QUOTES), _OPTIONS)
# "requestId": "8f3c-1", \"csrf_token\": \"x\", "viewers": 17
OF_THE_VISIT = re2.compile(
    rb"(?:nonce|token|csrf|uenc|(?:form_?key|session|req(?:uest)?|trace|visit|visitor)(?:_?id)?|time|timestamp|viewers|visitors)\\*\"\s*:\s*"
    rb"(?:\\*\"[^\"\\<>\x00-\x1f]*|-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,15})?)",  # which any reader of JSON can take
    _OPTIONS,
)
# A UUID, 8f3c0aa1b2, 2026-11-29T10:00:00.000Z
_NAMES = rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8,}|20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9:.]+Z?"
_NAME, _IN_ANY_CASE = re2.compile(_NAMES), re2.compile(_NAMES, _OPTIONS)
_MAYBE_NAME = re.compile(rb"[0-9a-f]{8}|T[0-9]{2}:")
_DIGIT = re.compile(rb"[0-9]")
_STREAMED = "streamController"  # by React Router, as a list; in a list numbers may stand for the parts of it
_NUMBER = re.compile(rb"[0-9]+(?:e[0-9]+)?")
_IN_IDS = re.compile(rb"(?<![a-z0-9])[0-9a-f]{8,}(?![a-z0-9])|[0-9]+")
# product-card-module__list_item--8f3c0aa1b2: of so many words readers may read some, and a number in base 16 is one or two
_MANY_WORDS = re2.compile(rb"(?:[^\s_A-Z-]*[_A-Z-]+){6}")
# a&amp;1, a"1, and long ones: ids that may be written in another way where they are referred to or told, or cut
_ODD_IDS = re.compile(rb"[\x01-\x1f&\"\\]|[^\0]{60}")
_NO_NAME_BEHIND = (b"%", b"\\", b"&", b".")  # %3f, \u00e9, 0.12345678
MOST_NAMES = 2000  # of a page; in one with more they stay
MOST_STAYING = 50_000  # characters of names that stay, among which the others are looked for; likewise
_LONG = 500  # bytes of a tag and its text that aren't kept
_CUT = 24  # characters of an id that are left in whatever is read, be it cut; of other names 8
_TAKEN, _QUOTE = b"\0", b"\xff"  # no page holds one, and no UTF-8 the other
Names = tuple[tuple[int, bytes], ...]  # each with its place


class Essence(NamedTuple):
    """What stays of a page, and the names in it in the order in which they first stand."""

    source: bytes
    names: tuple[bytes, ...]

    def among(self, said: bytes) -> Names:
        """Return the names that may be in what was read of the page."""
        said = said.lower()
        return tuple((place, name) for place, name in enumerate(self.names) if _beginning(name) in said)

    def bears(self, names: Names) -> bool:
        """Return whether these names stand in these places, in a page of the same source."""
        return all(self.names[place] == name for place, name in names)


class Piece(NamedTuple):
    """A piece of a page without what stood in the places that are left in it: ids, and other names."""

    left: bytes
    holds: bool = False  # any
    ids: Sequence[bytes] = ()
    names: Sequence[bytes] = ()


def essence(markup: bytes, scripts: Sequence[tuple[str, str]] = (), addresses: str = "") -> Essence:
    """Return what stays of a page. `addresses`: by which we came to it, where names stay as well."""
    may_mislead = _MAY_MISLEAD.search(markup) is not None  # which is rare, and says so quickly
    has_brackets = may_mislead and _ANY_IN_QUOTES.search(markup) is not None
    misleads = (
        (has_brackets and _IN_VALUE.search(markup))
        or (may_mislead and _BEFORE_END.search(markup))
        or _TEXTS.search(markup)
    )
    first, *tags = [markup] if misleads else markup.split(b"<")
    pieces = [_known_piece(tag) if len(tag) < _LONG else _piece(tag) for tag in tags]
    pieces.append(_scripts(scripts))
    fixed = b"<".join((addresses.encode(errors="surrogatepass"), first, *[piece.left for piece in pieces]))
    parted = [piece for piece in pieces if piece.holds]
    ids = [identity for piece in parted for identity in piece.ids]
    names = [name for piece in parted for name in piece.names]
    # Behind a bracket in quotes an attribute looks like text, and an id in it stays
    places = _places(ids, names, fixed, ids_stay=has_brackets or _ODD_IDS.search(_TAKEN.join(ids)) is not None)
    written = [b"%d:%d:%d" % (places[name], len(name), name.count(b"-")) if name in places else name for name in names]
    called = [b"%d" % places[name] if name in places else name for name in ids]
    return Essence(_TAKEN.join((fixed, *called, *written)), tuple(places))


def _places(ids: Sequence[bytes], names: Sequence[bytes], fixed: bytes, ids_stay: bool) -> dict[bytes, int]:
    """The place of each name but for those that stay, which are in one that is left in the page, be it in capitals or a piece of it."""
    distinct = dict.fromkeys((*ids, *names))
    left = _IN_ANY_CASE.findall(fixed) if names and len(distinct) <= MOST_NAMES else []
    joined = b" ".join(left).lower()
    if len(distinct) > MOST_NAMES or len(joined) > MOST_STAYING:
        return {}
    staying = set(ids) if ids_stay else set(ids).intersection(left)
    staying.update(name for name in set(names) if name.lower() in joined)
    return {name: place for place, name in enumerate(name for name in distinct if name not in staying)}


def _piece(tag: bytes) -> Piece:
    """A tag without its opening bracket, and the text behind it."""
    whole, (tag, bracket, text) = tag, tag.partition(b">")
    is_address = tag[:4].lower() == b"link" and (b"canonical" in tag.lower() or b"&" in tag)  # the page's own
    if not _MAYBE.search(tag) or not tag[:1].isalpha() or is_address:
        return Piece(whole)
    ids, names = list[bytes](), list[bytes]()

    def left(attribute: re.Match[bytes]) -> bytes:
        if attribute[1] is None or attribute[5] is not None:
            return attribute[0]
        name, value = attribute[1].lower(), attribute[2] or attribute[3] or attribute[4] or b""
        is_data = name.startswith(_PREFIX)
        if name in REFERENCES or (is_data and name not in _READ and not _may_be_data(value)):
            return b""
        if name in _NAMING and _MANY_WORDS.search(value):
            return b" " + attribute[0]
        if name in _IDS and _DIGIT.search(value):
            ids.extend(map(str.encode, value.decode().split()) if name == b"itemref" else [value])
            value = _TAKEN + _IN_IDS.sub(b"0", value)
        elif is_data or (name in _LINKS and _MAYBE_NAME.search(value)):  # which is quicker where the value is short
            value = _without_names(value, names, numbers=not is_data)
        else:
            return b" " + attribute[0]  # whatever stood before it
        return b" %b=%b%b%b" % (name, _QUOTE, value, _QUOTE)

    begin = _CALLED.match(tag).end()  # type: ignore[union-attr]
    return Piece(tag[:begin] + _ATTRIBUTE.sub(left, tag[begin:]) + bracket + text, True, ids, names)


_known_piece = lru_cache(4096)(_piece)  # a shop's pages have most of their tags in common


def _scripts(scripts: Sequence[tuple[str, str]]) -> Piece:
    """All scripts: those with linked data whole, and what the others are called; then these without names."""
    kept, data, numbered, names = list[str](), list[str](), list[str](), list[bytes]()
    for attributes, source in scripts:
        is_linked = "ld" in attributes.lower() or "&" in attributes
        is_list = source.lstrip()[:1] in ("[", "&") or _STREAMED in source
        kept += attributes, source if is_linked else "[" * is_list
        if not is_linked:
            (numbered if is_list else data).append(source)
    whole, listed, named = (
        _QUOTE.join(each.encode(errors="replace") for each in part) for part in (kept, numbered, data)
    )
    named = _replaced(OF_THE_VISIT, named, lambda _: b"")
    left = (whole, _without_names(listed, names), _without_names(named, names))
    return Piece(_TAKEN.join(left), bool(names), names=names)


def _without_names(text: bytes, names: list[bytes], numbers: bool = False) -> bytes:
    """Return a text without its names, which are added to these. `numbers`: whether digits alone are one."""

    def left(found: re.Match[bytes]) -> bytes:
        name, before, after = found[0], text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if (
            before.isalnum()
            or after.isalnum()
            or before in _NO_NAME_BEHIND
            or text[max(found.start() - 2, 0) : found.start()] == b"&#"
            or (not numbers and _NUMBER.fullmatch(name))
        ):
            return name
        names.append(name)
        return _TAKEN

    return _replaced(_NAME, text, left)


def _beginning(name: bytes) -> bytes:
    """What of a name is left in whatever is read, be it cut there; in small letters."""
    return name[: 8 if _MAYBE_NAME.match(name) else _CUT].lower()


def _may_be_data(value: bytes) -> bool:
    return value[:1] == b"&" or (value[:1] in (b"{", b"[") and (b"&#" in value or _STOCK.search(value) is not None))


def _replaced(pattern: Any, text: bytes, replace: Callable[[re.Match[bytes]], bytes]) -> bytes:
    """Replace what a pattern of RE2's finds: its own `sub` takes several times as long."""
    pieces, end = list[bytes](), 0
    for found in pattern.finditer(text):
        pieces += text[end : found.start()], replace(found)
        end = found.end()
    return b"".join((*pieces, text[end:]))
