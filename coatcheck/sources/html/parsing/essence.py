"""What stays of tags from one visit to the next: without what no reader reads, and with names that may be new each time written as places. Pure.

Left out are attributes of a shop's own, `data-post='{"uenc": "8f3c"}'`, and what the data of scripts calls a token, the id of a session or a timestamp.

Names are ids with a number in them, `quantity_674a1b2c3d`, and elsewhere numbers in base 16 of eight digits and more, `?v=8f3c0aa1b2`. Readers ask of them which
are the same, and which words are in them; a number in base 16 never holds one. So each is written as the place at which it first stands, and tags of which that
leaves the same are the same to all readers, but for the names in what they read of them: whoever remembers that asks whether these are still the same (`bears`).

A name stays as it is in texts, in attributes with words or numbers (`content`, `value`, `title`) and in linked data, and everywhere if it stands in one of these or
anywhere in the rest of the page (`Surroundings`), be it in capitals or as a piece of a longer one. Where texts or values may look like tags, all of the markup
stays; where an id is written with entities, all ids.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import re2

# Attributes with data that readers read, in `structured/` and `seen/`
READ = frozenset((
    "data-product", "data-product-json", "data-product-data", "data-product-id", "data-productid",
    "data-product_id", "data-product_variations", "data-product-sku", "data-variants", "data-props",
    "data-page", "data-json", "data-component", "data-availability", "data-stock-status", "data-price",
    "data-sku", "data-asin", "data-item-id", "data-pid",
))  # fmt: skip
_READ = frozenset(name.encode() for name in READ)
_PREFIX = b"data-"
REFERENCES = frozenset(
    (b"aria-controls", b"aria-labelledby", b"aria-describedby", b"aria-owns")
)  # to ids, and no reader's
_IDS = frozenset((b"id", b"for"))
_MAY_HOLD = REFERENCES | _IDS | {b"href", b"src", b"srcset", b"action", b"class"}  # names
_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.never_capture = True
_BLANK = rb"\t\n\f\r "
_CALLED = re.compile(rb"[^/%b]*" % _BLANK)
# title="a" data-id='b' hidden for=c"d title="e: each with what parts it from the one before and the value that belongs to it, as browsers part them.
# The last one goes on behind the bracket. What parts them is taken by itself where nothing follows, so that no blank is looked at twice.
_ATTRIBUTE = re.compile(
    rb"([/%(blank)b]*+(?:([^/%(blank)b][^/=%(blank)b]*+)"
    rb"(?:[%(blank)b]*=[%(blank)b]*+(?:\"([^\"]*)\"|'([^']*)'|([^\"'%(blank)b][^%(blank)b]*)|([\"'].*))?)?)?)"
    % {b"blank": _BLANK},
    re.DOTALL,
)
# Of sizes in JSON, in whatever attribute
_STOCK = re2.compile(
    rb"stock|availab|sold|inventory|purchasable|orderable|sellable|dispon|lieferbar|verf(?:ue|\xc3\xbc|&uuml;)gbar|beschikbaar|leverbaar|dostepny|skladem",
    _OPTIONS,
)
# <title>A < B</title>, <textarea><b></textarea>: what follows is text
_TEXTS = re.compile(
    rb"<(?=[tinpx!])(?:(title|textarea|iframe|noembed|noframes|xmp)\b[^<]*<(?!/\1[\s/>])|plaintext|!\[cdata\[)",
    re.IGNORECASE,
)
# title="A < B", title=A<B
_IN_VALUE = re2.compile(rb"=\s*(?:\"[^\"<]*<|'[^'<]*<|[^\s\"'<>][^\s<>]*<)", _OPTIONS)
_IN_TAG, _IN_QUOTES = rb"<[/a-z][^<>]*<", rb"=\s*(?:\"[^\"<>]*[<>]|'[^'<>]*[<>])"  # <b title=A<B>, title="A > B"
_BEFORE_END, _MAY_MISLEAD = re2.compile(_IN_TAG, _OPTIONS), re2.compile(rb"%b|%b" % (_IN_TAG, _IN_QUOTES), _OPTIONS)
# "requestId": "8f3c0aa1b2c3", \"csrf_token\": \"8f3c0aa1b2c3", "timestamp": 1764410400, "viewers": 17. Of keys and values that no kind of a thing has: a
# show begins at a "time" of "18:00", and one may choose the "Session" or the "Token"
OF_THE_VISIT = re2.compile(
    rb"(?:nonce|token|csrf|uenc|form_?key|(?:session|req(?:uest)?|trace|visit|visitor)_?id)\\*\"\s*:\s*\\*\"[\w+/=.:-]{12,200}"
    rb"|timestamp\\*\"\s*:\s*(?:\\*\"[0-9]{9,16}|[1-9][0-9]{8,15}(?:\.[0-9]{1,15})?)"  # which any reader of JSON can take
    rb"|viewers\\*\"\s*:\s*(?:0|[1-9][0-9]{0,8})",
    _OPTIONS,
)
# A UUID, 8f3c0aa1b2, 2026-11-29T10:00:00.000Z
_NAMES = rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8,}|20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9:.]+Z?"
_NAME, _NAME_IN_SHORT = re2.compile(_NAMES), re.compile(_NAMES)
_SHORT = 500  # bytes, among which Python's own search is quicker
_MAYBE_NAME = re.compile(rb"[0-9a-f]{8}|T[0-9]{2}:")
_DIGIT = re.compile(rb"[0-9]")
_STREAMED = "streamController"  # by React Router, as a list; in a list numbers may stand for the parts of it
_NUMBER = re.compile(rb"(?:[a-f]{3})?[0-9]+(?:e[0-9]*|[a-f]{1,3})?")  # 12345678e-6, 12990cad, aed12990
_IN_IDS = re.compile(rb"(?<![A-Za-z0-9])[0-9a-f]{8,}(?![A-Za-z0-9])|[0-9]+")
# product-card-module__list_item--8f3c0aa1b2: of so many words readers may read some, and a number in base 16 is one or two
_MANY_WORDS, _BETWEEN_WORDS = re2.compile(rb"(?:[^\s_A-Z-]*[_A-Z-]+){6}"), re.compile(rb"[_A-Z-]")
# Names, and whatever may be an attribute with an id, be it within quotes or a text: id="size-1", for=size-1
_BEFORE_ID = rb"[\s\"'/](?:id|for)\s*=\s*[\"']?"
_ANYWHERE = re2.compile(rb"%b[^\s\"'>\xff]*[0-9][^\s\"'>\xff]*|%b" % (_BEFORE_ID, _NAMES), _OPTIONS)
_AT_ID = re.compile(_BEFORE_ID, re.IGNORECASE)
# a&amp;1, a"1, and long ones: ids that may be written in another way where they are referred to or told, or cut
_ODD_IDS = re.compile(rb"[\x01-\x20&\"'>\\]|[^\0]{60}")
_LISTS_IDS = b"itemref"
_NO_NAME_BEHIND = (b"%", b"\\", b"&", b".")  # %3f, \u00e9, 0.12345678
MOST_NAMES = 2000  # of the tags; in some with more they stay
MOST_COMPARED = 5_000_000  # names times the characters of those that stay, among which they are looked for; likewise
_CUT = 24  # characters of an id that are left in whatever is read, be it cut; of other names 8
_TAKEN, _QUOTE = b"\0", b"\xff"  # no page holds one, and no UTF-8 the other
Scripts = Sequence[tuple[str, str]]
Names = tuple[tuple[int, bytes], ...]  # each with its place


class Essence(NamedTuple):
    """What stays of some tags, and the names in them in the order in which they first stand."""

    source: tuple[object, ...]
    names: tuple[bytes, ...]

    def among(self, said: bytes) -> Names:
        """Return the names that may be in what was read of the page."""
        said = said.lower()
        return tuple((place, name) for place, name in enumerate(self.names) if _beginning(name) in said)

    def bears(self, names: Names) -> bool:
        """Return whether these names stand in these places, in tags of the same source."""
        return all(self.names[place] == name for place, name in names)


class Surroundings(NamedTuple):
    """What counts of the rest of a page for some tags in it: the names there, in small letters, and whether all ids stay, or all of the markup."""

    names: bytes = b""
    ids_stay: bool = False
    markup_stays: bool = False


ALONE = Surroundings()


def surroundings(markup: bytes, others: bytes) -> Surroundings:
    """Return what counts of this markup, and of texts that are none."""
    return Surroundings(*_names(markup, others), _misleads(markup))


def essence(markup: bytes, scripts: Scripts = (), around: Surroundings = ALONE) -> Essence:
    """Return what stays of tags and scripts."""
    ids, names = list[bytes](), list[bytes]()
    first, *tags = [markup] if around.markup_stays or _misleads(markup) else markup.split(b"<")
    left = b"<".join((first, *[_left(tag, ids, names) if tag[:1].isalpha() else tag for tag in tags]))
    told = _left_of_scripts(scripts, names) if scripts else ()
    places = _places(ids, names, around, _names(left, b" ".join(told))) if ids or names else {}
    called = [places.get(name, name) for name in ids]
    written = [(places[name], len(name), name.count(b"-")) if name in places else name for name in names]
    return Essence((left, told, tuple(called), tuple(written)), tuple(places))


def _places(ids: list[bytes], names: list[bytes], around: Surroundings, own: tuple[bytes, bool]) -> dict[bytes, int]:
    """The place of each name but for those that stay: ids that are told elsewhere as well, and what is in any name there."""
    distinct, elsewhere = dict.fromkeys((*ids, *names)), around.names + own[0]
    if len(distinct) > MOST_NAMES or len(distinct) * len(elsewhere) > MOST_COMPARED:
        return {}
    ids_stay = around.ids_stay or own[1] or _ODD_IDS.search(_TAKEN.join(ids)) is not None
    staying = {name for name in ids if ids_stay or b"\0%b\0" % name.lower() in elsewhere}
    staying.update(name for name in set(names) if name.lower() in elsewhere)
    return {name: place for place, name in enumerate(name for name in distinct if name not in staying)}


def _names(markup: bytes, others: bytes) -> tuple[bytes, bool]:
    """Whatever may be a name in this, each between two that no name holds, and whether ids may be written in other ways."""
    text = b" ".join((markup, others))
    found = {text[slice(*each.span())] for each in _ANYWHERE.finditer(text)}
    ids = {each: each[before.end() :] for each in found if (before := _AT_ID.match(each))}
    has_odd = any(map(_ODD_IDS.search, ids.values())) or _LISTS_IDS in markup.lower()
    return _TAKEN.join((b"", *(ids.get(each, each) for each in found), b"")).lower(), has_odd


def _misleads(markup: bytes) -> bool:
    """Whether a tag may be none, or none that is there may be one: a page says quickly that it has none of these."""
    if _MAY_MISLEAD.search(markup) and (_IN_VALUE.search(markup) or _BEFORE_END.search(markup)):
        return True
    return _TEXTS.search(markup) is not None


def _left(tag: bytes, ids: list[bytes], names: list[bytes]) -> bytes:
    """What stays of a tag without its opening bracket, and of the text behind it. What is taken out is added to these."""
    if tag[:4].lower() == b"link" and (b"&" in tag or b"canonical" in tag.lower()):  # the page's own address
        return tag
    tag, bracket, text = tag.partition(b">")
    begin = _CALLED.match(tag).end()  # type: ignore[union-attr]
    found = [tag[:begin]]
    for attribute, name, quoted, in_single, unquoted, unended in _ATTRIBUTE.findall(tag, begin):
        name, value = name.lower(), quoted or in_single or unquoted
        is_data = name.startswith(_PREFIX)
        if unended or not (is_data or name in _MAY_HOLD):
            found += b" ", attribute  # whatever stood before it
        elif name in REFERENCES or (is_data and name not in _READ and not _may_be_data(value)):
            continue
        elif name in _IDS and _DIGIT.search(value) and not _has_many_words(value):
            ids.append(value)
            found += b" ", name, _QUOTE, _TAKEN, _IN_IDS.sub(b"0", value), _QUOTE
        elif is_data or (_MAYBE_NAME.search(value) and not (name == b"class" and _has_many_words(value))):
            found += b" ", name, _QUOTE, _without_names(value, names, numbers=not is_data), _QUOTE
        else:
            found += b" ", attribute
    return b"".join((*found, bracket, text))


def _left_of_scripts(scripts: Scripts, names: list[bytes]) -> tuple[bytes, bytes, bytes]:
    """All scripts: those with linked data whole, and what the others are called; then these without names."""
    kept, data, numbered = list[str](), list[str](), list[str]()
    for attributes, source in scripts:
        if not source:
            kept += attributes, source
            continue
        is_linked = "ld" in attributes.lower() or "&" in attributes or "&quot;" in source
        is_list = source.lstrip()[:1] in ("[", "&") or _STREAMED in source
        kept += attributes, source if is_linked else "[" if is_list else "{"
        if not is_linked:
            (numbered if is_list else data).append(source)
    whole, listed, named = (
        _QUOTE.join(each.encode(errors="replace") for each in part) for part in (kept, numbered, data)
    )
    named = _replaced(OF_THE_VISIT, named, lambda _: b"")
    return whole, _without_names(listed, names), _without_names(named, names)


def _without_names(text: bytes, names: list[bytes], numbers: bool = False) -> bytes:
    """Return a text without its names, which are added to these. `numbers`: whether digits alone are one."""

    def left(found: re.Match[bytes]) -> bytes:
        start, end = found.span()
        name, before, after = found[0], text[start - 1 : start], text[end : end + 1]
        if (
            before.isalnum()
            or after.isalnum()
            or before in _NO_NAME_BEHIND
            or text[max(start - 2, 0) : start] == b"&#"
            or (not numbers and _NUMBER.fullmatch(name))
        ):
            return name
        names.append(name)
        return _TAKEN

    return _NAME_IN_SHORT.sub(left, text) if len(text) < _SHORT else _replaced(_NAME, text, left)


def _beginning(name: bytes) -> bytes:
    """What of a name is left in whatever is read, be it cut there; in small letters."""
    return name[: 8 if _MAYBE_NAME.match(name) else _CUT].lower()


def _has_many_words(value: bytes) -> bool:
    return len(_BETWEEN_WORDS.findall(value)) > 5 and _MANY_WORDS.search(value) is not None


def _may_be_data(value: bytes) -> bool:
    return value[:1] == b"&" or (value[:1] in (b"{", b"[") and (b"&#" in value or _STOCK.search(value) is not None))


def _replaced(pattern: Any, text: bytes, replace: Callable[[re.Match[bytes]], bytes]) -> bytes:
    """Replace what a pattern of RE2's finds: its own `sub` takes several times as long."""
    pieces, end = list[bytes](), 0
    for found in pattern.finditer(text):
        start, after = found.span()
        pieces += text[end:start], replace(found)
        end = after
    return b"".join((*pieces, text[end:]))
