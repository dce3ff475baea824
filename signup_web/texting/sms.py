"""Texts that people send us: `POST /sms/inbound`, in Twilio's form, answered in TwiML.

https://www.twilio.com/docs/messaging/guides/webhook-request
"""

import logging
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request

from coatcheck.model import ChannelAddress
from coatcheck.people import membership
from coatcheck.people.phone import is_served
from coatcheck.process.log import mask
from coatcheck.telling import switches
from signup_web import context
from signup_web.security import csrf
from signup_web.texting.conversation import Intent, intent
from signup_web.texting.respond import consent, is_repeated, respond
from signup_web.texting.twilio_signature import signed_by_twilio

texting = Blueprint("texting", __name__)

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
    subscriber = membership.subscriber_at(store, context.services().secret_key, to, now)
    kind = form.get("OptOutType", "").upper()
    if kind == "STOP" or intent(words)[0] is Intent.STOP:
        membership.opt_out_subscriber(store, subscriber, consent("opt-out", message, now))
        log.info("A number said STOP", extra={"from": mask(number)})
        return _twiml("")
    if is_repeated(f"sms:{message}"):
        return _twiml("")
    if kind == "START":
        membership.opt_in(store, subscriber, consent("opt-back-in", message, now))
    if kind or not is_served(number, context.settings().countries):
        return _twiml("")
    says = respond(words, subscriber, message, now)
    if says and not switches.take_answer(store, context.settings().texts_per_day, now):
        log.warning("No answer: the day's budget of texts is spent", extra={"from": mask(number)})
        return _twiml("")
    return _twiml(says)


def _twiml(text: str) -> Response:
    """The answer, or none. https://www.twilio.com/docs/messaging/twiml"""
    message = f"<Message>{escape(text)}</Message>" if text else ""
    return Response(f'<?xml version="1.0" encoding="UTF-8"?><Response>{message}</Response>', mimetype="text/xml")
