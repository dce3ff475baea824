"""How likely something is back within a day, or a week, and how often such forecasts were right: the past, replayed. Pure.

A forecast of the past knows nothing but what was seen before it. It is scored only where nearly all of its time was looked at; what
nobody saw is neither a restock nor none. Brier's and the logarithmic score are proper: only the true chance is worth saying.
https://en.wikipedia.org/wiki/Scoring_rule
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from math import exp, log
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coatcheck.model import Frozen
from coatcheck.truth.rhythm import ALWAYS, Calendar, Interval, Seen, Window, rhythm, slices

ENOUGH = 5  # days on which something came back, before anything is said of the next
DAY, WEEK = timedelta(days=1), timedelta(days=7)
COVERED = 0.9  # of a forecast's time that has to be looked at before the forecast is scored
TRUST = 1 / 4  # in a rhythm, before any forecast by it is over
MOST_EVIDENCE = 500.0  # no float holds more
ENOUGH_SCORED = 10  # forecasts, before anybody is told how often they were right


class Past(Frozen, frozen=True):
    """What a forecast is made of. Intervals are in order and don't overlap."""

    restocks: tuple[datetime, ...]  # in order
    looked: tuple[Interval, ...]  # when it was known what is there
    waited: tuple[Interval, ...]  # those parts of it in which something was sold out, and so could come back
    zone: str


class Score(Frozen, frozen=True):
    """How forecasts for one length of time did. The lower a score the better; `average` is what saying the average every time had."""

    forecasts: int
    right: int  # those that said 50 % or more where it came back, or less where it did not
    said: float  # the chance that they named, on average
    came: float  # how often it came back
    brier: float
    brier_average: float
    log: float
    log_average: float


class Forecast(Frozen, frozen=True):
    """What can be said of the next restock."""

    days_waited: float  # that were looked at while something was sold out
    window: Window  # when it mostly comes back; `ALWAYS` where no pattern shows
    within_day: float | None  # the chance; None where nothing is sold out, or nobody can tell
    within_week: float | None
    day: Score | None  # of forecasts like these for a day; None where there were too few
    week: Score | None


class Rates(Frozen, frozen=True):
    """How often something comes back in an hour of the window, and in any other."""

    window: Window
    inside: float
    outside: float = 0.0

    def chance(self, start: datetime, length: timedelta, calendar: Calendar) -> float:
        """Return how likely it comes back in this time, between 0 and 1; the calendar must have all of it."""
        hours = length.total_seconds() / 3600
        inside = hours if self.window == ALWAYS else calendar.hours(self.window, start, start + length)
        return 1 - exp(-(self.inside * inside + self.outside * (hours - inside)))


@lru_cache(maxsize=256)  # a page is made anew every 15 seconds, and what it forecasts is of an hour
def forecast(past: Past, now: datetime) -> Forecast | None:
    """Say what is likely from this moment on; None where something came back on fewer than five days."""
    if len(past.restocks) < ENOUGH:
        return None
    replay = _Replay(past, now)
    if not replay.knows_enough:
        return None
    waits = bool(past.waited) and past.waited[-1][1] >= now
    return Forecast(
        days_waited=replay.seen.hours / 24,
        window=rhythm(replay.seen),
        within_day=replay.chance(now, DAY) if waits else None,
        within_week=replay.chance(now, WEEK) if waits else None,
        day=replay.scored[DAY].score(),
        week=replay.scored[WEEK].score(),
    )


class Claim(NamedTuple):
    """A forecast that was made, before it is known what came of it."""

    end: datetime
    said: float
    by_rhythm: float
    average: float
    came: bool


class Scored:
    """Forecasts for one length of time, each beside the one that named the average.

    What is said lies between the average and the rhythm's chance, by how likely each of the two is, as of what came so far. So it can't lose
    much to the average: over all days together no more than `log(4 / 3)` by the logarithmic score, whatever comes, as that is
    what the average begins with. https://en.wikipedia.org/wiki/Bayesian_model_averaging
    """

    def __init__(self, length: timedelta) -> None:
        self._open: list[Claim] = []
        self._known: list[Claim] = []
        self._share = DAY / length  # a claim is made each day: of those for a week seven tell of the same days
        self._evidence = log(TRUST / (1 - TRUST))  # for the rhythm, against the average: the logarithm of their odds

    def choose(self, average: float, by_rhythm: float) -> float:
        """Return the chance by the rhythm, drawn towards the average by as much as that has been the better forecast so far."""
        return average + (by_rhythm - average) / (1 + exp(min(-self._evidence, MOST_EVIDENCE)))

    def add(self, claim: Claim) -> None:
        self._open.append(claim)

    def settle(self, now: datetime) -> None:
        """Learn what came of those whose time is over."""
        for claim in [each for each in self._open if each.end <= now]:
            self._open.remove(claim)
            self._known.append(claim)
            gain = _surprise(claim.average, claim.came) - _surprise(claim.by_rhythm, claim.came)
            self._evidence += gain * self._share

    def score(self) -> Score | None:
        """Return how they did; None where too few are over."""
        count = len(self._known)
        if count < ENOUGH_SCORED:
            return None
        return Score(
            forecasts=count,
            right=sum((each.said >= 0.5) is each.came for each in self._known),
            said=sum(each.said for each in self._known) / count,
            came=sum(each.came for each in self._known) / count,
            brier=sum((each.said - each.came) ** 2 for each in self._known) / count,
            brier_average=sum((each.average - each.came) ** 2 for each in self._known) / count,
            log=sum(_surprise(each.said, each.came) for each in self._known) / count,
            log_average=sum(_surprise(each.average, each.came) for each in self._known) / count,
        )


class _Replay:
    """The past, gone through day by day, with a forecast at each midnight of the shop's."""

    def __init__(self, past: Past, now: datetime) -> None:
        self._past, self._zone = past, ZoneInfo(past.zone)
        self.seen = Seen(self._zone)
        self.scored = {length: Scored(length) for length in (DAY, WEEK)}
        self._parts = deque(part for start, end in past.waited for part in slices(start, end, self._zone))
        self._restocks = deque(past.restocks)
        self._calendar = Calendar(past.looked[0][0] if past.looked else now, now + WEEK, self._zone)
        for midnight in _midnights(past, now, self._zone):
            self._until(midnight)
            if self.knows_enough:
                self._claim(midnight, now)
        self._until(now)

    @property
    def knows_enough(self) -> bool:
        return len(self.seen.days) >= ENOUGH

    def chance(self, at: datetime, length: timedelta) -> float:
        return self.scored[length].choose(*self._chances(at, length, rhythm(self.seen)))

    def _chances(self, at: datetime, length: timedelta, window: Window) -> tuple[float, float]:
        """Return the chance by the average, and by the rhythm."""
        average = rates(self.seen, ALWAYS).chance(at, length, self._calendar)
        return average, average if window == ALWAYS else rates(self.seen, window).chance(at, length, self._calendar)

    def _until(self, moment: datetime) -> None:
        """Learn what was seen before this moment."""
        while self._parts and self._parts[0].start < moment:
            self.seen.watch(self._parts.popleft())
        while self._restocks and self._restocks[0] < moment:
            self.seen.restock(self._restocks.popleft())
        for scored in self.scored.values():
            scored.settle(moment)

    def _claim(self, at: datetime, now: datetime) -> None:
        """Forecast what came after this moment, where it was looked at."""
        if not _overlap(self._past.waited, at, at + timedelta(seconds=1)):
            return
        window = rhythm(self.seen)
        for length, scored in self.scored.items():
            end = at + length
            if end <= now and _overlap(self._past.looked, at, end) >= COVERED * length.total_seconds():
                average, by_rhythm = self._chances(at, length, window)
                came = any(at <= each < end for each in self._past.restocks)
                scored.add(Claim(end, scored.choose(average, by_rhythm), by_rhythm, average, came))


def rates(seen: Seen, window: Window) -> Rates:
    """Return the rates at which days of the window, and other days, have brought something; an unseen restock and an unseen day are added, a half each."""
    inside = _rate(seen.days_in(window), seen.watched(window), window.hours)
    if window == ALWAYS:
        return Rates(window, inside)
    return Rates(window, inside, _rate(seen.days_outside(window), seen.hours - seen.watched(window), 24))


def _rate(days: int, hours: float, length: int) -> float:
    """Return the rate an hour where so many days had a restock, of all whose `length` hours were watched."""
    watched = hours / length
    chance = min(days + 0.5, watched + 0.5) / (watched + 1)
    return -log(1 - chance) / length


def _midnights(past: Past, now: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """List the beginnings of the days, in UTC, from the first that was watched on."""
    if not past.looked:
        return
    day = past.looked[0][0].astimezone(zone).date() + DAY
    while (midnight := datetime.combine(day, time(), zone).astimezone(UTC)) < now:
        yield midnight
        day += DAY


def _overlap(intervals: Sequence[Interval], start: datetime, end: datetime) -> float:
    """Count the seconds of the intervals between two moments."""
    first = max(0, bisect_left(intervals, (start, start)) - 1)
    near = takewhile(lambda each: each[0] < end, islice(intervals, first, None))
    return sum(max(0.0, (min(until, end) - max(since, start)).total_seconds()) for since, until in near)


def _surprise(said: float, came: bool) -> float:
    """Return the logarithmic score of one forecast, in nats."""
    return -log(max(said if came else 1 - said, 1e-9))
