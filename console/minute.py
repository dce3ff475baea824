"""What one machine does every minute beside its looks: a line in the log, a ping to whoever watches it, a backup when it is due."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Protocol

from coatcheck.bootstrap import Services
from coatcheck.errors import CoatCheckError, LookFailed
from coatcheck.model import Alert, DeliveryState
from coatcheck.ports import Request, fetch_one
from coatcheck.ports.time_budgets import PROVIDER_CALL
from coatcheck.process.progress import PROGRESS, foot
from coatcheck.store.sqlite.backup import back_up_daily, database_file, disk_of, in_megabytes
from coatcheck.watching.states import States
from coatcheck.watching.status import WELL, Report, late_watches, looked_at_since, report

MINUTE = timedelta(minutes=1)
TOLD = (DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.UNDELIVERED)
BACKUP_ALERT = "backup"
DISK_ALERT = "disk"

log = logging.getLogger(__name__)


class Chore(Protocol):
    """One of the things that are done every minute."""

    def __call__(self, found: Report) -> None:
        """Do it, by how it goes at this moment."""


class EveryMinute:
    """Does its chores once a minute in a thread of its own, until it is closed. One that fails is logged, and keeps no other from being done."""

    def __init__(self, services: Services, chores: Sequence[Chore]) -> None:
        self._services = services
        self._states = States(services.store)
        self._chores = chores
        self._closed = Event()
        self._thread = Thread(target=self._run, name="minute", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Begin nothing more; a chore that is under way ends by itself."""
        self._closed.set()

    def do(self) -> None:
        """Do every chore once, now."""
        try:
            found = report(self._services.store, self._services.clock.now(), self._states)
        except CoatCheckError as error:
            log.error(
                "How it goes can't be read, so there was no ping and no backup; it is tried again in a minute: %s",
                error,
            )
            return
        for chore in self._chores:
            try:
                chore(found)
            except Exception:  # whatever it is, looks and messages go on
                log.exception("%s failed; it is tried again in a minute", type(chore).__name__)

    def _run(self) -> None:
        while not self._closed.wait(MINUTE.total_seconds()):
            self.do()


def chores(services: Services) -> list[Chore]:
    """Return those that the settings ask for."""
    wanted: list[Chore] = [MinuteLine(), DiskSpace(services)]
    if services.settings.ping_url:
        wanted.append(Ping(services))
    if services.settings.backups:
        wanted.append(DailyBackup(services))
    return wanted


class MinuteLine:
    """Says in the log what was looked at and who was told in the last minute, and how many watches are late or can't be read.

    On a terminal it is one line that is rewritten; what was late stays there.
    """

    def __init__(self) -> None:
        self._told: int | None = None

    def __call__(self, found: Report) -> None:
        told, before = sum(found.deliveries.get(state, 0) for state in TOLD), self._told
        self._told = told
        if found.late:
            foot.clear()
        log.log(
            logging.WARNING if found.late else logging.INFO,
            "Looks are late" if found.late else "Looks are made",
            extra={
                "looked_at": looked_at_since(found, found.at - MINUTE),
                "told": max(0, told - before) if before is not None else 0,  # old ones are forgotten, too
                "late": late_watches(found),
                "failing": sum(count for health, count in found.health.items() if health not in WELL),
                PROGRESS: not found.late,
            },
        )


class Ping:
    """Calls an address while looks are made, so that whoever is behind it notices when they are not, whatever the reason."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def __call__(self, found: Report) -> None:
        if found.late:
            return
        request = Request(self._services.settings.ping_url)
        answer = fetch_one(self._services.fetcher, request, PROVIDER_CALL)
        if isinstance(answer, LookFailed):
            log.warning("The ping was not taken", extra={"reason": answer.reason})
        elif not 200 <= answer.status < 300:
            log.warning("The ping was not taken", extra={"reason": f"HTTP {answer.status}"})


class DiskSpace:
    """Tells the operator while the disk of the database is nearly full: on a full one nothing can be stored, and nobody is told."""

    def __init__(self, services: Services) -> None:
        self._store = services.store
        self._folder = database_file(services.settings.store).absolute().parent

    def __call__(self, found: Report) -> None:
        disk = disk_of(self._folder)
        if disk.spare >= 0:
            self._store.close_alert(DISK_ALERT, found.at)
            return
        text = f"The disk of the database is nearly full: {in_megabytes(disk.free)} are free. On a full one nobody is told of anything: make room."
        if self._store.open_alert(Alert(key=DISK_ALERT, text=text, opened_at=found.at)):
            log.error(text)


class DailyBackup:
    """Makes a backup once a day, and tells the operator when it can't be made."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._source = database_file(services.settings.store)

    def __call__(self, found: Report) -> None:
        settings, store = self._services.settings, self._services.store
        try:
            made = back_up_daily(self._source, Path(settings.backups), settings.backups_kept, found.at)
        except CoatCheckError as error:
            text = f"No backup could be made: {error}"
            if store.open_alert(Alert(key=BACKUP_ALERT, text=text, opened_at=found.at)):
                log.error(text)
            return
        if made:
            store.close_alert(BACKUP_ALERT, found.at)
            log.info("A backup was made", extra={"file": str(made)})
