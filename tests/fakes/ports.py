"""A clock that is set by hand, a bus that keeps what is published, and ports that fail once: what tests put around real things."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

from coatcheck.errors import BusUnavailable
from coatcheck.ports.messages import FanOut, Message

NOON = datetime(2026, 3, 2, 20, tzinfo=UTC)  # a Monday's noon in Los Angeles, where the tests' people live


class HandClock:
    """Stands still until it is told to go on, or somebody sleeps."""

    def __init__(self, moment: datetime = NOON, reading: timedelta = timedelta()) -> None:
        """`reading`: what passes whenever somebody reads it."""
        self.moment = moment
        self._reading = reading

    def now(self) -> datetime:
        self.moment += self._reading
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class Line:
    """A bus that keeps what is published until somebody works through it, and may be down."""

    def __init__(self, down: bool = False) -> None:
        self.messages: list[Message] = []
        self.down = down
        self.told = Event()  # set when a restock is published

    def publish(self, messages: Sequence[Message]) -> None:
        if self.down:
            raise BusUnavailable("down")
        self.messages += messages
        if any(isinstance(message, FanOut) for message in messages):
            self.told.set()

    def take(self, kind: type) -> list[Any]:
        """The messages of this kind, which are then gone."""
        taken = [message for message in self.messages if isinstance(message, kind)]
        self.messages = [message for message in self.messages if not isinstance(message, kind)]
        return taken

    def close(self) -> None: ...


class Failing:
    """A port of which one method fails so many times; with `after` its work was done all the same."""

    def __init__(self, port: Any, method: str, error: Exception, *, times: int = 1, after: bool = False) -> None:
        self._port, self._method, self._error, self._times, self._after = port, method, error, times, after

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._port, name)
        if name != self._method or not self._times:
            return real

        def fail(*arguments: Any, **named: Any) -> Any:
            self._times -= 1
            if self._after:
                real(*arguments, **named)
            raise self._error

        return fail
