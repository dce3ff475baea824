"""What a page's <meta> tags tell other sites about its product.

https://developers.facebook.com/docs/marketing-api/catalog/guides/microdata-tags
"""

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.availability import read_availability
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.language.reading import read_words
from coatcheck.sources.html.structured.offers import read_price, words

NAME = "open-graph"
AVAILABILITY = ("product:availability", "og:availability", "availability", "og:product:availability", "product:stock")
PRICE = ("product:sale_price:amount", "product:price:amount", "og:price:amount", "og:product:price:amount")
CURRENCY = ("product:price:currency", "og:price:currency", "og:product:price:currency")
IDENTITY = ("product:retailer_item_id", "product:retailer_part_no", "product:sku", "product:item_id")


def read_open_graph(document: Document) -> Product | None:
    """Read the page's product by its tags; None where they describe none."""
    said = {content: read_availability(content) for name, content in document.metas if name in AVAILABILITY and content}
    said |= _labelled(document)
    price = next((found for name in PRICE if (found := read_price(document.meta(name)))), None)
    if not said and not price and not (document.meta("og:type") or "").lower().endswith("product"):
        return None
    meanings = set(said.values())
    offer = Offer(
        availability=meanings.pop() if len(meanings) == 1 else Availability.UNKNOWN,
        price=price,
        currency=next((code for name in CURRENCY if (code := document.meta(name))), None),
        witnesses=tuple(Witness(name=NAME, says=words(part, meaning)) for part, meaning in said.items()),
    )
    title = document.meta("og:title") or next(iter(document.headings), "")
    identity = next((code for name in IDENTITY if (code := document.meta(name))), None) or document.canonical or title
    variant = Variant(id=identity or "product", title=title, offer=offer)
    image = document.absolute(document.meta("og:image"))
    return Product(id=variant.id, title=title, url=document.canonical, image=image, variants=(variant,))


def _labelled(document: Document) -> dict[str, Availability]:
    """What the small print of a shared link says: https://developer.x.com/en/docs/x-for-websites/cards"""
    pairs = [(document.meta(f"twitter:label{number}"), document.meta(f"twitter:data{number}")) for number in (1, 2, 3)]
    texts = [data for label, data in pairs if data and (label or "").lower() == "availability"]
    return {text: read_words(text, own=True) for text in texts}
