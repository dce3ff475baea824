"""What the SQLite file promises: who may open it, what survives, what a caller hears when it can't be had."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib import resources
from pathlib import Path
from threading import Event, Thread

import pytest
from msgspec import structs

from coatcheck.errors import Invalid, StoreUnavailable, WrongStore
from coatcheck.ports import Store
from coatcheck.store import open_store
from coatcheck.store.sqlite import database, open_sqlite
from tests.examples import (
    delivery,
    disarmed,
    subscription,
    watch,
)
from tests.racing import race


def run_python(script: str, *arguments: str, stdin: int | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=Path(__file__).resolve().parents[2],
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = open_sqlite(path)
    yield store
    store.close()


# Whose file it is


def test_a_store_is_named_by_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///here.db").close()
    open_store(f"sqlite:///{tmp_path}/there.db").close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["here.db", "there.db"]
    with pytest.raises(Invalid, match="sqlite:///FILE or firestore://PROJECT"):
        open_store("postgres://host")


def test_what_was_stored_is_there_after_the_next_start(path: Path) -> None:
    store = open_sqlite(path)
    added = store.add_watch(watch())
    store.close()
    again = open_sqlite(path)
    assert again.watches() == [added]
    assert again.put_watch(added).revision != added.revision
    again.close()


def test_a_new_file_can_be_read_by_its_owner_only(store: Store, path: Path) -> None:
    store.add_watch(watch())
    assert {file.name: file.stat().st_mode & 0o077 for file in path.parent.iterdir()} == {
        "coatcheck.db": 0,
        "coatcheck.db-wal": 0,
        "coatcheck.db-shm": 0,
    }


def test_another_programs_database_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(WrongStore, match="another program's database: name another file"):
        open_sqlite(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_bytes(b"Dear diary, " * 1000)
    with pytest.raises(WrongStore, match="not a database"):
        open_sqlite(path)
    assert path.read_bytes() == b"Dear diary, " * 1000


def test_a_file_that_is_refused_is_not_held_open(path: Path) -> None:
    path.write_bytes(b"Dear diary, " * 1000)
    with pytest.raises(WrongStore) as refused:
        open_sqlite(path)
    assert path not in [handle.resolve() for handle in Path("/dev/fd").iterdir()]
    del refused  # the error kept alive whatever was not closed


def test_a_newer_schema_is_refused(path: Path) -> None:
    open_sqlite(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(WrongStore, match="newer CoatCheck"):
        open_sqlite(path)


def test_a_schema_that_grew_newer_while_open_fails_the_check(store: Store, path: Path) -> None:
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(WrongStore, match="newer CoatCheck"):
        store.check()


def test_a_directory_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(Invalid, match=r"There is no directory .*missing"):
        open_sqlite(path.parent / "missing" / "coatcheck.db")


def test_a_file_that_cannot_be_made_and_one_that_is_a_directory_are_named(path: Path) -> None:
    with pytest.raises(Invalid, match="can't be made"):
        open_sqlite(path.parent / ("n" * 300))
    with pytest.raises(Invalid, match="is not a file"):
        open_sqlite(path.parent)


# Migrations


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with the scripts of a version that has one more."""
    folder = tmp_path / "scripts"
    folder.mkdir()
    shutil.copy(str(resources.files("coatcheck.store.sqlite") / "schema.sql"), folder)
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, "more.sql"))
    monkeypatch.setattr("importlib.resources.files", lambda package: folder)
    return folder


def test_an_older_schema_is_brought_up_to_date(path: Path, scripts: Path) -> None:
    with pytest.MonkeyPatch.context() as older:
        older.setattr(database, "MIGRATIONS", ("schema.sql",))
        store = open_sqlite(path)
        added = store.add_watch(watch())
        store.close()
    (scripts / "more.sql").write_text("ALTER TABLE watches ADD COLUMN colour TEXT; CREATE TABLE shelves (id TEXT)")
    store = open_sqlite(path)
    assert store.watches() == [added]
    store.close()
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (2,)
        assert raw.execute("SELECT count(*) FROM shelves").fetchone() == (0,)
    raw.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path, scripts: Path) -> None:
    (scripts / "more.sql").write_text("CREATE TABLE shelves (id TEXT); NONSENSE")
    with pytest.raises(StoreUnavailable, match="syntax error"):
        open_sqlite(path)
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    raw.close()


@pytest.mark.parametrize("attempt", range(20))
def test_many_may_open_a_new_file_at_once(path: Path, attempt: int) -> None:
    stores = race([partial(open_sqlite, path)] * 8)
    assert [store for store in stores if isinstance(store, Exception)] == []
    added = stores[0].add_watch(watch())
    assert all(store.watches() == [added] for store in stores)
    for store in stores:
        store.close()


OPENER = """
import sys
from coatcheck.store.sqlite import open_sqlite
for line in sys.stdin:
    open_sqlite(line.strip()).close()
    print("opened", flush=True)
"""


def test_several_processes_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    openers = [run_python(OPENER, stdin=subprocess.PIPE) for _ in range(8)]
    for number in range(40):
        for opener in openers:
            print(tmp_path / f"{number}.db", file=opener.stdin, flush=True)
        assert [opener.stdout.readline() for opener in openers] == ["opened\n"] * 8
    assert [(opener.communicate(), opener.returncode) for opener in openers] == [(("", None), 0)] * 8


# What survives


WRITER = """
import sys
from coatcheck.store.sqlite import open_sqlite
from tests.examples import watch
store = open_sqlite(sys.argv[1])
for number in range(1_000_000):
    print(store.add_watch(watch(f"w{number}")).id, flush=True)
"""


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(path: Path) -> None:
    writer = run_python(WRITER, str(path))
    acknowledged = {writer.stdout.readline().strip() for _ in range(50)}
    writer.send_signal(signal.SIGKILL)
    acknowledged |= {line.strip() for line in writer.communicate()[0].splitlines(keepends=True) if line.endswith("\n")}
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
        store.put_value("name", "value")
    assert store.value("name") is None
    leave.set()
    holder.join()
    store.put_value("name", "value")


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
