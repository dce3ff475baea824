"""A shop's page: its text, its tree, and what it says it is about. Each is worked out once, when first asked for."""

import codecs
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from coatcheck.plain_text import unescaped
from coatcheck.ports import Answer
from coatcheck.sources.html.parsing.judged import Looked
from coatcheck.sources.html.parsing.marks import find_marks
from coatcheck.sources.html.parsing.parsable import require_parsable
from coatcheck.sources.html.parsing.parts import Scripts, part
from coatcheck.sources.limits import NO_LIMITS, Limits

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes; browsers look no further than the first 1024
_MARKS = 5  # addresses
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # where a word may be parted, and isn't
MOST_ABOVE = 200  # levels above an element that are looked at
_PLAIN_ADDRESS = re.compile(r"https?://[\w.-]++(?:/[\w/-]*+(?:\?[\w=&-]++)?)?", re.ASCII)  # absolute already
_ORIGIN = re.compile(r"https?://[\w.-]++(?=[/?]|\Z)", re.ASCII)
_PLAIN_PATH = re.compile(r"/(?!/)[\w/-]*+(?:\?[\w=&-]++)?", re.ASCII)  # of the page's own host
_NOT_FOR_PAGES = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined"})
MOST_HEADINGS = 20
MOST_CLEANED = 2000  # characters of a text that are looked at
LONGEST_CLEANED = 500  # characters that are left of it
MOST_LINKS = 1000  # in a page's head
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Document:
    """One answer, read as HTML, whatever its bytes are."""

    def __init__(self, answer: Answer, limits: Limits = NO_LIMITS, whole: bool = False) -> None:
        """`whole`: with the tokens and drawings in it, which no reader looks at; a watch's own selector may."""
        self.answer = answer
        self.limits = limits
        self._whole = whole
        self._marked: dict[str, list[LexborNode]] = {}  # by their selectors, looked for once
        self.turns_at: datetime | None = None  # from when on the same page would be read otherwise; None for never

    def is_ahead(self, moment: datetime) -> bool:
        """Return whether a moment was still to come when the page was answered. What is read of the page holds until then alone."""
        if moment <= self.answer.ended_at:
            return False
        self.turns_at = min(moment, self.turns_at or moment)
        return True

    @property
    def looked(self) -> Looked:
        """The page as it was answered, by which it is known again."""
        return Looked(self.answer, self.charset, self.limits)

    @cached_property
    def charset(self) -> str:
        """The name of the page's encoding, by its mark, its header, its own word, or UTF-8."""
        body = self.answer.body
        header = _DECLARED.search(self.answer.headers.get("content-type", "").encode())
        begin = body[:_DECLARED_WITHIN].lower().find(b"charset")  # quicker than a pattern's search
        declared = header or (_DECLARED.search(body, begin, _DECLARED_WITHIN) if begin >= 0 else None)
        charset = next((name for mark, name in _BYTE_ORDER_MARKS if body.startswith(mark)), None)
        if charset is None and declared:
            charset = declared[1].decode()
        return charset if charset and _is_for_pages(charset) else "utf-8"

    @cached_property
    def text(self) -> str:
        """The page's source, decoded."""
        body = self.answer.body
        try:
            text = body.decode(self.charset, "replace")
        except (LookupError, ValueError):  # no such charset
            text = body.decode("utf-8", "replace")
        return text.replace("\0", "") if "\0" in text else text

    @cached_property
    def _parts(self) -> tuple[Scripts, str]:
        """Scripts and markup, parted in one go: the parser takes several times as long."""
        return part(self.text, self._whole)

    @property
    def scripts(self) -> Scripts:
        """The scripts that hold data, as (attributes, content); those in comments don't count."""
        return self._parts[0]

    @property
    def markup(self) -> str:
        """The source without scripts, styles and comments, and without the places where a word may be broken: <wbr>."""
        return self._parts[1]

    @cached_property
    def source(self) -> bytes:
        """The markup in UTF-8."""
        return self.markup.encode(errors="replace")

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page's elements, without scripts, styles and comments. Raises `Unreadable` where there are too many, or within each other too deep."""
        require_parsable(self.source, self.marks)
        return LexborHTMLParser(self.source)

    @cached_property
    def marks(self) -> frozenset[str]:
        """The names of parts, of those in `marks.py`, that the markup holds."""
        return find_marks(self.source)

    def marked(self, selectors: Mapping[str, str]) -> list[LexborNode]:
        """Return the elements that match one of these selectors, each of which has the mark without which a page holds none; "" for no mark."""
        held = ", ".join(selector for selector, mark in selectors.items() if not mark or mark in self.marks)
        if held not in self._marked:
            self._marked[held] = select(self.tree, held) if held else []
        return self._marked[held]

    @cached_property
    def metas(self) -> list[tuple[str, str]]:
        """The <meta> tags that carry something: (name in lower case, content), in the page's order."""
        found = []
        for node in self.tree.css("meta[content]"):
            attributes = node.attributes
            name = attributes.get("property") or attributes.get("name")
            if name:
                found.append((name.strip().lower(), clean(attributes.get("content"))))
        return found

    @cached_property
    def _first_metas(self) -> dict[str, str]:
        """By name, the first content that isn't empty."""
        return {name: content for name, content in reversed(self.metas) if content}

    def meta(self, name: str) -> str | None:
        """Return the first content of that <meta> tag that isn't empty."""
        return self._first_metas.get(name)

    @cached_property
    def own_addresses(self) -> list[str]:
        """The addresses the page gives itself, made absolute: `canonical` and `og:url`."""
        links = self.tree.css('link[rel*="canonical" i][href]')[:MOST_LINKS]
        found = [attribute(link, "href") for link in links]
        found += [content for name, content in self.metas if name == "og:url"]
        addresses = (self.absolute(address) for address in found[:_MARKS])
        return [address for address in addresses if address]

    @property
    def canonical(self) -> str | None:
        return next(iter(self.own_addresses), None)

    @property
    def identity(self) -> str:
        """What a page is known by that names no id: its address; of one that was saved, which has none, its name."""
        if self.canonical or self.answer.url.startswith(("http://", "https://")):
            return place(self.canonical or self.answer.url)
        return next(iter(self.headings), "") or "product"

    @cached_property
    def asked(self) -> frozenset[str]:
        """The addresses by which we came here, as `place` writes them."""
        return frozenset((place(self.answer.url), place(self.answer.request.url)))

    @cached_property
    def places(self) -> frozenset[str]:
        """All addresses under which this page is known, as `place` writes them."""
        return self.asked | {place(address) for address in self.own_addresses}

    @cached_property
    def headings(self) -> list[str]:
        """What the page calls itself: its <h1>s, the title it gives to others, its <title>."""
        names = [clean(node.text()) for node in self.tree.css("h1")[:MOST_HEADINGS]]
        title = self.tree.css_first("title")
        names += [self.meta("og:title") or "", clean(title.text()) if title else ""]
        return [name for name in names if name]

    @cached_property
    def _origin(self) -> str:
        """The scheme and host of the page's address; "" where that isn't plain."""
        found = _ORIGIN.match(self.answer.url)
        return found[0] if found else ""

    def absolute(self, address: str | None) -> str | None:
        """Return an address found in the page, made absolute; None where it leads to no other page."""
        if not address or len(address) > 2000:
            return None
        if _PLAIN_ADDRESS.fullmatch(address):
            return address
        if self._origin and _PLAIN_PATH.fullmatch(address):
            return self._origin + address
        try:
            joined = urljoin(self.answer.url, address.strip())
            return joined if urlsplit(joined).scheme in ("http", "https") else None
        except ValueError:  # an impossible host
            return None


@lru_cache(256)
def _is_for_pages(charset: str) -> bool:
    """Whether pages may be written in this charset of Python's: https://encoding.spec.whatwg.org/#names-and-labels"""
    try:
        return codecs.lookup(charset).name not in _NOT_FOR_PAGES
    except LookupError:
        return False


def clean(text: str | None) -> str:
    """Return a text as a person sees it: entities resolved, blanks folded, at most 500 characters."""
    if not text:
        return ""
    text = text[:MOST_CLEANED]
    text = text if text.isascii() else _UNSEEN.sub("", text)
    return " ".join((unescaped(text) if "&" in text else text).split())[:LONGEST_CLEANED]


@lru_cache(4096)
def place(address: str) -> str:
    """Return an address reduced to host, path and query, to compare by."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return host + unquote(parts.path).rstrip("/").lower() + query


def attribute(node: LexborNode, name: str) -> str:
    """Return an attribute's value; "" where it is missing or empty, and for what is no element, like the comment that `<!x>` becomes."""
    try:
        return node.attrs.get(name) or ""
    except TypeError:  # by selectolax, of anything but an element
        return ""


def select(within: LexborHTMLParser | LexborNode, selectors: str) -> list[LexborNode]:
    """Return the elements that match one of these selectors, each once: the parser lists an element for each one that it matches."""
    return list({node.mem_id: node for node in within.css(selectors)}.values())


def lineage(node: LexborNode | None, most: int = MOST_ABOVE) -> list[LexborNode]:
    """Return an element and all that it lies in, the innermost first; this many at most."""
    found: list[LexborNode] = []
    for _ in range(most):
        if node is None or not node.is_element_node:
            break
        found.append(node)
        node = node.parent
    return found
