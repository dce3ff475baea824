"""Weighing what the witnesses of a page say. Pure; the order of trust is written down in docs/how-pages-are-read.md."""

from collections.abc import Sequence

from msgspec.structs import replace

from coatcheck.model import Availability, Offer, Product, Variant, Witness

UNKNOWN = Availability.UNKNOWN


def weigh(accounts: Sequence[Product]) -> Product:
    """Make one product of several accounts of it, the most trusted first; there must be one at least.

    The first account that tells the most speaks; what the others say is named. Two accounts that contradict each
    other on whether something can be ordered make it UNKNOWN.
    """
    leading = next((account for account in accounts if len(account.variants) > 1 and _tells(account)), None)
    leading = leading or next((account for account in accounts if _tells(account)), accounts[0])
    others = [account for account in accounts if account is not leading]
    described = [leading, *others]
    weighed = Product(
        id=leading.id,
        title=next((account.title for account in described if account.title), ""),
        url=next((account.url for account in described if account.url), None),
        image=next((account.image for account in described if account.image), None),
        variants=tuple(_weigh_variant(variant, leading, others) for variant in leading.variants),
        offer=leading.offer,
        sizes=leading.sizes,
    )
    return _weigh_whole(weighed, others) if len(weighed.variants) > 1 else replace(weighed, offer=None)


def _weigh_whole(product: Product, others: Sequence[Product]) -> Product:
    """A product with variants, beside what others say of it as a whole: that speaks where no variant does.

    Where all variants can be had, or none, and another account says the contrary, nothing is known of any.
    """
    whole = [other.variants[0].offer for other in others if len(other.variants) == 1]
    claims = [product.offer] if product.offer else []
    said = {variant.offer.availability.buyable for variant in product.variants}
    against = [
        offer
        for offer in (*claims, *whole)
        if offer.availability is not UNKNOWN and said == {not offer.availability.buyable}
    ]
    if against:
        variants = tuple(replace(variant, offer=_doubted(variant.offer, against)) for variant in product.variants)
        return replace(product, variants=variants, offer=None)
    if said == {None}:
        offers = [*claims, *whole]
        claim = Offer(availability=_verdict([offer.availability for offer in offers]), witnesses=_named(offers))
        return replace(product, offer=claim)
    return replace(product, offer=Offer(witnesses=_named(whole)) if whole else None)


def _doubted(offer: Offer, against: Sequence[Offer]) -> Offer:
    return replace(offer, availability=UNKNOWN, witnesses=_named([offer, *against]))


def _tells(account: Product) -> bool:
    return any(variant.offer.availability is not UNKNOWN for variant in account.variants)


def _weigh_variant(variant: Variant, leading: Product, others: Sequence[Product]) -> Variant:
    alone = len(leading.variants) == 1
    heard = [found for other in others if (found := _account_of(variant, other, alone)) is not None]
    if not heard:
        return variant
    offers = [variant.offer, *heard]
    return replace(
        variant,
        offer=Offer(
            availability=_verdict([offer.availability for offer in offers]),
            price=next((offer.price for offer in offers if offer.price), None),
            currency=next((offer.currency for offer in offers if offer.currency), None),
            url=next((offer.url for offer in offers if offer.url), None),
            seller=next((offer.seller for offer in offers if offer.seller), None),
            quantity=next((offer.quantity for offer in offers if offer.quantity is not None), None),
            witnesses=_named(offers),
            availability_starts=next((each.availability_starts for each in offers if each.availability_starts), None),
        ),
    )


def _account_of(variant: Variant, other: Product, alone: bool) -> Offer | None:
    """What another account says of this variant; where both know one variant only, it is this one."""
    if alone and len(other.variants) == 1:
        return other.variants[0].offer
    keys = {variant.id, variant.sku} - {None}
    return next((known.offer for known in other.variants if keys & {known.id, known.sku}), None)


def _verdict(said: Sequence[Availability]) -> Availability:
    """The first word that tells anything; UNKNOWN where another one denies it, the less sure of two that agree."""
    telling = [availability for availability in said if availability is not UNKNOWN]
    if len({availability.buyable for availability in telling}) != 1:
        return UNKNOWN
    return next((availability for availability in telling if availability.advance), telling[0])


def _named(offers: Sequence[Offer]) -> tuple[Witness, ...]:
    return tuple(dict.fromkeys(witness for offer in offers for witness in offer.witnesses))
