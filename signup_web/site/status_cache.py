"""The public report, remembered for a minute: monitors and visitors may ask as often as they like, and it costs no more."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from coatcheck.ports import Clock
from coatcheck.watching.status import Report, public
from signup_web.product.single_flight import SingleFlight

FRESH = timedelta(minutes=1)


class StatusCache:
    """One for each process. What one thread is reading another does not read beside it."""

    def __init__(self, read: Callable[[], Report], clock: Clock) -> None:
        self._read = read
        self._clock = clock
        self._kept: Report | None = None
        self._read_once = SingleFlight(self._refreshed)

    def public(self) -> Report:
        """Return what everybody may see, a minute old at the most. Raises what the store raises."""
        return self._fresh() or self._read_once({"report": None})["report"]

    def _fresh(self) -> Report | None:
        if self._kept and timedelta() <= self._clock.now() - self._kept.at < FRESH:
            return self._kept
        return None

    def _refreshed(self, wanted: Mapping[str, None]) -> dict[str, Report]:
        kept = self._kept = self._fresh() or public(self._read())
        return dict.fromkeys(wanted, kept)
