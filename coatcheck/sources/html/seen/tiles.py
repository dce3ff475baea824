"""Tiles of a list: parts side by side, each of which leads to a page of its own and tells the name or price of what is there."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import attribute

# Places that a tile leads to: its product, and the cart. A column of a product's page has links to many.
MOST_PLACES = 2
# A name counts only within the link: a column of a page may well hold a heading and a link to the size guide.
_LABELLED = '[class*="price" i], [itemprop~="price"], a[href] :is(h2, h3, h4, h5, h6)'
_NOWHERE = ("#", "javascript:", "tel:", "mailto:")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")


def are_tiles(parts: Sequence[LexborNode]) -> bool:
    """Whether these parts are tiles of different products; two of them are enough."""
    addresses = {_leads_to(part) for part in parts}
    return len(parts) > 1 and "" not in addresses and len(addresses) == len(parts)


def _leads_to(part: LexborNode) -> str:
    """Where a tile leads to; "" where the part isn't a tile."""
    links = [part] if part.tag == "a" else part.css("a[href]")
    addresses = list(dict.fromkeys(address for link in links if (address := _address(link))))
    if not addresses or len(addresses) > MOST_PLACES or part.css_first(_LABELLED) is None:
        return ""
    return addresses[0]


def _address(link: LexborNode) -> str:
    """The page that a link leads to; "" where it leads to none."""
    address = attribute(link, "href").strip()
    page = address.partition("?")[0].lower()
    return "" if page.startswith(_NOWHERE) or page.endswith(_PICTURES) else address
