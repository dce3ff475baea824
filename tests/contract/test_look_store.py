"""`ports.LookStore`, sentence by sentence."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from msgspec import structs

from coatcheck.errors import Conflict
from coatcheck.model import Availability, Batch, Glance, Health, Snapshot
from coatcheck.ports import Store
from tests.examples import after, event, state, verdict
from tests.fakes.ports import NOON
from tests.racing import race

FREE = Batch(id="b1")


def glance(watch_id: str, seconds: float, availability: Availability = Availability.IN_STOCK) -> Glance:
    return Glance(watch_id=watch_id, at=after(seconds), health=Health.HEALTHY, availability={"M": availability})


def snapshot(*glances: Glance, minute: datetime = NOON, batch: str = "b1") -> Snapshot:
    return Snapshot(batch=batch, minute=minute, glances=glances)


def lease(store: Store, batch: Batch = FREE, slot: float = 0, owner: str = "one", at: float = 0) -> Batch | None:
    """Lease it for a minute."""
    return store.lease_batch(batch, after(slot), owner, after(at), after(at + 60))


# Leases


def test_the_first_lease_stores_the_batch(store: Store) -> None:
    mine = lease(store)
    assert mine is not None
    assert (mine.owner, mine.slot, mine.lease_until) == ("one", NOON, after(60))
    assert mine.revision
    assert store.batches(["b1", "b2"]) == {"b1": mine}


def test_a_held_batch_is_refused_to_another_worker_until_its_lease_runs_out(store: Store) -> None:
    mine = lease(store)
    assert mine is not None
    assert lease(store, mine, slot=5, owner="two", at=5) is None
    assert lease(store, mine, slot=59, owner="two", at=59) is None
    theirs = lease(store, mine, slot=60, owner="two", at=60)
    assert theirs is not None
    assert theirs.owner == "two"


def test_the_holder_may_go_on_with_a_later_slot(store: Store) -> None:
    mine = lease(store)
    assert mine is not None
    assert lease(store, mine, slot=5, at=5) is not None


@pytest.mark.parametrize("slot", [0, -5])
def test_t1_a_slot_is_leased_once_though_its_lease_ran_out(store: Store, slot: float) -> None:
    mine = lease(store)
    assert mine is not None
    assert lease(store, mine, slot=slot, at=100) is None
    assert lease(store, mine, slot=slot, owner="two", at=100) is None
    assert store.batches(["b1"]) == {"b1": mine}


def test_an_old_copy_of_a_free_batch_is_leased_all_the_same(store: Store) -> None:
    lease(store)
    store.commit_looks(FREE, snapshot(), [verdict()])
    mine = lease(store, FREE, slot=60, owner="two", at=60)
    assert mine is not None
    assert mine.versions == {"jacket": 1}
    assert mine.outbox == ("jacket-1",)


def test_of_many_workers_that_want_a_slot_one_gets_it(store: Store) -> None:
    got = race([partial(lease, store, owner=f"w{number}") for number in range(20)])
    winners = [batch for batch in got if batch]
    assert len(winners) == 1
    assert store.batches(["b1"]) == {"b1": winners[0]}


# Commits


def test_a_quiet_commit_keeps_the_snapshot_and_leaves_the_batch_as_it_is(store: Store) -> None:
    mine = lease(store)
    assert mine is not None
    assert store.commit_looks(mine, snapshot(glance("jacket", 1)), []) == (mine, [])
    assert store.batches(["b1"]) == {"b1": mine}
    assert store.snapshots("b1", NOON, NOON) == [snapshot(glance("jacket", 1))]


def test_state_change_event_and_outbox_are_stored_together(store: Store) -> None:
    mine = lease(store)
    assert mine is not None
    batch, states = store.commit_looks(mine, snapshot(), [verdict("jacket"), verdict("boots")])
    assert [state.watch_id for state in states] == ["jacket", "boots"]
    assert store.states(["boots", "jacket", "gloves"]) == {"jacket": states[0], "boots": states[1]}
    assert store.changes("boots", NOON) == [verdict("boots").change]
    assert store.event("boots-1") == event("boots")
    assert batch.versions == {"jacket": 1, "boots": 1}
    assert batch.outbox == ("jacket-1", "boots-1")
    assert store.batches(["b1"]) == {"b1": batch}
    assert (batch.owner, batch.lease_until) == (mine.owner, mine.lease_until)


def test_a_first_commit_makes_the_batch(store: Store) -> None:
    store.commit_looks(FREE, snapshot(), [verdict()])
    assert store.batches(["b1"])["b1"].versions == {"jacket": 1}


def test_a_state_may_change_without_an_event(store: Store) -> None:
    batch, (stored,) = store.commit_looks(FREE, snapshot(), [structs.replace(verdict(), change=None, event=None)])
    assert batch.versions == {"jacket": 1}
    assert batch.outbox == ()
    assert store.states(["jacket"]) == {"jacket": stored}
    assert store.changes("jacket", NOON) == []


@pytest.mark.parametrize("never_read", [True, False])
def test_l3_a_verdict_on_an_old_state_is_refused_whole(store: Store, never_read: bool) -> None:
    _, (first,) = store.commit_looks(FREE, snapshot(), [verdict()])
    batch, (second,) = store.commit_looks(FREE, snapshot(), [verdict(version=2, revision=first.revision)])
    old = "" if never_read else first.revision
    with pytest.raises(Conflict):
        store.commit_looks(batch, snapshot(), [verdict(version=3, revision=old)])
    assert store.states(["jacket"]) == {"jacket": second}
    assert len(store.changes("jacket", NOON)) == 2
    assert store.event("jacket-3") is None
    assert store.batches(["b1"]) == {"b1": batch}


def test_of_many_writers_of_one_state_one_wins(store: Store) -> None:
    _, (first,) = store.commit_looks(FREE, snapshot(), [verdict()])
    second = verdict(version=2, revision=first.revision)
    got = race([partial(store.commit_looks, FREE, snapshot(), [second])] * 12)
    assert sum(not isinstance(result, Exception) for result in got) == 1
    assert all(isinstance(result, Conflict) for result in got if isinstance(result, Exception))
    assert [change.version for change in store.changes("jacket", NOON)] == [1, 2]


def test_commits_to_different_watches_at_once_all_reach_the_batch(store: Store) -> None:
    names = [f"w{number}" for number in range(8)]
    got = race([partial(store.commit_verdict, "b1", verdict(name)) for name in names])
    assert not [result for result in got if isinstance(result, Exception)]
    assert store.batches(["b1"])["b1"].versions == dict.fromkeys(names, 1)
    assert sorted(store.batches(["b1"])["b1"].outbox) == [f"{name}-1" for name in names]


def test_a_single_verdict_is_committed_the_same_way(store: Store) -> None:
    stored = store.commit_verdict("b1", verdict())
    assert store.states(["jacket"]) == {"jacket": stored}
    assert store.batches(["b1"])["b1"].outbox == ("jacket-1",)
    with pytest.raises(Conflict):
        store.commit_verdict("b1", verdict(version=2))


def test_a_state_comes_back_as_it_was_given(store: Store) -> None:
    full = state(health=Health.BLOCKED, health_since=NOON, reason="403", failures=3, retry_at=after(60), shape="x")
    stored = store.commit_verdict("b1", structs.replace(verdict(), state=full))
    assert structs.replace(stored, revision="") == full


# History


def test_changes_come_in_order_from_the_moment_asked_for(store: Store) -> None:
    stored = store.commit_verdict("b1", verdict(at=after(0)))
    stored = store.commit_verdict("b1", verdict(version=2, revision=stored.revision, at=after(60)))
    store.commit_verdict("b1", verdict(version=3, revision=stored.revision, at=after(120)))
    store.commit_verdict("b1", verdict("boots", at=after(60)))
    assert [change.version for change in store.changes("jacket", NOON)] == [1, 2, 3]
    assert [change.version for change in store.changes("jacket", after(60))] == [2, 3]
    assert store.changes("jacket", after(121)) == []


def test_snapshots_come_oldest_first_with_both_ends(store: Store) -> None:
    for minute in (2, 0, 1, 3):
        store.commit_looks(FREE, snapshot(glance("jacket", minute * 60), minute=after(minute * 60)), [])
    store.commit_looks(FREE, snapshot(glance("boots", 60), minute=after(60), batch="b2"), [])
    found = store.snapshots("b1", after(60), after(120))
    assert [snapshot.minute for snapshot in found] == [after(60), after(120)]


def test_a_later_look_in_the_same_minute_replaces_the_earlier_and_leaves_the_others(store: Store) -> None:
    store.commit_looks(FREE, snapshot(glance("jacket", 1), glance("boots", 1)), [])
    store.commit_looks(FREE, snapshot(glance("boots", 31, Availability.SOLD_OUT)), [])
    (found,) = store.snapshots("b1", NOON, NOON)
    assert {glance.watch_id: glance for glance in found.glances} == {
        "jacket": glance("jacket", 1),
        "boots": glance("boots", 31, Availability.SOLD_OUT),
    }


def test_a_snapshot_of_a_full_batch_comes_back_whole(store: Store) -> None:
    glances = [glance(f"watch-{number}", 1) for number in range(200)]
    store.commit_looks(FREE, snapshot(*glances), [])
    (found,) = store.snapshots("b1", NOON, NOON)
    assert sorted(found.glances, key=lambda glance: glance.watch_id) == sorted(
        glances, key=lambda glance: glance.watch_id
    )


def test_what_is_not_there_is_none_or_empty(store: Store) -> None:
    assert store.batches([]) == store.batches(["b1"]) == {}
    assert store.states([]) == store.states(["jacket"]) == {}
    assert store.changes("jacket", NOON) == []
    assert store.snapshots("b1", NOON, NOON) == []
    assert store.event("jacket-1") is None


# The outbox


def test_events_are_taken_off_the_outbox_and_unknown_ones_are_passed_over(store: Store) -> None:
    store.commit_looks(FREE, snapshot(), [verdict("jacket"), verdict("boots")])
    store.take_off_outbox("b1", ["jacket-1", "never-1"])
    store.take_off_outbox("b1", ["jacket-1"])
    store.take_off_outbox("b9", ["jacket-1"])
    assert store.batches(["b1"])["b1"].outbox == ("boots-1",)
    assert store.event("jacket-1") is not None


def test_what_is_put_on_the_outbox_is_on_it_once(store: Store) -> None:
    store.commit_looks(FREE, snapshot(), [verdict("jacket")])
    store.put_on_outbox("b1", ["jacket-1/-8", "jacket-1/8-"])
    store.put_on_outbox("b1", ["jacket-1/8-"])
    store.take_off_outbox("b1", ["jacket-1"])
    assert store.batches(["b1"])["b1"].outbox == ("jacket-1/-8", "jacket-1/8-")
    store.put_on_outbox("b9", ["boots-1"])
    assert store.batches(["b9"])["b9"].outbox == ("boots-1",)


def test_an_event_committed_while_another_is_taken_off_stays_on_the_outbox(store: Store) -> None:
    store.commit_verdict("b1", verdict("jacket"))
    names = [f"w{number}" for number in range(6)]
    calls = [partial(store.commit_verdict, "b1", verdict(name)) for name in names]
    race([*calls, partial(store.take_off_outbox, "b1", ["jacket-1"])])
    assert sorted(store.batches(["b1"])["b1"].outbox) == [f"{name}-1" for name in names]


def test_what_is_younger_than_its_retention_does_not_expire(store: Store) -> None:
    store.commit_looks(FREE, snapshot(glance("jacket", 1)), [verdict()])
    store.expire(after(60), timedelta(days=400), timedelta(days=7))
    assert store.changes("jacket", NOON) == [verdict().change]
    assert store.event("jacket-1") == event()
    assert len(store.snapshots("b1", NOON, NOON)) == 1
