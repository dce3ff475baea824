"""The poller over a real store, a real fetcher and a shop on loopback. Only the clock stands still."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import Blocked, Conflict, Invalid
from coatcheck.model import Health, Look, State, Verdict, Watch
from coatcheck.ports.messages import FanOut, Tell
from coatcheck.watching.catalogue import set_active
from coatcheck.watching.recording import judge
from tests.fakes.ports import Failing
from tests.poller.polling import MINUTE, SOURCE, START, House


def test_the_first_look_is_a_baseline_and_the_next_restock_is_told_once(house: House) -> None:
    house.watch()
    house.shop.stock["S"] = True
    assert house.tick() == []
    house.shop.stock["M"] = True
    assert house.tick() == [["M"]]
    assert house.tick() == []


def test_an_event_notes_when_it_was_handed_to_the_store(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock["M"] = True
    (message,) = house.plan()
    house.poller.poll(message)
    (told,) = house.bus.take(FanOut)
    looked, committed = told.event.at, told.event.committed_at
    assert looked < committed < house.clock.now()
    assert house.store.event(told.event.id) == told.event


def test_sizes_that_come_back_together_are_one_event(house: House) -> None:
    house.watch()
    house.tick()
    house.shop.stock = {"S": True, "M": True}
    assert house.tick() == [["S", "M"]]


def test_a_quiet_look_reads_no_state_writes_no_state_and_parses_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.watch()
    house.tick()
    version = house.state().version
    monkeypatch.setattr(house.store, "states", pytest.fail)
    monkeypatch.setattr(SOURCE, "read", pytest.fail)
    house.tick()
    house.tick()
    monkeypatch.undo()
    assert house.state().version == version
    assert house.shop.requests == 3


@pytest.mark.parametrize(("crossed", "times"), [(0, 2), (1, 3)])
def test_a_look_is_judged_once_and_again_where_somebody_else_wrote_meanwhile(
    house: House, monkeypatch: pytest.MonkeyPatch, crossed: int, times: int
) -> None:
    house.watch()
    house.tick()
    house.poller = house.worker("second", Failing(house.store, "commit_looks", Conflict("another"), times=crossed))
    judged: list[Look] = []

    def counted(watch: Watch, state: State, look: Look, *terms: Any) -> Verdict | None:
        judged.append(look)
        return judge(watch, state, look, *terms)

    monkeypatch.setattr("poller.commit.judge", counted)
    house.tick()
    house.shop.stock["M"] = True
    assert house.tick() == [["M"]]
    assert len(judged) == times


def test_the_operator_hears_once_that_a_page_broke_and_once_that_it_is_well(house: House) -> None:
    house.watch()
    house.shop.broken = True
    heard = []
    for minute in range(12):
        house.shop.broken = minute < 6
        house.tick()
        heard += [_heard(house, message) for message in house.bus.take(Tell)]
    assert heard == ["open", "closed"]


def test_the_log_says_once_that_a_page_broke_and_what_to_do_and_once_that_it_is_well(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "coatcheck.watching.health_log")
    house.watch()
    for minute in range(12):
        house.shop.broken = 1 <= minute < 6
        house.tick()
    broke, well = caplog.records
    assert (broke.levelname, well.levelname) == ("WARNING", "INFO")
    assert vars(broke) | {"watch": "coat", "host": "127.0.0.1", "error": Health.UNREADABLE} == vars(broke)
    again = "It is looked at again in 60 s, and less often while that lasts."
    for words in (
        "Coat is unreadable: The list of sizes is not there",
        again,
        f"coatcheck watch test {house.shop.url}",
    ):
        assert words in broke.getMessage()
    assert (well.getMessage(), vars(well)["was"]) == ("Coat can be read again", Health.UNREADABLE)


def test_a_page_that_fails_in_another_way_is_another_line(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.watch()
    house.shop.broken = True
    house.tick()
    monkeypatch.setattr(SOURCE, "read", _refused)
    for _ in range(3):
        house.tick()
    assert [vars(record)["error"] for record in caplog.records] == [Health.UNREADABLE, Health.BLOCKED]


def _refused(*_: object) -> None:
    raise Blocked("403")


def test_a_broken_page_is_asked_less_often(house: House) -> None:
    house.watch()
    house.shop.broken = True
    for _ in range(30):
        house.tick()
    assert 4 <= house.shop.requests <= 8


def test_a_watch_faster_than_the_tick_is_looked_at_in_rounds(house: House) -> None:
    house.watch(interval=15)
    house.tick()
    house.tick()
    assert house.shop.requests == 5


def test_a_watch_that_was_due_twice_before_the_first_tick_is_looked_at_once_then(house: House) -> None:
    house.watch(interval=5)
    house.tick()
    assert house.shop.requests == 1
    assert house.state().version == 1


@pytest.mark.parametrize("trouble", [Invalid("There is no source 'gone'."), ImportError("a broken plugin")])
def test_a_source_that_cannot_be_loaded_makes_its_watch_unreadable_and_no_other(
    house: House, trouble: Exception
) -> None:
    house.watch("coat")
    house.watch("hat", source="gone")

    def source_of(name: str) -> Any:
        if name == "sizes":
            return SOURCE
        raise trouble

    house.poller.source_of = source_of
    house.tick()
    assert house.state("hat").health is Health.UNREADABLE
    assert house.state("coat").health is Health.HEALTHY


def test_each_minute_leaves_one_snapshot_of_the_batch(house: House) -> None:
    house.watch("coat")
    house.watch("hat")
    for _ in range(3):
        house.tick()
    snapshots = house.store.snapshots("b", START, START + timedelta(hours=1))
    assert [[glance.watch_id for glance in snapshot.glances] for snapshot in snapshots] == [["coat", "hat"]] * 3


def test_a_paused_watch_is_left_alone_and_its_alert_is_closed(house: House) -> None:
    watch = house.watch()
    house.shop.broken = True
    for _ in range(4):
        house.tick()
    assert [alert.closed_at for alert in house.store.alerts()] == [None]
    requests = house.shop.requests
    house.store.put_watch(replace(watch, active=False))
    house.tick()
    assert house.shop.requests == requests
    assert all(alert.closed_at for alert in house.store.alerts())


def _heard(house: House, message: Tell) -> str:
    house.store.mark_told(message.alert, house.clock.now())
    return "closed" if message.alert.closed_at else "open"


def test_a_time_in_which_nobody_looked_is_noted_once(house: House) -> None:
    house.watch()
    house.tick()
    last = house.clock.moment
    house.clock.moment += timedelta(hours=2)
    house.tick()
    house.tick()
    gaps = [change for change in house.store.changes("coat", START) if change.unseen_since]
    assert len(gaps) == 1
    assert timedelta(0) <= last - gaps[0].unseen_since < MINUTE
    assert gaps[0].at > last + timedelta(hours=2)


def test_a_pause_is_a_time_in_which_nobody_looked_though_others_of_the_batch_were(house: House) -> None:
    house.watch("hat")
    watch = house.watch("coat")
    house.tick()
    paused_at = house.clock.now()
    watch = set_active(house.store, watch, False, paused_at)
    for _ in range(3):
        house.tick()
    assert _unseen(house, "coat") == []
    set_active(house.store, watch, True, house.clock.now())
    for _ in range(3):
        house.tick()
    assert _unseen(house, "coat") == [paused_at]
    assert _unseen(house, "hat") == []


def test_a_pause_that_follows_before_the_next_look_goes_on(house: House) -> None:
    watch = house.watch()
    house.tick()
    paused_at = house.clock.now()
    watch = set_active(house.store, watch, False, paused_at)
    for active in (True, False, False, True):
        watch = set_active(house.store, watch, active, house.clock.now())
    house.tick()
    assert _unseen(house, "coat") == [paused_at]


def _unseen(house: House, name: str) -> list[datetime]:
    return [change.unseen_since for change in house.store.changes(name, START) if change.unseen_since]


def test_a_few_late_ticks_are_no_gap(house: House) -> None:
    house.watch()
    house.tick()
    house.clock.moment += timedelta(minutes=3)
    house.tick()
    assert not any(change.unseen_since for change in house.store.changes("coat", START))


def test_sizes_are_kept_and_told_in_the_order_in_which_people_name_them(house: House) -> None:
    house.shop.stock = {"L": False, "M": False, "S": False}
    house.watch()
    house.tick()
    assert [variant.title for variant in house.state().variants] == ["S", "M", "L"]
    house.shop.stock = {"XL": True, "L": True, "M": False, "S": True, "XS": True}
    (told,) = house.tick()
    assert told == ["XS", "S", "L", "XL"]
    assert [variant.title for variant in house.state().variants] == ["XS", "S", "M", "L", "XL"]


def test_a_variant_that_is_called_like_its_product_has_no_name_of_its_own(house: House) -> None:
    house.shop.stock = {"Coat": False}
    house.watch()
    house.tick()
    assert [variant.title for variant in house.state().variants] == [""]
