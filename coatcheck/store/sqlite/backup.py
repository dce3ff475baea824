"""Backups of the file in a folder, and a file made anew from one, with what is in it."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coatcheck.errors import Invalid
from coatcheck.ports.stored_values import SECRET_KEY
from coatcheck.store.sqlite.database import examine
from coatcheck.store.sqlite.file import copy, read_only

BESIDE = ("", "-wal", "-journal")  # a journal that an earlier file left would be played into the new one

NAME = "coatcheck-%Y%m%dT%H%M%SZ.db"
DAY = timedelta(days=1)


def back_up_daily(source: Path, folder: Path, kept: int, now: datetime) -> Path | None:
    """Copy the database into the folder, which is made where it is missing, unless that was done within a day; return the copy if one was made.

    Of copies that were made so before, the newest stay, `kept` in all; other files in the folder are left alone, and so are copies
    that a clock which went wrong dated in the future. Raises what `copy` does.
    """
    made = backups(folder)
    if any(now - DAY < moment <= now for moment in made):
        return None
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Invalid(f"{folder} can't be made: {error.strerror}. Name another folder in COATCHECK_BACKUPS.") from error
    copy(source, target := folder / f"{now.astimezone(UTC):{NAME}}")
    past = {moment: path for moment, path in backups(folder).items() if moment <= now}  # with the one just made
    for moment in sorted(past, reverse=True)[kept:]:
        past[moment].unlink(missing_ok=True)
    return target


def backups(folder: Path) -> dict[datetime, Path]:
    """Return the daily copies in the folder by the moment they were made, in UTC; none where there is no folder."""
    found = {}
    for path in folder.glob("coatcheck-*.db"):
        try:
            found[datetime.strptime(path.name, NAME).replace(tzinfo=UTC)] = path
        except ValueError:  # somebody else's
            continue
    return found


def made_at(backup: Path) -> datetime:
    """Return when a backup was made: by its name where that is a daily copy's, else by when the file was last written. In UTC."""
    named = {path: moment for moment, path in backups(backup.parent).items()}
    return named.get(backup) or datetime.fromtimestamp(backup.stat().st_mtime, UTC)


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
