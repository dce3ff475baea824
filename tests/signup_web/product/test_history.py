"""The past, told from changes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from coatcheck.model import Availability, Change, Health, Transition
from signup_web.product import strip
from signup_web.product.history import (
    Episode,
    History,
    Record,
    Span,
    by_weekday_and_hour,
    episodes,
    restocks,
    spent_in_stock,
)
from tests import examples
from tests.fakes.ports import NOON

OUT, IN, UNKNOWN = Availability.OUT_OF_STOCK, Availability.IN_STOCK, Availability.UNKNOWN
MEANS = {OUT: False, IN: True, UNKNOWN: None}
PARIS = ZoneInfo("Europe/Paris")


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def move(minutes: float, before: Availability, after: Availability, variant: str = "M") -> Change:
    step = Transition(variant, at(minutes), before, after, MEANS[after], "120.00", "USD")
    return Change("jacket", int(minutes) + 1, at(minutes), (step,))


def health(minutes: float, now: Health) -> Change:
    return Change("jacket", int(minutes) + 1, at(minutes), (), now)


def record(*changes: Change, until: float = 60, proven_until: float | None = None, began: float = 0) -> Record:
    proven = at(until if proven_until is None else proven_until)
    return Record(examples.watch(), changes, at(began), at(until), proven)


def told(record: Record, variant: str = "M", current: bool | None = None) -> list[tuple[float, bool | None]]:
    """When each span begins, in minutes, and what was true in it."""
    return [
        ((span.start - NOON).total_seconds() / 60, span.in_stock) for span in History(record).timeline(variant, current)
    ]


def stays(record: Record, variant: str = "M") -> list[Episode]:
    return episodes(variant, History(record).timeline(variant, None))


def test_a_timeline_has_no_gaps() -> None:
    spans = History(record(move(5, UNKNOWN, OUT), move(10, OUT, IN), move(22, IN, OUT))).timeline("M", None)
    assert [one.end for one in spans[:-1]] == [two.start for two in spans[1:]]
    assert (spans[0].start, spans[-1].end) == (at(0), at(60))


def test_nothing_is_known_before_the_first_look() -> None:
    assert told(record(move(5, UNKNOWN, OUT))) == [(0, None), (5, False)]


def test_a_variant_that_never_moved_was_always_what_it_is() -> None:
    assert told(record(), current=False) == [(0, False)]


def test_a_stay_in_stock_is_told_with_its_length() -> None:
    (stay,) = stays(record(move(0, UNKNOWN, OUT), move(10, OUT, IN), move(22, IN, OUT)))
    assert (stay.start, stay.end) == (at(10), at(22))
    assert stay.start_known
    assert stay.end_known


def test_a_blocked_shop_is_unknown_and_never_sold_out() -> None:
    looks = record(move(0, UNKNOWN, OUT), move(10, OUT, IN), health(20, Health.BLOCKED))
    assert told(looks) == [(0, False), (10, True), (20, None)]


def test_a_stay_that_goes_on_behind_a_block_is_one_stay() -> None:
    (stay,) = stays(
        record(move(0, UNKNOWN, OUT), move(10, OUT, IN), health(20, Health.BLOCKED), health(30, Health.HEALTHY))
    )
    assert (stay.start, stay.end, stay.end_known) == (at(10), None, True)


def test_a_stay_that_ended_behind_a_block_ends_when_it_was_last_proven() -> None:
    blocked = (health(20, Health.BLOCKED), health(30, Health.HEALTHY))
    (stay,) = stays(record(move(0, UNKNOWN, OUT), move(10, OUT, IN), *blocked, move(30, IN, OUT)))
    assert (stay.end, stay.end_known) == (at(20), False)


def test_without_our_own_looks_nothing_is_known() -> None:
    assert told(record(move(0, UNKNOWN, OUT), move(10, OUT, IN), proven_until=30)) == [
        (0, False),
        (10, True),
        (30, None),
    ]


def test_a_time_in_which_nobody_looked_stays_unknown_when_looks_come_again() -> None:
    back = Change("jacket", 9, at(40), unseen_since=at(20))
    looks = record(move(0, UNKNOWN, OUT), move(10, OUT, IN), back)
    assert told(looks) == [(0, False), (10, True), (20, None), (40, True)]
    assert len(stays(looks)) == 1


def test_what_moved_while_nobody_looked_has_an_unknown_end() -> None:
    back = replace(move(40, IN, OUT), unseen_since=at(20))
    (stay,) = stays(record(move(0, UNKNOWN, OUT), move(10, OUT, IN), back))
    assert (stay.end, stay.end_known) == (at(20), False)


def test_a_window_that_opens_behind_a_block_opens_unknown() -> None:
    assert told(record(health(30, Health.HEALTHY)), current=False) == [(0, None), (30, False)]


def test_what_is_in_stock_at_the_first_look_is_no_restock() -> None:
    (stay,) = stays(record(move(5, UNKNOWN, IN)))
    assert not stay.start_known
    assert restocks([stay]) == []


def test_what_comes_while_nobody_can_tell_came_back_all_the_same() -> None:
    (stay,) = stays(
        record(move(1, UNKNOWN, OUT), health(5, Health.BLOCKED), health(9, Health.HEALTHY), move(9, OUT, IN))
    )
    assert (stay.start_known, stay.came_back) == (False, True)


def test_a_new_price_is_no_new_stay() -> None:
    same = Change("jacket", 9, at(15), (Transition("M", at(15), IN, IN, True, "99.00", "USD"),))
    assert len(stays(record(move(0, UNKNOWN, OUT), move(10, OUT, IN), same, move(22, IN, OUT)))) == 1


def test_an_end_that_was_settled_later_is_dated_from_the_first_look_that_proved_it() -> None:
    late = Change("jacket", 30, at(12), (Transition("M", at(11), IN, OUT, False),))
    (stay,) = stays(record(move(0, UNKNOWN, OUT), move(10, OUT, IN), late))
    assert stay.end == at(11)


def test_several_sizes_at_once_are_one_restock() -> None:
    looks = record(
        move(0, UNKNOWN, OUT), move(0, UNKNOWN, OUT, "L"), move(10, OUT, IN), move(10, OUT, IN, "L"), move(40, IN, OUT)
    )
    assert restocks(stays(looks) + stays(looks, "L")) == [at(10)]


def test_the_map_counts_by_the_shops_own_clock_on_both_sides_of_a_clock_change() -> None:
    winter, summer = datetime(2026, 3, 28, 8, tzinfo=UTC), datetime(2026, 3, 29, 7, tzinfo=UTC)
    counts = by_weekday_and_hour([winter, summer], PARIS)
    assert (counts[5][9], counts[6][9]) == (1, 1)
    assert sum(map(sum, counts)) == 2


def test_a_day_on_which_clocks_change_has_its_own_length() -> None:
    edges = strip.edges("90d", datetime(2026, 4, 1, 12, tzinfo=UTC), PARIS)
    hours = {(two - one).total_seconds() / 3600 for one, two in pairwise(edges)}
    assert len(edges) == 91
    assert hours == {24.0, 23.0}


def test_each_range_ends_with_the_bin_that_holds_now() -> None:
    now = datetime(2026, 4, 1, 12, 7, tzinfo=UTC)
    assert [len(strip.edges(name, now, PARIS)) - 1 for name in strip.RANGES] == [96, 84, 90]
    assert all(edges[-2] <= now < edges[-1] for edges in (strip.edges(name, now, PARIS) for name in strip.RANGES))


def drawn(spans: list[Span]) -> list[strip.Rect]:
    return strip.rects(spans, strip.edges("90d", at(0), PARIS), at(0))


def days(number: float) -> datetime:
    return at(0) - timedelta(days=number)


def test_neighbours_that_look_the_same_are_one_bar() -> None:
    assert len(drawn([Span(days(80), at(0), False)])) == 1


def test_nothing_is_drawn_before_the_watch_began() -> None:
    assert drawn([Span(days(45), at(0), False)])[0].x > strip.WIDTH / 3


def test_four_minutes_in_a_day_can_still_be_seen() -> None:
    spans = [
        Span(days(80), days(40), False),
        Span(days(40), days(40) + timedelta(minutes=4), True),
        Span(days(40) + timedelta(minutes=4), at(0), False),
    ]
    (bar,) = (bar for bar in drawn(spans) if bar.kind == "in")
    assert bar.width >= 2
    assert bar.height > strip.BASE


def test_a_day_of_which_little_is_known_is_hatched_and_not_sold_out() -> None:
    bars = drawn([Span(days(80), days(10), False), Span(days(10), days(5), None), Span(days(5), at(0), False)])
    assert [bar.kind for bar in bars] == ["out", "unknown", "out"]


def test_bars_log_and_map_tell_the_same_story_across_a_clock_change() -> None:
    began = datetime(2026, 3, 20, tzinfo=UTC)
    now = began + timedelta(days=20)
    starts = [began + timedelta(days=day, hours=7, minutes=30) for day in range(1, 19)]
    changes = [
        Change("jacket", number, moment, (Transition("M", moment, OUT if up else IN, IN if up else OUT, up),))
        for number, (moment, up) in enumerate(
            [(start + timedelta(minutes=12 * end), not end) for start in starts for end in (0, 1)], 1
        )
    ]
    spans = History(Record(examples.watch(), tuple(changes), began, now, now)).timeline("M", None)
    found = episodes("M", spans)
    counts = by_weekday_and_hour(restocks(found), PARIS)
    assert len(found) == len(starts) == sum(map(sum, counts))
    assert spent_in_stock(spans, began, now) == 18 * 12 * 60
    assert sum(row[8] for row in counts) == 8  # 07:30 UTC is 8:30 in winter
    assert sum(row[9] for row in counts) == 10
    bars = strip.rects(spans, strip.edges("90d", now, PARIS), now)
    assert sum(bar.width for bar in bars if bar.kind == "in") == 18 * strip.WIDTH / 90
