"""What every process stands on: the time, and the bus."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from coatcheck.ports.messages import Message


class Clock(Protocol):
    """The time, and waiting for it."""

    def now(self) -> datetime:
        """Return the present moment, in UTC."""

    def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""


class Bus(Protocol):
    """Carries messages to whoever handles them: at least once, in any order."""

    def publish(self, messages: Sequence[Message]) -> None:
        """Hand over all of these, or raise `BusUnavailable` when some may be missing."""

    def close(self) -> None: ...
