"""The daily message: what a day brought one person, told at their hour. How it is gathered. Pure.

The first news of a day makes the delivery that is due at their hour; whatever comes before somebody tries to send it joins it.
Its id is made of person and local day, and each news is in one of them, whatever is repeated.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from coatcheck.model import (
    ANY,
    Delivery,
    DeliveryState,
    Reason,
    RestockEvent,
    Step,
    Subscriber,
    Subscription,
    delivery_id,
)
from coatcheck.telling.deliveries import new_delivery

DAY = timedelta(days=1)
MOST = 500  # variants in one message, and news that it counts beyond them: a shop that goes in and out all day must not make it endless
DAYS = (0, 1, 2)  # one has the news of any moment: that local day, or one after a message that is under way already
YESTERDAY = -1  # whose message may have come a moment ago, by the clock of the zone that they lived in until then
APART = timedelta(hours=20)  # a day, but for the hours that a change of clocks takes


def days(event: RestockEvent, person: Subscriber) -> list[str]:
    """List the ids of the deliveries that may tell this person of the event, by day, after that of the day before."""
    first = event.at.astimezone(ZoneInfo(person.zone)).date()
    return [delivery_id(_name(first + number * DAY), person.id) for number in (YESTERDAY, *DAYS)]


def gathered(event: RestockEvent, person: Subscriber, stored: Mapping[str, Delivery], now: datetime) -> Delivery | None:
    """Return the delivery of the day with this news; None where it is on one already, or came days too late.

    `event`: with only what this person wants. `stored`: the deliveries of its `days` that there are.
    """
    before, *known = (stored.get(key) for key in days(event, person))
    there = [delivery for delivery in (before, *known) if delivery]
    if any(event.id in _ids(delivery) for delivery in there):
        return None
    for number, delivery in zip(DAYS, known, strict=True):
        moment = _moment(event.at, person, number)
        if moment < event.at:
            continue
        if delivery is None and any(abs(moment - each.event.at) < APART for each in there):
            continue  # they moved to another zone
        if delivery is None:
            return _begun(event, person, moment, now)
        if not delivery.attempts:
            return _joined(event, delivery, now)
    return None


def tells(stored: Delivery, delivery: Delivery) -> bool:
    """Return whether a stored delivery of the same id has all the news of this one. One about a single event always has."""
    return _ids(delivery) <= _ids(stored)


def still_wanted(delivery: Delivery, subscriptions: Sequence[Subscription]) -> Delivery | None:
    """Return a daily delivery with what its person wants by now; None where that is nothing any more."""
    wants = {each.watch_id: each.wants for each in subscriptions}
    left = tuple(part for event in delivery.daily if (part := _of(event, wants.get(event.watch_id, ()))))
    return replace(delivery, daily=left) if left else None


def parts(delivery: Delivery) -> Iterator[Delivery]:
    """Give a daily delivery as if each of its news had been told by itself; any other as it is."""
    of_person = delivery.id.removeprefix(delivery.event.id)
    for event in delivery.daily:
        yield replace(delivery, id=f"{event.id}{of_person}", event=event, daily=())
    if not delivery.daily:
        yield delivery


def _begun(event: RestockEvent, person: Subscriber, moment: datetime, now: datetime) -> Delivery:
    day = moment.astimezone(ZoneInfo(person.zone)).date()
    of_day = replace(event, id=_name(day), at=moment)
    kept = (Step(now, DeliveryState.PENDING, Reason.DAILY),)
    return replace(new_delivery(of_day, person, now, moment), daily=(event,), steps=kept)


def _joined(event: RestockEvent, delivery: Delivery, now: datetime) -> Delivery | None:
    """Return the delivery with one news more; once there are too many, with its id alone, so that it says how many it leaves out.

    None where it would count more than it can.
    """
    if sum(len(each.variants) for each in delivery.daily) < MOST:
        return replace(delivery, daily=(*delivery.daily, event), updated_at=now)
    if len(delivery.beyond) < MOST:
        return replace(delivery, beyond=(*delivery.beyond, event.id), updated_at=now)
    return None


def _moment(at: datetime, person: Subscriber, days_later: int) -> datetime:
    """The person's hour on the local day of that moment, or some days later, in UTC. An hour that the clocks leave out comes an hour later."""
    zone = ZoneInfo(person.zone)
    day = at.astimezone(zone).date() + days_later * DAY
    return datetime.combine(day, time(person.daily_hour), zone).astimezone(UTC)


def _name(day: date) -> str:
    return f"daily-{day}"


def _ids(delivery: Delivery) -> set[str]:
    return {*(event.id for event in delivery.daily), *delivery.beyond}


def _of(event: RestockEvent, wants: Sequence[str]) -> RestockEvent | None:
    """The event with only these variants; None without any."""
    left = tuple(variant for variant in event.variants if ANY in wants or variant.id in wants)
    return replace(event, variants=left) if left else None
