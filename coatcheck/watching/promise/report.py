"""What is promised to people and what came of it, for the last 7 and 30 days, in figures that small numbers can bear. Pure."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from coatcheck.model import DeliveryState, Frozen, Health
from coatcheck.watching.canary.records import Fate, Flip
from coatcheck.watching.promise.days import Day
from coatcheck.watching.promise.looks import Looks, joined
from coatcheck.watching.promise.messages import Messages, summed
from coatcheck.watching.promise.tally import NONE, Tally, tally

PERIODS = (7, 30)  # days, today among them
FEW = 5  # below it there is no median
SHARE = 20  # below it nobody can say what 95 of 100 were


class Lengths(Frozen, frozen=True):
    """Lengths of time, in seconds; None where there are too few to say."""

    count: int
    median: float | None
    most: float | None  # what 95 of 100 did not exceed
    worst: float | None


class ShopLooks(Frozen, frozen=True):
    """The looks of one shop whose watches have the same interval."""

    shop: str  # "": those that are not listed
    interval: int  # seconds, as promised
    looks: int  # that proved something
    failed: dict[Health, int]
    age: Lengths  # from one good look to the next
    unseen: Lengths  # times in which nobody looked
    unseen_seconds: float  # how long they were together
    paused: int
    early: int
    backwards: int


class MessageFigures(Frozen, frozen=True):
    """What became of messages, and how long each step took."""

    made: int
    states: dict[DeliveryState, int]
    committed: Lengths
    accepted: Lengths
    delivered: Lengths
    in_all: Lengths
    taken: dict[str, int]
    lost: dict[str, int]
    kept_back: int
    clock: int


class CanaryFigures(Frozen, frozen=True):
    """What became of the canary's flips."""

    flips: int
    told: int
    late: int
    missed: int
    unseen: int
    took: Lengths  # from the flip until its message was out


class Period(Frozen, frozen=True):
    """The last so many days."""

    days: int
    messages: MessageFigures
    shops: tuple[ShopLooks, ...]
    canary: CanaryFigures | None  # None: none flew


class Promise(Frozen, frozen=True):
    """All of it. `until`: up to which it was counted; None: nothing was yet. `since`: the first day of which anything was."""

    since: datetime | None
    until: datetime | None
    periods: tuple[Period, ...]


def promise(days: Sequence[Day], flips: Sequence[Flip], shops: Collection[str], now: datetime) -> Promise:
    """Return the figures of these days, oldest first; a shop that is not among `shops` is not named."""
    if not days:
        return Promise(None, None, ())
    since = datetime.combine(days[0].date, datetime.min.time(), UTC)
    return Promise(since, days[-1].until, tuple(_period(length, days, flips, shops, now) for length in PERIODS))


def lengths(counted: Tally) -> Lengths:
    """Say what these lengths come to: no median of fewer than 5, no 95 of 100 of fewer than 20."""
    total = counted.total
    if not total:
        return Lengths(0, None, None, None)
    return Lengths(
        count=total,
        median=counted.share(0.5) / 1000 if total >= FEW else None,
        most=counted.share(0.95) / 1000 if total >= SHARE else None,
        worst=counted.worst / 1000,
    )


def _period(length: int, days: Iterable[Day], flips: Iterable[Flip], shops: Collection[str], now: datetime) -> Period:
    first = now.date() - timedelta(days=length - 1)
    within = [day for day in days if first <= day.date <= now.date()]
    messages = Messages()
    for day in within:
        messages = summed(messages, day.fates)
    looks = joined(replace(each, shop=each.shop if each.shop in shops else "") for day in within for each in day.looks)
    flown = [flip for flip in flips if first <= flip.at.date() <= now.date()]
    return Period(length, _figures(messages), tuple(map(_shop, looks)), _canary(flown) if flown else None)


def _figures(messages: Messages) -> MessageFigures:
    return MessageFigures(
        made=messages.made,
        states=messages.states,
        committed=lengths(messages.committed),
        accepted=lengths(messages.accepted),
        delivered=lengths(messages.delivered),
        in_all=lengths(messages.in_all),
        taken=messages.taken,
        lost=messages.lost,
        kept_back=messages.kept_back,
        clock=messages.clock,
    )


def _shop(looks: Looks) -> ShopLooks:
    unseen = sum(length * times for length, times in looks.unseen.counts.items()) / 1000
    return ShopLooks(
        shop=looks.shop,
        interval=looks.interval,
        looks=looks.good,
        failed=looks.failed,
        age=lengths(looks.ages),
        unseen=lengths(looks.unseen),
        unseen_seconds=unseen,
        paused=looks.paused,
        early=looks.early,
        backwards=looks.backwards,
    )


def _canary(flips: Sequence[Flip]) -> CanaryFigures:
    fates = {fate: sum(flip.fate is fate for flip in flips) for fate in Fate}
    took = [flip.told_at - flip.at for flip in flips if flip.told_at and flip.told_at >= flip.at]
    return CanaryFigures(
        flips=len(flips),
        told=fates[Fate.TOLD],
        late=fates[Fate.LATE],
        missed=fates[Fate.MISSED],
        unseen=fates[Fate.UNSEEN],
        took=lengths(tally(took) if took else NONE),
    )
