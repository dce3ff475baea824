"""A file made anew from a backup, and what is in one."""

import shutil
from collections.abc import Callable
from pathlib import Path

from coatcheck.errors import Invalid
from coatcheck.ports.stored_values import SECRET_KEY
from coatcheck.store.sqlite.backup import BESIDE
from coatcheck.store.sqlite.database import examine
from coatcheck.store.sqlite.file import copy, read_only


def restore(backup: Path, target: Path, prepare: Callable[[Path], None] = lambda made: None) -> None:
    """Make the database at `target` from a backup, which stays as it is.

    `prepare` works on it in a folder of its own, and closes it: by its name it is there when that is done, or not at all. What an
    earlier restore left that was killed in between is removed. Raises `Invalid` where there is a database already, or the backup is empty; `WrongStore` where it is another program's, damaged, or of a
    newer version. Then nothing was made.
    """
    for there in (target.with_name(target.name + ending) for ending in BESIDE):
        if there.exists():
            raise Invalid(
                f"{there} is there, and is not written over: stop CoatCheck and move it away, or name another file in COATCHECK_STORE."
            )
    with read_only(backup) as connection:
        if not examine(connection, backup):
            raise Invalid(f"{backup} is empty: nothing can be restored from it.")
    folder = target.with_name(f"{target.name}.restoring")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise Invalid(f"{folder} can't be made: {error.strerror}. Name a file elsewhere in COATCHECK_STORE.") from error
    try:
        copy(backup, made := folder / "made.db")
        prepare(made)
        copy(made, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def subscriber_ids(path: Path) -> set[str]:
    """Return the ids of everybody in the file."""
    with read_only(path) as connection:
        return {str(each) for (each,) in connection.execute("SELECT id FROM subscribers")}


def is_later(path: Path, other: Path) -> bool:
    """Return whether the file at `path` is what became of the one at `other`, as far as can be told: of the same install, and written on since."""

    def at(file: Path) -> tuple[object, int]:
        with read_only(file) as connection:
            key = connection.execute("SELECT value FROM named_values WHERE name = ?", (SECRET_KEY,)).fetchone()
            return key, int(connection.execute("SELECT revision FROM clock").fetchone()[0])

    (key, revision), (other_key, other_revision) = at(path), at(other)
    return other_key in (None, key) and revision >= other_revision


def contents(path: Path) -> dict[str, int]:
    """Count the rows of every table, by its name."""
    with read_only(path) as connection:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        tables = [str(name) for (name,) in connection.execute(sql)]
        quoted = {name: '"' + name.replace('"', '""') + '"' for name in tables}
        return {name: connection.execute(f"SELECT count(*) FROM {quoted[name]}").fetchone()[0] for name in tables}
