"""The browser of the service renderer, and how many may use it at once."""

from threading import BoundedSemaphore

from coatcheck.bootstrap import SystemClock
from coatcheck.browser.machine import Machine
from coatcheck.browser.messages import Drawn, Failure, Order, Result
from coatcheck.config import Settings
from coatcheck.errors import Late, LookFailed
from coatcheck.fetch.introduction import introduction


class Browser:
    """The browser of this process, and how many may use it at once."""

    def __init__(self, settings: Settings) -> None:
        self._machine = Machine(settings, SystemClock(), introduction(settings))
        self._places = BoundedSemaphore(settings.pages_at_once)
        self._longest = settings.fetch_seconds

    def result(self, order: Order) -> Result:
        """Draw what is ordered. Never raises for what a shop does."""
        try:
            return Result(order.id, self.draw(order))
        except LookFailed as failure:
            return Result(order.id, failure=Failure(type(failure).__name__, failure.reason))

    def draw(self, order: Order) -> Drawn:
        """Draw what is ordered, in turn. Raises `LookFailed`: `Late` where no place comes free in the order's own time."""
        seconds = min(order.seconds, self._longest)
        if not self._places.acquire(timeout=max(0.0, seconds)):
            raise Late("The renderer draws as many pages as it can; this one has to wait.")
        try:
            return self._machine.drawn(order.request, seconds)
        finally:
            self._places.release()
