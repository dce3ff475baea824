"""The elements that lie within each other while a page is read from its beginning, as browsers build its tree, or a few more. Pure.

https://html.spec.whatwg.org/multipage/parsing.html#tree-construction. Where the rules are simplified, elements stay open for longer here
than they would.
"""

import re
from collections.abc import Collection

FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
VOID = frozenset(
    b"area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
# Pictures and formulas, and what in them holds HTML again.
_HOLDING_HTML = {
    b"svg": frozenset(b"foreignobject desc title".split()),
    b"math": frozenset(b"mi mo mn ms mtext annotation-xml".split()),
}
_FOREIGN = frozenset(_HOLDING_HTML)
_NEVER_FOREIGN = frozenset(  # they end a picture or formula
    b"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby"
    b" s small span strong strike sub sup table tt u ul var".split()
)
_ALWAYS_OPEN = frozenset((b"html", b"head", b"body", b"frameset"))
_CELLS = frozenset(
    (b"td", b"th", b"caption", b"template", b"object", b"applet", b"marquee")
)  # formatting ends with them
_HEADINGS = frozenset(b"h1 h2 h3 h4 h5 h6".split())
_BLOCKS = _HEADINGS | frozenset(
    b"address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form header hgroup hr"
    b" li listing main menu nav ol p plaintext pre search section summary ul xmp table".split()
)
_SPECIAL = (
    _BLOCKS
    | _CELLS
    | frozenset(
        b"body button colgroup head html iframe noscript optgroup option select tbody textarea tfoot thead title tr".split()
    )
)
_SCOPE = _CELLS | frozenset(b"html table select".split()).union(*_HOLDING_HTML.values())
_SCOPED = (_BLOCKS - frozenset((b"hr", b"plaintext", b"xmp", b"table"))) | {
    b"button",
    b"select",
    b"applet",
    b"marquee",
    b"object",
}
_TABLE = frozenset((b"table", b"template"))
_AROUND_OTHERS = _SPECIAL | _SCOPE
_AROUND_ITEMS = _AROUND_OTHERS - {b"address", b"div", b"p"}
_AROUND_LIST_ITEMS = _SCOPE | {b"ol", b"ul"}
# What a start tag closes that is still open, and what that lies in at most.
_CLOSES: dict[bytes, tuple[frozenset[bytes], frozenset[bytes]]] = {
    b"li": (frozenset((b"li",)), _AROUND_ITEMS),
    **dict.fromkeys((b"dd", b"dt"), (frozenset((b"dd", b"dt")), _AROUND_ITEMS)),
    **dict.fromkeys((b"td", b"th"), (frozenset((b"td", b"th")), _TABLE)),
    b"tr": (frozenset((b"tr",)), _TABLE),
    **dict.fromkeys((b"tbody", b"thead", b"tfoot"), (frozenset((b"tbody", b"thead", b"tfoot")), _TABLE)),
    b"button": (frozenset((b"button",)), _SCOPE),
}
# The same, where nothing else is open in it.
_FOLLOWS = {
    b"option": frozenset((b"option",)),
    b"optgroup": frozenset((b"option",)),
    **dict.fromkeys(_HEADINGS, _HEADINGS),
}
_TABLE_PARTS = frozenset(b"table tbody tfoot thead tr td th caption colgroup".split())
_PARAGRAPH = frozenset((b"p",))
_AROUND_PARAGRAPHS = _SCOPE | {b"button"}


_NAME = re.compile(rb"[^\s/>]*")
_SAME = 3  # formatting elements that are alike: more of them are not opened again
_LONG = 100  # characters of a tag, whose copies weigh as much as two


class Nesting:
    """What is open at a place of the page. `copies`: how often formatting that was left open had to be opened again so far."""

    def __init__(self) -> None:
        self.open: list[bytes] = []  # names
        self.copies = 0
        self._tags: list[bytes] = []  # of the open elements
        self._left: list[dict[bytes, int]] = [
            {}
        ]  # tags of formatting that was left open, with their number; of each cell apart

    @property
    def is_foreign(self) -> bool:
        """Whether this place lies in a picture or a formula, and in none of its parts that hold HTML again."""
        if _FOREIGN.isdisjoint(self.open):
            return False
        within: set[bytes] = set()
        for name in reversed(self.open):
            if name in _HOLDING_HTML:
                return within.isdisjoint(_HOLDING_HTML[name])
            within.add(name)
        return False

    def start(self, name: bytes, tag: bytes) -> None:
        """Take in a tag that begins an element."""
        if name in _ALWAYS_OPEN:
            return
        if name == b"a":  # there is one link at a time
            self._forget(name)
            self._remove(name)
        foreign = self.is_foreign
        while foreign and name in _NEVER_FOREIGN:
            self._pop(len(self.open) - 1)
            foreign = self.is_foreign
        if not foreign and not self._has_place(name):
            return
        if name not in _BLOCKS and name not in _TABLE_PARTS:
            self.text()
        if tag.endswith(b"/") if foreign else name in VOID:
            return
        self.open.append(name)
        self._tags.append(tag)
        if name in _CELLS:
            self._left.append({})

    def text(self) -> None:
        """Take in that something is written here: formatting that was left open is opened again."""
        left = self._left[-1]
        for tag, count in left.items():
            self.copies += count * (1 + len(tag) // _LONG)
            self.open += count * [_name(tag)]
            self._tags += count * [tag]
        left.clear()

    def _has_place(self, name: bytes) -> bool:
        """Close what such an element closes; whether it may stand here then."""
        if name in _TABLE_PARTS and name != b"table" and b"table" not in self.open:
            return False
        if closes := _CLOSES.get(name):
            self._close(*closes)
        if self.open and self.open[-1] in _FOLLOWS.get(name, ()):
            self._pop(len(self.open) - 1)
        if name in _BLOCKS:
            self._close(_PARAGRAPH, _AROUND_PARAGRAPHS)
        return True

    def end(self, name: bytes) -> None:
        """Take in a tag that ends an element."""
        if name in _ALWAYS_OPEN:
            return
        if name == b"form":
            self._remove(name)
        elif name == b"li":
            self._close({name}, _AROUND_LIST_ITEMS)
        elif name in FORMATTING:
            self._end_formatting(name)
        elif name in _TABLE_PARTS:
            self._close({name}, _TABLE - {name})
        else:
            self._close({name}, _SCOPE if name in _SCOPED else _AROUND_OTHERS)

    def _close(self, names: frozenset[bytes] | set[bytes], within: Collection[bytes]) -> None:
        """Close the innermost of these elements and all that lies in it, where it lies in the same part of the page."""
        place = self._find(names, within)
        if place is not None:
            self._pop(place)

    def _find(self, names: frozenset[bytes] | set[bytes], within: Collection[bytes]) -> int | None:
        if names.isdisjoint(self.open):
            return None
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place] in names:
                return place
            if self.open[place] in within:
                return None
        return None

    def _pop(self, place: int) -> None:
        """Close everything from this place on. What formatting lies in the element there is left open."""
        for inner in range(len(self.open) - 1, place - 1, -1):
            if self.open[inner] in _CELLS and len(self._left) > 1:
                self._left.pop()
            elif self.open[inner] in FORMATTING and inner > place:
                left, tag = self._left[-1], self._tags[inner]
                left[tag] = min(left.get(tag, 0) + 1, _SAME)
        del self.open[place:], self._tags[place:]

    def _end_formatting(self, name: bytes) -> None:
        """Blocks within stay open when the formatting around them ends."""
        place = self._find({name}, _SCOPE)
        if place is None:
            self._forget(name)
        elif _SPECIAL.isdisjoint(self.open[place:]):
            self._pop(place)
        else:
            self._remove(name)

    def _forget(self, name: bytes) -> None:
        """One that was left open ends."""
        left = self._left[-1]
        tag = next((tag for tag in left if _name(tag) == name), None)
        if tag is not None:
            left[tag] -= 1
            if not left[tag]:
                del left[tag]

    def _remove(self, name: bytes) -> None:
        """Take the innermost of this name out; what lies in it stays open."""
        place = self._find({name}, _SCOPE)
        if place is not None:
            del self.open[place], self._tags[place]


def _name(tag: bytes) -> bytes:
    return _NAME.match(tag, 1)[0]  # type: ignore[index]
