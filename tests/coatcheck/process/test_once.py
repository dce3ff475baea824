"""What is opened on first use is one, however many threads are first."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from coatcheck.process.once import once


def test_threads_that_are_first_together_get_one_and_the_same() -> None:
    together = Barrier(2)

    def make() -> object:
        with suppress(BrokenBarrierError):
            together.wait(0.2)  # for the second, which must not come
        return object()

    opened = once(make)
    with ThreadPoolExecutor(2) as threads:
        first, second = [future.result() for future in [threads.submit(opened), threads.submit(opened)]]
    assert first is second is opened()
    assert together.broken


def test_what_could_not_be_made_is_tried_again() -> None:
    outcomes: Iterator[OSError | int] = iter([OSError("not yet"), 1])

    def make() -> int:
        outcome = next(outcomes)
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    opened = once(make)
    with pytest.raises(OSError, match="not yet"):
        opened()
    assert opened() == 1
