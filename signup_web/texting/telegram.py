"""What people write to our Telegram bot: `POST /telegram/inbound`, answered in the same breath.

https://core.telegram.org/bots/api#setwebhook
"""

import hmac
from datetime import datetime

import msgspec
from flask import Blueprint, Response, abort, jsonify, request

from coatcheck.bootstrap import Services
from coatcheck.channels.telegram import Telegram
from coatcheck.errors import Invalid
from coatcheck.model import ChannelAddress, Status, Subscriber
from coatcheck.people import membership
from coatcheck.people.links import code_hash
from signup_web import context
from signup_web.security import csrf
from signup_web.site.telegram_link import BOT, PRODUCT
from signup_web.texting import replies
from signup_web.texting.conversation import Intent, intent
from signup_web.texting.respond import consent, is_repeated, respond

telegram = Blueprint("telegram", __name__)

PATH = "/telegram/inbound"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class _Chat(msgspec.Struct):
    id: int
    type: str = ""


class _Message(msgspec.Struct):
    message_id: int
    chat: _Chat
    text: str = ""


class _Update(msgspec.Struct):
    update_id: int
    message: _Message | None = None


def listen(services: Services) -> str:
    """Have Telegram send us what people write to the bot; its name. Raises `SendFailed`, or `Invalid` without a bot."""
    channel = services.channel("telegram")
    if not isinstance(channel, Telegram) or not services.settings.site.startswith("https://"):
        raise Invalid("Telegram can write to public https:// addresses only: set COATCHECK_PUBLIC_URL.")
    name = channel.listen(services.settings.site + PATH, _secret(services))
    services.store.put_value(BOT, name)
    return name


@telegram.post(PATH)
@csrf.exempt  # type: ignore[untyped-decorator]  # the secret that Telegram repeats is the proof
def inbound() -> Response:
    """One message from a private chat. 403 for whoever does not know the secret."""
    services, now = context.services(), context.now()
    given = request.headers.get(SECRET_HEADER, "")
    if "telegram" not in services.settings.channels or not hmac.compare_digest(
        given.encode(), _secret(services).encode()
    ):
        abort(403)
    try:
        update = msgspec.json.decode(request.get_data(), type=_Update)
    except (msgspec.DecodeError, UnicodeDecodeError):
        abort(400)
    message = update.message
    if message is None or message.chat.type != "private" or not message.text:
        return Response(status=200)
    to = ChannelAddress("telegram", str(message.chat.id))
    subscriber = membership.subscriber_at(services.store, services.secret_key, to, now)
    said = _answer(subscriber, as_words(message.text, subscriber), f"telegram:{update.update_id}", now)
    return jsonify(method="sendMessage", chat_id=message.chat.id, text=said) if said else Response(status=200)


def as_words(text: str, subscriber: Subscriber) -> str:
    """A bot's command as the words a text would have: "/start p_parka" is "JOIN parka", "/status" is "status"."""
    command, _, rest = text.strip().partition(" ")
    if not command.startswith("/"):
        return text
    name = command[1:].partition("@")[0]
    if name != "start":
        return f"{name} {rest}".strip()
    back = subscriber.status is Status.OPTED_OUT
    return "START" if back else f"JOIN {rest.removeprefix(PRODUCT)}".strip()


def _answer(subscriber: Subscriber, words: str, message: str, at: datetime) -> str:
    if intent(words)[0] is Intent.STOP:
        membership.opt_out_subscriber(context.store(), subscriber, consent("opt-out", message, at))
        known = subscriber.status is Status.OPTED_OUT
        return "" if known else replies.say("stopped", context.settings().brand)
    if is_repeated(message):
        return ""
    return respond(words, subscriber, message, at)


def _secret(services: Services) -> str:
    """What Telegram repeats with each message; made of our key, so that there is nothing to keep."""
    return code_hash(services.secret_key, PATH, "secret")
