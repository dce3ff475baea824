"""Levels that are set while everything runs: taken up by every process, over by themselves, and no harm where the store is away."""

import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from coatcheck.errors import Invalid, StoreUnavailable
from coatcheck.ports import Store
from coatcheck.ports.stored_values import LOG_LEVELS
from coatcheck.watching import log_levels
from coatcheck.watching.log_levels import AWAY, HOUR, REMEMBERED, LogLevels, levels, set_level
from tests.fakes.ports import NOON, Failing, HandClock
from tests.stores import open_sqlite

LOOKING, SENDING, THEIRS = "poller.run", "notifier.sending", "urllib3.connectionpool"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_sqlite(tmp_path / "levels.db")) as opened:
        yield opened


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


@pytest.fixture
def process(store: Store, clock: HandClock) -> Iterator[LogLevels]:
    """A process that runs; its levels are as usual again afterwards."""
    made = LogLevels(lambda: store, clock)
    yield made
    store.put_value(LOG_LEVELS, None)
    clock.sleep(AWAY.total_seconds())
    made.refresh()


def shown(*names: str) -> list[str]:
    return [logging.getLevelName(logging.getLogger(name).getEffectiveLevel()) for name in names]


def test_a_level_is_taken_up_and_ends_by_itself(store: Store, clock: HandClock, process: LogLevels) -> None:
    usual = shown(LOOKING, SENDING, THEIRS)
    process.refresh()
    set_level(store, clock.now(), "debug", length=timedelta(minutes=15))
    set_level(store, clock.now(), "ERROR", "notifier")
    assert shown(LOOKING, SENDING, THEIRS) == usual
    clock.sleep(REMEMBERED.total_seconds())
    process.refresh()
    assert shown(LOOKING, SENDING, THEIRS) == ["DEBUG", "ERROR", usual[2]]
    clock.sleep(15 * 60)
    process.refresh()
    assert shown(LOOKING, SENDING) == [usual[0], "ERROR"]
    set_level(store, clock.now(), "USUAL", "notifier")
    assert levels(store, clock.now()) == ()
    assert store.value(LOG_LEVELS) is None
    clock.sleep(REMEMBERED.total_seconds())
    process.refresh()
    assert shown(LOOKING, SENDING, THEIRS) == usual


def test_a_level_ends_while_the_store_is_away_which_is_asked_once_a_minute(store: Store, clock: HandClock) -> None:
    usual = shown(SENDING)
    away = Failing(store, "value", StoreUnavailable("away"), times=0)
    process = LogLevels(lambda: away, clock)
    set_level(store, clock.now(), "DEBUG", "notifier", timedelta(seconds=20))
    process.refresh()
    assert shown(SENDING) == ["DEBUG"]
    away._times = 2
    for _ in range(3):
        clock.sleep(REMEMBERED.total_seconds())
        process.refresh()
    assert (shown(SENDING), away._times) == (["DEBUG"], 1)
    clock.sleep(5)
    process.refresh()
    assert (shown(SENDING), away._times) == (usual, 1)


def test_what_can_not_be_set_is_refused_in_words(
    store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for level, logger, length, says in (
        ("LOUD", "", HOUR, "There is no level 'LOUD'"),
        ("DEBUG", "no_such_module", HOUR, "There is no module 'no_such_module'"),
        ("DEBUG", "notifier/../x", HOUR, "There is no module"),
        ("DEBUG", "coatcheck.fecth", HOUR, "There is no module"),
        ("DEBUG", "notifier.sending.x", HOUR, "There is no module"),
        ("DEBUG", "notifier" + ".a" * 60, HOUR, "There is no module"),
        ("DEBUG", "", timedelta(), "up to 7 days"),
        ("DEBUG", "", timedelta(days=8), "up to 7 days"),
    ):
        with pytest.raises(Invalid, match=says):
            set_level(store, clock.now(), level, logger, length)
    monkeypatch.setattr(log_levels, "MOST", 1)
    set_level(store, clock.now(), "DEBUG")
    set_level(store, clock.now(), "INFO")
    with pytest.raises(Invalid, match="take one back"):
        set_level(store, clock.now(), "DEBUG", "poller")
