"""What a page's attributes say: microdata and RDFa, read by extruct and put into the form of JSON-LD.

https://html.spec.whatwg.org/multipage/microdata.html, https://www.w3.org/TR/rdfa-lite/
These are slow to read, so they are read only where they are needed.
"""

import logging
from collections.abc import Callable
from typing import Any

from coatcheck.model import Availability, Product
from coatcheck.sources.availability import read_availability
from coatcheck.sources.html.document import Document, attribute, clean
from coatcheck.sources.html.structured.choose import choose
from coatcheck.sources.html.structured.graph import Node, plainly_named
from coatcheck.sources.html.structured.products import candidates

MICRODATA = "microdata"
RDFA = "rdfa"
UNKNOWN = Availability.UNKNOWN
LARGEST = 2_000_000  # characters; in a larger page these are not looked for

log = logging.getLogger(__name__)


def stated_by_microdata(document: Document) -> frozenset[Availability]:
    """Everything that microdata anywhere in the page says about availability: quick, and blind to which product it is about."""
    if not document.mentions("itemprop"):
        return frozenset()
    return frozenset(
        read_availability(attribute(node, "content") or attribute(node, "href") or clean(node.text()))
        for node in document.tree.css('[itemprop~="availability" i]')
    )


def read_microdata(document: Document) -> Product | None:
    """The page's product by its microdata; None where that describes none.

    A single `itemprop="availability"` that stands outside of any item is taken for the page's product.
    """
    if not document.mentions("itemprop"):
        return None
    described = document.tree.css_first('[itemtype*="Product" i], [itemtype*="Offer" i]')
    product = _read(document, MICRODATA, _microdata) if described else None
    if product is None and not described:
        said = stated_by_microdata(document)
        title = next(iter(document.headings), "")
        if len(said) == 1 and title:
            node = {"@type": "Product", "name": title, "availability": next(iter(said)).value}
            return choose(candidates([node], MICRODATA, document), document)
    return product


def read_rdfa(document: Document) -> Product | None:
    """The page's product by its RDFa; None where that describes none."""
    wanted = document.mentions("typeof") and document.tree.css_first('[typeof*="Product" i]')
    return _read(document, RDFA, _rdfa) if wanted else None


def _read(document: Document, name: str, extract: Callable[[Document], list[Node]]) -> Product | None:
    if len(document.text) > LARGEST:
        return None
    # A parser of others over a shop's bytes: whatever it stumbles on, the page has no such data for us.
    try:
        nodes = extract(document)
    except Exception as error:
        log.info("unreadable %s", name, extra={"url": document.answer.url, "error": repr(error)})
        return None
    return choose(candidates(nodes, name, document), document)


def _microdata(document: Document) -> list[Node]:
    from extruct.utils import parse_html
    from extruct.w3cmicrodata import MicrodataExtractor

    tree = parse_html(document.text.encode(), "utf-8")
    for link in tree.xpath("//*[@itemprop and @content and @href]"):
        # Microdata's value of a link is where it leads. Shops write the word beside it, and lead to the cart.
        if "availability" in link.get("itemprop").lower() and read_availability(link.get("href")) is UNKNOWN:
            link.tag = "meta"
    items = MicrodataExtractor(strict=False).extract_items(tree, document.answer.url)
    return [_from_item(item) for item in items]


def _from_item(value: Any) -> Any:
    """An item of microdata as a node of JSON-LD."""
    if isinstance(value, list):
        return [_from_item(part) for part in value]
    if not isinstance(value, dict):
        return value
    node: Node = {name: _from_item(part) for name, part in (value.get("properties") or {}).items()}
    node["@type"] = value.get("type")
    if "id" in value:
        node["@id"] = value["id"]
    return node


def _rdfa(document: Document) -> list[Node]:
    from extruct.rdfa import RDFaExtractor

    found = RDFaExtractor().extract(document.text.encode(), base_url=document.answer.url)
    # rdflib gives the nodes of a page in another order each time
    return sorted((plainly_named(node) for node in found), key=lambda node: str(node.get("name")))
