"""`ports.WatchStore`, sentence by sentence."""

import pytest
from msgspec import structs

from coatcheck.errors import Conflict
from coatcheck.model import Batch, Snapshot
from coatcheck.ports import Store
from tests.examples import after, subscription, verdict, watch
from tests.fakes.ports import NOON


def test_an_added_watch_is_found_by_its_id_and_by_its_slug(store: Store) -> None:
    added = store.add_watch(watch("jacket", slug="red-jacket", options={"page": "2"}, tags=("Coats", "Ärmel")))
    assert added.revision
    assert structs.replace(added, revision="") == watch(
        "jacket", slug="red-jacket", options={"page": "2"}, tags=("Coats", "Ärmel")
    )
    assert store.watch("jacket") == store.watch_by_slug("red-jacket") == added
    assert store.watches() == [added]


def test_an_empty_store_has_no_watches(store: Store) -> None:
    assert store.watch("jacket") is None
    assert store.watch_by_slug("jacket") is None
    assert store.watch_by_slug("") is None
    assert store.watches() == []


@pytest.mark.parametrize("other", [watch("jacket", slug="boots"), watch("boots", slug="jacket")])
def test_a_watch_whose_id_or_slug_is_taken_is_refused(store: Store, other: object) -> None:
    first = store.add_watch(watch("jacket"))
    with pytest.raises(Conflict):
        store.add_watch(other)  # type: ignore[arg-type]
    assert store.watches() == [first]


def test_watches_without_a_slug_live_side_by_side(store: Store) -> None:
    store.add_watch(watch("jacket", slug=""))
    store.add_watch(watch("boots", slug=""))
    assert len(store.watches()) == 2


def test_watches_come_oldest_first(store: Store) -> None:
    for name, seconds in (("b", 2), ("c", 0), ("a", 1)):
        store.add_watch(watch(name, created_at=after(seconds)))
    assert [watch.id for watch in store.watches()] == ["c", "a", "b"]


def test_a_changed_watch_replaces_the_stored_one(store: Store) -> None:
    first = store.add_watch(watch())
    changed = store.put_watch(structs.replace(first, active=False, slug="coat"))
    assert changed.revision != first.revision
    assert store.watch("jacket") == store.watch_by_slug("coat") == changed
    assert store.watch_by_slug("jacket") is None


def test_an_old_copy_of_a_watch_is_refused(store: Store) -> None:
    first = store.add_watch(watch())
    changed = store.put_watch(structs.replace(first, interval=30))
    with pytest.raises(Conflict):
        store.put_watch(structs.replace(first, interval=5))
    assert store.watch("jacket") == changed


def test_a_removed_watch_takes_its_state_and_subscriptions_along_but_not_its_history(store: Store) -> None:
    store.add_watch(watch())
    store.commit_looks(Batch(id="b1"), Snapshot(batch="b1", minute=NOON, glances=()), [verdict()])
    wanted = store.put_subscription(subscription())
    store.remove_watch("jacket")
    assert store.watches() == []
    assert store.watch("jacket") is store.watch_by_slug("jacket") is None
    assert store.states(["jacket"]) == {}
    assert store.subscription(wanted.id) is None
    assert store.waiting_counts("jacket") == {}
    assert store.changes("jacket", NOON) == [verdict().change]
    assert store.event("jacket-1") == verdict().event


def test_a_removed_watch_can_be_added_again_and_its_old_copy_stays_old(store: Store) -> None:
    first = store.add_watch(watch())
    store.remove_watch("jacket")
    with pytest.raises(Conflict):
        store.put_watch(first)
    again = store.add_watch(watch())
    with pytest.raises(Conflict):
        store.put_watch(first)
    assert store.watches() == [again]


def test_removing_a_watch_that_is_not_there_changes_nothing(store: Store) -> None:
    kept = store.add_watch(watch("boots"))
    store.remove_watch("jacket")
    assert store.watches() == [kept]
