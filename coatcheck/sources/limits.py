"""A watch's own limits: whose offers count, and up to which price. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Availability, Frozen, Offer, Product
from coatcheck.ports import Option, grouped
from coatcheck.truth.prices import number

OPTIONS = _, MAX_PRICE = grouped(
    "Whose offers count, and up to which price",
    Option("seller", "only this seller's offers count; a part of the name is enough"),
    Option("max_price", "dearer offers don't count; a number in the shop's currency", "number"),
)


class Limits(Frozen, frozen=True):
    """What an offer has to keep to. What lies outside proves nothing about what is wanted: it is taken as unknown."""

    seller: str = ""
    max_price: Decimal | None = None

    @classmethod
    def of(cls, options: Mapping[str, str]) -> "Limits":
        """Read the limits among a watch's options. Raises `Invalid` where `max_price` is no number."""
        return cls(options.get("seller", "").strip().casefold(), _number(options.get("max_price")))

    def counts(self, offer: Offer) -> bool:
        """Return whether an offer keeps to the limits. One that can be had from nobody knows whom, or at no known price, doesn't."""
        if self.seller and offer.seller and self.seller not in offer.seller.casefold():
            return False
        if not offer.availability.buyable:
            return True
        if self.seller and not offer.seller:
            return False
        price = number(offer.price)
        return self.max_price is None or (price is not None and price <= self.max_price)

    def applied(self, offers: Sequence[Offer]) -> list[Offer]:
        """Choose those of several offers that count; where none does, all of them with nothing known of their stock."""
        counting = [offer for offer in offers if self.counts(offer)]
        return counting or [replace(offer, availability=Availability.UNKNOWN) for offer in offers]


NO_LIMITS = Limits()


def limited(product: Product, options: Mapping[str, str]) -> Product:
    """Return the product with every variant's offer that doesn't count taken as unknown.

    Raises `Invalid` where `max_price` is no number.
    """
    limits = Limits.of(options) if options else NO_LIMITS
    if limits == NO_LIMITS:
        return product
    variants = (replace(variant, offer=limits.applied([variant.offer])[0]) for variant in product.variants)
    return replace(product, variants=tuple(variants), offer=None)


def _number(text: str | None) -> Decimal | None:
    if not text:
        return None
    limit = number(text)
    if limit is None:
        raise Invalid(f"max_price is {text!r}: write a number like 120.00.", "max_price")
    return limit
