"""One delivery and its provider: sending it, asking about it, and what the answer means for everybody."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from coatcheck.errors import MaybeSent, Rejected, Scope, SendFailed, Transient
from coatcheck.languages import speaking
from coatcheck.model import Delivery, DeliveryState, Reason
from coatcheck.plain_text import as_text
from coatcheck.ports import Receipt
from coatcheck.process import trace
from coatcheck.telling import receipts
from coatcheck.telling.deliveries import LONGEST_DAILY
from coatcheck.telling.receipts import mark_refused, opt_out_by_provider
from notifier import outcomes
from notifier.checks import Job
from notifier.context import Context
from notifier.outcomes import Outcome, Stored
from notifier.stock import give_up
from notifier.switch_cache import PROBE

MOST_DOUBTS = 2  # sends that nobody knows anything of; then the operator decides

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What came of one attempt: a receipt, an error, or neither (there was no time left)."""

    job: Job
    receipt: Receipt | None = None
    error: SendFailed | None = None

    @property
    def unsent(self) -> bool:
        """Whether it surely went nowhere."""
        return not self.receipt and not isinstance(self.error, MaybeSent)


def send(job: Job, context: Context, deadline: datetime) -> Answer:
    """Hand one message to its provider, unless it is too late to: a stalled sender must not outlive its claim."""
    stopped = None if job.probe else context.switches.reason(job.channel.name)
    if stopped:
        return Answer(job, error=Rejected(stopped, scope=Scope.ACCOUNT))
    try:
        if context.clock.now() >= deadline:
            return Answer(job)
        span = trace.span("send", channel=job.channel.name, delivery=job.delivery.id)
        with speaking(job.subscriber.language or context.settings.language), span:
            said = job.channel.send(job.address, job.note)
        log.debug("A provider took it", extra={"channel": job.channel.name, "delivery": job.delivery.id})
        return Answer(job, receipt=_taken(job, said, context))
    except SendFailed as error:
        if isinstance(error, Rejected) and error.scope is Scope.ACCOUNT:
            context.switches.remember(job.channel.name, error.reason)
        return Answer(job, error=error)
    except Exception as error:
        log.exception("A channel broke", extra={"channel": job.channel.name, "delivery": job.delivery.id})
        return Answer(job, error=MaybeSent(f"the channel broke: {type(error).__name__}"))


def _taken(job: Job, said: object, context: Context) -> Receipt:
    """Remember that the provider has the message, whatever it said: from here on nothing that fails may send it again."""
    receipt = said if isinstance(said, Receipt) else Receipt(detail=as_text(said))
    context.taken[job.delivery.id] = receipt
    return receipt


def ask(job: Job, context: Context, deadline: datetime) -> Outcome:
    """Decide what becomes of a delivery that was maybe sent, by what the provider knows of it.

    Where the provider can't be asked, the message is sent again, once. An earlier copy that the networks lost is no answer.
    """
    delivery, now = job.delivery, context.clock.now()
    if delivery.id in context.taken:
        return outcomes.sent(delivery, context.taken[delivery.id], now)
    if not job.channel.can_find:
        doubtful = outcomes.doubtful(delivery, delivery.error or "its sender died")
        if _is_enough(doubtful, job):
            return _hold(doubtful, context, now)
        return _again(delivery, outcomes.pending(doubtful, now, Reason.UNSURE, now, doubtful.error))
    if now >= deadline:
        return outcomes.unasked(delivery, Transient("no time left to ask"), now)
    try:
        receipt = job.channel.find(job.address, job.note, delivery.created_at)
        known = receipt is not None and receipt.provider_id not in delivery.lost
    except Transient as error:
        return outcomes.unasked(delivery, error, context.clock.now())
    except Exception as error:
        log.exception("A channel broke", extra={"channel": job.channel.name, "delivery": delivery.id})
        return outcomes.unasked(delivery, Transient(f"the channel broke: {type(error).__name__}"), context.clock.now())
    now = context.clock.now()
    if receipt and known:
        receipts.record_status(context.store, context.bus, context.secret_key, delivery.id, receipt, now)
        return Stored()
    asked = outcomes.unknown(delivery, now)
    return _again(delivery, asked) if asked.state is DeliveryState.PENDING else asked


def conclude(answer: Answer, context: Context) -> Outcome:
    """Decide what becomes of a delivery that was not taken, to be recorded, after everything else that follows is stored."""
    job, error, now = answer.job, answer.error, context.clock.now()
    delivery = job.delivery
    if error is None:
        return outcomes.pending(delivery, now, Reason.INTERRUPTED, now)
    if isinstance(error, Rejected):
        return _rejected(job, error, context, now)
    if isinstance(error, MaybeSent):
        if job.channel.can_find:
            return outcomes.unsure(delivery, error, now)
        delivery = outcomes.doubtful(delivery, error.reason)
        if _is_enough(delivery, job):
            return _hold(delivery, context, now, error.code)
    fresh_for = LONGEST_DAILY if delivery.daily else timedelta(minutes=context.settings.stale_minutes)
    if now - delivery.event.at > fresh_for:
        return give_up(delivery, Reason.NOT_TAKEN, f"given up: {error.reason}", context, now, error.code)
    return outcomes.retried(delivery, error, now)


def _is_enough(delivery: Delivery, job: Job) -> bool:
    """Whether another copy could be one too many."""
    return delivery.doubts >= MOST_DOUBTS and not job.channel.is_idempotent


def _hold(delivery: Delivery, context: Context, now: datetime, code: str | None = None) -> Outcome:
    """Keep it for the operator, who alone can find out whether it went out; its person waits for the next restock."""
    reason = f"sent {delivery.doubts} times, and nobody can tell whether it went out: {delivery.error}"
    return give_up(delivery, Reason.UNSURE, reason, context, now, code)


def _rejected(job: Job, error: Rejected, context: Context, now: datetime) -> Outcome:
    """Refused for good. Whoever gave a second way is told by it; a text that the provider would not have is given up."""
    delivery = job.delivery
    if error.scope is Scope.ACCOUNT:
        held_for = context.switches.held_for(job.channel.name)
        context.switches.turn_away(job.channel.name, error.reason, now)
        return outcomes.held(delivery, now + PROBE, held_for, now, error.reason)
    if error.scope is Scope.OPTED_OUT:
        opt_out_by_provider(context.store, context.secret_key, delivery, now, f"{job.channel.name} {error.code}")
        return outcomes.ended(delivery, DeliveryState.SUPPRESSED, Reason.OPTED_OUT, now, error.reason, error.code)
    if not receipts.go_second_way(context.store, context.bus, delivery, job.subscriber, now):
        if error.scope is not Scope.ADDRESS:
            words = f"refused by the provider: {error.reason}"
            return give_up(delivery, Reason.REFUSED, words, context, now, error.code, DeliveryState.FAILED)
        mark_refused(context.store, delivery, now, f"{job.channel.name} {error.code}: {error.reason}")
    return outcomes.ended(delivery, DeliveryState.FAILED, Reason.REFUSED, now, error.reason, error.code)


def _again(before: Delivery, after: Delivery) -> Delivery:
    log.warning(
        "Sent again after an unknown outcome",
        extra={"delivery": before.id, "lookups": before.lookups, "maybe_dup": True},
    )
    return after
