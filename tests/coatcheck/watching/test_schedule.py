"""When a watch is due, computed and never stored."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coatcheck.model import Watch
from coatcheck.ports.time_budgets import HANDLER
from coatcheck.watching.schedule import LAST_ROUND, due, offset
from tests.examples import watch

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def made(id: str = "coat", interval: int = 60, created: datetime = START) -> Watch:
    return watch(id, interval=interval, created_at=created)


def test_a_watch_is_due_as_soon_as_it_is_made() -> None:
    assert due(made(), at(-5), START) == [START]
    assert due(made(), None, at(0.5))[0] == START


def test_a_watch_is_not_due_before_it_is_made() -> None:
    assert due(made(), at(-60), at(-1)) == []


def test_a_paused_watch_is_never_due() -> None:
    assert due(replace(made(), active=False), None, at(600)) == []


def test_after_a_long_silence_a_watch_is_due_once_and_not_in_a_storm() -> None:
    assert len(due(made(), at(60), START + DAY)) == 1
    assert len(due(made(interval=15), at(60), START + DAY)) == 4
    assert len(due(made(interval=86_400), at(60), START + 10 * DAY)) == 1


def test_watches_of_one_interval_are_spread_over_it() -> None:
    ticks = [at(3600 + 5 * tick) for tick in range(13)]
    counts = [
        sum(bool(due(made(f"watch {number}"), begin, end)) for number in range(600)) for begin, end in pairwise(ticks)
    ]
    assert sum(counts) == 600
    assert max(counts) < 2 * min(counts)


@given(
    st.integers(5, 7200),
    st.lists(st.floats(0.001, 59), min_size=1, max_size=60),
    st.text(min_size=1, max_size=8),
)
def test_however_the_ticks_fall_no_moment_is_lost_or_served_twice(interval: int, gaps: list[float], id: str) -> None:
    moments, now = [], START
    for gap in gaps:
        then = now + timedelta(seconds=gap)
        moments += due(made(id, interval), now, then)
        now = then
    assert moments == sorted(set(moments))
    expected = (now - START).total_seconds() / interval
    assert abs(len(moments) - expected) <= 1


@pytest.mark.parametrize("interval", [5, 7, 15, 20, 30, 59])
def test_rounds_keep_their_distance_and_leave_time_for_the_last_answer(interval: int) -> None:
    looks = 60 // interval
    starts = [offset(looks, number, 60) for number in range(looks)]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] <= LAST_ROUND < HANDLER


def test_half_a_minute_is_kept_exactly() -> None:
    assert [offset(2, number, 60) for number in range(2)] == [0, 30]
