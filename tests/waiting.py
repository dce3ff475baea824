"""Waiting for what another thread or process does."""

import time
from collections.abc import Callable

from coatcheck.errors import StoreUnavailable


def until(holds: Callable[[], bool], seconds: float, what: str = "It", every: float = 0.02) -> None:
    """Come back when the condition holds, looked at every so many seconds; fail where it does not in time.

    A store that is busy is asked again.
    """
    deadline = time.monotonic() + seconds
    while not _holds_now(holds):
        assert time.monotonic() < deadline, f"{what} did not come within {seconds:.0f} s"
        time.sleep(every)


def _holds_now(holds: Callable[[], bool]) -> bool:
    try:
        return holds()
    except StoreUnavailable:
        return False
