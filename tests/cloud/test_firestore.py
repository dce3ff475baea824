"""What Firestore's store does beyond the common contract: several processes, few reads, names of any kind."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from benchmarks.counting import Counter, counted
from coatcheck.model import Availability, Batch, DeliveryState, Glance, Health, Snapshot, Status, VariantState
from coatcheck.ports import Store
from coatcheck.ports.messages import PollBatch, encode
from coatcheck.ports.stored_values import LOG_LEVELS, ValueName
from coatcheck.store.firestore import operations, watches
from coatcheck.store.firestore.collections import DELIVERIES, SUBSCRIBERS, Collection
from tests.emulators import firestore_store, fresh_project
from tests.examples import after, alert, delivery, event, state, subscriber, subscription, verdict, watch
from tests.fakes.ports import NOON


@pytest.fixture
def both() -> Iterator[tuple[Store, Store]]:
    """One store, opened by two processes."""
    project = fresh_project()
    with firestore_store(project) as ours, firestore_store(project) as theirs:
        yield ours, theirs


@pytest.fixture
def counter() -> Iterator[Counter]:
    with counted() as counter:
        yield counter


@pytest.fixture
def store() -> Iterator[Store]:
    with firestore_store() as store:
        yield store


def glances(*watch_ids: str, at: datetime = NOON) -> Snapshot:
    seen = {"M": Availability.IN_STOCK}
    return Snapshot("b1", NOON, tuple(Glance(watch_id, at, Health.HEALTHY, seen) for watch_id in watch_ids))


# Several processes


def test_another_processs_watches_show_when_the_board_is_looked_at(
    both: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watches, "STALE", -1.0)
    ours, theirs = both
    assert ours.watches() == []
    first, second = theirs.add_watch(watch("one")), theirs.add_watch(watch("two"))
    assert ours.watches() == [first, second]
    changed = theirs.put_watch(structs.replace(first, title="Changed"))
    assert ours.watches() == [changed, second]
    theirs.remove_watch("one")
    assert ours.watches() == [second]


def test_within_a_minute_the_watch_list_costs_no_read(both: tuple[Store, Store], counter: Counter) -> None:
    ours, theirs = both
    theirs.add_watch(watch("one"))
    ours.watches()
    counter.clear()
    assert [each.id for each in ours.watches()] == ["one"]
    assert counter.reads == 0


def test_of_many_watches_only_the_changed_one_is_read_again(
    both: tuple[Store, Store], counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = both
    stored = [theirs.add_watch(watch(f"watch-{number}")) for number in range(20)]
    ours.watches()
    theirs.put_watch(structs.replace(stored[5], title="Changed"))
    monkeypatch.setattr(watches, "STALE", -1.0)
    counter.clear()
    assert [each.title for each in ours.watches()].count("Changed") == 1
    assert counter.reads <= 3


def test_another_processs_log_levels_show_when_the_board_is_looked_at_and_cost_no_read_of_their_own(
    both: tuple[Store, Store], counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "STALE", -1.0)
    ours, theirs = both
    theirs.add_watch(watch())
    theirs.put_value(LOG_LEVELS, "[1]")
    assert ours.value(LOG_LEVELS) == "[1]"
    monkeypatch.undo()
    ours.watches()
    before = counter.reads
    assert ours.value(LOG_LEVELS) == "[1]"
    assert counter.reads == before


def test_another_processs_alert_shows_when_the_board_is_looked_at(
    both: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "FRESH", -1.0)
    ours, theirs = both
    assert ours.alerts() == []
    theirs.open_alert(alert())
    assert [each.key for each in ours.alerts()] == [alert().key]


# Documents


def test_a_stored_batch_can_be_sent_along(store: Store) -> None:
    store.lease_batch(Batch(id="b1"), NOON, "one", NOON, after(60))
    stored = store.batches(["b1"])["b1"]
    assert encode(PollBatch(batch=stored, slot=NOON)).data
    assert stored.slot == NOON


@pytest.mark.parametrize("name", ["a/b", "..", "__a__", "x" * 500, "", "ü 🧥"])
def test_a_name_of_any_kind_is_kept_and_found(store: Store, name: str) -> None:
    store.put_value(ValueName(name), "text")
    assert store.value(ValueName(name)) == "text"
    assert store.states([name]) == {}


def test_rounds_of_one_minute_are_kept_without_reading_what_was_there(store: Store, counter: Counter) -> None:
    store.commit_looks(Batch(id="b1"), glances("one", "two"), [])
    store.commit_looks(Batch(id="b1"), glances("two", "three", at=after(20)), [])
    assert (counter.reads, counter.writes) == (0, 2)
    (kept,) = store.snapshots("b1", NOON, NOON)
    assert {glance.watch_id: glance.at for glance in kept.glances} == {
        "one": NOON,
        "two": after(20),
        "three": after(20),
    }


def test_more_verdicts_than_fit_in_one_commit_are_all_stored(store: Store) -> None:
    verdicts = [verdict(f"watch-{number}") for number in range(150)]
    batch, states = store.commit_looks(Batch(id="b1"), glances("watch-0"), verdicts)
    assert [each.watch_id for each in states] == [each.state.watch_id for each in verdicts]
    assert len(batch.outbox) == len(batch.versions) == 150
    assert store.states([each.watch_id for each in states]) == {each.watch_id: each for each in states}


def test_large_states_are_spread_over_commits(store: Store) -> None:
    many = tuple(VariantState(id=f"v{number}", title="x" * 1000) for number in range(300))
    verdicts = [structs.replace(verdict(f"watch-{n}"), state=state(f"watch-{n}", variants=many)) for n in range(12)]
    _, states = store.commit_looks(Batch(id="b1"), glances("watch-0"), verdicts)
    assert len(states) == 12


def test_who_waits_for_one_of_many_sizes_is_found_page_by_page(store: Store) -> None:
    for number in range(7):
        armed = ("38",) if number % 2 else ("elsewhere",)
        store.put_subscription(subscription(f"person-{number}", armed=armed, armed_at=after(-number)))
    restock = event(variants=tuple(str(number) for number in range(40)))
    found, place = [], ""
    while True:
        page = store.waiting(restock, place, 2)
        found += [each.subscriber_id for each in page.subscriptions]
        place = page.after
        if not place:
            break
    assert found == ["person-5", "person-3", "person-1"]


def test_people_who_wait_are_counted_without_being_read(store: Store, counter: Counter) -> None:
    sizes = (VariantState(id="M"), VariantState(id="L"))
    store.commit_verdict("b1", structs.replace(verdict(), state=state(variants=sizes)))
    for number in range(30):
        store.put_subscription(subscription(f"person-{number}", armed=("M",)))
    counter.clear()
    assert store.waiting_counts("jacket") == {"M": 30}
    assert counter.reads == 4


def test_the_newest_messages_of_a_team_cost_a_read_each_where_no_others_stand_between(
    store: Store, counter: Counter
) -> None:
    for number in range(6):
        store.put_delivery(delivery(of=event(version=number), created_at=after(number)))
    for number in range(3):
        store.put_delivery(delivery(of=event("boots", number, team="north"), created_at=after(-number)))
    for team, limit, reads in (("", 2, 2), ("north", 2, 2), ("", 8, 9)):
        counter.clear()
        assert store.recent_deliveries(limit, team=team)
        assert counter.reads == reads, (team, limit)


def test_only_a_delivery_that_is_over_ever_expires(store: Store) -> None:
    waiting = store.put_delivery(delivery())
    assert "expires_at" not in fields(store, waiting.id)
    store.put_delivery(structs.replace(waiting, state=DeliveryState.SENT, next_at=None))
    assert fields(store, waiting.id)["expires_at"] > datetime(2027, 1, 1, tzinfo=UTC)
    assert "next_at" not in fields(store, waiting.id)


def test_only_whoever_never_proved_their_address_is_forgotten(store: Store) -> None:
    asked = store.put_subscriber(subscriber())
    assert fields(store, "ann", SUBSCRIBERS)["expires_at"] == NOON + timedelta(days=30)
    store.put_subscriber(structs.replace(asked, status=Status.ACTIVE))
    assert "expires_at" not in fields(store, "ann", SUBSCRIBERS)


def fields(store: Any, key: str, collection: Collection = DELIVERIES) -> dict[str, Any]:
    found: dict[str, Any] = store._database.get(store._database.reference(collection, key)).to_dict()
    return found
