"""Everything that is looked at between a claim and its send: consent, switches, hours, stock, money, in this order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coatcheck.errors import Invalid, Transient
from coatcheck.model import ChannelAddress, Delivery, DeliveryState, State, Status, Subscriber
from coatcheck.people.links import subscriber_id, unsubscribe_url
from coatcheck.people.membership import zone_at
from coatcheck.ports import Channel, Note
from coatcheck.store.decisions import window_end
from coatcheck.telling import deliveries, switches
from notifier import outcomes, stock
from notifier.context import Desk
from notifier.hours import quiet_until
from notifier.render import note

USED_UP = "the day's budget of texts is used up"


@dataclass(frozen=True)
class Job:
    """One delivery on its way out."""

    delivery: Delivery
    subscriber: Subscriber
    channel: Channel
    address: str
    note: Note
    zone: str  # where it rings
    stopped: bool = False  # whoever is reached there, by somebody's second way, said STOP
    probe: bool = False  # tries whether a stopped channel works again


class Checked:
    """Jobs that may go on, and what became of the others (to be recorded)."""

    def __init__(self) -> None:
        self.ready: list[Job] = []
        self.over: list[Delivery] = []

    def take(self, outcome: Job | Delivery | None) -> None:
        """None: it is stored already."""
        if isinstance(outcome, Job):
            self.ready.append(outcome)
        elif outcome:
            self.over.append(outcome)


def prepare(claimed: Sequence[Delivery], desk: Desk, now: datetime) -> Checked:
    """Find each delivery's person, channel and words. Consent is read here, after the claim."""
    people = desk.store.subscribers(list({delivery.subscriber_id for delivery in claimed}))
    checked = Checked()
    for delivery in claimed:
        checked.take(_job(delivery, people.get(delivery.subscriber_id), desk, now))
    checked.ready = _heed_stops(checked.ready, desk)
    return checked


def check(jobs: Sequence[Job], desk: Desk, now: datetime) -> Checked:
    """Which of these may be sent now."""
    checked = Checked()
    probed: set[str] = set()
    watches = list({job.delivery.event.watch_id for job in jobs})
    states = desk.store.states(watches) if watches else {}
    for job in jobs:
        held = _consent(job, now) or _hours(job, desk, now)
        outcome = held or _switches(job, desk, probed, now)
        checked.take(_stock(outcome, states, desk, now) if isinstance(outcome, Job) else outcome)
    _budget(checked, desk, now)
    return checked


def _heed_stops(jobs: Sequence[Job], desk: Desk) -> list[Job]:
    """Whoever is reached by somebody's second way can say STOP there, as a subscriber or as a stranger."""
    owners = {
        job.delivery.id: subscriber_id(desk.secret_key, ChannelAddress(job.channel.name, job.address))
        for job in jobs
        if not deliveries.is_first(job.delivery)
    }
    known = desk.store.subscribers(list(owners.values())) if owners else {}
    stopped = {key for key, owner in owners.items() if owner in known and known[owner].status is Status.OPTED_OUT}
    return [replace(job, stopped=True) if job.delivery.id in stopped else job for job in jobs]


def _job(delivery: Delivery, person: Subscriber | None, desk: Desk, now: datetime) -> Job | Delivery | None:
    to = person and deliveries.address(delivery, person)
    if person is None or not to or not to.address:
        return outcomes.ended(delivery, DeliveryState.SUPPRESSED, "nobody is reached there", now)
    try:
        channel = desk.channel_of(to.channel)
    except Invalid as error:
        if delivery.state is DeliveryState.UNSURE:
            return outcomes.unasked(delivery, Transient(str(error)), now)
        return stock.hold(delivery, str(error), desk, now)
    zone = person.zone if deliveries.is_first(delivery) else zone_at(to)
    return Job(delivery, person, channel, to.address, _note(delivery, person, channel, desk, now), zone)


def _note(delivery: Delivery, person: Subscriber, channel: Channel, desk: Desk, now: datetime) -> Note:
    settings = desk.settings
    unsubscribe = None
    if not channel.is_text:
        unsubscribe = unsubscribe_url(settings.site, desk.secret_key, person.id)
    useful = timedelta(minutes=settings.stale_minutes) - (now - delivery.event.at)
    seconds = max(useful, timedelta(minutes=settings.stale_minutes) / 6).total_seconds()
    return note(delivery, settings.site, settings.brand, channel.is_text, unsubscribe, seconds)


def _consent(job: Job, now: datetime) -> Delivery | None:
    status = Status.OPTED_OUT if job.stopped else job.subscriber.status
    if status is Status.ACTIVE:
        return None
    return outcomes.ended(job.delivery, DeliveryState.SUPPRESSED, status, now)


def _hours(job: Job, desk: Desk, now: datetime) -> Delivery | None:
    if not job.channel.is_text or job.subscriber.any_hour:
        return None
    until = quiet_until(now, job.zone, desk.settings.quiet_hours)
    return outcomes.held(job.delivery, until, "quiet hours", now) if until else None


def _switches(job: Job, desk: Desk, probed: set[str], now: datetime) -> Job | Delivery | None:
    """The job; as a probe where its channel is stopped and it is time for one; held otherwise."""
    name = job.channel.name
    reason = desk.stops.reason(name)
    if reason is None:
        return job
    if name not in probed:
        probed.add(name)
        if desk.stops.may_probe(name, now):
            return replace(job, probe=True)
    return stock.hold(job.delivery, f"stopped: {reason}", desk, now)


def _stock(job: Job, states: Mapping[str, State], desk: Desk, now: datetime) -> Job | Delivery | None:
    delivery = stock.confirm(job.delivery, states.get(job.delivery.event.watch_id), desk, now)
    if delivery is None or delivery.state is not DeliveryState.SENDING:
        return delivery
    if delivery is job.delivery:
        return job
    return replace(job, delivery=delivery, note=_note(delivery, job.subscriber, job.channel, desk, now))


def _budget(checked: Checked, desk: Desk, now: datetime) -> None:
    """Count the texts towards the day's budget; those that pass it are held until tomorrow (UTC), never sent."""
    texts = [job for job in checked.ready if job.channel.is_text]
    limit = desk.settings.texts_per_day
    if not texts:
        return
    if switches.take_texts(desk.store, len(texts), limit, now):
        desk.store.close_alert(switches.TEXTS_ALERT, now)
        return
    left = switches.texts_left(desk.store, limit, now)
    allowed = left if left and switches.take_texts(desk.store, left, limit, now) else 0
    tomorrow = window_end(now, switches.DAY)
    late = texts[allowed:]
    checked.ready = [job for job in checked.ready if job not in late]
    checked.over += [outcomes.held(job.delivery, tomorrow, USED_UP, now) for job in late]
    switches.used_up(desk.store, limit, now)
