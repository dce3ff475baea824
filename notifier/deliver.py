"""Deliver: claim, check, send, record. Whatever happens in between, each person is told once.

A claim is a lease. A send whose answer was lost, or whose sender died, is UNSURE: the provider is asked before
anything is sent again. Where a provider can't be asked, delivery is at least once.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from coatcheck.errors import StoreError
from coatcheck.model import Delivery, DeliveryState, Reason
from coatcheck.ports.messages import DeliveryBatch
from coatcheck.ports.time_budgets import CLAIM_LEASE, PROVIDER_CALL, SEND
from notifier import outcomes
from notifier.checks import Job, check, prepare
from notifier.context import Context
from notifier.record import record, say_told
from notifier.sending import Answer, ask, conclude, send

log = logging.getLogger(__name__)


def deliver(message: DeliveryBatch, context: Context) -> None:
    """Send those of these deliveries that are due and nobody else has; a repeat finds nothing to do."""
    started = context.clock.now()
    until = started + timedelta(seconds=CLAIM_LEASE)
    claimed = context.store.claim(message.ids, uuid4().hex, started, until)
    if not claimed:
        return
    deadline = started + timedelta(seconds=SEND)
    try:
        ready, addresses, checked_at = _prepare(claimed, context, deadline)
    except Exception:
        _let_go(claimed, context)
        raise
    unsent, sent, failures = 0, list[Delivery](), list[Exception]()
    for answers in context.together(lambda job: send(job, context, deadline), ready):
        unsent += sum(answer.unsent and answer.job.channel.is_text for answer in answers)
        try:
            sent += _note(answers, context, addresses)
        except Exception as error:  # raised when the others' answers are noted: what is not is sent twice
            failures.append(error)
    context.budget.give_back(unsent, checked_at)
    say_told(sent)
    if failures:
        raise failures[0]
    context.budget.settle(context.clock.now())


def _note(answers: Sequence[Answer], context: Context, addresses: Mapping[str, str]) -> list[Delivery]:
    """Record what was taken, before anything else that may fail; then what came of the others. Return the former."""
    now = context.clock.now()
    taken = [(answer.job, answer.receipt) for answer in answers if answer.receipt]
    sent = [outcomes.sent(job.delivery, receipt, now) for job, receipt in taken]
    record(sent, context, addresses)
    for job, _ in taken:
        context.taken.pop(job.delivery.id, None)
        if job.probe:
            context.switches.resume(job.channel.name, now)
    record([conclude(answer, context) for answer in answers if not answer.receipt], context, addresses)
    return sent


def _prepare(
    claimed: Sequence[Delivery], context: Context, deadline: datetime
) -> tuple[list[Job], dict[str, str], datetime]:
    """Return the messages that may be sent now, everything else recorded; where each delivery goes; and when the texts were counted."""
    prepared = prepare(claimed, context, context.clock.now())
    addresses = {job.delivery.id: job.address for job in prepared.ready}
    record(prepared.over, context, addresses)
    unsure = [job for job in prepared.ready if job.delivery.state is DeliveryState.UNSURE]
    for asked in context.together(lambda job: ask(job, context, deadline), unsure):
        record(asked, context, addresses)
    for job in unsure:
        context.taken.pop(job.delivery.id, None)
    fresh = [job for job in prepared.ready if job.delivery.state is DeliveryState.SENDING]
    checked_at = context.clock.now()
    checked = check(fresh, context, checked_at, deadline - timedelta(seconds=PROVIDER_CALL))
    try:
        record(checked.over, context, addresses)
    except StoreError:
        context.budget.give_back(sum(job.channel.is_text for job in checked.ready), checked_at)
        raise
    return checked.ready, addresses, checked_at


def _let_go(claimed: Sequence[Delivery], context: Context) -> None:
    """Give back what was claimed and surely not sent, so that nobody has to wait for the lease and ask the provider."""
    now = context.clock.now()
    unsent = [delivery for delivery in claimed if delivery.state is DeliveryState.SENDING]
    try:
        context.store.put_deliveries([outcomes.pending(delivery, now, Reason.INTERRUPTED, now) for delivery in unsent])
    except StoreError as error:
        log.warning("Claims stay until their lease is over: %s", error)
