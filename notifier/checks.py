"""Everything that is looked at between a claim and its send: consent, switches, hours, stock, money, in this order."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, partial

from coatcheck.errors import Invalid, StoreError, Transient
from coatcheck.languages import speaking
from coatcheck.model import Change, ChannelAddress, Delivery, DeliveryState, Reason, State, Status, Subscriber
from coatcheck.people.links import manage_url, subscriber_id, unsubscribe_url
from coatcheck.people.membership import zone_at
from coatcheck.ports import Channel, Note
from coatcheck.telling import deliveries, switches
from coatcheck.telling.daily import still_wanted
from coatcheck.telling.daily_news import Known
from coatcheck.telling.hours import quiet_until
from coatcheck.truth.leases import window_end
from notifier import outcomes, stock
from notifier.context import Context
from notifier.outcomes import Outcome, Stored
from notifier.render import NOTHING, note

log = logging.getLogger(__name__)


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


@dataclass(frozen=True)
class Checked:
    """Jobs that may go on, and what became of the others (to be recorded)."""

    ready: list[Job]
    over: list[Outcome]


def prepare(claimed: Sequence[Delivery], context: Context, now: datetime) -> Checked:
    """Find each delivery's person, channel and words. Consent is read here, after the claim."""
    people = context.store.subscribers(list({delivery.subscriber_id for delivery in claimed}))
    prepared = _parted(_job(delivery, people.get(delivery.subscriber_id), context, now) for delivery in claimed)
    return replace(prepared, ready=_heed_stops(prepared.ready, context))


def check(jobs: Sequence[Job], context: Context, now: datetime, until: datetime) -> Checked:
    """Decide which of these may be sent now. Daily messages that would have to be looked up after `until` are left for later: those before them go out."""
    probed: set[str] = set()
    watches = list({job.delivery.event.watch_id for job in jobs})
    states = context.store.states(watches) if watches else {}

    def checked(job: Job) -> Job | Outcome:
        held = _consent(job, now) or _hours(job, context, now)
        outcome = held or _switches(job, context, probed, now)
        if not isinstance(outcome, Job) or outcome.delivery.daily:
            return outcome
        return _stock(outcome, states, context, now)

    known = [checked(job) for job in jobs]
    daily = [each for each in known if isinstance(each, Job) and each.delivery.daily]
    at_once = [each for each in known if not isinstance(each, Job) or not each.delivery.daily]
    return _within_budget(_parted([*at_once, *_dailies(daily, context, now, until)]), context, now)


def _parted(outcomes: Iterable[Job | Outcome]) -> Checked:
    known = list(outcomes)
    return Checked(
        ready=[each for each in known if isinstance(each, Job)],
        over=[each for each in known if not isinstance(each, Job)],
    )


def _heed_stops(jobs: Sequence[Job], context: Context) -> list[Job]:
    """Whoever is reached by somebody's second way can say STOP there, as a subscriber or as a stranger."""
    owners = {
        job.delivery.id: subscriber_id(context.secret_key, ChannelAddress(job.channel.name, job.address))
        for job in jobs
        if not deliveries.is_first(job.delivery)
    }
    known = context.store.subscribers(list(owners.values())) if owners else {}
    stopped = {key for key, owner in owners.items() if owner in known and known[owner].status is Status.OPTED_OUT}
    return [replace(job, stopped=True) if job.delivery.id in stopped else job for job in jobs]


def _job(delivery: Delivery, person: Subscriber | None, context: Context, now: datetime) -> Job | Outcome:
    to = person and deliveries.address(delivery, person)
    if person is None or not to or not to.address:
        return outcomes.ended(delivery, DeliveryState.SUPPRESSED, Reason.NO_ADDRESS, now)
    try:
        channel = context.channel_of(to.channel)
    except Invalid as error:
        if delivery.state is DeliveryState.UNSURE:
            return outcomes.unasked(delivery, Transient(str(error)), now)
        return stock.hold(delivery, Reason.NO_CHANNEL, context, now, str(error))
    zone = person.zone if deliveries.is_first(delivery) else zone_at(to)
    written = _written(delivery, person, channel, context, now)
    return Job(delivery, person, channel, to.address, written, zone) if isinstance(written, Note) else written


def _written(
    delivery: Delivery, person: Subscriber, channel: Channel, context: Context, now: datetime, known: Known = NOTHING
) -> Note | Outcome:
    """Return the message; where it can't be made, the operator has it among the dead letters, and all others go on."""
    try:
        return _note(delivery, person, channel, context, now, known)
    except Exception as error:  # whatever it is, it is about this message alone
        log.exception("A message could not be made", extra={"delivery": delivery.id})
        words = f"the message could not be made: {type(error).__name__}"
        if delivery.state is DeliveryState.UNSURE:
            return stock.give_up(delivery, Reason.UNSURE, f"{words}; maybe sent before", context, now)
        return stock.give_up(delivery, Reason.UNMADE, words, context, now, state=DeliveryState.FAILED)


def _note(
    delivery: Delivery,
    person: Subscriber,
    channel: Channel,
    context: Context,
    now: datetime,
    known: Known = NOTHING,
) -> Note:
    settings, key = context.settings, context.secret_key
    unsubscribe = manage = None
    if not channel.is_text:
        unsubscribe = unsubscribe_url(settings.site, key, person.id)
        manage = manage_url(settings.site, key, person.id, person.links)
    useful = timedelta(minutes=settings.stale_minutes) - (now - delivery.event.at)
    seconds = max(useful, timedelta(minutes=settings.stale_minutes) / 6).total_seconds()
    with speaking(person.language or settings.language):
        return note(
            delivery,
            settings.site,
            settings.brand,
            channel.is_text,
            unsubscribe,
            manage,
            seconds,
            person.zone,
            known,
            partial(context.templates.news, channel.name),
        )


def _consent(job: Job, now: datetime) -> Delivery | None:
    status = Status.OPTED_OUT if job.stopped else job.subscriber.status
    if status is Status.ACTIVE:
        return None
    return outcomes.ended(job.delivery, DeliveryState.SUPPRESSED, Reason(status), now)


def _hours(job: Job, context: Context, now: datetime) -> Delivery | None:
    if not job.channel.wakes or job.subscriber.any_hour:
        return None
    until = quiet_until(now, job.zone, context.settings.quiet_hours)
    return outcomes.held(job.delivery, until, Reason.QUIET_HOURS, now) if until else None


def _switches(job: Job, context: Context, probed: set[str], now: datetime) -> Job | Outcome:
    """Return the job; as a probe where its channel is stopped and it is time for one; held otherwise."""
    name = job.channel.name
    reason = context.switches.reason(name)
    if reason is None:
        return job
    if name not in probed:
        probed.add(name)
        if context.switches.may_probe(name, now):
            return replace(job, probe=True)
    return stock.hold(job.delivery, context.switches.held_for(name), context, now, f"stopped: {reason}")


def _stock(job: Job, states: Mapping[str, State], context: Context, now: datetime) -> Job | Outcome:
    delivery = stock.confirm(job.delivery, states.get(job.delivery.event.watch_id), context, now)
    if isinstance(delivery, Stored) or delivery.state is not DeliveryState.SENDING:
        return delivery
    if delivery is job.delivery:
        return job
    return _rewritten(job, delivery, context, now)


def _dailies(jobs: Sequence[Job], context: Context, now: datetime, until: datetime) -> Iterator[Job | Outcome]:
    """Write the daily messages one after the other, while there is time; what is known of a watch is read once for all."""
    since: dict[str, datetime] = {}
    for event in (event for job in jobs for event in job.delivery.daily):
        since[event.watch_id] = min(event.at, since.get(event.watch_id, event.at))
    states = context.store.states(list(since)) if since else {}
    changes = cache(lambda watch: context.store.changes(watch, since[watch]))
    for job in jobs:
        if context.clock.now() >= until:
            yield outcomes.pending(job.delivery, now, Reason.INTERRUPTED, now)
        else:
            yield _daily(job, states, changes, context, now)


def _daily(
    job: Job,
    states: Mapping[str, State],
    changes: Callable[[str], Sequence[Change]],
    context: Context,
    now: datetime,
) -> Job | Outcome:
    """Write down what the day brought of all that its person still wants, as it is known by now."""
    if deliveries.is_too_late(job.delivery, now):
        return stock.give_up(job.delivery, Reason.UNPROVEN, "a daily message that is too late", context, now)
    delivery = still_wanted(job.delivery, context.store.subscriptions_of(job.subscriber.id))
    if delivery is None:
        return outcomes.ended(job.delivery, DeliveryState.SUPPRESSED, Reason.NOT_WANTED, now)
    known = Known(states, {event.watch_id: changes(event.watch_id) for event in delivery.daily}, now)
    return _rewritten(job, delivery, context, now, known)


def _rewritten(job: Job, delivery: Delivery, context: Context, now: datetime, known: Known = NOTHING) -> Job | Outcome:
    written = _written(delivery, job.subscriber, job.channel, context, now, known)
    return replace(job, delivery=delivery, note=written) if isinstance(written, Note) else written


def _within_budget(checked: Checked, context: Context, now: datetime) -> Checked:
    """Count the texts towards the day's budget; those that pass it are held until tomorrow (UTC), never sent."""
    texts = [job for job in checked.ready if job.channel.is_text]
    if not texts:
        return checked
    allowed = context.budget.take(len(texts), now)
    try:
        if allowed == len(texts):
            context.store.close_alert(switches.TEXTS_ALERT, now)
            return checked
        context.budget.tell_of_end(now)
    except StoreError:
        context.budget.give_back(allowed, now)
        raise
    tomorrow = window_end(now, switches.DAY)
    late = texts[allowed:]
    over = [outcomes.held(job.delivery, tomorrow, Reason.BUDGET, now) for job in late]
    return Checked(ready=[job for job in checked.ready if job not in late], over=[*checked.over, *over])
