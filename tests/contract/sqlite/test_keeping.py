"""What the SQLite file keeps, whatever happens, and what a caller hears when it can't be had."""

import signal
import sqlite3
from pathlib import Path
from threading import Event, Thread

import pytest
from msgspec import structs

from coatcheck.errors import StoreUnavailable, WrongStore
from coatcheck.ports import Store
from coatcheck.ports.stored_values import ValueName
from coatcheck.store.sqlite import database
from tests.examples import delivery, disarmed, subscription, watch
from tests.processes import run_python
from tests.stores import open_sqlite

# What survives


WRITER = """
import sys
from tests.stores import open_sqlite
from tests.examples import watch
store = open_sqlite(sys.argv[1])
for number in range(1_000_000):
    print(store.add_watch(watch(f"w{number}")).id, flush=True)
"""


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(path: Path) -> None:
    with run_python(WRITER, str(path)) as writer:
        acknowledged = {writer.stdout.readline().strip() for _ in range(50)}
        writer.send_signal(signal.SIGKILL)
        last = writer.communicate()[0].splitlines(keepends=True)
    acknowledged |= {line.strip() for line in last if line.endswith("\n")}
    store = open_sqlite(path)
    assert acknowledged <= {watch.id for watch in store.watches()}
    store.check()
    store.close()


def test_a_transaction_that_fails_leaves_nothing_behind(store: Store) -> None:
    first = store.put_subscription(subscription())

    def fail() -> None:
        with store._database.writing() as connection:  # type: ignore[attr-defined]
            connection.execute("DELETE FROM subscriptions")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.subscription(first.id) == first
    store.check()


# When it can't be had


def test_a_file_that_another_process_locks_is_unavailable_for_writing_only(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT", 0.05)
    store = open_sqlite(path)
    added = store.add_watch(watch())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked"):
        store.add_watch(watch("boots"))
    assert store.watches() == [added]
    other.execute("ROLLBACK")
    other.close()
    store.add_watch(watch("boots"))
    store.close()


def test_a_writer_waits_its_turn_and_says_when_it_took_too_long(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT", 0.05)
    entered, leave = Event(), Event()

    def hold() -> None:
        with store._database.writing():  # type: ignore[attr-defined]
            entered.set()
            leave.wait(10)

    holder = Thread(target=hold)
    holder.start()
    assert entered.wait(10)
    with pytest.raises(StoreUnavailable, match="the writers before"):
        store.put_value(ValueName("name"), "value")
    assert store.value(ValueName("name")) is None
    leave.set()
    holder.join()
    store.put_value(ValueName("name"), "value")


def test_a_full_disk_is_unavailable_and_leaves_nothing_behind(store: Store) -> None:
    writer = store._database._writer  # type: ignore[attr-defined]
    (pages,) = writer.execute("PRAGMA page_count").fetchone()
    writer.execute(f"PRAGMA max_page_count = {pages + 2}")
    told = [(delivery(f"s{number}"), store.put_subscription(subscription(f"s{number}"))) for number in range(3)]
    with pytest.raises(StoreUnavailable, match="full"):
        store.fan_out([(structs.replace(one, code="x" * 9000), disarmed(two)) for one, two in told])
    assert store.recent_deliveries(9) == []
    assert store.waiting_counts("jacket") == {"M": 3}
    writer.execute("PRAGMA max_page_count = 1000000")
    assert len(store.fan_out([(one, disarmed(two)) for one, two in told])) == 3


def test_a_closed_store_is_unavailable(path: Path) -> None:
    store = open_sqlite(path)
    store.watches()
    store.close()
    store.close()
    for call in (store.watches, store.check):
        with pytest.raises(StoreUnavailable, match="closed"):
            call()


def test_a_connection_that_is_in_use_at_the_end_is_closed_when_it_comes_back(path: Path) -> None:
    store = open_sqlite(path)
    with store._database.reading() as connection:  # type: ignore[attr-defined]
        store.close()
        assert connection.execute("SELECT count(*) FROM watches").fetchone() == (0,)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_a_damaged_file_says_so(path: Path) -> None:
    store = open_sqlite(path)
    for number in range(200):
        store.add_watch(watch(f"w{number}"))
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(WrongStore, match="Restore a backup"):
        open_sqlite(path)
