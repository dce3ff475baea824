"""Who is told under which conditions: at a price, of each drop of it, from a number of pieces on."""

from datetime import timedelta

import pytest

from coatcheck.model import Conditions, DeliveryState, Frequency, Restocked, Subscriber, VariantState
from coatcheck.telling.conditions import is_over, is_within, why_no_news
from tests.examples import subscription, watch
from tests.notifier.notifying import JACKET, World, settle

LIMIT = Conditions(maximum_price="100", currency="USD")
DROPS = Conditions(price_drops=True)
FEW = Conditions(minimum_quantity=3)


def joined(world: World, conditions: Conditions, every: bool = False, name: str = "ann") -> Subscriber:
    """Somebody who waits for M under these conditions."""
    person = world.join(name)
    stored = world.subscription(name)
    world.store.remove_subscription(stored.id)
    world.subscribe(name, "M", every=every, conditions=conditions)
    return person


@pytest.mark.parametrize(
    ("price", "currency", "within"),
    [
        ("99.99", "USD", True), ("100.00", "USD", True), ("100.01", "USD", False), ("1000", "USD", False),
        ("9", "EUR", None), ("9", None, None), (None, "USD", None), ("ask us", "USD", None), ("NaN", "USD", None),
    ],
)  # fmt: skip
def test_a_price_is_within_a_limit_only_where_that_is_proven(
    price: str | None, currency: str | None, within: bool | None
) -> None:
    assert is_within(LIMIT, price, currency) is within


def test_a_limit_in_no_currency_is_held_against_the_number() -> None:
    assert is_within(Conditions(maximum_price="100"), "99", None) is True
    assert is_within(Conditions(maximum_price="100"), "101", "EUR") is False


OTHER = Conditions()
BACK, DEAR = Restocked("M", price="90", currency="USD"), Restocked("M", price="120", currency="USD")
FELL = Restocked("M", price="90", currency="USD", price_before="120")
FELL_AGAIN = Restocked("M", price="80", currency="USD", price_before="90")
FELL_ABOVE = Restocked("M", price="120", currency="USD", price_before="150")
SHOWN = Restocked("M", price="90", currency="USD", price_before="")
GREW = Restocked("M", price="90", currency="USD", quantity=5, quantity_before=1)
GREW_AGAIN = Restocked("M", price="120", currency="USD", quantity=9, quantity_before=5)
ALL = (BACK, DEAR, FELL, FELL_AGAIN, FELL_ABOVE, SHOWN, GREW, GREW_AGAIN)
BOTH = Conditions(maximum_price="100", currency="USD", price_drops=True)


@pytest.mark.parametrize(
    ("conditions", "once", "every"),
    [
        (OTHER, [BACK, DEAR], [BACK, DEAR]),
        (LIMIT, [BACK, FELL, FELL_AGAIN, SHOWN], [BACK, FELL, SHOWN]),
        (DROPS, [BACK, DEAR, FELL, FELL_AGAIN, FELL_ABOVE], [BACK, DEAR, FELL, FELL_AGAIN, FELL_ABOVE]),
        (BOTH, [BACK, FELL, FELL_AGAIN, SHOWN], [BACK, FELL, FELL_AGAIN, SHOWN]),
        (FEW, [GREW, GREW_AGAIN], [GREW]),
        (Conditions("100", "USD", 3), [GREW], [GREW]),
    ],
)
def test_what_is_news_for_whom(conditions: Conditions, once: list[Restocked], every: list[Restocked]) -> None:
    for frequency, expected in ((Frequency.ONCE, once), (Frequency.EVERY, every)):
        waiting = subscription(frequency=frequency, conditions=conditions)
        found = [each for each in ALL if why_no_news(each, waiting) is None]
        assert found == expected, frequency


@pytest.mark.parametrize(
    ("conditions", "told", "costs", "over"),
    [
        (LIMIT, BACK, "100", False), (LIMIT, BACK, "101", True), (OTHER, BACK, "500", False),
        (DROPS, FELL, "90", False), (DROPS, FELL, "91", True), (LIMIT, FELL, "95", False), (LIMIT, BACK, None, False),
    ],
)  # fmt: skip
def test_what_costs_too_much_by_now(conditions: Conditions, told: Restocked, costs: str | None, over: bool) -> None:
    assert is_over(conditions, told, VariantState("M", price=costs, currency="USD")) is over


def test_who_waits_for_a_price_is_told_when_it_is_back_for_that_and_not_before(world: World) -> None:
    ann, bob = joined(world, LIMIT), world.join("bob")
    world.restock("M", price="120.00")
    world.work()
    assert (world.texts(ann), len(world.texts(bob))) == ([], 1)
    assert world.subscription("ann").armed == ("M",)
    world.restock("M", price="99.00")
    world.work()
    (text,) = world.texts(ann)
    assert "Jacket M is back, $99 (limit $100)." in text
    assert world.subscription("ann").armed == ()


def test_a_price_that_falls_is_told_to_those_who_wait_for_it_and_to_nobody_else(world: World) -> None:
    ann, bob, cat = joined(world, LIMIT), world.join("bob"), joined(world, DROPS, every=True, name="cat")
    world.restock("M", price="110.00", before="120.00")
    world.work()
    assert [len(world.texts(each)) for each in (ann, bob, cat)] == [0, 0, 1]
    assert "Jacket M: now $110, was $120." in world.texts(cat)[0]
    world.restock("M", price="99.00", before="110.00")
    world.work()
    assert [len(world.texts(each)) for each in (ann, bob, cat)] == [1, 0, 1]  # within the cooldown
    assert "Jacket M: now $99 (limit $100), was $110." in world.texts(ann)[0]
    assert world.subscription("bob").armed == ("M",)


def test_each_drop_is_told_with_the_cooldown_between(world: World) -> None:
    world.store.add_watch(watch(JACKET, cooldown=1800))
    ann = joined(world, DROPS, every=True)
    for price in range(120, 114, -1):  # at 0, 15, 30, ... minutes
        world.restock("M", price=str(price), before=str(price + 1))
        world.work()
        world.clock.sleep(901)
    assert len(world.texts(ann)) == 3


@pytest.mark.parametrize(("quantity", "texts"), [(None, 0), (0, 0), (2, 0), (3, 1), (50, 1)])
def test_from_a_number_of_pieces_on_only_what_the_shop_counts_is_told(
    world: World, quantity: int | None, texts: int
) -> None:
    ann = joined(world, FEW)
    world.restock("M", quantity=quantity)
    world.work()
    assert len(world.texts(ann)) == texts


def test_what_rises_over_the_limit_before_it_could_be_sent_is_not_told_and_waited_for_again(world: World) -> None:
    ann = joined(world, LIMIT)
    event = world.restock("M", price="99.00")
    world.handle(world.bus.messages.pop(0))
    world.stock(price="105.00", M=True)
    settle(world)
    assert world.texts(ann) == []
    assert world.state_of("ann", event) is DeliveryState.SOLD_OUT
    assert world.subscription("ann").armed == ("M",)
    world.restock("M", price="95.00", before="105.00")
    world.work()
    assert len(world.texts(ann)) == 1


def test_what_rose_and_fell_again_is_told_as_it_is_now(world: World) -> None:
    ann = joined(world, LIMIT)
    world.restock("M", price="99.00")
    world.handle(world.bus.messages.pop(0))
    world.stock(price="105.00", M=True)
    world.handle(world.bus.messages.pop(0))  # taken back, to be decided anew
    world.stock(price="98.00", M=True)
    settle(world)
    (text,) = world.texts(ann)
    assert "$98 (limit $100)" in text


def test_what_was_taken_back_and_lay_for_hours_is_told_only_if_it_is_proven_then(world: World) -> None:
    ann = joined(world, LIMIT)
    world.restock("M", price="99.00")
    world.handle(world.bus.messages.pop(0))
    world.stock(price="105.00", M=True)
    world.handle(world.bus.messages.pop(0))
    world.stock(price="98.00", M=True)
    world.shop_blocks()
    world.clock.sleep(timedelta(hours=3).total_seconds())
    settle(world, 3)
    assert world.texts(ann) == []
