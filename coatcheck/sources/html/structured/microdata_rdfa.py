"""What a page's attributes say of its product: microdata and RDFa."""

from coatcheck.model import Availability, Product
from coatcheck.sources.availability import read_availability
from coatcheck.sources.html.document import Document, attribute, clean
from coatcheck.sources.html.structured.choose import choose
from coatcheck.sources.html.structured.graph import Node
from coatcheck.sources.html.structured.microdata import microdata_items
from coatcheck.sources.html.structured.products import candidates
from coatcheck.sources.html.structured.rdfa import rdfa_items

MICRODATA = "microdata"
RDFA = "rdfa"
UNKNOWN = Availability.UNKNOWN


def stated_by_microdata(document: Document) -> frozenset[Availability]:
    """Return everything that microdata anywhere in the page says about availability: quick, and blind to which product it is about."""
    if "itemprop" not in document.marks:
        return frozenset()
    return frozenset(
        read_availability(attribute(node, "content") or attribute(node, "href") or clean(node.text()))
        for node in document.tree.css('[itemprop~="availability" i]')
    )


def read_microdata(document: Document) -> Product | None:
    """Read the page's product by its microdata; None where that describes none.

    A single `itemprop="availability"` that stands outside of any item is taken for the page's product.
    """
    if "itemprop" not in document.marks:
        return None
    described = document.tree.css_first('[itemtype*="Product" i], [itemtype*="Offer" i]')
    product = _read(MICRODATA, microdata_items(document), document) if described else None
    if product is None and not described:
        said = stated_by_microdata(document)
        title = next(iter(document.headings), "")
        if len(said) == 1 and title:
            node = {"@type": "Product", "name": title, "availability": next(iter(said)).value}
            return choose(candidates([node], MICRODATA, document), document)
    return product


def read_rdfa(document: Document) -> Product | None:
    """Read the page's product by its RDFa; None where that describes none."""
    wanted = "typeof" in document.marks and document.tree.css_first('[typeof*="Product" i]')
    return _read(RDFA, rdfa_items(document), document) if wanted else None


def _read(name: str, items: list[Node], document: Document) -> Product | None:
    return choose(candidates(items, name, document), document)
