"""The canary, flown: the site's own page on loopback, a real poller and a real notifier; only the clock is set by hand."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

import notifier.app
import poller.app
from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.model import Alert, Watch
from coatcheck.ports import Store
from coatcheck.ports.messages import DeliveryBatch, FanOut, PollBatch, Tell, Tick
from coatcheck.watching.canary.flips import THERE, flip
from coatcheck.watching.canary.identity import ALERT, canary
from coatcheck.watching.canary.records import Fate, flips
from console.serving import Server
from signup_web.app import create_app
from tests.fakes.ports import NOON, HandClock, Line
from tests.notifier.notifying import SECRET_KEY

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
START = NOON + 50 * MINUTE  # this hour's flip is past


@contextmanager
def one_machine(store: Store) -> Iterator[Services]:
    """What one machine works with where the canary is switched on, its site served."""
    settings = Settings(secret_key=SECRET_KEY, canary=True)
    services = Services(settings, bus=Line(), clock=HandClock(START))
    services.store = store
    with closing(services), closing(Server(create_app(services))) as server:
        services.settings = replace(settings, port=int(server.url.rpartition(":")[2]))
        yield services


class Coop:
    """One machine on which the canary flies, and the ticks that drive it."""

    def __init__(self, services: Services) -> None:
        self.services, self.store, self.clock = services, services.store, services.clock
        self.line: Any = services.bus
        self.lost: type | None = None  # messages of this kind get lost
        self.restart()

    def begin(self) -> None:
        """It is there, and looked at."""
        for minutes in (0, 1):
            self.tick(START + minutes * MINUTE)

    def restart(self) -> None:
        """Poller and notifier as after a start: they remember nothing."""
        self.polls, self.tells = poller.app.handler(self.services), notifier.app.handler(self.services)

    def tick(self, at: datetime) -> None:
        """It is that time, and everything that a tick brings is done."""
        self.clock.moment = max(at, self.clock.moment)  # type: ignore[attr-defined]
        self.line.publish([Tick(self.clock.now())])
        while self.line.messages:
            message = self.line.messages.pop(0)
            if self.lost and isinstance(message, self.lost):
                continue
            if isinstance(message, Tick | PollBatch):
                self.polls(message)
            if isinstance(message, Tick | FanOut | DeliveryBatch | Tell):
                self.tells(message)

    def fly(self, hour: datetime, asleep: bool = False) -> datetime:
        """An hour passes, with a tick every four minutes, and every minute around the flip; when it flipped."""
        flipped = flip(hour, SECRET_KEY)
        if asleep:
            self.clock.moment = flipped + THERE + MINUTE  # type: ignore[attr-defined]
            self.tick(flipped + THERE + MINUTE)
        else:
            for minutes in (-2, -1, 0.5, 1.5, 5.5, 9.5, 10.5, 11.5):
                self.tick(flipped + minutes * MINUTE)
        while self.clock.now() < hour + HOUR - 4 * MINUTE:
            self.tick(self.clock.now() + 4 * MINUTE)
        return flipped

    def fates(self) -> list[Fate]:
        return [each.fate for each in flips(self.store)]

    def watch(self) -> Watch:
        found = canary(self.store.watches())
        assert found
        return found

    def alert(self) -> Alert | None:
        return next((each for each in self.store.alerts() if each.key == ALERT and not each.closed_at), None)
