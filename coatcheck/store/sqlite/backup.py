"""Backups of the file: daily ones in a folder, what is wrong with them, and one of this moment."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from coatcheck.errors import Invalid
from coatcheck.model import Frozen
from coatcheck.store import is_file
from coatcheck.store.sqlite import path_of
from coatcheck.store.sqlite.file import copy

BESIDE = ("", "-wal", "-journal")  # a journal that an earlier file left would be played into the new one

NAME = "coatcheck-%Y%m%dT%H%M%SZ.db"
DAY = timedelta(days=1)
ROOM = 500_000_000  # bytes that a disk should have free; a tenth of one that is small
LATE = DAY + timedelta(hours=2)  # after which a daily copy was missed
IN_THE_CLOUD = (
    "Firestore makes a backup every day and keeps each minute of the last seven days: `coatcheck restore` shows that it can be "
    "restored, and `gcloud firestore export gs://BUCKET` writes it all to files of your own."
)


class Kept(Frozen, frozen=True):
    """A daily copy: when it was made, and how many bytes it has."""

    at: datetime
    size: int


class Disk(Frozen, frozen=True):
    """How many bytes a disk has left, of how many."""

    free: int
    total: int

    @property
    def spare(self) -> int:
        """What can be used without it being nearly full; below 0 where it is."""
        return self.free - min(ROOM, self.total // 10)


def disk_of(place: Path) -> Disk:
    """Return the disk on which a folder or file lies."""
    usage = shutil.disk_usage(place)
    return Disk(usage.free, usage.total)


class Backups(Frozen, frozen=True):
    """The daily copies, newest first, and what is wrong with them, a sentence each."""

    made: tuple[Kept, ...]
    doubts: tuple[str, ...]


def database_file(store: str) -> Path:
    """Return the file that the setting names. Raises `Invalid` where everything is kept elsewhere."""
    scheme, _, place = store.partition("://")
    if not is_file(store) or scheme != "sqlite":
        raise Invalid(f"That is for the SQLite file of one machine. {IN_THE_CLOUD}")
    return path_of(place)


def snapshot(source: Path) -> BinaryIO:
    """Copy the database as it is at this moment and open the copy, which has no name and is gone when it is closed.

    Raises what `copy` does, and `Invalid` where the disk has no room for another as large.
    """
    needed, free = file_size(source), disk_of(source.absolute().parent).free
    if free < 2 * needed:
        raise Invalid(f"A copy takes {in_megabytes(needed)}, and {in_megabytes(free)} are free: make room first.")
    with TemporaryDirectory(dir=source.absolute().parent, prefix=".coatcheck-") as folder:
        copy(source, made := Path(folder, "made.db"))
        return made.open("rb")


def file_size(source: Path) -> int:
    """Return how many bytes the database takes, with what is not written into its file yet."""
    return sum(there.stat().st_size for ending in BESIDE if (there := source.with_name(source.name + ending)).exists())


def in_megabytes(size: int) -> str:
    """Write a number of bytes as "1,234.5 MB"."""
    return f"{size / 1e6:,.1f} MB"


def status(store: str, folder: str, now: datetime) -> Backups:
    """Return the daily copies in the folder ("": none are made), and what is wrong with them. Raises `Invalid` where everything is kept elsewhere."""
    source = database_file(store)
    if not folder:
        return Backups((), ("No backup is made by itself: COATCHECK_BACKUPS=FOLDER makes one each day.",))
    made = [Kept(at, path.stat().st_size) for at, path in sorted(backups(Path(folder)).items(), reverse=True)]
    disks = [place for place in (source.absolute().parent, Path(folder)) if place.is_dir()]
    fullest = min(map(disk_of, disks), key=lambda disk: disk.spare)
    return Backups(tuple(made), tuple(doubts(made, file_size(source), fullest, now)))


def doubts(made: Sequence[Kept], needed: int, fullest: Disk, now: datetime) -> list[str]:
    """Say what is wrong with the daily copies, a sentence each: none was made lately, or there is no room for more. Pure.

    `needed`: how many bytes a copy takes; `fullest`: of the disks that are written on.
    """
    said = []
    past = [each.at for each in made if each.at <= now]
    if not past:
        said.append("There is no backup yet: `coatcheck up` makes the first within a minute.")
    elif now - max(past) > LATE:
        newest = f"{max(past):%Y-%m-%d %H:%M} UTC"
        said.append(f"The newest backup was made at {newest}: one a day should be. The log says why not.")
    if fullest.spare < 2 * needed:
        said.append(
            f"The disk is short: {in_megabytes(fullest.free)} are free, and a copy takes {in_megabytes(needed)}."
        )
    return said


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
