"""What is opened on first use is one, however many threads are first."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.process.once import once, opened_once


class Slow:
    """Opens what it is asked for only when a second thread is at it, too, or after a while."""

    def __init__(self) -> None:
        self.together = Barrier(2)

    def make(self) -> object:
        with suppress(BrokenBarrierError):
            self.together.wait(0.2)  # for the second, which must not come
        return object()

    made = opened_once(make)


def asked_twice(ask: Callable[[], object]) -> set[object]:
    with ThreadPoolExecutor(2) as threads:
        return {future.result() for future in [threads.submit(ask), threads.submit(ask)]}


def test_threads_that_are_first_together_get_one_and_the_same() -> None:
    opened = once(Slow().make)
    assert asked_twice(opened) == {opened()}


def test_an_object_opens_one_for_all_its_threads_and_each_object_its_own() -> None:
    one, other = Slow(), Slow()
    assert asked_twice(lambda: one.made) == {one.made}
    assert one.made is not other.made


def test_services_open_a_fetcher_for_all_their_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    services, slow = Services(Settings()), Slow()
    monkeypatch.setattr("coatcheck.fetch.open_fetcher", lambda settings, clock: slow.make())
    assert asked_twice(lambda: services.public_fetcher) == {services.public_fetcher}


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
