"""Backups of the file in a folder, and a file made anew from one, with what is in it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from coatcheck.errors import Invalid
from coatcheck.store.sqlite.database import examine
from coatcheck.store.sqlite.file import copy, read_only

BESIDE = ("", "-wal", "-journal")  # a journal that an earlier file left would be played into the new one

NAME = "coatcheck-%Y%m%dT%H%M%SZ.db"
DAY = timedelta(days=1)


def back_up_daily(source: Path, folder: Path, kept: int, now: datetime) -> Path | None:
    """Copy the database into the folder, which is made where it is missing, unless that was done within a day; return the copy if one was made.

    Of copies that were made so before, the newest stay, `kept` in all; other files in the folder are left alone. Raises what `copy` does.
    """
    made = backups(folder)
    if any(now - DAY < moment <= now for moment in made):
        return None
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Invalid(f"{folder} can't be made: {error.strerror}. Name another folder in COATCHECK_BACKUPS.") from error
    copy(source, target := folder / f"{now.astimezone(UTC):{NAME}}")
    for _, old in sorted(backups(folder).items(), reverse=True)[kept:]:
        old.unlink(missing_ok=True)
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


def restore(backup: Path, target: Path) -> None:
    """Make the database at `target` from a backup, which stays as it is.

    Raises `Invalid` where there is a database already, or the backup is empty; `WrongStore` where it is another program's, damaged, or of a
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
    copy(backup, target)


def contents(path: Path) -> dict[str, int]:
    """Count the rows of every table, by its name."""
    with read_only(path) as connection:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        tables = [str(name) for (name,) in connection.execute(sql)]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
