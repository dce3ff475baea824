"""Whether a page can be parsed in a time and memory that go with its size. Pure.

Parsers of HTML do as browsers do, and some of that grows with the square of a page: each block looks through all that it lies in, an attribute is
compared with those before it, and formatting that was never closed (`<b>`) is opened again in every block, with its attributes:
https://html.spec.whatwg.org/multipage/parsing.html. Shops' pages are counted in a fraction of the parser's time; only one that might hold too
much is followed tag by tag. Chromium nests no deeper than 512 elements (`kMaximumHTMLParserDOMTreeDepth`), so no page that people see does.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import re2

from coatcheck.errors import Unreadable
from coatcheck.sources.html.parsing.marks import IN_QUOTES, LEFT_OPEN
from coatcheck.sources.html.parsing.nesting import VOID, Nesting
from coatcheck.sources.html.parsing.patterns import all_of, if_there

MOST_TAGS = 100_000
MOST_OPTIONS = 5000  # in lists to choose from
MOST_ATTRIBUTES = 2000  # of one tag
MOST_ATTRIBUTES_TOGETHER = 400_000  # each takes the parser 240 bytes
DEEPEST = 512  # elements within each other
MOST_COPIES = 400_000  # of formatting elements, which take it 360 bytes

SURELY_SMALL = 4000  # characters
SURELY_FEW_ATTRIBUTES = 40_000  # characters, which hold so many of one tag that the parser takes 30 ms
SURELY_FEW_TOGETHER = 1_000_000  # characters
SURELY_NOT_DEEP = 2500  # tags; were all of them within each other, the parser would take 10 ms
SURELY_SHALLOW = 5000  # tags; were half of them within each other, the parser would take 20 ms
MOST_WITHOUT_END = 700  # elements that begin more often than they end
LONG_GAP = 6000  # characters of one tag
MOST_QUOTED = 200  # tags with an odd quote that are looked at

TOO_MUCH = "The page's tags would take hundreds of megabytes to read."

_OPTIONS = re2.Options()
_OPTIONS.never_capture = True
# <a href="...", <b, <strong class="...": every formatting element's tag up to its bracket, or to the first one within quotes.
_FORMATTING = re.compile(rb"<[abcefinstu](?:|ig|ode|m|ont|obr|mall|trike|trong|t)(?:[\s/][^>]*|(?=>))")
_ODD_QUOTES = re2.compile(rb"<[^>\"]*\"(?:[^>\"]*\"[^>\"]*\")*[^>\"]*>|<[^>']*'(?:[^>']*'[^>']*')*[^>']*>", _OPTIONS)
# A tag as parsers see it: its name, and attributes: `class="a > b"`, `x=b"c`, `=d`, a lone quote.
_VALUE = r"\s*+=\s*+" + if_there(r"\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+")  # ="a > b"
_WITH_VALUE = r"[^\s/>][^\s/>=]*+" + if_there(_VALUE)  # class="a > b", disabled
_ATTRIBUTE = re.compile(_WITH_VALUE.encode())
_TAG = re.compile((r"<(/?)([a-z][^\s/>]*+)" + all_of(rf"[\s/]++|{_WITH_VALUE}")).encode())  # <select disabled, </p
_NAME = re.compile(rb"<(/?[a-z][^\s/>]*)")
_HOLDS_NOTHING = re.compile(rb"<(?:%b)(?=[\s/>])" % b"|".join(sorted(VOID)))
_PICTURES = (b"<svg", b"<math")
_END = re.compile(rb"</")  # counted quicker so than by `bytes.count`
_LONG_TAG = re.compile(rb"</?[a-z][^>]{%d}" % LONG_GAP)
_BEFORE_ATTRIBUTES = (b" ", b"\n", b"\t", b"\r", b"\f", b"\v", b"/")
_QUOTES = (b'"', b"'")
_BEHIND_NAME = re.compile(rb"</?[a-z][^\s/>]*+([^>]*+)")
# title="a > b": what may be a value with a bracket in it, wherever one might begin. By each kind of quotes alone, as nobody knows which count.
_WITH_BRACKET = tuple(re.compile(rb"=\s*+%b[^%b>]*+>[^%b]*+" % (quote, quote, quote)) for quote in _QUOTES)
_HIDDEN = b"\0"
_TEXTS = frozenset(b"textarea title xmp iframe noembed noframes plaintext".split())  # what lies in them are no tags
_LONG = 100  # characters of a tag, whose copies weigh as much as two


def require_parsable(source: bytes, marks: Collection[str]) -> None:
    """Return where this source, without scripts, can be parsed; else raise `Unreadable`. `marks`: those that it holds (`marks.py`)."""
    if len(source) > SURELY_SMALL and not _is_plain(source, marks):
        _require_few(source.lower(), IN_QUOTES in marks)


def _is_plain(source: bytes, marks: Collection[str]) -> bool:
    """Whether little can be open at once in a page as most are: with few tags, each of which ends with its first bracket, and no formatting left open but a link.

    Raises `Unreadable` where a tag has too many attributes.
    """
    tags = source.count(b"<")
    if IN_QUOTES in marks or LEFT_OPEN in marks or len(source) > SURELY_FEW_TOGETHER or tags > SURELY_SHALLOW:
        return False
    if tags > SURELY_NOT_DEEP and _counted(source)[1] > MOST_WITHOUT_END:
        return False
    longest = max((end - start for start, end in _long_stretches(source)), default=LONG_GAP)
    if longest > LONG_GAP and len(source) > SURELY_FEW_ATTRIBUTES:
        for tag in _long_tags(source.lower()):
            _require_few_attributes(tag)
    return (1 + longest // _LONG) * tags <= MOST_COPIES


def _require_few(source: bytes, in_quotes: bool) -> None:
    """Return where this source in lower case can be parsed; else raise `Unreadable`. `in_quotes`: whether a value may hold a bracket."""
    tags, without_end = _counted(source)
    if tags > MOST_TAGS or (tags > MOST_OPTIONS and source.count(b"<option") > MOST_OPTIONS):
        raise Unreadable(
            f"The page has more than {MOST_TAGS:,} tags, or {MOST_OPTIONS:,} options: no product's page is as long."
        )
    if len(source) > SURELY_FEW_ATTRIBUTES:
        for tag in _long_tags(source):
            _require_few_attributes(tag)
    in_quotes = in_quotes and len(source) > SURELY_FEW_ATTRIBUTES
    many = len(source) > SURELY_FEW_TOGETHER and _attributes_at_most(source) > MOST_ATTRIBUTES_TOGETHER
    if many and not in_quotes and _attributes_of_tags(source) > MOST_ATTRIBUTES_TOGETHER:
        raise Unreadable(TOO_MUCH)
    shallow = (without_end <= MOST_WITHOUT_END or _without_end(source) <= MOST_WITHOUT_END) and (
        tags <= SURELY_SHALLOW or _are_paired(source)
    )
    if (
        not shallow
        or (in_quotes and (many or _hides_brackets(source)))
        or _could_be_open(source, MOST_COPIES // (tags + 1)) * tags > MOST_COPIES
    ):
        _follow(source)


def _counted(source: bytes) -> tuple[int, int]:
    """How many tags there are, and how many more elements begin than end, in the first half of a page or in all of it."""
    half = len(source) // 2
    tags, ends = source.count(b"<", 0, half), len(_END.findall(source, 0, half))
    both_tags, both_ends = tags + source.count(b"<", half), ends + len(_END.findall(source, half))
    return both_tags, max(tags - 2 * ends, both_tags - 2 * both_ends)


def _without_end(source: bytes) -> int:
    """How many more elements begin than end, in the first half of a page or in all of it, but for those that hold nothing."""
    if any(picture in source for picture in _PICTURES):
        return len(source)  # in a picture a link holds what follows it
    parts = (source[: len(source) // 2], source)
    return max(part.count(b"<") - 2 * part.count(b"</") - len(_HOLDS_NOTHING.findall(part)) for part in parts)


def _long_tags(source: bytes) -> Iterator[bytes]:
    """The tags that are so long that they might hold many attributes, but for those with a bracket in quotes."""
    for start, end in _long_stretches(source):
        for found in _LONG_TAG.finditer(source, start, end):
            yield _at(found.start(), source)


def _hides_brackets(source: bytes) -> bool:
    """Whether brackets that may lie in quotes leave so long a stretch without one that ends a tag."""
    for values in _WITH_BRACKET:
        source = values.sub(lambda found: found[0].replace(b">", _HIDDEN), source)
    place = source.find(_HIDDEN)
    while place >= 0:
        start = source.rfind(b">", max(place - LONG_GAP, 0), place)
        end = source.find(b">", place, max(start, 0) + LONG_GAP)
        if end < 0 or (start < 0 and place > LONG_GAP):
            return True
        place = source.find(_HIDDEN, end)
    return False


def _long_stretches(source: bytes) -> Iterator[tuple[int, int]]:
    """Where no tag ends in so many characters, each from bracket to bracket: a look into each stretch of that length for its last one."""
    place = 0
    while place + LONG_GAP <= len(source):
        last = source.rfind(b">", place, place + LONG_GAP)
        if last < 0:
            last = source.find(b">", place)
            last = last if last >= 0 else len(source)
            yield place, last
        place = last + 1


def _require_few_attributes(tag: bytes) -> None:
    if len(tag) > MOST_ATTRIBUTES and _attributes_in(tag, MOST_ATTRIBUTES) > MOST_ATTRIBUTES:
        raise Unreadable(f"A tag of the page has more than {MOST_ATTRIBUTES:,} attributes.")


def _attributes_at_most(source: bytes) -> int:
    """What may stand before an attribute: a blank, a slash, or the quote that closes another one, but for a page's last quotes. Texts and all."""
    return sum(map(source.count, _BEFORE_ATTRIBUTES)) + sum(1 + source.count(quote) // 2 for quote in _QUOTES)


def _attributes_of_tags(source: bytes) -> int:
    """How many attributes there are, where each tag ends with its first bracket; one too many where there are more than are parsed."""
    return _attributes_in(b">".join(_BEHIND_NAME.findall(source)), MOST_ATTRIBUTES_TOGETHER)


def _attributes_in(tags: bytes, most: int) -> int:
    """How many attributes there are; one too many where there are more than `most`. Taking them away counts them without a step of ours for each."""
    return _ATTRIBUTE.subn(b"", tags, most + 1)[1]


def _are_paired(source: bytes) -> bool:
    """Whether nearly every element that begins also ends, in the first half of the page as in the whole."""
    names = _NAME.findall(source)
    return all(_unpaired(Counter(part)) <= 2 * MOST_WITHOUT_END for part in (names[: len(names) // 2], names))


def _unpaired(names: Counter[bytes]) -> int:
    elements = {name.removeprefix(b"/") for name in names} - VOID
    return sum(abs(names[name] - names[b"/" + name]) for name in elements)


def _could_be_open(source: bytes, most: int) -> int:
    """How many formatting elements could be open at once, were none of them closed: one link, and three of each other kind.

    Counted in detail only where a rough count is more than `most`.
    """
    found = _FORMATTING.findall(source)
    others = [tag for tag in found if tag[1:2] != b"a"]
    rough = (1 + len(others)) * _weight(max(found, key=len, default=b""))
    if rough <= most and not _ODD_QUOTES.search(b">".join([*found, b""])):
        return rough
    links = {tag for tag in found if tag[1:2] == b"a"}
    counted = Counter(others)
    weights = _weights([*links, *counted], source)
    return max((weights[tag] for tag in links), default=0) + sum(weights[tag] * min(counted[tag], 3) for tag in counted)


def _weight(tag: bytes) -> int:
    return 1 + len(tag) // _LONG


def _weights(tags: Sequence[bytes], source: bytes) -> dict[bytes, int]:
    """How much each tag weighs; one with an odd quote may go on behind a bracket within quotes."""
    odd = [tag for tag in tags if tag.count(b'"') % 2 or tag.count(b"'") % 2]
    if len(odd) > MOST_QUOTED:
        return dict.fromkeys(tags, len(source))
    return {tag: _weight(tag) for tag in tags} | {tag: _weight(_at(source.find(tag), source)) for tag in odd}


def _at(place: int, source: bytes) -> bytes:
    """The tag that begins there; empty where none does."""
    found = _TAG.match(source, max(place, 0))
    return found[0] if found else b""


def _follow(source: bytes) -> None:
    """Follow the nesting of a page tag by tag. Raises `Unreadable` where it is too much for the parser."""
    nesting, attributes, place, counts = Nesting(), 0, 0, len(source) > SURELY_FEW_TOGETHER
    while found := _TAG.search(source, place):
        if found.start() > place:
            nesting.text()
        tag, place, name = found[0], found.end() + 1, found[2]
        _require_few_attributes(tag)
        attributes += len(_ATTRIBUTE.findall(source, found.end(2), found.end())) if counts else 0
        if attributes > MOST_ATTRIBUTES_TOGETHER:
            raise Unreadable(TOO_MUCH)
        if found[1]:
            nesting.end(name)
            continue
        holds_text = name in _TEXTS and not nesting.is_foreign
        nesting.start(name, tag)
        if len(nesting.open) > DEEPEST:
            raise Unreadable(
                f"The page nests more than {DEEPEST} elements in each other: no browser shows such a page."
            )
        if nesting.copies > MOST_COPIES:
            raise Unreadable(TOO_MUCH)
        if holds_text:
            end = source.find(b"</" + name, place)
            place = end if end >= 0 else len(source)
