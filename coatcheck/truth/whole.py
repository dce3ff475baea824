"""A product whose sizes are known and that a look tells as one nameless thing: what that says of each size. Pure."""

from msgspec import structs

from coatcheck.model import Availability, Look, Observation, Offer, Product, State, Variant, VariantState


def by_size(state: State, look: Look) -> Look:
    """Return the look with what is said of the whole, said of each size that is known; any other look as it is.

    Sold out is said of all of them: many shops show sizes only while there are any. Where it isn't, and the page still lists all of them
    to choose from with no word that one is gone, those that were there are as the whole is, and of the others nothing is proven.
    """
    seen = look.observation
    if seen is None or not _is_whole(state, seen):
        return look
    [product] = seen.products
    offer = product.variants[0].offer
    if offer.availability.buyable is not False and not _lists(product, state):
        return look
    told = structs.replace(product, variants=tuple(_said_of(each, offer) for each in state.variants), sizes=())
    return structs.replace(look, observation=structs.replace(seen, products=(told,)))


def _is_whole(state: State, observation: Observation) -> bool:
    """Whether a product whose sizes are known is told as one nameless thing."""
    product = observation.products[0]
    if len(observation.products) != 1 or len(product.variants) != 1 or not state.variants:
        return False
    [variant] = product.variants
    nameless = ("", product.title.casefold())
    is_whole = variant.title.casefold() in nameless and not any(variant.options.values())
    has_sizes = all(each.title.casefold() not in nameless for each in state.variants)
    return is_whole and has_sizes and product.title.casefold() == state.title.casefold()


def _lists(product: Product, state: State) -> bool:
    """Whether the page lists all known sizes to choose from."""
    return {each.title.casefold() for each in state.variants} <= {size.casefold() for size in product.sizes}


def _said_of(size: VariantState, whole: Offer) -> Variant:
    is_proven = whole.availability.buyable is False or size.in_stock
    said = whole.availability if is_proven else Availability.UNKNOWN
    offer = structs.replace(whole, availability=said, url=None, quantity=None)
    return Variant(id=size.id, title=size.title, options=size.options, offer=offer)
