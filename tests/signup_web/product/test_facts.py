"""What a process remembers for its pages, while several visitors come at once and the store takes its time."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Barrier, BrokenBarrierError, Event, local
from typing import Any
from unittest.mock import patch

import pytest

from coatcheck.errors import StoreUnavailable
from coatcheck.model import Look, State, Watch
from coatcheck.truth.gaps import gap
from coatcheck.watching.states import States
from signup_web.product.facts import Facts, FactsCache
from signup_web.product.single_flight import SingleFlight
from tests import examples
from tests.racing import race
from tests.signup_web.visiting import Site

SECONDS = 20  # after which a thread is given up


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def memory(site: Site, **slow: Any) -> FactsCache:
    """A memory of nothing, on a store of which these methods take their time."""

    class Slow:
        def __getattr__(self, name: str) -> Any:
            return slow.get(name) or getattr(site.store, name)

    remembered = States(Slow())
    return FactsCache(Slow, lambda: remembered, site.clock)


@pytest.mark.usefixtures("parka")
def test_fresh_facts_do_not_wait_for_a_slow_read_of_others(site: Site, pool: ThreadPoolExecutor) -> None:
    reading, answers = Event(), Event()

    def states(ids: list[str]) -> dict[str, State]:
        if "parka" in ids:
            reading.set()
            answers.wait(SECONDS)
        return site.store.states(ids)

    facts = memory(site, states=states)
    jacket = facts.by_slug("jacket")
    parka = pool.submit(facts.by_slug, "parka")
    assert reading.wait(SECONDS)
    try:
        assert pool.submit(facts.by_slug, "jacket").result(SECONDS / 2) is jacket
    finally:
        answers.set()
    assert parka.result(SECONDS)


@pytest.mark.usefixtures("parka")
def test_two_watches_are_read_side_by_side(site: Site) -> None:
    side_by_side = Barrier(2, timeout=SECONDS)

    def states(ids: list[str]) -> dict[str, State]:
        side_by_side.wait()
        return site.store.states(ids)

    facts = memory(site, states=states)
    jacket, parka = race([lambda: facts.by_slug("jacket"), lambda: facts.by_slug("parka")])
    assert (jacket.watch.id, parka.watch.id) == ("jacket", "parka")


def test_of_many_who_want_the_same_at_once_one_reads_it(site: Site) -> None:
    everybody_came, came, reads = Barrier(8, timeout=SECONDS), local(), list[str]()

    def reading(name: str) -> Callable[[list[str]], Any]:
        second = Barrier(2)

        def read(*ids: list[str]) -> Any:
            reads.append(name)
            with suppress(BrokenBarrierError):
                second.wait(0.2)  # long enough for another to come, if any would
            return getattr(site.store, name)(*ids)

        return read

    def now() -> datetime:
        if not hasattr(came, "before"):  # nobody knows of anything yet
            came.before = True
            everybody_came.wait()
        return site.clock.moment

    facts = memory(site, **{name: reading(name) for name in ("watches", "batches", "states", "changes")})
    with patch.object(site.clock, "now", now):
        found = race([lambda: facts.by_slug("jacket")] * 8)
    assert sorted(reads) == ["batches", "changes", "states", "watches"]
    assert {each.watch.id for each in found} == {"jacket"}


@pytest.mark.usefixtures("parka")
def test_while_nothing_changes_a_batch_is_read_once_a_second_for_all_its_watches_and_nothing_else(site: Site) -> None:
    facts, reads = memory(site), list[str]()
    for slug in ("jacket", "parka"):
        facts.by_slug(slug)

    class Counted:
        def __getattr__(self, name: str) -> Any:
            reads.append(name)
            return getattr(site.store, name)

    facts._store = Counted
    for _ in range(10):  # four seconds of many open pages
        for slug in ("jacket", "parka") * 5:
            facts.by_slug(slug)
        site.wait(seconds=0.4)
    assert (reads.count("batches"), reads.count("watches")) == (3, 3)
    assert set(reads) == {"batches", "watches"}


def test_who_waits_for_a_read_that_fails_hears_of_it_and_does_not_try_in_turn(pool: ThreadPoolExecutor) -> None:
    waiting, tries = Event(), 0

    class Names(dict[str, str]):
        def __iter__(self) -> Iterator[str]:
            yield from super().__iter__()
            waiting.set()  # whoever went through these waits for them

    def fetch(wanted: Mapping[str, str]) -> dict[str, str]:
        nonlocal tries
        tries += 1
        reading.set()
        assert waiting.wait(SECONDS)
        raise StoreUnavailable("away")

    reading, together = Event(), SingleFlight(fetch)
    first = pool.submit(together, {"jacket": ""})
    assert reading.wait(SECONDS)
    second = pool.submit(together, Names(jacket=""))
    errors = [each.exception(SECONDS) for each in (first, second)]
    assert [type(error) for error in errors] == [StoreUnavailable] * 2
    assert tries == 1


def test_after_a_read_that_failed_the_next_one_tries_again(site: Site, parka: Watch) -> None:
    away = [StoreUnavailable("away")]

    def states(ids: list[str]) -> dict[str, State]:
        if away:
            raise away.pop()
        return site.store.states(ids)

    facts = memory(site, states=states)
    with pytest.raises(StoreUnavailable):
        facts.of([parka])
    assert facts.of([parka])[0].watch == parka


@pytest.mark.parametrize("interval", [5, 60, 3600])
def test_a_page_says_unknown_exactly_when_the_history_will_say_that_nobody_looked(interval: int) -> None:
    watch, last = examples.watch(interval=interval), examples.after(0)
    state = State(watch.id, observed_until=last, version=1)
    facts, answers = Facts(watch, state, checked_at=last), set()
    for seconds in range(0, 4 * interval + 600, 30):
        now = last + timedelta(seconds=seconds)
        stale = facts.stale(now)
        assert stale == (gap(watch, state, Look(watch.id, now, now), last) is not None)
        answers.add(stale)
    assert answers == {False, True}
