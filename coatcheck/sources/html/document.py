"""A shop's page: its text, its tree, and what it says it is about. Each is worked out once, when first asked for."""

import html
import re
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from coatcheck.ports import Answer

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes; browsers look no further than the first 1024
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BLANKS = re.compile(r"\s+")


class Document:
    """One answer, read as HTML. Never raises, whatever the bytes are."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    @cached_property
    def text(self) -> str:
        """The page's source, decoded by its mark, its header, its own word, or as UTF-8."""
        body = self.answer.body
        header = _DECLARED.search(self.answer.headers.get("content-type", "").encode())
        declared = header or _DECLARED.search(body, 0, _DECLARED_WITHIN)
        charset = next((name for mark, name in _BYTE_ORDER_MARKS if body.startswith(mark)), None)
        if charset is None and declared:
            charset = declared[1].decode()
        try:
            text = body.decode(charset or "utf-8", "replace")
        except (LookupError, ValueError):  # no such charset
            text = body.decode("utf-8", "replace")
        return text.replace("\0", "")

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

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

    def meta(self, name: str) -> str | None:
        """The first content of that <meta> tag that isn't empty."""
        return next((content for found, content in self.metas if found == name and content), None)

    @cached_property
    def canonical(self) -> str | None:
        """The address the page gives itself, made absolute."""
        node = self.tree.css_first('link[rel="canonical" i]')
        address = (node.attributes.get("href") if node else None) or self.meta("og:url")
        return self.absolute(address)

    @cached_property
    def places(self) -> frozenset[str]:
        """The addresses under which this page is known, without what does not tell pages apart."""
        addresses = (self.answer.url, self.answer.request.url, self.canonical, self.meta("og:url"))
        return frozenset(place(address) for address in addresses if address)

    @cached_property
    def headings(self) -> list[str]:
        """What the page calls itself: its <h1>s, the title it gives to others, its <title>."""
        names = [clean(node.text()) for node in self.tree.css("h1")]
        title = self.tree.css_first("title")
        names += [self.meta("og:title") or "", clean(title.text()) if title else ""]
        return [name for name in names if name]

    def absolute(self, address: str | None) -> str | None:
        """An address found in the page, made absolute; None where it leads to no other page."""
        if not address or len(address) > 2000:
            return None
        try:
            joined = urljoin(self.answer.url, address.strip())
            return joined if urlsplit(joined).scheme in ("http", "https") else None
        except ValueError:  # an impossible host
            return None


def clean(text: str | None) -> str:
    """A text as a person sees it: entities resolved, blanks folded, at most 500 characters."""
    if not text:
        return ""
    return _BLANKS.sub(" ", html.unescape(text[:2000])).strip()[:500]


def place(address: str) -> str:
    """An address reduced to host, path and query, to compare by."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return host + unquote(parts.path).rstrip("/").lower() + query


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's value; "" where it is missing or empty."""
    return node.attributes.get(name) or ""
