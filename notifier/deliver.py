"""Deliver: claim, check, send, record. Whatever happens in between, each person is told once.

A claim is a lease. A send whose answer was lost, or whose sender died, is UNSURE: the provider is asked before
anything is sent again. Where a provider can't be asked, delivery is at least once.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from coatcheck.errors import StoreError
from coatcheck.model import Delivery, DeliveryState
from coatcheck.ports.messages import DeliveryBatch
from coatcheck.ports.time_budgets import CLAIM_LEASE, SEND
from coatcheck.telling import switches
from notifier import outcomes
from notifier.checks import Job, check, prepare
from notifier.context import Desk
from notifier.record import record
from notifier.sending import ask, conclude, send

log = logging.getLogger(__name__)


def deliver(message: DeliveryBatch, desk: Desk) -> None:
    """Send those of these deliveries that are due and nobody else has; a repeat finds nothing to do."""
    started = desk.clock.now()
    until = started + timedelta(seconds=CLAIM_LEASE)
    claimed = desk.store.claim(message.ids, uuid4().hex, started, until)
    if not claimed:
        return
    deadline = started + timedelta(seconds=SEND)
    try:
        ready, addresses = _prepare(claimed, desk, deadline)
    except StoreError:
        _let_go(claimed, desk)
        raise
    unsent = 0
    for answers in desk.together(lambda job: send(job, desk, deadline), ready):
        concluded = [conclude(answer, desk) for answer in answers]
        record([delivery for delivery in concluded if delivery], desk, addresses)
        unsent += sum(answer.unsent and answer.job.channel.is_text for answer in answers)
    switches.give_back(desk.store, unsent, desk.settings.texts_per_day, started)


def _prepare(claimed: Sequence[Delivery], desk: Desk, deadline: datetime) -> tuple[list[Job], dict[str, str]]:
    """The messages that may be sent now, everything else recorded; and where each delivery goes."""
    prepared = prepare(claimed, desk, desk.clock.now())
    addresses = {job.delivery.id: job.address for job in prepared.ready}
    record(prepared.over, desk, addresses)
    unsure = [job for job in prepared.ready if job.delivery.state is DeliveryState.UNSURE]
    for asked in desk.together(lambda job: ask(job, desk, deadline), unsure):
        record([delivery for delivery in asked if delivery], desk, addresses)
    fresh = [job for job in prepared.ready if job.delivery.state is DeliveryState.SENDING]
    checked = check(fresh, desk, desk.clock.now())
    record(checked.over, desk, addresses)
    return checked.ready, addresses


def _let_go(claimed: Sequence[Delivery], desk: Desk) -> None:
    """Give back what was claimed and surely not sent, so that nobody has to wait for the lease and ask the provider."""
    now = desk.clock.now()
    unsent = [delivery for delivery in claimed if delivery.state is DeliveryState.SENDING]
    try:
        desk.store.put_deliveries([outcomes.pending(delivery, now, "let go", now) for delivery in unsent])
    except StoreError as error:
        log.warning("Claims stay until their lease is over: %s", error)
