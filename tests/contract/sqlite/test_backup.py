"""A copy of the file while it is written on, a file made anew from one, and files that every earlier version left."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from coatcheck.errors import Invalid, StoreUnavailable, WrongStore
from coatcheck.model import ANY, Availability
from coatcheck.ports import Store
from coatcheck.ports.stored_values import SECRET_KEY
from coatcheck.store.sqlite import database
from coatcheck.store.sqlite.file import copy
from coatcheck.store.sqlite.restoring import contents, restore
from tests.examples import subscriber, subscription, watch
from tests.stores import open_sqlite
from tests.waiting import until

HERE = Path(__file__).parent
LEFT = sorted(int(file.stem.removeprefix("schema_")) for file in HERE.glob("schema_*.sql"))


@contextmanager
def writing(store: Store) -> Iterator[list[str]]:
    """Somebody who signs people up all the while, each with what they wait for; whom it was acknowledged for."""
    ended, acknowledged = Event(), list[str]()

    def write() -> None:
        while not ended.is_set():
            key = f"p{len(acknowledged)}"
            store.put_subscriber(subscriber(key))
            store.put_subscription(subscription(key))
            acknowledged.append(key)

    writer = Thread(target=write)
    writer.start()
    try:
        yield acknowledged
    finally:
        ended.set()
        writer.join()


def test_a_copy_made_while_it_is_written_on_is_whole_and_has_all_that_was_acknowledged(
    store: Store, path: Path, tmp_path: Path
) -> None:
    backup, target = tmp_path / "backup.db", tmp_path / "restored.db"
    with writing(store) as acknowledged:
        until(lambda: len(acknowledged) >= 20, 60)
        before = list(acknowledged)
        copy(path, backup)
        until(lambda: len(acknowledged) >= len(before) + 20, 60)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    restore(backup, target)
    found = contents(target)
    assert found["subscribers"] - found["subscriptions"] in (0, 1)  # one was between its two writes
    with closing(open_sqlite(target)) as restored:
        assert set(before) <= set(restored.subscribers(acknowledged))
        assert restored.waiting_counts("jacket")["M"] == found["subscriptions"] == found["armed"]
        restored.check()
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith(".")) == []


def test_nothing_is_written_over(store: Store, path: Path, tmp_path: Path) -> None:
    store.add_watch(watch())
    backup = tmp_path / "backup.db"
    copy(path, backup)
    before = backup.read_bytes()
    with pytest.raises(Invalid, match="is there already"):
        copy(path, backup)
    with pytest.raises(Invalid, match="not written over: stop CoatCheck"):
        restore(backup, path)
    assert backup.read_bytes() == before
    assert [each.id for each in store.watches()] == ["jacket"]


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_journal_that_an_earlier_database_left_is_not_played_into_a_restored_one(
    store: Store, path: Path, tmp_path: Path, ending: str
) -> None:
    copy(path, tmp_path / "backup.db")
    (tmp_path / f"new.db{ending}").write_bytes(b"left")
    with pytest.raises(Invalid, match=f"new.db{ending} is there"):
        restore(tmp_path / "backup.db", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_what_is_no_backup_of_this_version_is_refused_and_nothing_made(
    store: Store, path: Path, tmp_path: Path
) -> None:
    newer, empty, diary, target = (tmp_path / name for name in ("newer.db", "empty.db", "diary.db", "target.db"))
    copy(path, newer)
    with closing(sqlite3.connect(newer)) as raw:
        raw.execute("PRAGMA user_version = 99")
    empty.touch()
    diary.write_bytes(b"Dear diary, " * 1000)
    for file, words in (
        (newer, "install that version"),
        (empty, "is empty"),
        (diary, "not a database"),
        (tmp_path / "no", "There is no file"),
    ):
        with pytest.raises((Invalid, WrongStore), match=words):
            restore(file, target)
        assert not target.exists()


def test_a_restore_that_ends_in_the_middle_leaves_nothing_and_can_be_done_again(
    store: Store, path: Path, tmp_path: Path
) -> None:
    store.add_watch(watch())
    backup, target = tmp_path / "backup.db", tmp_path / "new.db"
    copy(path, backup)

    def fail(made: Path) -> None:
        assert (made.is_file(), target.exists()) == (True, False)
        raise StoreUnavailable("the disk is full")

    with pytest.raises(StoreUnavailable):
        restore(backup, target, fail)
    assert list(tmp_path.glob("new.db*")) == []
    (tmp_path / "new.db.restoring").mkdir()
    (tmp_path / "new.db.restoring" / "made.db").write_bytes(b"of one that was killed")
    restore(backup, target)
    assert list(tmp_path.glob("new.db*")) == [target]
    assert contents(target)["watches"] == 1


def test_whatever_a_table_is_called_its_rows_are_counted(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "odd.db")) as raw:
        raw.execute("""CREATE TABLE "a ""quoted"" name" (id)""")
    assert contents(tmp_path / "odd.db") == {'a "quoted" name': 0}


def test_a_damaged_file_makes_no_backup(store: Store, path: Path, tmp_path: Path) -> None:
    for number in range(200):
        store.add_watch(watch(f"w{number}"))
    store.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 8192)
    with pytest.raises(WrongStore, match=r"damaged|malformed"):
        copy(path, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


def test_there_is_a_file_of_each_schema_from_the_second_on() -> None:
    missing = set(range(2, len(database.MIGRATIONS))) - set(LEFT)
    assert not missing, "In the commit before the new schema: python -m tests.contract.sqlite.leaving"


@pytest.mark.parametrize("schema", LEFT)
def test_a_file_that_each_earlier_version_made_opens_whole_and_was_copied_first(path: Path, schema: int) -> None:
    with closing(sqlite3.connect(path)) as made:
        made.executescript((HERE / f"schema_{schema}.sql").read_text())
    before = contents(path)
    with closing(open_sqlite(path)) as store:
        assert [each.id for each in store.watches()] == ["jacket", "parka"]
        assert store.waiting_counts("jacket") == {"M": 2, "S": 1}
        assert store.waiting_counts("parka") == {"M": 1}
        assert sorted(each.watch_id for each in store.subscriptions_of("bob")) == ["jacket", "parka"]
        assert set(store.subscribers(["ann", "bob"])) == {"ann", "bob"}
        assert store.confirmation("token").wants == ("M",)
        assert store.value(SECRET_KEY) == "the-secret-key-of-a-test-and-of-nothing-else"
        assert store.dead_letter_count() == sum(store.delivery_counts().values()) == 1
        assert (
            store.changes("jacket", store.watch("jacket").created_at)[0].transitions[0].after is Availability.IN_STOCK
        )
        store.put_subscription(subscription("bob", "parka2", armed=(ANY,)))
        store.check()
    copies = list(path.parent.glob(f"{path.name}.schema-*"))
    assert [each.name for each in copies] == [f"{path.name}.schema-{schema}"] * (schema < len(database.MIGRATIONS))
    for each in copies:
        assert contents(each) == before
        assert stat.S_IMODE(each.stat().st_mode) == 0o600


def test_a_second_copy_of_the_same_schema_does_not_replace_the_first(path: Path) -> None:
    for _ in range(2):
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as made:
            made.executescript((HERE / "schema_2.sql").read_text())
        open_sqlite(path).close()
    assert sorted(each.name for each in path.parent.glob("*.schema-*")) == [
        f"{path.name}.schema-2",
        f"{path.name}.schema-2.1",
    ]
