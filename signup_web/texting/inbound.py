"""What people write to us, and what becomes of what we wrote: `POST /<channel>/inbound` and `POST /<channel>/status`.

The channel's class knows its provider's form and proof (`coatcheck/channels/inbound.py`); all that follows is the same for all.
"""

import logging

from flask import Blueprint, Response, abort, request

from coatcheck import channels
from coatcheck.channels.inbound import Incoming, Post
from coatcheck.errors import Invalid, Undecodable
from coatcheck.languages import speaking
from coatcheck.model import ChannelAddress, ConsentKind, Status, Subscriber
from coatcheck.people import membership
from coatcheck.process.log import mask
from coatcheck.telling import receipts, switches
from signup_web import context
from signup_web.security import csrf
from signup_web.texting import replies, tickets
from signup_web.texting.bots import secret_of
from signup_web.texting.intents import Intent, intent
from signup_web.texting.respond import carry_out, consent, is_repeated, respond
from signup_web.texting.turns import Turn

inbound = Blueprint("inbound", __name__)

log = logging.getLogger(__name__)


@inbound.post("/<channel>/inbound")
@csrf.exempt  # type: ignore[untyped-decorator]  # the channel asks for its provider's proof
def receive(channel: str) -> Response:
    """Take one message. 403 for what its provider did not post, and where nobody can write to us; 400 for what is no message."""
    inbox = channels.inbox(channel) if _is_known(channel) else None
    if inbox is None:
        abort(403)
    try:
        message = inbox.receive(context.settings(), _post(channel))
    except Invalid:
        abort(403)
    except Undecodable:
        abort(400)
    if message is None:
        return Response(status=200)
    to = ChannelAddress(channel, message.address)
    services = context.services()
    subscriber = membership.subscriber_at(services.store, services.secret_key, to, context.now())
    with speaking(subscriber.language or services.settings.language):
        reply = inbox.reply(message, _answer(channel, message, subscriber))
    return Response(reply.body, mimetype=reply.mimetype)


@inbound.post("/<channel>/status")
@csrf.exempt  # type: ignore[untyped-decorator]  # the channel asks for its provider's proof
def status(channel: str) -> Response:
    """Note a message's new status. One that is known already, or of a delivery that is gone, is passed over."""
    services = context.services()
    reports = channels.status_reports(channel) if _is_known(channel) else None
    if reports is None:
        abort(403)
    try:
        delivery, said = reports.report(services.settings, _post(channel))
    except Invalid:
        abort(403)
    receipts.record_status(services.store, services.bus, services.secret_key, delivery, said, context.now())
    return Response(status=204)


def _answer(channel: str, message: Incoming, subscriber: Subscriber) -> str:
    """Do what the message asks for; the words to send back. STOP is recorded before everything else, however often it comes."""
    services, now = context.services(), context.now()
    command = _ticket_command(message, subscriber)
    meant, words = (Intent.WORDS, message.words) if command else _understood(message, subscriber)
    if meant is Intent.STOP:
        carry_out(Turn(opts_out=True), subscriber, message.id, now)
        return _confirmed(channel, message, subscriber)
    if is_repeated(channel, message.id, meant is Intent.START or message.keyword == "START"):
        return ""
    if message.keyword == "START":
        membership.opt_in(services.store, subscriber, consent(ConsentKind.OPT_BACK_IN, message.id, now))
    if message.keyword or not message.answerable or channel not in services.settings.channels:
        return ""
    if command:
        asked = message.words[len(command) :].strip()
        return _afforded(channel, tickets.reply(command, asked, subscriber, message.id, now), subscriber)
    says = respond(meant, words, subscriber, message.id, now)
    if says and message.command == "status":
        says = tickets.with_pending(says, subscriber)
    return _afforded(channel, says, subscriber)


def _ticket_command(message: Incoming, subscriber: Subscriber) -> str:
    """Name the command about tickets that a message is, or the answer to our question about one; "" for any other."""
    if context.settings().suggestions == "closed":
        return ""
    if message.command:
        return message.command if message.command in tickets.COMMANDS else ""
    return tickets.answer_to(message.words, subscriber)


def _understood(message: Incoming, subscriber: Subscriber) -> tuple[Intent, str]:
    """Say what is meant: by the provider's word, by opening the chat anew, or by what is written."""
    if message.keyword == "STOP":
        return Intent.STOP, ""
    if message.opens and subscriber.status is Status.OPTED_OUT:
        return Intent.START, ""
    return intent(message.words)


def _confirmed(channel: str, message: Incoming, subscriber: Subscriber) -> str:
    """Write what is said to a STOP, once, and only where the provider has not answered it: ours would be a second text after a stop."""
    if message.keyword or subscriber.status is Status.OPTED_OUT or not message.answerable:
        return ""
    return _afforded(channel, replies.say("stopped", context.settings().brand), subscriber)


def _afforded(channel: str, says: str, subscriber: Subscriber) -> str:
    """Return the answer, or none where it is a text and the day's are spent."""
    services = context.services()
    limit, now = services.settings.texts_per_day, context.now()
    if says and channels.is_text(channel) and not switches.take_answer(services.store, limit, now):
        log.warning("No answer: the day's budget of texts is spent", extra={"from": mask(subscriber.to.address)})
        return ""
    return says


def _is_known(channel: str) -> bool:
    """Nobody makes us look among the installed packages for a name of their own."""
    return channel in channels.CHANNELS or channel in context.settings().channels


def _post(channel: str) -> Post:
    """Gather what was posted. Its address is the one we gave out, never one that a proxy shows us."""
    services, query = context.services(), request.query_string.decode("latin-1")
    body = request.get_data()  # first: a form that was read leaves none
    return Post(
        url=f"{services.settings.site}{request.path}{f'?{query}' if query else ''}",
        headers={name.lower(): value for name, value in request.headers.items()},
        query=request.args,
        form=request.form,
        body=body,
        secret=secret_of(services, channel),
    )
