"""What is counted for the promise agrees with a journal of known moments to the millisecond, on every store."""

from datetime import datetime, timedelta
from statistics import median_low

from msgspec.structs import replace

from coatcheck.model import Batch, Delivery, DeliveryState, Glance, Health, Reason, Snapshot, Step
from coatcheck.ports import Store
from coatcheck.watching.promise.counting import Counting, catch_up
from coatcheck.watching.promise.days import Day, day, keep, last_day
from coatcheck.watching.promise.messages import Messages
from coatcheck.watching.promise.reading import Figures
from coatcheck.watching.promise.report import Lengths, Period, ShopLooks
from tests.examples import after, delivery, event, watch
from tests.fakes.ports import NOON, HandClock

HOUR = timedelta(hours=1)
LATER = timedelta(minutes=5)  # when an hour is counted


def told(number: int, took: tuple[int, int, int], at: datetime = NOON, **fields: object) -> Delivery:
    """A message whose steps took so many milliseconds."""
    committed, accepted, delivered = (timedelta(milliseconds=step) for step in took)
    about = event(version=number, at=at, committed_at=at + committed)
    sent = at + committed + accepted
    made = delivery(f"person-{number}", of=about, created_at=at + committed, next_at=None, sent_at=sent)
    steps_taken = (Step(sent, DeliveryState.SENT), Step(sent + delivered, DeliveryState.DELIVERED))
    return replace(made, **{"state": DeliveryState.DELIVERED, "steps": steps_taken, **fields})


def looked(store: Store, seconds: list[float], health: dict[int, Health] | None = None, since: datetime = NOON) -> None:
    """Looks at the jacket, each so long after the first; some went wrong."""
    for number, passed in enumerate(seconds):
        at = since + timedelta(seconds=passed)
        glance = Glance("jacket", at, (health or {}).get(number, Health.HEALTHY))
        minute = at.replace(second=0, microsecond=0)
        store.commit_looks(Batch("b1"), Snapshot("b1", minute, (glance,)), [])


def count(store: Store, hours: int, since: datetime = NOON) -> datetime:
    """Every hour passes and is counted, as the ticks do; the time it is then."""
    for number in range(1, hours + 1):
        catch_up(store, since + number * HOUR + LATER)
    return since + hours * HOUR + LATER


def figures(store: Store, now: datetime) -> tuple[Period, Period]:
    week, month = Figures().read(store, now).periods
    return week, month


def shop(store: Store, now: datetime) -> ShopLooks:
    (line,) = figures(store, now)[0].shops
    return line


def test_the_figures_agree_with_the_journal_to_the_millisecond(store: Store) -> None:
    store.add_watch(watch(interval=60))
    journal = [(40 + 7 * number, 300 + number * number, 1000 + 13 * number) for number in range(40)]
    for number, steps in enumerate(journal):
        store.put_delivery(told(number, steps, after(60 * number)))
    ages = [60.001, 59.25, 61.125, 60.002, 60.5] * 8
    looked(store, [20 + sum(ages[:number]) for number in range(len(ages) + 1)])
    now = count(store, 2)
    week, month = figures(store, now)
    assert week == replace(month, days=7)
    messages = week.messages
    for name, column in (("committed", 0), ("accepted", 1), ("delivered", 2)):
        assert getattr(messages, name) == expected([steps[column] for steps in journal]), name
    assert messages.in_all == expected([committed + accepted for committed, accepted, _ in journal])
    assert (messages.made, messages.states, messages.taken) == (40, {DeliveryState.DELIVERED: 40}, {"console": 40})
    assert shop(store, now).age == expected([round(1000 * age) for age in ages])
    assert (shop(store, now).looks, shop(store, now).interval, shop(store, now).shop) == (41, 60, "shop.example")


def expected(lengths: list[int]) -> Lengths:
    """The same by the plainest way there is: sort, and take the one in its place."""
    ordered = sorted(lengths)
    return Lengths(
        len(ordered), median_low(ordered) / 1000, ordered[-(-95 * len(ordered) // 100) - 1] / 1000, ordered[-1] / 1000
    )


def test_of_a_few_messages_no_share_is_claimed(store: Store) -> None:
    for number in range(3):
        store.put_delivery(told(number, (10, 1000 * number, 5)))
    in_all = figures(store, count(store, 2))[0].messages.in_all
    assert in_all == Lengths(3, None, None, 2.01)


def test_what_waited_on_purpose_was_lost_or_met_a_clock_that_was_set_is_told_apart_from_speed(store: Store) -> None:
    back = timedelta(seconds=30)
    kept = told(1, (10, 36_000_000, 5), steps=(Step(after(1), DeliveryState.HELD, Reason.QUIET_HOURS),))
    jumped = told(2, (10, 20, 5))
    assert jumped.sent_at
    jumped = replace(jumped, sent_at=jumped.sent_at - back, steps=(), state=DeliveryState.SENT)
    lost = told(3, (10, 20, 5), state=DeliveryState.UNDELIVERED, steps=(), provider_id="SM2", lost=("SM1", "SM2"))
    there = told(4, (0, 0, 0))
    there = replace(there, event=replace(there.event, was_there=True))
    for each in (kept, jumped, lost, there):
        store.put_delivery(each)
    messages = figures(store, count(store, 2))[0].messages
    assert (messages.made, messages.kept_back, messages.clock) == (4, 1, 1)
    assert messages.in_all == Lengths(1, None, None, 0.03)
    assert (messages.taken, messages.lost) == ({"console": 5}, {"console": 2})


def test_what_was_slow_for_a_reason_of_our_own_is_timed(store: Store) -> None:
    slow = (Reason.PACE, Reason.NO_CHANNEL, Reason.TURNED_AWAY, Reason.UNPROVEN, Reason.BUDGET)
    meant = (Reason.WAVE, Reason.DAILY, Reason.QUIET_HOURS, Reason.STOPPED)
    for number, reason in enumerate((*slow, *meant)):
        waited = (Step(after(1), DeliveryState.HELD, reason),)
        store.put_delivery(told(number, (10, 1_800_000 + number, 5), steps=waited))
    messages = figures(store, count(store, 2))[0].messages
    assert (messages.kept_back, messages.in_all.count) == (len(meant), len(slow))


def test_what_left_more_than_a_day_later_is_timed_when_its_day_is_counted_again_and_nothing_is_counted_twice(
    store: Store,
) -> None:
    quick, slow = (
        told(1, (10, 990, 5)),
        told(2, (10, 40 * 3_600_000, 5), steps=(Step(after(1), DeliveryState.HELD, Reason.BUDGET),)),
    )
    store.put_delivery(quick)
    held = store.put_delivery(replace(slow, state=DeliveryState.HELD, sent_at=None))
    now = count(store, 2)
    first = figures(store, now)[0].messages
    assert (first.states, first.in_all.worst) == ({DeliveryState.DELIVERED: 1, DeliveryState.HELD: 1}, 1.0)
    midnight, read = NOON.replace(hour=0) + 24 * HOUR, Figures()
    for hours in (12, 28, 36, 47, 47.5):  # of the next two days; until their last hour is counted the day is as it was
        if hours == 28:
            store.put_delivery(replace(slow, revision=held.revision))
        catch_up(store, midnight + hours * HOUR + LATER)
        assert read.read(store, midnight + hours * HOUR + LATER).periods[0].messages == first
    for _ in range(2):  # the second is by somebody else who does it once more
        catch_up(store, midnight + 48 * HOUR + LATER)
        again = read.read(store, midnight + 48 * HOUR + LATER).periods[0].messages
        assert (again.made, again.states) == (2, {DeliveryState.DELIVERED: 2})
        assert again.in_all == Lengths(2, None, None, 144000.01)
        keep(store, replace(last_day(store, midnight + 48 * HOUR), until=midnight + 47 * HOUR))


def test_a_gap_in_looking_shows_as_a_gap_and_not_as_an_age(store: Store) -> None:
    store.add_watch(watch(interval=60))
    looked(store, [0, 60, 120, 2120, 2180])
    line = shop(store, count(store, 1))
    assert line.age == Lengths(3, None, None, 60.0)
    assert (line.unseen, line.unseen_seconds) == (Lengths(1, None, None, 2000.0), 2000.0)


def test_a_pause_is_no_gap_and_an_age_of_nothing(store: Store) -> None:
    store.add_watch(watch(interval=60, paused_at=after(100), resumed_at=after(3000)))
    looked(store, [0, 60, 3005, 3065])
    line = shop(store, count(store, 1))
    assert (line.age.count, line.unseen.count, line.paused) == (2, 0, 1)


def test_looks_that_failed_are_named_and_what_is_known_grows_old_meanwhile(store: Store) -> None:
    store.add_watch(watch(interval=60))
    looked(store, [0, 60, 120, 600, 660], {1: Health.BLOCKED, 2: Health.UNREACHABLE})
    line = shop(store, count(store, 1))
    assert line.failed == {Health.BLOCKED: 1, Health.UNREACHABLE: 1}
    assert (line.looks, line.age) == (3, Lengths(2, None, None, 600.0))


def test_a_clock_that_jumps_shows_as_such_and_makes_no_look_quick(store: Store) -> None:
    """It was an hour ahead for five minutes; then it is put right, and the same hour comes again."""
    store.add_watch(watch(interval=60))
    looked(store, [0, 60, 120])
    looked(store, [0, 60, 120, 180], since=NOON + HOUR + timedelta(minutes=3))
    catch_up(store, NOON + 2 * HOUR + LATER)  # the wrong clock's idea of the time
    looked(store, [0, 60, 120], since=NOON + timedelta(minutes=8, seconds=30))
    now = count(store, 3)
    line = shop(store, now)
    assert line.unseen.count == 2  # the jump ahead, and the hour that it skipped
    assert line.age.worst == 60.0
    assert min(line.age.median or 60.0, 60.0) == 60.0
    assert Figures().read(store, now).until == now - LATER


def test_a_day_that_a_clock_counted_ahead_is_counted_anew_and_the_day_before_stays(store: Store) -> None:
    """A few minutes after midnight it was some hours ahead."""
    store.add_watch(watch(interval=60))
    midnight = NOON.replace(hour=0) + timedelta(days=1)
    looked(store, [0, 60, 120], since=midnight - HOUR)
    catch_up(store, midnight + LATER)
    before = day(store, NOON.date())
    assert before
    assert before.looks[0].good == 3
    catch_up(store, midnight + 5 * HOUR + LATER)
    looked(store, [0, 60], since=midnight + timedelta(minutes=10))
    catch_up(store, midnight + timedelta(minutes=20))
    after_it = day(store, NOON.date())
    assert after_it
    assert (after_it.until, after_it.looks, after_it.fates) == (before.until, before.looks, before.fates)
    catch_up(store, midnight + HOUR + LATER)
    anew = day(store, midnight.date())
    assert anew
    assert (anew.until, anew.looks[0].good) == (midnight + HOUR, 2)


def test_what_was_read_by_a_wrong_clock_is_not_remembered(store: Store) -> None:
    read, midnight = Figures(), NOON.replace(hour=0) + timedelta(days=1)
    for now in (NOON, midnight + timedelta(days=2)):  # it counted too far; then it is read by it, too
        keep(store, Day(NOON.date(), midnight, messages=Messages(made=1)))
        read.read(store, now)
        keep(store, Day(NOON.date(), NOON, messages=Messages(made=5)))
        assert read.read(store, NOON).periods[0].messages.made == 5
    assert read.read(store, midnight + HOUR).periods[0].messages.made == 5


def test_a_clock_that_is_put_back_a_little_gives_no_young_age(store: Store) -> None:
    store.add_watch(watch(interval=60))
    looked(store, [50, 110, 170, 195, 255, 315])  # it was 230, and is 195
    line = shop(store, count(store, 1))
    assert (line.early, line.age) == (1, Lengths(4, None, None, 85.0))


def test_a_gap_after_a_look_that_came_early_is_a_gap(store: Store) -> None:
    store.add_watch(watch(interval=60))
    looked(store, [50, 110, 125, 1925, 1985])
    line = shop(store, count(store, 1))
    assert (line.early, line.age) == (1, Lengths(2, None, None, 60.0))
    assert line.unseen == Lengths(1, None, None, 1800.0)


def test_an_hour_is_counted_once_by_many_processes_and_made_up_for_after_an_outage(store: Store) -> None:
    store.add_watch(watch(interval=60))
    clock = HandClock(NOON + LATER)
    first, second = Counting(store, clock), Counting(store, clock)
    first.count()
    looked(store, [0, 60, 120])
    clock.moment = NOON + 5 * HOUR + LATER
    for process in (second, first, second):
        process.count()
    assert shop(store, clock.moment).looks == 3


def test_a_month_is_kept_and_the_days_before_are_written_over(store: Store) -> None:
    for number in range(40):
        midnight = NOON.replace(hour=0) + timedelta(days=number)
        keep(store, Day(midnight.date(), midnight + 24 * HOUR, messages=Messages(made=1)))
    week, month = figures(store, NOON + timedelta(days=39))
    assert (week.messages.made, month.messages.made) == (7, 30)
    assert last_day(store, NOON + timedelta(days=50)) == day(store, (NOON + timedelta(days=39)).date())


def test_shops_of_watches_that_are_not_listed_are_counted_without_their_name(store: Store) -> None:
    store.add_watch(watch(interval=60, listed=False))
    looked(store, [0, 60])
    assert shop(store, count(store, 1)).shop == ""
    assert b"shop.example" not in str(Figures().read(store, NOON + HOUR + LATER)).encode()
