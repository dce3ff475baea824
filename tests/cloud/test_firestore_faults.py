"""Firestore over a bad wire: what was written is recognised, what is unknown is said to be, nothing happens twice."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs

from coatcheck.errors import Conflict, StoreUnavailable
from coatcheck.model import Batch, DeliveryState, Snapshot
from coatcheck.ports import Store
from coatcheck.store.firestore import FirestoreStore, database
from console.cloud.emulators import FIRESTORE, Running, running
from tests.cloud.fault_proxy import FaultProxy, fault_proxy
from tests.emulators import address, firestore_store, fresh_project, frozen
from tests.examples import after, alert, delivery, disarmed, event, subscriber, subscription, verdict, watch
from tests.fakes.ports import NOON
from tests.stores import open_firestore

SNAPSHOT = Snapshot(batch="b1", minute=NOON, glances=())
HOUR = timedelta(hours=1)
PATIENCE = 60.0  # seconds


@pytest.fixture
def proxy() -> Iterator[FaultProxy]:
    with fault_proxy(address(FIRESTORE)) as proxy:
        yield proxy


@pytest.fixture
def store(proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store behind the proxy, its connection made. It has all the time that a busy machine may need: what is tried is what becomes of lost replies."""
    for limit in ("STORE_CALL", "WRITE", "LOOK"):
        monkeypatch.setattr(database, limit, PATIENCE)
    monkeypatch.setenv(FIRESTORE.variable, proxy.address)
    store = FirestoreStore(database.Database(fresh_project(), "(default)", HOUR, HOUR, read=PATIENCE))
    store.check()
    yield store
    store.close()


def lease(store: Store, owner: str) -> Batch | None:
    return store.lease_batch(Batch(id="b1"), NOON, owner, NOON, after(60))


def test_l1_a_lease_whose_reply_was_lost_is_held(store: Store, proxy: FaultProxy) -> None:
    proxy.cut_next()
    held = lease(store, "one")
    assert held is not None
    assert (held.owner, proxy.cuts) == ("one", 1)
    assert lease(store, "two") is None


def test_c2_looks_whose_reply_was_lost_are_committed_once(store: Store, proxy: FaultProxy) -> None:
    proxy.cut_next()
    batch, (state,) = store.commit_looks(Batch(id="b1"), SNAPSHOT, [verdict()])
    assert proxy.cuts == 1
    assert batch.outbox == (event().id,)
    assert store.states(["jacket"]) == {"jacket": state}
    assert len(store.changes("jacket", NOON)) == 1


def test_x2_a_claim_whose_reply_was_lost_is_ours(store: Store, proxy: FaultProxy) -> None:
    stored = store.put_delivery(delivery())
    proxy.cut_next()
    (mine,) = store.claim([stored.id], "one", NOON, after(90))
    assert (mine.owner, mine.attempts, proxy.cuts) == ("one", 1, 1)
    assert store.put_delivery(structs.replace(mine, state=DeliveryState.SENT, next_at=None)).revision


def test_r1_a_result_whose_reply_was_lost_stays(store: Store, proxy: FaultProxy) -> None:
    stored = store.put_delivery(delivery())
    proxy.cut_next()
    (sent,) = store.put_deliveries([structs.replace(stored, state=DeliveryState.SENT, next_at=None)])
    assert proxy.cuts == 1
    assert store.delivery(stored.id) == sent


WRITES: dict[str, Callable[[Store], object]] = {
    "a watch": lambda store: store.add_watch(watch()),
    "a subscriber": lambda store: store.put_subscriber(subscriber()),
    "a verdict": lambda store: store.commit_verdict("b1", verdict()),
    "a fan-out": lambda store: store.fan_out([(delivery(), disarmed(store.put_subscription(subscription())))]),
    "a first time": lambda store: store.once("key", NOON, HOUR),
    "a place in a bucket": lambda store: store.take("bucket", 3, 3, HOUR, NOON),
    "an alert": lambda store: store.open_alert(alert()),
    "an alert's end": lambda store: (store.open_alert(alert()), store.close_alert(alert().key, NOON)),
}


@pytest.mark.parametrize("passing", range(4))
@pytest.mark.parametrize("what", WRITES)
def test_a_write_is_recognised_whichever_reply_was_lost(
    store: Store, proxy: FaultProxy, what: str, passing: int
) -> None:
    proxy.cut_next(passing)
    done = WRITES[what](store)
    assert done not in (False, [], (True, False))
    assert store.taken("bucket", HOUR, NOON) in (0, 3)


def test_texts_whose_lease_was_lost_on_the_way_count_as_sent_and_the_limit_stands(
    store: Store, proxy: FaultProxy
) -> None:
    def lease_texts(texts: int) -> int:
        return store.take_block("texts", texts, 0, 100, HOUR, NOON)

    assert lease_texts(10) == 10
    proxy.cut_next()
    with pytest.raises(StoreUnavailable):
        lease_texts(10)
    assert store.taken("texts", HOUR, NOON) == 20
    assert [lease_texts(50), lease_texts(50), lease_texts(50)] == [50, 30, 0]


def test_somebody_elses_write_is_a_conflict_even_when_our_reply_is_lost(store: Store, proxy: FaultProxy) -> None:
    first = store.put_subscriber(subscriber())
    store.put_subscriber(structs.replace(first, zone="Europe/Berlin"))
    proxy.cut_next()
    with pytest.raises(Conflict):
        store.put_subscriber(structs.replace(first, zone="Europe/Paris"))
    assert proxy.cuts == 1


def test_while_no_reply_comes_the_outcome_is_said_to_be_unknown(
    proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FIRESTORE.variable, proxy.address)
    proxy.losing = True
    with firestore_store() as store:
        with pytest.raises(StoreUnavailable):
            store.put_subscriber(subscriber())
        with pytest.raises(StoreUnavailable):
            store.subscriber("ann")


@pytest.fixture
def emulator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """One of our own."""
    address(FIRESTORE)
    with running(FIRESTORE, tmp_path / "log") as emulator:
        monkeypatch.setenv(FIRESTORE.variable, emulator.address)
        yield emulator


def test_g3_a_frozen_firestore_is_unavailable_and_works_again_when_it_thaws(emulator: Running) -> None:
    store = open_firestore(fresh_project())
    first = store.put_subscriber(subscriber())
    with frozen(emulator):
        with pytest.raises(StoreUnavailable):
            store.put_subscriber(structs.replace(first, zone="Europe/Berlin"))
        with pytest.raises(StoreUnavailable):
            store.watches()
    stored = store.subscriber("ann")
    assert stored is not None
    assert stored.zone in (first.zone, "Europe/Berlin")  # what was asked while it was frozen may have happened
    store.close()


def test_g3_an_absent_firestore_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FIRESTORE.variable, "127.0.0.1:1")
    store = open_firestore(fresh_project())
    with pytest.raises(StoreUnavailable):
        store.subscriber("ann")
    with pytest.raises(StoreUnavailable):
        store.put_subscriber(subscriber())
    store.close()
