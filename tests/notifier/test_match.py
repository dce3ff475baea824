"""Who is told of what, and what they wait for afterwards."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from coatcheck.model import ANY, Conditions, Frequency, Health, Reason, Status, Subscription, VariantState
from coatcheck.telling.deliveries import taken_back
from coatcheck.telling.hours import quiet_until
from coatcheck.telling.match import match, news_for, proven, still_there, waited
from notifier import waves
from tests.examples import delivery, event, state, subscriber, subscription
from tests.fakes.ports import NOON

NO_COOLDOWN = timedelta()
NIGHT = (time(21), time(8))


def told(*armed: str, back: tuple[str, ...] = ("M",)) -> tuple[list[str], Subscription] | None:
    """Which variants somebody hears of, and their subscription afterwards."""
    found = match(event(variants=back), subscription(armed=armed), NO_COOLDOWN)
    return ([variant.id for variant in found[0].variants], found[1]) if found else None


def test_only_what_came_back_is_told_and_disarmed() -> None:
    found = told("M", "L", back=("S", "M"))
    assert found
    assert found[0] == ["M"]
    assert (found[1].armed, found[1].armed_at, found[1].told_at) == (("L",), NOON, NOON)


@pytest.mark.parametrize(("seconds", "waits"), [(-3600, True), (0, True), (1, False), (50, False), (18_000, True)])
def test_who_came_after_the_event_did_not_wait_for_it_unless_a_wrong_clock_says_so(seconds: int, waits: bool) -> None:
    since = NOON + timedelta(seconds=seconds)
    assert waited(event(at=NOON), subscription(armed_at=since), NOON + timedelta(seconds=30)) is waits


def test_who_was_told_of_everything_waits_for_nothing() -> None:
    found = told("M", "L", back=("M", "L"))
    assert found
    assert (found[1].armed, found[1].armed_at) == ((), None)


def test_any_hears_of_all_and_waits_for_nothing() -> None:
    found = told(ANY, back=("S", "M"))
    assert found
    assert found[0] == ["S", "M"]
    assert found[1].armed == ()


def test_who_waits_for_something_else_hears_nothing() -> None:
    assert told("L", back=("S", "M")) is None
    assert told() is None


def test_of_several_variants_the_reason_of_the_one_that_was_nearest_to_being_told_is_given() -> None:
    limited = subscription(wants=("M", "L"), armed=("L",), conditions=Conditions(maximum_price="100"))
    ann = subscriber(status=Status.ACTIVE)
    for back, reason in {
        ("S",): Reason.OTHER_VARIANT,
        ("S", "M"): Reason.NOT_ARMED,
        ("S", "L", "M"): Reason.PRICE,
        (): Reason.OTHER_VARIANT,
    }.items():
        assert news_for(event(variants=back), limited, ann, NO_COOLDOWN, NOON) is reason


def test_news_on_its_way_does_not_use_up_what_was_asked_for_after_the_event() -> None:
    late = NOON + timedelta(seconds=30)
    waiting = subscription(wants=("M", "L"), armed=("M", "L"), armed_at=NOON, asked_at=late)
    found = match(event(variants=("M",)), waiting, NO_COOLDOWN)
    assert found
    part, afterwards = found
    assert [variant.id for variant in part.variants] == ["M"]
    assert (afterwards.armed, afterwards.armed_at) == (("M", "L"), late)


@pytest.mark.parametrize(("minutes", "hears"), [(0, False), (29, False), (30, False), (31, True)])
def test_every_restock_keeps_quiet_for_the_cooldown(minutes: int, hears: bool) -> None:
    every = subscription(frequency=Frequency.EVERY, told_at=NOON)
    found = match(event(at=NOON + timedelta(minutes=minutes)), every, timedelta(minutes=30))
    assert bool(found) is hears
    assert not found or found[1].armed == ("M",)


SIZES = some.lists(some.sampled_from("SMLX"), min_size=1, unique=True).map(tuple)


@given(wants=SIZES, back=SIZES)
def test_taking_back_a_delivery_leaves_the_subscription_as_if_it_had_not_been_made(
    wants: tuple[str, ...], back: tuple[str, ...]
) -> None:
    before = subscription(armed=wants)
    found = match(event(variants=back), before, NO_COOLDOWN)
    if found:
        again = taken_back(delivery(of=found[0]), found[1])
        assert set(again.armed) == set(before.armed)


def test_who_changed_their_mind_meanwhile_is_not_armed_for_what_they_want_no_more() -> None:
    now_wants_l = subscription(armed=("L",))
    assert taken_back(delivery(of=event(variants=("M",))), now_wants_l) == now_wants_l


def test_a_variant_is_gone_only_when_that_is_proven() -> None:
    sizes = {"S": False, "M": True, "L": None}
    known = state(variants=tuple(VariantState(id=size, in_stock=there) for size, there in sizes.items()))
    left = still_there(event(variants=("S", "M", "L", "XL")), known)
    assert left
    assert [variant.id for variant in left.variants] == ["M", "L", "XL"]
    assert still_there(event(variants=("S",)), known) is None
    assert still_there(event(), None) == event()


def test_only_a_healthy_look_proves_that_something_is_still_there() -> None:
    there = state(variants=(VariantState(id="M", in_stock=True),))
    assert proven(event(), there)
    assert not proven(event(), replace(there, health=Health.BLOCKED))
    assert not proven(event(variants=("M", "L")), there)
    assert not proven(event(), None)


@pytest.mark.parametrize(
    ("now", "zone", "until"),
    [
        ("2026-03-02T20:59+00:00", "UTC", None),
        ("2026-03-02T21:00+00:00", "UTC", "2026-03-03T08:00+00:00"),
        ("2026-03-03T00:30+00:00", "UTC", "2026-03-03T08:00+00:00"),
        ("2026-03-03T08:00+00:00", "UTC", None),
        ("2026-03-03T06:00+00:00", "America/Los_Angeles", "2026-03-03T16:00+00:00"),
        ("2026-03-08T07:30+00:00", "America/Los_Angeles", "2026-03-08T15:00+00:00"),  # the clocks go forward
    ],
)
def test_quiet_hours_are_kept_by_the_subscribers_own_clock(now: str, zone: str, until: str | None) -> None:
    found = quiet_until(datetime.fromisoformat(now), zone, NIGHT)
    assert found == (datetime.fromisoformat(until) if until else None)


def test_quiet_hours_may_lie_within_a_day_or_be_none_at_all() -> None:
    one_o_clock = datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert quiet_until(one_o_clock, "UTC", (time(12), time(14))) == datetime(2026, 3, 2, 14, tzinfo=UTC)
    assert quiet_until(one_o_clock, "UTC", (time(0), time(0))) is None


def test_a_wave_is_so_many_people_for_each_piece() -> None:
    two = event(variants=("M",))
    two = replace(two, variants=(replace(two.variants[0], quantity=2),))
    assert [waves.wave(two, {"M": told}, 1.5) for told in range(7)] == [0, 0, 0, 1, 1, 1, 2]


def test_without_a_quantity_or_a_factor_everybody_is_in_the_first_wave() -> None:
    assert waves.wave(event(), {"M": 500}, 2) == 0
    known = replace(event(), variants=(replace(event().variants[0], quantity=1),))
    assert waves.wave(known, {"M": 500}, 0) == 0
    assert waves.counted(event(), {}, 2) == {}


CLOCKS_PUT = [  # forward and back: at 2 or 3 o'clock, at midnight, by half an hour
    *[("Europe/Berlin", date(2026, 3, 29)), ("Europe/Berlin", date(2026, 10, 25))],
    *[("America/New_York", date(2026, 3, 8)), ("America/New_York", date(2026, 11, 1))],
    *[("America/Havana", date(2026, 3, 8)), ("America/Havana", date(2026, 11, 1))],
    *[("Australia/Lord_Howe", date(2026, 10, 4)), ("Australia/Lord_Howe", date(2026, 4, 5))],
]
HOURS = [NIGHT, (time(1, 30), time(2, 30)), (time(2, 30), time(1, 30)), (time(22), time(0)), (time(0, 30), time(3))]


@pytest.mark.parametrize(("zone", "day"), CLOCKS_PUT)
def test_where_clocks_are_put_forward_or_back_quiet_hours_end_in_the_future_and_outside_of_them(
    zone: str, day: date
) -> None:
    noon = datetime.combine(day, time(12), UTC)
    for hours in HOURS:
        for minutes in range(-24 * 60, 24 * 60, 5):
            now = noon + timedelta(minutes=minutes)
            local = now.astimezone(ZoneInfo(zone)).time()
            quiet = hours[0] <= local < hours[1] if hours[0] <= hours[1] else not hours[1] <= local < hours[0]
            until = quiet_until(now, zone, hours)
            assert (until is not None) is quiet, (now, hours)
            if until:
                assert now < until <= now + timedelta(hours=25), (now, hours)
                assert quiet_until(until, zone, hours) is None, (now, hours)


@pytest.mark.parametrize(
    ("now", "zone", "until"),
    [
        ("2026-03-28T22:00+00:00", "Europe/Berlin", "2026-03-29T06:00+00:00"),  # 8:00 of a night that lost an hour
        ("2026-10-24T21:00+00:00", "Europe/Berlin", "2026-10-25T07:00+00:00"),  # and of one that won it back
        ("2026-03-08T05:00+00:00", "America/New_York", "2026-03-08T12:00+00:00"),
        ("2026-11-01T05:30+00:00", "America/New_York", "2026-11-01T13:00+00:00"),
        ("2026-11-01T06:30+00:00", "America/New_York", "2026-11-01T13:00+00:00"),
    ],
)
def test_a_night_in_which_clocks_are_put_ends_by_the_morning_clock(now: str, zone: str, until: str) -> None:
    assert quiet_until(datetime.fromisoformat(now), zone, NIGHT) == datetime.fromisoformat(until)


@pytest.mark.parametrize(("frequency", "hears"), [(Frequency.ONCE, False), (Frequency.EVERY, True)])
def test_new_showings_of_an_open_place_are_for_those_who_asked_to_hear_each_time(
    frequency: Frequency, hears: bool
) -> None:
    (place,) = event(variants=("M",)).variants
    added = replace(event(), variants=(replace(place, was_open=True, has_new=True),))
    person = subscription(armed=(ANY,), frequency=frequency, told_at=NOON)
    assert (match(added, person, timedelta(minutes=30)) is not None) is hears
