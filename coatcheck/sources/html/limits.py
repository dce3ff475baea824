"""A watch's own limits: whose offer counts, and up to which price. Pure."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Availability, Offer, Product
from coatcheck.ports import Option

SELLER = Option("seller", "only this seller's offers count; a part of the name is enough")
MAX_PRICE = Option("max_price", "dearer offers don't count; a number in the shop's currency")
OPTIONS = (SELLER, MAX_PRICE)


def limited(product: Product, options: Mapping[str, str]) -> Product:
    """The product with what doesn't count taken as unknown: a dear offer, or another seller's, proves nothing about what is wanted.

    Raises `Invalid` where `max_price` is no number.
    """
    seller, most = options.get("seller", "").strip().casefold(), _number(options.get("max_price"))
    if not seller and most is None:
        return product
    variants = tuple(
        variant
        if counts(variant.offer, seller, most)
        else replace(variant, offer=replace(variant.offer, availability=Availability.UNKNOWN))
        for variant in product.variants
    )
    return replace(product, variants=variants, offer=None)


def counts(offer: Offer, seller: str, most: Decimal | None) -> bool:
    """Whether an offer keeps to the limits. One whose seller or price nobody knows doesn't."""
    if not offer.availability.buyable:
        return True
    if seller and seller not in (offer.seller or "").casefold():
        return False
    price = _price(offer.price)
    return most is None or (price is not None and price <= most)


def _price(text: str | None) -> Decimal | None:
    """The price as a number; None where the shop wrote none that is one."""
    try:
        price = Decimal(text or "")
    except InvalidOperation:
        return None
    return price if price.is_finite() else None


def _number(text: str | None) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise Invalid(f"max_price is {text!r}: write a number like 120.00.") from error
