"""What is kept in the SQLite file for how long, and how much of it a query reads."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from coatcheck.model import (
    Batch,
    ChannelAddress,
    Consent,
    ConsentKind,
    DeliveryState,
    Frequency,
    Glance,
    Health,
    Snapshot,
    Status,
)
from coatcheck.ports import Store
from coatcheck.store.sqlite import database, looks, people
from tests.examples import (
    after,
    alert,
    confirmation,
    delivery,
    disarmed,
    event,
    letter,
    subscriber,
    subscription,
    suggestion,
    verdict,
    watch,
)
from tests.fakes.ports import NOON
from tests.stores import open_sqlite


def everything(store: Store) -> None:
    """One of each kind of thing, made at noon."""
    store.add_watch(watch())
    look = Glance(watch_id="jacket", at=NOON, health=Health.HEALTHY)
    store.commit_looks(Batch(id="b1"), Snapshot(batch="b1", minute=NOON, glances=(look,)), [verdict()])
    store.put_subscriber(subscriber())
    store.put_confirmation(confirmation())
    store.put_suggestion(suggestion())
    told = disarmed(store.put_subscription(subscription()))
    store.fan_out([(delivery(), told)])
    store.put_delivery(delivery("bob", next_at=None))
    store.bury(letter())
    store.once("key", NOON, timedelta(hours=1))
    store.take("bucket", 1, 9, timedelta(hours=1), NOON)
    store.open_alert(alert())


def test_each_kind_expires_by_its_own_retention(store: Store) -> None:
    everything(store)
    history, snapshots = timedelta(days=400), timedelta(days=7)
    assert store.expire(NOON, history, snapshots) == 0
    assert (
        store.expire(NOON + timedelta(days=8), history, snapshots) == 5
    )  # snapshot, confirmation, suggestion, key, bucket
    assert store.snapshots("b1", NOON, NOON) == []
    assert store.confirmation("token") is None
    assert store.expire(NOON + history, history, snapshots) == 1  # the subscriber
    assert store.expire(NOON + history + timedelta(seconds=1), history, snapshots) == 4
    assert store.changes("jacket", NOON) == []
    assert store.deliveries_of("bob") == []
    assert store.dead_letters(9) == []
    assert store.event("jacket-1") is None
    assert len(store.deliveries_of("ann")) == 1  # still to be sent
    assert len(store.watches()) == len(store.states(["jacket"])) == 1


def test_a_clock_that_was_past_midnight_and_comes_back_forgets_no_text_of_the_day(store: Store) -> None:
    day = timedelta(days=1)
    assert store.take("texts", 9, 9, day, NOON)
    store.expire(NOON + day, timedelta(days=400), timedelta(days=7))
    assert store.taken("texts", day, NOON) == 9
    assert not store.take("texts", 1, 9, day, NOON)


def test_whoever_never_proved_their_address_is_forgotten_30_days_after_they_last_asked(store: Store) -> None:
    asked = Consent(at=NOON + timedelta(days=20), kind=ConsentKind.OPT_IN, method="web")
    store.put_subscriber(subscriber("once"))
    store.put_subscriber(subscriber("again", consents=(asked,)))
    store.put_subscriber(subscriber("there", status=Status.ACTIVE))
    store.put_subscriber(subscriber("silent", status=Status.OPTED_OUT))
    for day, left in ((30, {"once", "again"}), (31, {"again"}), (51, set[str]())):
        store.expire(NOON + timedelta(days=day), timedelta(days=400), timedelta(days=7))
        assert set(store.subscribers(["once", "again", "there", "silent"])) == left | {"there", "silent"}


def test_expiry_gives_way_to_other_writers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "EXPIRED_AT_ONCE", 10)
    for number in range(25):
        store.once(f"key-{number}", NOON, timedelta(hours=1))
    statements = traced(store)
    assert store.expire(after(7200), timedelta(days=1), timedelta(days=1)) == 25
    assert sum(statement.startswith("DELETE FROM seen") for statement in statements) == 3


def traced(store: Store) -> list[str]:
    """The statements that the writer runs from now on."""
    statements = list[str]()
    store._database._writer.set_trace_callback(statements.append)  # type: ignore[attr-defined]
    return statements


SMALL = {"watches", "alerts", "clock", "sqlite_master"}


def test_no_query_reads_through_a_table_that_grows(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statements = list[str]()
    connect = database.Database._connect

    def connect_traced(self: database.Database) -> database.Connection:
        connection = connect(self)
        connection.set_trace_callback(statements.append)
        return connection

    monkeypatch.setattr(database.Database, "_connect", connect_traced)
    store = open_sqlite(path)
    everything(store)
    every_read(store)
    store.close()
    with closing(sqlite3.connect(path)) as raw:
        scanned = {table for statement in statements for table in scans(raw, statement)}
    assert scanned <= SMALL
    assert "watches" in scanned


def every_read(store: Store) -> None:
    """Every way to read, and to write what `everything` did not."""
    for read in (store.watches, store.alerts, store.delivery_counts):
        read()
    for find in (store.watch_by_slug, store.event, store.waiting_counts, store.subscriptions_of, store.deliveries_of):
        find("x")
    store.people("", 9)
    store.suggestions_of("x")
    store.waiting_suggestions(1)
    store.told_counts(event())
    store.subscribers_with_fallback(ChannelAddress("email", "ann@example.org"))
    for few in (store.batches, store.states, store.subscribers):
        few(["x", "y"])
    store.delivery_by_code("x")
    store.changes("jacket", NOON)
    store.snapshots("b1", NOON, NOON)
    store.waiting(event(), "", 10)
    store.recent_deliveries(9)
    store.recent_deliveries(9, DeliveryState.SENT)
    store.due_deliveries(NOON, 9)
    store.claim([delivery().id], "me", NOON, after(90))
    store.dead_letters(9)
    store.taken("bucket", timedelta(1), NOON)
    store.close_alert("shop.example", NOON)
    store.take_off_outbox("b1", ["jacket-1"])
    store.erase_person("ann")
    store.remove_watch("jacket")
    store.expire(NOON, timedelta(days=1), timedelta(days=1))


def scans(connection: sqlite3.Connection, statement: str) -> list[str]:
    """The tables that a statement reads from end to end; following an index does not count."""
    if not statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
        return []
    plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    found = (re.fullmatch(r"SCAN (\w+)", detail) for *_, detail in plan)
    return [match[1] for match in found if match]


def test_a_page_of_those_who_wait_is_read_in_order_and_sorts_nobody(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "coatcheck.db")) as connection:
        values = ("jacket", "M", 0, "", "0", "8", 201)
        plan = [detail for *_, detail in connection.execute(f"EXPLAIN QUERY PLAN {people.FIRST}", values)]
    assert len(plan) == 1
    assert plan[0].startswith("SEARCH armed USING PRIMARY KEY (watch_id=? AND variant_id=? AND ")


FRAME = 4096 + 24  # bytes of the log for each page written: https://www.sqlite.org/fileformat2.html#walformat


def test_a_row_that_changes_leaves_the_indexes_of_what_stays_alone(store: Store, path: Path) -> None:
    log = path.with_name(f"{path.name}-wal")
    stored = store.put_subscription(disarmed(store.put_subscription(subscription())))
    before = log.stat().st_size
    store.put_subscription(replace(stored, frequency=Frequency.EVERY))
    assert (log.stat().st_size - before) / FRAME == 2  # the row, and the number of the transaction
    store.put_delivery(store.put_delivery(delivery()))
    assert store.recent_deliveries(9, DeliveryState.PENDING)
    before = log.stat().st_size
    sent = replace(store.deliveries_of("ann")[0], state=DeliveryState.SENT)
    store.put_delivery(sent)
    assert (log.stat().st_size - before) / FRAME == 3  # and the index by state alone
    assert store.recent_deliveries(9, DeliveryState.SENT) == store.deliveries_of("ann")
    assert not store.recent_deliveries(9, DeliveryState.PENDING)
