"""Weaker evidence that a sold-out variant is back, and what the operator said of such evidence before. Pure."""

from collections.abc import Iterator

from msgspec.structs import replace

from coatcheck.model import Availability, Look, Offer, State, Variant, VariantState, Watch, Witness

UNKNOWN = Availability.UNKNOWN
PRICE = "a price, and no word on stock"
LONGEST = 500  # characters of evidence
MOST_LEARNED = 50  # answers of the operator's that a watch remembers


def doubts(watch: Watch, state: State, look: Look) -> dict[str, str]:
    """Return what says that a variant which was proven out may be back, by the id of each; what the operator knows is left out.

    Where somebody pointed at the element that said "sold out", anything else in its place does: a field for how many, say.
    """
    return {
        known.id: words
        for known, variant in _unknown(state, look)
        if known.in_stock is False
        and (_says_yes(known, variant.offer) or _is_taught(watch))
        and (words := evidence(variant.offer)) not in watch.learned
    }


def as_taught(watch: Watch, state: State, look: Look) -> Look:
    """Return the look with what the operator once said to be in stock: there is the same evidence again, and no more."""
    if look.observation is None or True not in watch.learned.values():
        return look
    taught = {
        variant.id: replace(variant, id=known.id, offer=replace(variant.offer, availability=Availability.IN_STOCK))
        for known, variant in _unknown(state, look)
        if watch.learned.get(evidence(variant.offer))
    }
    products = tuple(
        replace(product, variants=tuple(taught.get(variant.id, variant) for variant in product.variants))
        for product in look.observation.products
    )
    return replace(look, observation=replace(look.observation, products=products)) if taught else look


def learn(watch: Watch, state: State, is_back: bool) -> Watch:
    """Return the watch that remembers what the operator said of the evidence which its state holds now."""
    learned = watch.learned | dict.fromkeys(state.maybe_back.values(), is_back)
    return replace(watch, learned=dict(list(learned.items())[-MOST_LEARNED:]))


def evidence(offer: Offer) -> str:
    """Return all that a page says of a variant, as the name of this evidence: "buy-button: Add to cart; page-text: Last ones"."""
    return "; ".join(sorted(f"{witness.name}: {witness.says}" for witness in offer.witnesses))[:LONGEST] or PRICE


def _unknown(state: State, look: Look) -> Iterator[tuple[VariantState, Variant]]:
    """The variants of which a look proves nothing, with what is known of each. Where there is but one, it is that one by any id."""
    products = look.observation.products if look.observation else ()
    unknown = [each for product in products for each in product.variants if each.offer.availability is UNKNOWN]
    if not unknown:
        return
    known = {variant.id: variant for variant in state.variants}
    if len(look.variants) == len(known) == 1:
        known = {unknown[0].id: state.variants[0]}
    for variant in unknown:
        if variant.id in known:
            yield known[variant.id], variant


def _is_taught(watch: Watch) -> bool:
    """Whether somebody pointed at the element that tells the stock: what said "sold out" there says something else now."""
    return "selector" in watch.options


def _says_yes(known: VariantState, offer: Offer) -> bool:
    """Whether a price came that was never there, or one of the witnesses says that it can be had."""
    return bool(offer.price and not known.price) or any(map(_is_yes, offer.witnesses))


def _is_yes(witness: Witness) -> bool:
    from coatcheck.sources.availability import read_availability
    from coatcheck.sources.html.language.reading import read_button, read_words
    from coatcheck.sources.html.seen.accounts import BUTTON, NAME, OFF

    said = read_availability(witness.says)
    if said is UNKNOWN and witness.name == NAME:
        said = read_words(witness.says, own=True)
    if said is UNKNOWN and witness.name in (NAME, BUTTON) and not witness.says.endswith(OFF):
        said = read_button(witness.says)  # a watch may have been told that a button's words tell its stock
    return bool(said.buyable)
