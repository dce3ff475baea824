"""What every way of writing to us has in common: who writes, what they know already, and doing what the answer promises."""

import logging
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.errors import Conflict
from coatcheck.model import Consent, ConsentKind, Subscriber
from coatcheck.people import membership
from coatcheck.people.links import code_hash
from coatcheck.process.log import mask
from signup_web import context
from signup_web.joining import agreement
from signup_web.texting.conversation import answer
from signup_web.texting.intents import Intent
from signup_web.texting.turns import Thread, Turn

KEPT = timedelta(days=2)  # for which a message's id is remembered
FOR_EVER = timedelta(days=36_500)
HOUR = timedelta(hours=1)

log = logging.getLogger(__name__)


def is_repeated(channel: str, message: str, is_start: bool) -> bool:
    """Return whether a message with this id came before; from now on it did.

    One that can take a stop back is remembered for as long as stops are, also where its writer has everything about them
    deleted: a copy of it must never bring them back. It is kept as a hash that only we can make.
    """
    if not is_start:
        return not context.store().once(f"{channel}:{message}", context.now(), KEPT)
    key = code_hash(context.services().secret_key, channel, message)
    return not context.store().once(f"start:{key}", context.now(), FOR_EVER)


def is_too_much(subscriber: Subscriber) -> bool:
    """Count one message; whether this person wrote more than we answer in an hour."""
    most = context.services().limits.answers_per_hour
    if context.store().take(f"texting:{subscriber.id}", 1, most, HOUR, context.now()):
        return False
    log.info("No answer: too many messages in an hour", extra={"from": mask(subscriber.to.address)})
    return True


def respond(meant: Intent, words: str, subscriber: Subscriber, message: str, at: datetime) -> str:
    """Do what a message asks for, and say so; "" where nothing is to be said. Above the limit START and STOP are heard, in silence."""
    silent = is_too_much(subscriber)
    if silent and meant not in (Intent.START, Intent.STOP):
        return ""
    turn = answer(meant, words, thread_of(subscriber))
    carry_out(turn, subscriber, message, at)
    return "" if silent else turn.says


def thread_of(subscriber: Subscriber) -> Thread:
    """Gather what the conversation with this person can be about."""
    store, settings = context.store(), context.settings()
    wanted = store.subscriptions_of(subscriber.id)
    mentioned = {each.watch_id for each in wanted} | set(subscriber.about.watches)
    shown = [watch for watch in store.watches() if watch.listed or watch.id in mentioned]
    facts = context.facts().of(shown)
    return Thread(
        subscriber=subscriber,
        wanted=tuple(wanted),
        products=tuple(each for each in facts if each.open(context.now())),
        known=tuple(facts),
        brand=settings.brand,
        site=settings.site,
        now=context.now(),
    )


def carry_out(turn: Turn, subscriber: Subscriber, message: str, at: datetime) -> None:
    """Do what the turn says, for the ledger with the id of the message that asked for it, and when it came.

    A message whose answer took long must not undo a stop that came after it.
    """
    store = context.store()
    if turn.opts_out:
        membership.opt_out_subscriber(store, subscriber, consent(ConsentKind.OPT_OUT, message, at))
        log.info("Somebody said STOP", extra={"channel": subscriber.to.channel, "from": mask(subscriber.to.address)})
    if turn.opts_in:
        membership.opt_in(store, subscriber, consent(ConsentKind.OPT_BACK_IN, message, at))
    if turn.rearms:
        membership.rearm(store, subscriber.id, at)
    if turn.daily:
        membership.tell_daily(store, subscriber, turn.hour, at)
    for each in turn.joins:
        said = consent(ConsentKind.OPT_IN, message, at)
        membership.join(store, subscriber, each.watch_id, each.wants, said, conditions=each.conditions)
        subscriber = store.subscriber(subscriber.id) or subscriber
    if turn.topic and turn.topic != subscriber.about:
        try:
            store.put_subscriber(replace(subscriber, topic=str(turn.topic)))
        except Conflict:  # two messages at once: the other's topic is as good
            log.info("A topic was not noted", extra={"from": mask(subscriber.to.address)})


def consent(kind: ConsentKind, message: str, at: datetime) -> Consent:
    return Consent(at=at, kind=kind, method="text", wording=agreement.VERSION, evidence=message)
