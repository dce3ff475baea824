"""A state keeps what said so in the look that proved each variant last."""

from msgspec.structs import replace

from coatcheck.model import Availability, Look, Observation, Offer, Product, State, Variant, VariantState, Witness
from coatcheck.truth.diff import diff
from coatcheck.truth.variants import LONGEST_WORDS, MISSING_LOOKS, MOST_EXPLAINED, MOST_WITNESSES
from tests import examples

IN, OUT, UNKNOWN = Availability.IN_STOCK, Availability.OUT_OF_STOCK, Availability.UNKNOWN
WATCH = examples.watch(settle=2)


def look(minute: int, *variants: Variant) -> Look:
    at = examples.after(60 * minute)
    return Look(WATCH.id, at, at, observation=Observation((Product("coat", "Coat", variants=variants),)))


def size(name: str, shown: Availability, *says: str) -> Variant:
    return Variant(name, name, offer=Offer(shown, witnesses=tuple(Witness("button", word) for word in says)))


def after(*looks: Look) -> State | None:
    """The state after these; None where the last one changed nothing."""
    state, changed = None, None
    for each in looks:
        verdict = diff(WATCH, state, each)
        changed = verdict.state if verdict else None
        state = changed or state
    return changed


def says(state: State | None, name: str) -> list[str]:
    assert state
    variant = state.variant(name)
    assert variant
    return [each.says for each in variant.witnesses]


def test_it_keeps_what_proved_it_and_not_what_may_prove_the_contrary() -> None:
    first = look(0, size("M", IN, "Add to cart"), size("L", OUT, "Sold out"))
    assert says(after(first), "M") == ["Add to cart"]
    once = look(1, size("M", OUT, "Sold out"), size("L", OUT, "Sold out"))
    assert says(after(first, once), "M") == ["Add to cart"], "it still counts as in stock"
    twice = look(2, size("M", OUT, "Sold out"), size("L", OUT, "Sold out"))
    assert says(after(first, once, twice), "M") == ["Sold out"]
    silent = look(1, replace(size("M", UNKNOWN, "?"), title="Medium"), size("L", OUT, "Sold out"))
    assert says(after(first, silent), "M") == ["Add to cart"]


def test_other_words_for_the_same_are_not_stored() -> None:
    first, other = (look(minute, size("M", IN, f"Add to cart ({minute})"), size("L", OUT)) for minute in range(2))
    assert after(first, other) is None


def test_nobody_said_it_of_what_is_not_listed_any_more() -> None:
    first = look(0, size("M", IN, "Add to cart"), size("L", OUT, "Sold out"))
    state = after(first, *(look(minute, size("L", OUT, "Sold out")) for minute in range(1, MISSING_LOOKS + 1)))
    assert says(state, "M") == []
    assert says(state, "L") == ["Sold out"]


def test_it_is_bounded_in_words_and_in_variants() -> None:
    said = [f"{number}{'x' * 5000}" for number in range(20)]
    [kept] = after(look(0, size("M", IN, *said))).variants
    assert [each.says for each in kept.witnesses] == [word[:LONGEST_WORDS] for word in said[:MOST_WITNESSES]]
    many = after(look(0, *(size(str(number), IN, "yes") for number in range(MOST_EXPLAINED + 1))))
    assert isinstance(many.variants[0], VariantState)
    assert not any(each.witnesses for each in many.variants)
