"""The sweep: with every tick, deliveries whose time has come are passed on; and the operator is told of trouble."""

import logging
from datetime import timedelta

from coatcheck.errors import MaybeSent, Rejected
from coatcheck.ports import Note
from coatcheck.ports.messages import Tell, Tick
from coatcheck.ports.time_budgets import CLAIM_LEASE
from notifier.context import Context
from notifier.fanout import publish

LIMIT = 2000  # deliveries in one sweep
PATIENCE = timedelta(seconds=10)  # what a fan-out has just passed on is left to its own message

log = logging.getLogger(__name__)


def sweep(tick: Tick, context: Context) -> None:
    """Pass on what is due: held and retried deliveries, and what a crash left behind. Harmless to repeat."""
    publish(context, context.store.due_deliveries(context.clock.now() - PATIENCE, LIMIT))


def tell(message: Tell, context: Context) -> None:
    """Tell the operator of an alert, or of its end, by their own channel. Raises `Transient` where it has to be tried again."""
    alert, now = message.alert, context.clock.now()
    kind = "over" if alert.closed_at else "open"
    key = f"tell:{alert.key}:{alert.opened_at.isoformat()}:{kind}"
    if not context.store.once(key, now, timedelta(seconds=CLAIM_LEASE)):
        return
    level = logging.INFO if alert.closed_at else logging.WARNING
    log.log(level, "Telling the operator", extra={"alert": alert.key, "kind": kind})
    to = context.settings.operator_address
    text = f"{context.settings.brand}: {'resolved: ' if alert.closed_at else ''}{alert.text}"
    try:
        context.channel_of(to.channel).send(to.address, Note(text=text, title=text[:80]))
    except (Rejected, MaybeSent) as error:
        log.error("The operator could not be told", extra={"alert": text, "reason": error.reason})
    context.store.mark_told(alert, now)
