"""The sweep: with every tick, deliveries whose time has come are passed on; and the operator is told of trouble."""

import logging
from datetime import timedelta

from coatcheck.config import Settings
from coatcheck.errors import MaybeSent, Rejected, Transient
from coatcheck.model import Alert, ChannelAddress, digest
from coatcheck.ports import Note
from coatcheck.ports.messages import Tell, Tick
from coatcheck.ports.time_budgets import CLAIM_LEASE
from coatcheck.process.log import mask, mask_all
from coatcheck.telling import pace, switches
from coatcheck.telling.alerts import summary
from coatcheck.telling.texts import SEGMENT, fit
from notifier.context import Context
from notifier.fanout import publish

LIMIT, MOST = 2000, 6000  # deliveries in one sweep, and where the senders take so many in a minute
PATIENCE = timedelta(seconds=10)  # what a fan-out has just passed on is left to its own message
NOT_AGAIN = "it is not told again: check COATCHECK_OPERATOR with coatcheck doctor"
ABOUT_TEXTS = (switches.TEXTS_ALERT, switches.ANSWERS_ALERT)

log = logging.getLogger(__name__)


def sweep(tick: Tick, context: Context) -> None:
    """Pass on what is due: held and retried deliveries, and what a crash left behind. Harmless to repeat."""
    context.budget.settle(context.clock.now())
    publish(context, context.store.due_deliveries(context.clock.now() - PATIENCE, _limit(context.settings)))


def _limit(settings: Settings) -> int:
    at_once = pace.rate(settings) * pace.TURN.total_seconds() if settings.twilio_senders else 0
    return int(min(MOST, max(LIMIT, at_once)))


def tell(message: Tell, context: Context) -> None:
    """Tell the operator of a matter, or of its end, by their own channel. Raises `Transient` where it has to be tried again.

    What is one text too many for today is told tomorrow, if it is still so. The log has it at once.
    """
    alerts, now = (message.alert, *message.others), context.clock.now()
    alert = summary(alerts)
    kind = "over" if alert.closed_at else "open"
    to = message.to or context.settings.operator_address
    key = f"tell:{alert.key}:{alert.opened_at.isoformat()}:{kind}{f':{digest(to.channel, to.address)}' if message.to else ''}"
    if not context.store.once(key, now, timedelta(seconds=CLAIM_LEASE)):
        return
    if context.store.once(f"logged:{key}", now, switches.DAY):
        level = logging.INFO if alert.closed_at else logging.WARNING
        log.log(level, "Telling the operator", extra={"alert": alert.key, "kind": kind, "text": mask_all(alert.text)})
    if _send(alert, to, context):
        for each in alerts:
            context.store.mark_told(each, now)


def _send(alert: Alert, to: ChannelAddress, context: Context) -> bool:
    """Hand it to the operator's channel; False where no more may be texted to them today."""
    limit, now = context.settings.texts_per_day, context.clock.now()
    channel = context.channel_of(to.channel)
    state = "resolved: " if alert.closed_at else "still: " if alert.told_at else ""
    text = f"{context.settings.brand}: {state}{alert.text}"
    taken: int | None = None
    if channel.is_text:
        text = fit(text, SEGMENT)
        taken = switches.take_operators(context.store, limit, now, alert.key in ABOUT_TEXTS)
        if taken is None:
            return False
    try:
        channel.send(to.address, Note(text=text, title=text[:80]))
    except Transient:
        if taken is not None:
            switches.give_back_operators(context.store, taken, limit, now)
        raise
    except (Rejected, MaybeSent) as error:
        about = {"to": f"{to.channel}:{mask(to.address)}", "text": mask_all(alert.text), "reason": error.reason}
        log.error("The operator could not be told", extra=about | {"next": NOT_AGAIN})
    return True
