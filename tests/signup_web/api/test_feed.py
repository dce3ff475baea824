"""The feed of what changed: everything comes once, each watch's in order, also what is told late; and a cursor fits into an address."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from coatcheck.model import Change
from signup_web.api.feed import LATE, MOST, Cursor, part
from signup_web.api.paging import LONGEST_CURSOR, cursor
from tests.fakes.ports import NOON

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Each step: which watch changed, how long ago that was, how long it is until the next, and for how many is asked before; 0: not at all.
STEPS = some.lists(some.tuples(some.integers(0, 3), some.integers(0, 890), some.integers(0, 1200), some.integers(0, 3)))


@given(STEPS)
def test_everything_comes_once_and_each_watchs_in_order(steps: list[tuple[int, int, int, int]]) -> None:
    stored: dict[str, list[Change]] = {}
    given: list[tuple[str, int]] = []
    now, after = NOON, Cursor(EPOCH)

    def ask(limit: int) -> bool:
        nonlocal after
        found = part(stored.values(), after, limit, now)
        given.extend((each.watch_id, each.version) for each in found.changes)
        after = found.cursor
        return found.more

    for watch, age, wait, limit in steps:
        name = f"watch{watch}"
        of_watch = stored.setdefault(name, [])
        of_watch.append(Change(name, len(of_watch) + 1, now - timedelta(seconds=age)))
        if limit:
            ask(limit)
        now += timedelta(seconds=wait)
    while ask(2):
        pass
    assert sorted(given) == sorted((each.watch_id, each.version) for changes in stored.values() for each in changes)
    for name in stored:
        assert [version for watch, version in given if watch == name] == list(range(1, len(stored[name]) + 1))


def changes(count: int, at: datetime) -> list[list[Change]]:
    return [[Change(f"{number:016x}", 1234, at)] for number in range(count)]


def test_a_cursor_names_few_watches_whatever_happens() -> None:
    found = part(changes(10 * MOST, NOON), Cursor(EPOCH), 10 * MOST, NOON)
    assert len(cursor(found.cursor)) < LONGEST_CURSOR
    assert part(changes(10 * MOST, NOON), found.cursor, 10, NOON).changes == ()


def test_what_is_old_needs_no_name() -> None:
    found = part(changes(5, NOON - LATE), Cursor(EPOCH), 10, NOON)
    assert (len(found.changes), found.cursor.given) == (5, {})
