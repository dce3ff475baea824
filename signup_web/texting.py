"""Texts that people send us: `POST /sms/inbound`, in Twilio's form, answered in TwiML.

https://www.twilio.com/docs/messaging/guides/webhook-request
"""

import logging
from datetime import timedelta
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request
from msgspec.structs import replace

from coatcheck import people, switches
from coatcheck.errors import Conflict
from coatcheck.log import mask
from coatcheck.model import ChannelAddress, Consent, Health, Subscriber
from signup_web import context, wording
from signup_web.conversation import Intent, Thread, Turn, answer, intent
from signup_web.security import csrf
from signup_web.twilio_door import signed_by_twilio

texting = Blueprint("texting", __name__)

MESSAGES_PER_HOUR = 10  # from one number; above it there is silence
KEPT = timedelta(days=2)  # for which a message's id is remembered
HOUR = timedelta(hours=1)

log = logging.getLogger(__name__)


@texting.post("/sms/inbound")
@csrf.exempt  # type: ignore[untyped-decorator]  # the signature is the proof
@signed_by_twilio
def inbound() -> Response:
    """One text. STOP is recorded before everything else and never answered; a repeated message is not answered again."""
    form = request.form
    number, words, message = form.get("From", ""), form.get("Body", ""), form.get("MessageSid", "")
    store, now = context.store(), context.now()
    if not number.startswith("+") or not message:
        return _twiml("")
    to = ChannelAddress("sms", number)
    subscriber = people.subscriber_at(store, context.services().secret_key, to, now)
    kind = form.get("OptOutType", "").upper()
    if kind == "STOP" or intent(words)[0] is Intent.STOP:
        people.opt_out_subscriber(store, subscriber, _consent("opt-out", message))
        log.info("A number said STOP", extra={"from": mask(number)})
        return _twiml("")
    if not store.once(f"sms:{message}", now, KEPT):
        return _twiml("")
    if kind == "START":
        people.opt_in(store, subscriber, _consent("opt-back-in", message))
    if kind or not _served(number) or not store.take(f"texting:{subscriber.id}", 1, MESSAGES_PER_HOUR, HOUR, now):
        return _twiml("")
    turn = answer(words, _thread(subscriber))
    _carry_out(turn, subscriber, message)
    if turn.says and not switches.take_texts(store, 1, context.settings().texts_per_day, now):
        log.warning("No answer: the day's budget of texts is spent", extra={"from": mask(number)})
        return _twiml("")
    return _twiml(turn.says)


def _thread(subscriber: Subscriber) -> Thread:
    store, settings = context.store(), context.settings()
    wanted = store.subscriptions_of(subscriber.id)
    mentioned = {each.watch_id for each in wanted} | set((subscriber.topic or "").lstrip("?").split())
    shown = [watch for watch in store.watches() if watch.listed or watch.id in mentioned]
    facts = context.memory().of(shown)
    return Thread(
        subscriber=subscriber,
        wanted=tuple(wanted),
        products=tuple(each for each in facts if each.watch.active and each.state.health is not Health.GONE),
        known=tuple(facts),
        brand=settings.brand,
        site=settings.site,
        now=context.now(),
    )


def _carry_out(turn: Turn, subscriber: Subscriber, message: str) -> None:
    store = context.store()
    if turn.opts_in:
        people.opt_in(store, subscriber, _consent("opt-back-in", message))
    if turn.rearms:
        people.rearm(store, subscriber.id, context.now())
    for watch_id, wants in turn.joins:
        people.join(store, subscriber, watch_id, wants, _consent("opt-in", message))
        subscriber = store.subscriber(subscriber.id) or subscriber
    if turn.topic is not None and turn.topic != subscriber.topic:
        try:
            store.put_subscriber(replace(subscriber, topic=turn.topic))
        except Conflict:  # two texts at once: the other's topic is as good
            log.info("A topic was not noted", extra={"from": mask(subscriber.to.address)})


def _consent(kind: str, message: str) -> Consent:
    return Consent(at=context.now(), kind=kind, method="text", wording=wording.VERSION, evidence=message)


def _served(number: str) -> bool:
    """Whether we text that number's country: answering any other costs more than it helps."""
    from phonenumbers import country_code_for_region

    countries = context.settings().countries
    return not countries or any(number.startswith(f"+{country_code_for_region(code)}") for code in countries)


def _twiml(text: str) -> Response:
    """The answer, or none. https://www.twilio.com/docs/messaging/twiml"""
    message = f"<Message>{escape(text)}</Message>" if text else ""
    return Response(f'<?xml version="1.0" encoding="UTF-8"?><Response>{message}</Response>', mimetype="text/xml")
