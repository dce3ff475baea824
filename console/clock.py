"""The clock of one machine: what Cloud Scheduler is in the cloud."""

import logging
from datetime import UTC, datetime
from threading import Event, Thread

from coatcheck.errors import BusUnavailable
from coatcheck.ports import Bus
from coatcheck.ports.messages import Tick

log = logging.getLogger(__name__)


def slot_of(now: datetime, seconds: int) -> datetime:
    """Return the last moment up to `now` at which a clock that ticks every so many seconds struck: the same on every machine."""
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)


class Ticker:
    """Publishes a `Tick` at once and then at every slot, until it is closed.

    Slots that were slept through are passed over. Whatever the clock does, it never waits for longer than a tick.
    """

    def __init__(self, bus: Bus, seconds: int) -> None:
        self._bus = bus
        self._seconds = seconds
        self._closed = Event()
        self._thread = Thread(target=self._run, name="clock", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        last: datetime | None = None
        while not self._closed.is_set():
            slot = slot_of(datetime.now(UTC), self._seconds)
            if slot != last:  # after a wait that ended a moment too early it is still the last one
                self._strike(slot)
                last = slot
            self._closed.wait(self._seconds - datetime.now(UTC).timestamp() % self._seconds)

    def _strike(self, slot: datetime) -> None:
        try:
            self._bus.publish([Tick(slot)])
        except BusUnavailable:
            log.exception("A tick was lost; the next one does its work")
