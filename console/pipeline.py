"""Poller and notifier in this process, on a bus of threads."""

from coatcheck.bootstrap import Services
from coatcheck.bus.local import LocalBus
from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.ports import Clock
from coatcheck.store import is_file

WORKERS = {"ticks": 2, "polls": 4, "restocks": 2, "deliveries": 2}


class Pipeline:
    """Handles what is published on `services.bus`, from the moment it is made until `close`."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        """Start it. Raises `Invalid` where the store is not a file of this machine, `WrongStore` where it is not one of ours."""
        import notifier.app
        import poller.app
        from coatcheck.telling import dead_letters

        if not is_file(settings.store):
            raise Invalid("One machine keeps everything in one SQLite file: set COATCHECK_STORE to sqlite:///FILE.")
        if settings.bus != "local":
            raise Invalid("One machine carries its messages by itself: set COATCHECK_BUS to local.")
        self._bus = LocalBus(bury=lambda letter: dead_letters.bury(self.services.store, letter), workers=WORKERS)
        self.services = Services(settings, bus=self._bus, clock=clock)
        self.services.store.check()
        polls, tells = poller.app.handler(self.services), notifier.app.handler(self.services)
        for topic in ("ticks", "polls"):
            self._bus.subscribe(topic, polls)
        for topic in ("ticks", "restocks", "deliveries"):
            self._bus.subscribe(topic, tells)
        self._bus.start()

    def drain(self, seconds: float) -> bool:
        """Wait until nothing is under way; False if that takes longer."""
        return self._bus.drain(seconds)

    def close(self) -> None:
        """Hand out nothing more, and close the store. What was under way is done after the next start."""
        self.services.close()
