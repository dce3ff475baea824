"""Telegram, by its Bot API: people, groups and channels. At least once: a lost answer may mean a second message.

https://core.telegram.org/bots/api#sendmessage
"""

import logging
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coatcheck.channels.session import TIMEOUT, open_session, unanswered
from coatcheck.config import Settings
from coatcheck.errors import Invalid, MaybeSent, Rejected, Scope, SendFailed, Transient
from coatcheck.ports import FetcherOf, Note, Receipt
from coatcheck.process.log import mask

if TYPE_CHECKING:
    import requests

LONGEST = 4096  # characters of a message, after its markup is read
RESERVED = re.compile(r"([_*\[\]()~`>#+\-=|{}.!\\])")  # https://core.telegram.org/bots/api#markdownv2-style
UNREACHABLE = re.compile(r"chat not found|user is deactivated|not enough rights|have no rights|PEER_ID_INVALID", re.I)

log = logging.getLogger(__name__)


class Telegram:
    name = "telegram"
    can_find = False
    is_idempotent = False
    is_text = False

    def __init__(self, settings: Settings, session: "requests.Session") -> None:
        self._base = f"{settings.telegram_api_url.rstrip('/')}/bot{settings.telegram_token}/"
        self._pin = settings.telegram_pin
        self._session = session

    def normalize(self, address: str) -> str:
        text = address.strip()
        if not re.fullmatch(r"-?[1-9]\d{0,18}|@[A-Za-z]\w{3,31}", text):
            raise Invalid("That is no Telegram chat. Give its number, like 123456 or -1001234567890, or @channel.")
        return text

    def send(self, address: str, note: Note) -> Receipt:
        try:
            message = self._call("sendMessage", self._message(address, note))
        except _Moved as moved:
            log.warning("A Telegram group has a new number", extra={"old": mask(address), "new": mask(moved.to)})
            address = moved.to
            message = self._call("sendMessage", self._message(address, note))
        if self._pin and note.reference and address.startswith(("-", "@")):
            self._pin_message(address, message["message_id"])
        return Receipt(provider_id=str(message["message_id"]), detail=f"Telegram message {message['message_id']}")

    def find(self, address: str, note: Note, since: datetime) -> Receipt | None:
        return None

    def check(self) -> str:
        return f"the bot is @{self._call('getMe', {}).get('username')}"

    def listen(self, url: str, secret: str) -> str:
        """Have what people write to the bot posted to this address, with this secret; the bot's name.

        https://core.telegram.org/bots/api#setwebhook
        """
        self._call("setWebhook", {"url": url, "secret_token": secret, "allowed_updates": ["message"]})
        return str(self._call("getMe", {})["username"])

    def _message(self, address: str, note: Note) -> dict[str, Any]:
        return {"chat_id": address, "text": markdown(note), "parse_mode": "MarkdownV2"}

    def _pin_message(self, address: str, message: int) -> None:
        """The message is out: that it can't be pinned is worth a line, nothing more."""
        try:
            self._call("pinChatMessage", {"chat_id": address, "message_id": message, "disable_notification": True})
        except SendFailed as error:
            log.warning("A Telegram message could not be pinned: %s", error.reason, extra={"chat": mask(address)})

    def _call(self, method: str, parameters: dict[str, Any]) -> Any:
        from requests import RequestException

        try:
            answer = self._session.post(self._base + method, json=parameters, timeout=TIMEOUT)
            body = answer.json()
        except RequestException as error:  # an answer that is no JSON, too
            raise unanswered(error) from None  # its text holds the token
        if not isinstance(body, dict) or not body.get("ok"):
            raise _refused(answer.status_code, body if isinstance(body, dict) else {})
        return body["result"]


class _Moved(Rejected):
    """The group became a supergroup, and has another number."""

    def __init__(self, reason: str, to: str) -> None:
        super().__init__(reason, "400", Scope.ADDRESS)
        self.to = to


def markdown(note: Note) -> str:
    """The note in Telegram's MarkdownV2, the title in bold, never longer than a message may be."""
    if not note.title or not note.url:
        return escape(note.text[:LONGEST])
    return f"*{escape(note.title[: LONGEST - len(note.url) - 1])}*\n{escape(note.url)}"


def escape(text: str) -> str:
    """Text as itself: every character with a meaning escaped."""
    return RESERVED.sub(r"\\\1", text)


def _refused(status: int, body: dict[str, Any]) -> SendFailed:
    reason = str(body.get("description") or f"HTTP {status}")
    parameters, code = body.get("parameters") or {}, str(status)
    if status == 429:
        return Transient(reason, code, parameters.get("retry_after"))
    if status >= 500 or status < 400:
        return MaybeSent(reason, code)
    if "migrate_to_chat_id" in parameters:
        return _Moved(reason, str(parameters["migrate_to_chat_id"]))
    if status in (401, 404):
        return Rejected(reason, code, Scope.ACCOUNT)
    if status == 403 or UNREACHABLE.search(reason):
        return Rejected(reason, code, Scope.ADDRESS)
    return Rejected(reason, code, Scope.MESSAGE)


def open(settings: Settings, fetcher: FetcherOf) -> Telegram:
    if not settings.telegram_token:
        raise Invalid("Telegram needs COATCHECK_TELEGRAM_TOKEN; @BotFather gives you one.")
    return Telegram(settings, open_session(settings.telegram_api_url, settings.senders))
