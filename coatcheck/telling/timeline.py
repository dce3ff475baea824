"""Why did I (not) get it? What is stored of one person and one watch, told line by line. Pure.

Where somebody was told nothing, nothing was written down: what they waited for then is worked out again, by the very functions
that decide it when it happens.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coatcheck.languages import dates, gettext
from coatcheck.model import (
    ANY,
    Change,
    ConsentKind,
    Delivery,
    DeliveryState,
    Frozen,
    Health,
    Reason,
    RestockEvent,
    State,
    Status,
    Subscriber,
    Subscription,
    Watch,
)
from coatcheck.process.log import mask_all
from coatcheck.telling.deliveries import is_first
from coatcheck.telling.hindsight import person_at, subscription_at
from coatcheck.telling.match import news_for
from coatcheck.telling.reasons import steps, what_became, why, why_unseen
from coatcheck.telling.variant_names import label
from coatcheck.truth.gaps import pause
from coatcheck.truth.variants import meaning

MOST_LINES = 200
MOST_NAMED = 8  # sizes in one line
LEDGER = (ConsentKind.OPT_OUT, ConsentKind.OPT_BACK_IN)


class Line(Frozen, frozen=True):
    """What happened at one moment, in words. `detail` is for the operator: the provider's or shop's own words."""

    at: datetime
    says: str
    detail: str = ""


class Story(Frozen, frozen=True):
    """What is stored of one person and one watch, since some moment."""

    person: Subscriber
    subscription: Subscription
    watch: Watch
    state: State
    since: datetime
    changes: tuple[Change, ...] = ()
    events: tuple[RestockEvent, ...] = ()
    deliveries: tuple[Delivery, ...] = ()  # by either way
    on_their_way: tuple[str, ...] = ()  # events that not everybody has a delivery of yet
    looked_at: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The clock by which it is told: the person's own where their number says which, else the shop's."""
        return ZoneInfo(self.watch.zone if self.person.zone == "UTC" else self.person.zone)

    def wants(self, variant_id: str) -> bool:
        """Return whether this person wants that variant."""
        return ANY in self.subscription.wants or variant_id in self.subscription.wants


def timeline(story: Story, now: datetime) -> list[Line]:
    """Tell it, newest first; the newest lines where there are very many."""
    lines = [*_person(story), *_shop(story), *_news(story, now), *_last_look(story)]
    told = sorted((line for line in lines if line.at >= story.since), key=lambda line: line.at)
    return [line for before, line in zip([None, *told], told, strict=False) if line != before][::-1][:MOST_LINES]


def _person(story: Story) -> Iterator[Line]:
    """What the person did."""
    subscription, person = story.subscription, story.person
    yield Line(subscription.created_at, gettext("Signed up."))
    if subscription.asked_at:
        yield Line(subscription.asked_at, gettext("Asked to be told again."))
    for consent in person.consents:
        if consent.kind in LEDGER and consent.at >= subscription.created_at:
            stopped = consent.kind == ConsentKind.OPT_OUT
            said = why(Reason.OPTED_OUT) if stopped else gettext("Messages were asked for again.")
            yield Line(consent.at, said, consent.method)
    if person.status is Status.UNREACHABLE and person.status_at:
        yield Line(person.status_at, why(Reason.UNREACHABLE), mask_all(person.status_reason or ""))


def _shop(story: Story) -> Iterator[Line]:
    """What the shop's page, and our looks at it, did."""
    for change in story.changes:
        if change.unseen_since:
            start, end = (dates.moment(at.astimezone(story.zone)) for at in (change.unseen_since, change.at))
            yield Line(change.at, gettext("Not watched from {start} to {end}", start=start, end=end))
        if change.health:
            yield Line(change.at, why_unseen(change.health), change.reason or "")
        if gone := [
            move.variant_id
            for move in change.transitions
            if move.in_stock is False and meaning(story.watch, move.before) and story.wants(move.variant_id)
        ]:
            yield Line(change.at, gettext("Gone again: {sizes}.", sizes=_names(story, dict.fromkeys(gone, ""))))
    if paused_at := pause(story.watch, story.state):
        moment = dates.moment(paused_at.astimezone(story.zone))
        yield Line(paused_at, gettext("Not watched since {moment}", moment=moment))


def _news(story: Story, now: datetime) -> Iterator[Line]:
    """What there was to tell, and what became of it."""
    sent: dict[str, list[Delivery]] = {}
    for delivery in sorted(story.deliveries, key=lambda each: (each.created_at, each.id)):
        sent.setdefault(delivery.event.id, []).append(delivery)
    events = {event.id: event for event in story.events}
    events.update({each[0].event.id: events.get(key, each[0].event) for key, each in sent.items()})
    for event in events.values():
        what = _what(story, event)
        if event.id not in sent:
            yield Line(event.at, f"{what} {_silence(story, event, now)}")
            continue
        yield Line(event.at, what)
        for delivery in sent[event.id]:
            yield from _message(story, delivery)


def _silence(story: Story, event: RestockEvent, now: datetime) -> str:
    """Say why this person was told nothing of it."""
    person = person_at(story.person, event.at)
    subscription = subscription_at(story.subscription, story.deliveries, event)
    news = news_for(event, subscription, person, timedelta(seconds=story.watch.cooldown), now)
    if isinstance(news, Reason):
        return why(news)
    if event.id in story.on_their_way:
        return gettext("On its way.")
    return gettext("Nothing that is kept says why this was not told. What is waited for may have been changed since.")


def _message(story: Story, delivery: Delivery) -> Iterator[Line]:
    *before, last = steps(delivery)
    for step in (*before, last):
        said = " ".join(filter(None, (what_became(step), _goes_on(story, delivery) if step is last else "")))
        if not is_first(delivery):
            said = gettext("By the second way: {what}", what=said)
        yield Line(step.at, said, _detail(delivery) if step is last else "")


def _goes_on(story: Story, delivery: Delivery) -> str:
    """Say when a delivery that waits is looked at again; of one that brought nothing, that its person waits for the next restock."""
    if delivery.next_at is None:
        return gettext("The next restock will be told.") if delivery.rearmed else ""
    if delivery.state is DeliveryState.SENDING or delivery.next_at <= delivery.updated_at:
        return ""
    moment = dates.moment(delivery.next_at.astimezone(story.zone))
    return gettext("Looked at again: {moment}.", moment=moment)


def _detail(delivery: Delivery) -> str:
    said = (delivery.channel, delivery.provider_status, delivery.error_code, delivery.error)
    return mask_all(", ".join(str(each) for each in said if each))


def _what(story: Story, event: RestockEvent) -> str:
    """Say what there was to tell: in an event of a person's own, only what they wanted."""
    names = _names(story, {each.id: each.title for each in event.variants})
    if event.was_there:
        return gettext("There already: {sizes}.", sizes=names)
    if all(each.was_open for each in event.variants):
        return gettext("New showings: {sizes}.", sizes=names)
    if all(each.price_before is not None for each in event.variants):
        return gettext("A lower price: {sizes}.", sizes=names)
    if all(each.quantity_before is not None for each in event.variants):
        return gettext("More pieces: {sizes}.", sizes=names)
    return gettext("Back: {sizes}.", sizes=names)


def _last_look(story: Story) -> Iterator[Line]:
    if story.looked_at is None:
        return
    if story.state.health is not Health.HEALTHY:
        yield Line(story.looked_at, gettext("The last look: it proved nothing."))
        return
    there = {each.id: each.title for each in story.state.variants if each.in_stock and story.wants(each.id)}
    if there:
        yield Line(story.looked_at, gettext("The last look. There: {sizes}.", sizes=_names(story, there)))
    else:
        yield Line(story.looked_at, gettext("The last look. Nothing that is waited for is there."))


def _names(story: Story, titles: Mapping[str, str]) -> str:
    """Name variants by what they are called now, or were called then."""
    known = {each.id: label(each) for each in story.state.variants if each.id in titles}
    names = [known.get(key) or title or key for key, title in titles.items()]
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
