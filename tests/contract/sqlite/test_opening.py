"""Opening the SQLite file: whose it is, how it is made and brought up to date, whoever else does so at the moment."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from coatcheck.errors import Invalid, StoreUnavailable, WrongStore
from coatcheck.ports import Store
from coatcheck.store import open_store
from coatcheck.store.sqlite import database
from tests.examples import delivery, event, watch
from tests.processes import run_python
from tests.racing import race
from tests.stores import open_sqlite

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


@contextmanager
def nobody() -> Iterator[None]:
    """Without root's right to write everywhere."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(own)


@pytest.mark.parametrize("there", [False, True], ids=["a new file", "one that is there"])
def test_a_folder_that_is_read_only_is_said_to_be(there: bool) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        if there:
            open_sqlite(folder / "coatcheck.db").close()
            (folder / "coatcheck.db").chmod(0o644)
        folder.chmod(0o555)
        with nobody(), pytest.raises(Invalid, match=r"read-only|can't be made: Permission denied"):
            open_sqlite(folder / "coatcheck.db")
        folder.chmod(0o755)


# Migrations


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with the scripts of a version that has one more."""
    folder = tmp_path / "scripts"
    folder.mkdir()
    for script in database.MIGRATIONS:
        shutil.copy(str(resources.files("coatcheck.store.sqlite") / script), folder)
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, "more.sql"))
    monkeypatch.setattr("importlib.resources.files", lambda package: folder)
    return folder


def test_an_older_schema_is_brought_up_to_date(path: Path, scripts: Path) -> None:
    with pytest.MonkeyPatch.context() as older:
        older.setattr(database, "MIGRATIONS", database.MIGRATIONS[:-1])
        store = open_sqlite(path)
        added = store.add_watch(watch())
        store.close()
    (scripts / "more.sql").write_text("ALTER TABLE watches ADD COLUMN colour TEXT; CREATE TABLE shelves (id TEXT)")
    store = open_sqlite(path)
    assert store.watches() == [added]
    store.close()
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (len(database.MIGRATIONS),)
        assert raw.execute("SELECT count(*) FROM shelves").fetchone() == (0,)
    raw.close()


def test_a_file_of_the_first_schema_is_written_on(path: Path) -> None:
    with pytest.MonkeyPatch.context() as older:
        older.setattr(database, "MIGRATIONS", ("schema.sql",))
        open_sqlite(path).close()
    store = open_sqlite(path)
    store.put_delivery(delivery())
    assert store.told_counts(event()) == {}
    store.close()


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
from tests.stores import open_sqlite
for line in sys.stdin:
    open_sqlite(line.strip()).close()
    print("opened", flush=True)
"""


def test_several_processes_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    with ExitStack() as stack:
        openers = [stack.enter_context(run_python(OPENER, stdin=subprocess.PIPE)) for _ in range(8)]
        for number in range(40):
            for opener in openers:
                print(tmp_path / f"{number}.db", file=opener.stdin, flush=True)
            assert [opener.stdout.readline() for opener in openers] == ["opened\n"] * 8
        assert [(opener.communicate(), opener.returncode) for opener in openers] == [(("", None), 0)] * 8
