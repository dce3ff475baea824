"""Fan-out: from one restock to a delivery for everybody who waits for it, a page at a time, longest first.

A list that is longer than some pages is parted in two by the ids of its subscriptions, and its halves likewise, until
so many pages are made side by side as ids have first digits: see docs/decisions/0024-large-lists.md.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.config import senders
from coatcheck.errors import Conflict, StoreUnavailable
from coatcheck.model import ALL_IDS, Delivery, Frequency, IdRange, Reason, RestockEvent, Subscriber, Subscription
from coatcheck.ports import Page
from coatcheck.ports.messages import DeliveryBatch, FanOut
from coatcheck.retry import refuse, write_again
from coatcheck.telling import daily, pace
from coatcheck.telling.deliveries import new_delivery
from coatcheck.telling.match import news_for
from coatcheck.watching.outbox import name_on_outbox
from notifier import waves
from notifier.context import Context

PAGE = 200  # subscriptions
PAGES = 5  # made one after the other before a list is parted
BATCH = 50  # deliveries in one message

# Of an event what one person is told, and what they want afterwards
Told = tuple[RestockEvent, Subscriber, Subscription]

log = logging.getLogger(__name__)


def fan_out(message: FanOut, context: Context) -> None:
    """Make this page's deliveries, disarm their subscriptions, and pass on: the deliveries, and the next page.

    A repeat makes nothing twice: deliveries have the same ids, and whoever was told is not armed any more.
    What is not passed on because of a crash is found by the sweep. A list that was published again is left to whoever is at
    it already. Raises `Conflict` where somebody always wrote first.
    """
    message = replace(message, event=_as_moved(message, context))
    lines = _lines(message, context)

    def write(page: Page) -> None:
        made = _make(page, message, lines, context)
        if _is_left_to_others(message, made, context):
            return
        if page.after:
            _go_on(_rest(message, page.after, lines), context)
        elif message.batch:
            _is_done(message, context)
        if not message.after and message.part == ALL_IDS:
            _forecast(message.event, len(made), context)

    def read() -> Page:
        return context.store.waiting(message.event, message.after, PAGE, message.part)

    write_again(write, read, refuse("the subscriptions change too often"))


def _as_moved(message: FanOut, context: Context) -> RestockEvent:
    """Return the event as one of the team whose watch it was then: whoever looked may not have known yet that it had been moved."""
    event = message.event
    watch = context.store.watch(event.watch_id) if not message.page else None
    is_theirs = watch is not None and watch.moved_at is not None and watch.moved_at <= event.at
    return replace(event, team=watch.team) if watch and is_theirs else event


def _is_left_to_others(message: FanOut, made: list[Delivery], context: Context) -> bool:
    """Return whether somebody else made the same page meanwhile, and this list was published again: they go on with it.

    Else each minute would add as many writers as there are parts, all in each other's way.
    """
    if not message.again or message.page >= PAGES or not made:
        return False
    stored = context.store.delivery(made[-1].id)
    return stored is not None and stored.created_at != made[-1].created_at


def _lines(message: FanOut, context: Context) -> pace.Lines | None:
    """Return the senders' lines as this page finds them; None where they are not asked how fast they are."""
    among, began = senders(context.settings.twilio_senders), message.began or context.clock.now()
    return pace.Lines(among, message.places, message.part.share, began) if among else None


def _rest(message: FanOut, after: str, lines: pace.Lines | None) -> FanOut:
    rest = replace(message, after=after, page=message.page + 1)
    return replace(rest, began=lines.began, places=tuple(lines.places)) if lines else rest


def _go_on(rest: FanOut, context: Context) -> None:
    """Pass on the rest of the list: its next page, or both of its halves."""
    halves = _halves(rest, context)
    if not halves:
        context.bus.publish([rest])
        return
    context.store.put_on_outbox(rest.batch, [name_on_outbox(rest.event.id, half) for half in halves])
    context.bus.publish([replace(rest, part=half, page=0) for half in halves])
    _is_done(rest, context)  # as a whole: the outbox has its halves by now


def _halves(rest: FanOut, context: Context) -> tuple[IdRange, ...]:
    """Part a list after some pages; not where waves are made, which count who was told before, nor where no outbox would hold the halves."""
    if rest.page < PAGES or not rest.batch or waves.are_made(rest.event, context.settings.wave_factor):
        return ()
    return rest.part.halves


def _is_done(message: FanOut, context: Context) -> None:
    context.store.take_off_outbox(message.batch, [name_on_outbox(message.event.id, message.part)])


def _make(page: Page, message: FanOut, lines: pace.Lines | None, context: Context) -> list[Delivery]:
    """Make and pass on this page's deliveries. Raises `Conflict` where a subscription was changed meanwhile."""
    pairs = _pairs(page, message, lines, context)
    made = context.store.fan_out(pairs) if pairs else []
    now = context.clock.now()
    due = {delivery.id for delivery, _ in pairs if delivery.next_at and delivery.next_at <= now}
    publish(context, [key for key in made if key in due])
    if len(made) < len(pairs):
        raise Conflict("a subscription was changed meanwhile")
    return [delivery for delivery, _ in pairs]


def publish(context: Context, ids: list[str]) -> None:
    """Pass these deliveries on to be sent."""
    batches = [DeliveryBatch(ids=tuple(ids[start : start + BATCH])) for start in range(0, len(ids), BATCH)]
    if batches:
        context.bus.publish(batches)


def _pairs(
    page: Page, message: FanOut, lines: pace.Lines | None, context: Context
) -> list[tuple[Delivery, Subscription]]:
    """Each delivery with its disarmed subscription."""
    told = list(_told(page, message.event, context))
    gathered = [each for each in told if each[2].frequency is Frequency.DAILY]
    at_once = [each for each in told if each[2].frequency is not Frequency.DAILY]
    return [*_at_once(at_once, message.event, lines, context), *_gathered(gathered, context)]


def _told(page: Page, event: RestockEvent, context: Context) -> Iterator[Told]:
    people = context.store.subscribers([subscription.subscriber_id for subscription in page.subscriptions])
    cooldown, now = _cooldown(page, event, context), context.clock.now()
    for subscription in page.subscriptions:
        person = people.get(subscription.subscriber_id)
        news = news_for(event, subscription, person, cooldown, now)
        if person and not isinstance(news, Reason):
            yield news[0], person, news[1]


def _at_once(
    told: list[Told], event: RestockEvent, lines: pace.Lines | None, context: Context
) -> list[tuple[Delivery, Subscription]]:
    """Make a delivery for each, in waves where the shop said how many pieces came back."""
    counts, pairs = dict[str, int](), []
    if told and waves.are_made(
        event, context.settings.wave_factor
    ):  # by what is stored: a page that comes again counts nobody twice
        counts = context.store.told_counts(event)
    now = context.clock.now()
    for part, person, disarmed in told:
        send_at = _send_at(part, counts, context)
        waits_for = Reason.WAVE if send_at > now else Reason.PACE
        if lines and person.to.channel == pace.CHANNEL:
            send_at = max(send_at, lines.turn(person.to.address))
        counts = waves.counted(part, counts, context.settings.wave_factor)
        pairs.append((new_delivery(part, person, now, send_at, disarmed.conditions, waits_for), disarmed))
    return pairs


def _gathered(told: list[Told], context: Context) -> list[tuple[Delivery, Subscription]]:
    """Put it on the daily message of each, but for those that have it already."""
    ids = [key for part, person, _ in told for key in daily.days(part, person)]
    stored, now = context.store.deliveries(ids) if ids else {}, context.clock.now()
    made = ((daily.gathered(part, person, stored, now), after) for part, person, after in told)
    return [(delivery, after) for delivery, after in made if delivery]


def _send_at(part: RestockEvent, told: dict[str, int], context: Context) -> datetime:
    """Now for the first wave; each other after the one before had its time to be sent and to buy."""
    factor = context.settings.wave_factor
    number = waves.wave(part, told, factor)
    if not number:
        return context.clock.now()
    largest = max(waves.size(variant.quantity, factor) for variant in part.variants)
    return part.at + number * (waves.PAUSE + pace.forecast(largest, pace.rate(context.settings)))


def _cooldown(page: Page, event: RestockEvent, context: Context) -> timedelta:
    """Read the watch's cooldown, only where somebody wants every restock."""
    if all(subscription.frequency is Frequency.ONCE for subscription in page.subscriptions):
        return timedelta()
    watch = context.store.watch(event.watch_id)
    return timedelta(seconds=watch.cooldown if watch else 0)


def _forecast(event: RestockEvent, told: int, context: Context) -> None:
    """Say in the log how long telling everybody takes. No text waits for that, and nothing is repeated for it."""
    try:
        counts = context.store.waiting_counts(event.watch_id)
    except StoreUnavailable as error:
        log.warning(
            "Telling of a restock; how many still wait could not be counted: %s", error, extra={"event": event.id}
        )
        return
    wanted = {variant.id for variant in event.variants} | {"*"}
    people = told + sum(count for variant, count in counts.items() if variant in wanted)
    seconds = int(pace.forecast(people, pace.rate(context.settings)).total_seconds())
    about = {"title": event.title, "event": event.id, "people_at_most": people, "forecast_seconds": seconds}
    log.info("Telling of a restock", extra=about)
