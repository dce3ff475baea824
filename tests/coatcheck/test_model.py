"""The types: what counts as buyable, and names that come out the same everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coatcheck.model import (
    ADVANCE,
    ORDERABLE,
    PREFERENCE,
    WAITING,
    Availability,
    DeliveryState,
    Offer,
    Product,
    State,
    Topic,
    Variant,
    VariantState,
    delivery_id,
    digest,
    event_id,
    subscription_id,
)


def product(*said: Availability, claim: Availability | None = None) -> Product:
    variants = tuple(Variant(id=str(number), offer=Offer(availability=one)) for number, one in enumerate(said))
    return Product(id="p", variants=variants, offer=Offer(availability=claim) if claim else None)


@pytest.mark.parametrize("availability", Availability)
def test_every_availability_can_be_bought_or_not_and_unknown_is_neither(availability: Availability) -> None:
    if availability is Availability.UNKNOWN:
        assert availability.buyable is None
    else:
        assert availability.buyable is (availability in ORDERABLE)


def test_what_is_ordered_in_advance_is_buyable() -> None:
    assert {availability for availability in Availability if availability.advance} == ADVANCE
    assert ADVANCE < ORDERABLE


def test_every_availability_has_a_place_in_the_preference() -> None:
    assert sorted(PREFERENCE) == sorted(Availability)


def test_a_product_is_what_the_best_of_its_variants_is() -> None:
    assert product(Availability.SOLD_OUT, Availability.IN_STOCK).availability is Availability.IN_STOCK
    assert product(Availability.SOLD_OUT, Availability.OUT_OF_STOCK).availability is Availability.SOLD_OUT


def test_a_product_is_not_sold_out_while_one_variant_is_unknown() -> None:
    assert product(Availability.SOLD_OUT, Availability.UNKNOWN).availability is Availability.UNKNOWN


def test_an_empty_list_is_never_sold_out() -> None:
    assert product().availability is Availability.UNKNOWN


def test_a_products_own_claim_counts_first_unless_it_is_unknown() -> None:
    assert product(Availability.IN_STOCK, claim=Availability.SOLD_OUT).availability is Availability.SOLD_OUT
    assert product(Availability.IN_STOCK, claim=Availability.UNKNOWN).availability is Availability.IN_STOCK


@given(st.lists(st.sampled_from(Availability), min_size=1))
def test_a_product_is_buyable_exactly_when_one_of_its_variants_is(said: list[Availability]) -> None:
    whole = product(*said).availability
    assert (whole.buyable is True) == any(one.buyable for one in said)
    assert whole in said


def test_a_states_variant_is_found_by_its_id() -> None:
    state = State(watch_id="w", variants=(VariantState(id="S"), VariantState(id="M", title="Medium")))
    assert state.variant("M") == VariantState(id="M", title="Medium")
    assert state.variant("L") is None


def test_waiting_deliveries_are_those_that_are_not_final() -> None:
    assert set(DeliveryState) > WAITING
    assert DeliveryState.SENT not in WAITING


# Names


def test_names_stay_what_they_are() -> None:
    """Stored and sent: another name for the same thing would tell people twice."""
    assert event_id("jacket", 7) == "jacket-7"
    assert delivery_id("jacket-7", "ann") == "jacket-7.ann"
    assert subscription_id("ann", "jacket") == digest("ann", "jacket") == "7badd68812f02e96"


def test_different_parts_have_different_digests() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("c", "ab")}) == 4
    assert len(digest("x", length=20)) == 20


@pytest.mark.parametrize(
    ("topic", "stored"),
    [
        (Topic(), ""),
        (Topic(("jacket",)), "jacket"),
        (Topic(("jacket", "parka")), "jacket parka"),
        (Topic(("jacket", "parka"), asked=True), "?jacket parka"),
    ],
)
def test_a_topic_is_stored_as_it_always_was(topic: Topic, stored: str) -> None:
    assert str(topic) == stored
    assert Topic.read(stored) == topic
