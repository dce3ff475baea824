"""Clocks that are wrong and put right: looks go on, nobody is told twice, and the operator hears of it."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coatcheck.model import Batch, Health, Look, State
from coatcheck.ports import Store
from coatcheck.ports.messages import Tell
from coatcheck.truth.clock import AHEAD, believed
from coatcheck.truth.diff import diff
from coatcheck.truth.health import failing, waits
from coatcheck.truth.leases import leased
from coatcheck.watching.schedule import due
from coatcheck.watching.status import report
from tests.poller.polling import MINUTE, START, House, serving, sizes
from tests.stores import open_sqlite

HOURS = timedelta(hours=1)


def test_a_moment_far_ahead_is_not_believed_and_one_that_clocks_may_differ_by_is() -> None:
    assert believed(START + AHEAD, START) == START + AHEAD
    assert believed(START + 2 * AHEAD, START) is None


def test_a_clock_put_back_stops_no_look_and_hides_no_restock(house: House) -> None:
    house.watch()
    house.clock.moment += 5 * HOURS
    house.tick()
    house.clock.moment -= 5 * HOURS
    house.shop.stock["M"] = True
    assert house.tick() == [["M"]]
    assert house.tick() == []


def test_a_watch_that_was_added_while_the_clock_was_ahead_is_looked_at(house: House) -> None:
    house.watch(created_at=START + 5 * HOURS)
    house.tick()
    assert house.shop.requests == 1


def test_the_operator_hears_that_a_clock_was_put_back_and_that_it_is_over(house: House) -> None:
    house.watch()
    house.clock.moment += 5 * HOURS
    house.tick()
    house.clock.moment -= 5 * HOURS
    heard = []
    for _ in range(4):
        house.tick()
        for message in house.bus.take(Tell):
            house.store.mark_told(message.alert, house.clock.now())
            heard.append((message.alert.key, bool(message.alert.closed_at)))
    assert heard == [("clock", False), ("clock", True)]


def test_looks_that_lie_in_the_future_are_late(house: House) -> None:
    house.watch()
    house.tick()
    assert not report(house.store, house.clock.now()).late
    late = report(house.store, house.clock.now() - 5 * HOURS)
    assert (late.late, late.ok) == (True, False)


def test_a_lease_and_a_slot_of_a_wrong_clock_keep_nobody_from_looking() -> None:
    ahead = START + 5 * HOURS
    stored = Batch(id="b", slot=ahead, owner="another", lease_until=ahead)
    assert leased(stored, START, "me", START, START + MINUTE)
    near = Batch(id="b", slot=START, owner="another", lease_until=START + MINUTE)
    assert leased(near, START + MINUTE, "me", START, START + MINUTE) is None


def test_a_look_that_a_wrong_clock_stored_does_not_outdate_the_next_one(house: House) -> None:
    watch = house.watch()
    state = State(watch_id="coat", observed_until=START + 5 * HOURS, version=1)
    look = Look("coat", START, START, observation=sizes({"M": True}))
    assert diff(watch, state, look)
    assert diff(watch, replace(state, observed_until=START + AHEAD), look) is None


def test_a_back_off_of_a_wrong_clock_holds_no_watch(house: House) -> None:
    watch = house.watch()
    failed = Look("coat", START, START, health=Health.BLOCKED, retry_after=3600.0)
    state = failing(watch, State(watch_id="coat"), failed)
    assert waits(state, START + MINUTE)
    assert not waits(state, START - 5 * HOURS)


def test_a_round_never_sleeps_for_longer_than_its_own_pause(house: House) -> None:
    house.watch(interval=15)
    house.tick()
    (message,) = house.plan()
    slept = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        house.clock.moment -= 5 * HOURS

    house.clock.sleep = sleep  # type: ignore[method-assign]
    house.poller.poll(message)
    assert max(slept) <= 60


@given(st.lists(st.floats(-5, 5).map(lambda hours: hours * HOURS), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_whatever_the_clock_does_looks_go_on_within_two_ticks_and_each_restock_is_told_once(
    tmp_path_factory: object, jumps: list[timedelta]
) -> None:
    store = fresh(tmp_path_factory)
    with serving() as shop:
        house = House(store, shop)
        house.watch()
        house.tick()
        for jump in jumps:
            house.clock.moment += jump
            shop.stock["M"] = False
            for _ in range(3):
                house.tick()
            shop.stock["M"] = True
            asked = shop.requests
            told = house.tick() + house.tick()
            assert shop.requests > asked
            assert told == [["M"]]
        house.fetcher.close()
    store.close()


def fresh(factory: object) -> Store:
    return open_sqlite(factory.mktemp("clock") / "coatcheck.db")  # type: ignore[attr-defined]


def test_a_moment_before_a_watch_was_made_is_no_moment_of_it(house: House) -> None:
    watch = house.watch(created_at=START + MINUTE)
    assert due(watch, None, START) == []
