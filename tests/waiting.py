"""Waiting for what another thread or process does."""

import time
from collections.abc import Callable


def until(holds: Callable[[], bool], seconds: float) -> None:
    """Come back as soon as the condition holds; fail where it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)
