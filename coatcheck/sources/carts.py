"""Where a variant is bought: in the shop's cart where its source says how, else on its own page or its product's."""

from collections.abc import Callable
from functools import lru_cache
from typing import cast

from coatcheck import sources
from coatcheck.errors import Invalid

CartUrl = Callable[[str, str], str | None]


def buy_url(source: str, variant_id: str, *pages: str | None) -> str:
    """Return where a variant of a watch read by this source is bought; "" where none of its pages is on the web.

    `pages`: the variant's own, then its product's, as far as they are known. The first that is on the web counts.
    """
    page = next(filter(None, map(web_address, pages)), "")
    tell = _cart_url(source)
    return (tell(page, variant_id) if page and tell else None) or page


def web_address(url: str | None) -> str:
    """Return an address only where it is one of the web's: a shop's own words never become another kind of link; else ""."""
    return url if url and url.startswith(("https://", "http://")) else ""


@lru_cache(maxsize=64)
def _cart_url(source: str) -> CartUrl | None:
    """Return how this source tells the address of a cart; None where it does not, or was taken away."""
    try:
        return cast(CartUrl | None, getattr(sources.load(source), "cart_url", None))
    except Invalid:
        return None
