"""Which elements of a page may name its product."""

from collections.abc import Callable

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import Document, clean, lineage
from coatcheck.sources.html.language.headings import is_about_others
from coatcheck.sources.html.seen.hiding import HIGHEST
from coatcheck.sources.html.seen.tiles import kind

MOST_TITLES = 50  # elements that may name the product
_TITLES = (
    '[itemtype*="schema.org/Product" i] h1',
    "h1",
    "#productTitle",
    '[class*="product-title" i], [class*="product_title" i], [class*="product-name" i], [class*="productname" i], [class*="producttitle" i]',
    '[itemprop~="name"]',
    "h2",
)


def find_titles(document: Document, is_seen: Callable[[LexborNode], bool]) -> list[LexborNode]:
    """Return the elements that may name the product, the first one that a person sees in front; empty where none does."""
    for selector in _TITLES:
        if "itemtype" in selector and "itemtype" not in document.marks:
            continue
        named = [node for node in document.tree.css(selector)[:MOST_TITLES] if clean(node.text())]
        own = (node for node in named if node.tag == "h1" or _may_be_title(clean(node.text()), selector, document))
        found = next((node for node in own if is_seen(node)), None)
        if found is not None:
            return [found, *(node for node in named if node.mem_id != found.mem_id)]
    return []


def _may_be_title(text: str, selector: str, document: Document) -> bool:
    """Whether a heading may name the product; one of a plain part, like "Details", only if the page is called a word of it."""
    if is_about_others(text):
        return False
    called = " ".join(document.headings).casefold()
    return selector != "h2" or not called or any(word in called for word in text.casefold().split())


def is_one_of(title: LexborNode, others: list[LexborNode]) -> bool:
    """Return whether another of these titles stands in a part beside this one's, of the same kind."""
    parts = {above.parent.mem_id: above for above in lineage(title)[1:HIGHEST] if above.parent is not None}
    for other in others:
        for above in lineage(other)[1:HIGHEST]:
            part = parts.get(above.parent.mem_id) if above.parent is not None else None
            if part is not None:
                if part.mem_id != above.mem_id and kind(above)[1] and kind(part) == kind(above):
                    return True
                break
    return False
