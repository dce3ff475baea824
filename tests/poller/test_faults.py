"""The poller's rows of the fault matrix (docs/faults.md), by their ids."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from coatcheck.errors import BusUnavailable, Conflict, StoreUnavailable
from coatcheck.model import Health, Look
from coatcheck.ports import Request
from coatcheck.ports.messages import FanOut, PollBatch
from coatcheck.watching.recording import record
from tests.fakes.ports import Failing
from tests.poller.polling import MINUTE, House, sizes


def test_T1_a_tick_that_fires_twice_looks_once(house: House) -> None:
    house.watch()
    (message,) = house.plan()
    house.poller.poll(message)
    house.poller.poll(message)
    house.worker("second").poll(message)
    assert house.shop.requests == 1


def test_T2_missing_ticks_make_no_storm(house: House) -> None:
    house.watch()
    house.tick()
    house.clock.moment += 30 * MINUTE
    house.tick()
    assert house.shop.requests == 2


def test_L2_another_worker_takes_over_once_the_lease_has_run_out(house: House) -> None:
    house.watch()
    (message,) = house.plan()
    house.store.lease_batch(
        message.batch, message.slot, "dead", house.clock.now(), house.clock.now() + timedelta(seconds=45)
    )
    house.tick()
    assert house.shop.requests == 1


def test_L3_a_worker_that_stalled_beyond_its_lease_writes_nothing(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock["M"] = True
    fetch = house.fetcher.fetch

    def stall(requests: Sequence[Request], seconds: float) -> Any:
        answers = list(fetch(requests, seconds))
        house.clock.moment += 10 * MINUTE
        return answers

    house.fetcher.fetch = stall  # type: ignore[method-assign]
    assert house.tick() == []
    assert house.state().version == 1


def test_F2_a_worker_killed_before_its_commit_loses_nothing(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock["M"] = True
    (message,) = house.plan()
    dying = house.worker("dying", Failing(house.store, "commit_looks", StoreUnavailable("killed")))
    with pytest.raises(StoreUnavailable):
        dying.poll(message)
    assert house.tick() == [["M"]]


def test_C1_a_commit_that_was_crossed_is_decided_again(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock["M"] = True
    crossed = Failing(house.store, "commit_looks", Conflict("another worker"), times=2)
    house.poller = house.worker("second", crossed)
    assert house.tick() == [["M"]]


def test_C1_a_webhook_that_crosses_a_look_is_told_once_and_spoils_no_other_watch(house: House) -> None:
    watch = house.watch("coat")
    house.watch("hat")
    house.tick()
    fetch, sent = house.fetcher.fetch, []

    def cross(requests: Sequence[Request], seconds: float) -> Any:
        answers = list(fetch(requests, seconds))
        now = house.clock.now()
        look = Look(watch.id, now, now, observation=sizes({"S": False, "M": True}))
        sent.append(record(watch, look, house.store, house.bus, house.clock))
        return answers

    house.shop.stock["M"] = True
    house.fetcher.fetch = cross  # type: ignore[method-assign]
    assert house.tick() == [["M"], ["M"]]
    assert sent[0] is not None
    assert house.state("hat").variant("M").in_stock


def test_a_worker_notices_what_another_one_has_proven(house: House) -> None:
    house.watch()
    workers = [house.poller, house.worker("second")]
    told = []
    for worker, stock in ((0, False), (1, True), (0, False), (0, True)):
        house.poller, house.shop.stock["M"] = workers[worker], stock
        house.clock.moment += MINUTE  # the other one's lease is over
        told += house.tick()
    assert told == [["M"], ["M"]]


def test_C2_a_commit_whose_reply_was_lost_is_not_told_twice(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock["M"] = True
    house.poller = house.worker("second", Failing(house.store, "commit_looks", Conflict("unsure"), after=True))
    assert house.tick() + house.tick() == [["M"]]
    assert house.tick() == []


def test_C3_an_event_whose_publishing_failed_is_published_by_the_next_tick(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock["M"] = True
    (message,) = house.plan()
    house.bus.down = True
    house.poller.poll(message)
    house.bus.down = False
    assert house.tick() == [["M"]]
    assert house.tick() == []


def test_F1_a_page_that_cannot_be_read_changes_no_size(house: House) -> None:
    house.watch()
    house.shop.stock["M"] = True
    house.tick()
    house.shop.broken = True
    house.tick()
    state = house.state()
    assert (state.health, state.variant("M").in_stock) == (Health.UNREADABLE, True)
    assert "list of sizes" in state.reason


def test_D4_after_six_hours_without_a_look_what_came_back_is_no_news(house: House) -> None:
    house.watch()
    house.tick()
    house.clock.moment += timedelta(hours=7)
    house.shop.stock["M"] = True
    assert house.tick() == []
    assert house.state().variant("M").in_stock


def test_D4_an_old_copy_of_a_batch_swallows_no_restock(house: House) -> None:
    house.watch()
    house.tick()
    old = house.store.batches(["b"])["b"]
    house.clock.moment += timedelta(hours=7)
    house.tick()
    house.shop.stock["M"] = True
    house.clock.moment += MINUTE
    house.poller.poll(PollBatch(batch=old, slot=house.clock.moment))
    assert len(house.bus.take(FanOut)) == 1


def test_when_the_bus_is_down_the_planner_raises_and_the_next_tick_makes_up(house: House) -> None:
    house.watch()
    house.bus.down = True
    with pytest.raises(BusUnavailable):
        house.plan()
    house.bus.down = False
    house.tick()
    assert house.shop.requests == 1
