"""Telegram, by its Bot API: people, groups and channels. At least once: a lost answer may mean a second message.

https://core.telegram.org/bots/api#sendmessage
"""

import hmac
import logging
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import msgspec

from coatcheck.channels.inbound import Incoming, Post, Reply
from coatcheck.channels.session import TIMEOUT, open_session, unanswered
from coatcheck.config import Settings
from coatcheck.errors import Invalid, MaybeSent, Rejected, Scope, SendFailed, Transient, Undecodable
from coatcheck.languages import N_, gettext
from coatcheck.ports import Channel, FetcherOf, Field, Line, Note, Receipt, SignUp
from coatcheck.process.log import mask

if TYPE_CHECKING:
    import requests

LONGEST = 4096  # characters of a message, after its markup is read
RESERVED = re.compile(r"([_*\[\]()~`>#+\-=|{}.!\\])")  # https://core.telegram.org/bots/api#markdownv2-style
IN_LINK = re.compile(r"([)\\])")  # reserved between a link's round brackets
ESCAPED = r"\\\1"
UNREACHABLE = re.compile(r"chat not found|user is deactivated|not enough rights|have no rights|PEER_ID_INVALID", re.I)

SECRET_HEADER = "x-telegram-bot-api-secret-token"
IN_GROUPS = frozenset(
    {"regions", "theatres", "theaters", "movies", "alert", "yes", "each", "no", "status", "stop", "start", "help"}
)
GROUPS = ("group", "supergroup")
PRODUCT = "p_"  # before a slug, in what a link hands to the bot

log = logging.getLogger(__name__)


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


class Telegram(Channel):
    name = "telegram"
    sign_up = SignUp(
        by="Telegram",
        label=N_("Telegram chat"),
        hint=N_("The number of your chat with our bot. Write to the bot first, or it may not answer you."),
        field=Field.NUMBER,
    )

    def __init__(self, settings: Settings, session: "requests.Session") -> None:
        self._base = f"{settings.telegram_api_url.rstrip('/')}/bot{settings.telegram_token}/"
        self._pin = settings.telegram_pin
        self._session = session

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        if not settings.telegram_token:
            raise Invalid("Telegram needs COATCHECK_TELEGRAM_TOKEN; @BotFather gives you one.")
        return cls(settings, open_session(settings.telegram_api_url, settings.senders))

    def normalize(self, address: str) -> str:
        text = address.strip()
        if not re.fullmatch(r"-?[1-9]\d{0,18}|@[A-Za-z]\w{3,31}", text):
            raise Invalid(
                gettext("That is no Telegram chat. Give its number, like 123456 or -1001234567890, or @channel.")
            )
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

    def check(self) -> str:
        return f"the bot is @{self._call('getMe', {}).get('username')}"

    @staticmethod
    def link(bot: str, slug: str) -> str:
        """Write a deep link: https://core.telegram.org/bots/features#deep-linking"""
        return f"https://t.me/{bot}?start={PRODUCT}{slug}"

    @staticmethod
    def receive(settings: Settings, post: Post) -> Incoming | None:
        """Read what somebody wrote to the bot: https://core.telegram.org/bots/api#update

        In a group only some commands are heard, and none where visitors may suggest nothing: then groups are the operator's.
        """
        given = post.headers.get(SECRET_HEADER, "")
        if not settings.telegram_token or not hmac.compare_digest(given.encode(), post.secret.encode()):
            raise Invalid("Telegram was not told to write here.")
        try:
            update = msgspec.json.decode(post.body, type=_Update)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Undecodable("This is no update of Telegram's.") from error
        message = update.message
        if message is None or not message.text or message.chat.type not in ("private", *GROUPS):
            return None
        command, words, opens = _as_words(message.text)
        if message.chat.type in GROUPS and (settings.suggestions == "closed" or command not in IN_GROUPS):
            return None
        return Incoming(str(message.chat.id), words, f"telegram:{update.update_id}", opens=opens, command=command)

    @staticmethod
    def reply(message: Incoming, says: str) -> Reply:
        """Answer in the webhook's own answer: https://core.telegram.org/bots/api#making-requests-when-getting-updates"""
        if not says:
            return Reply()
        answer = {"method": "sendMessage", "chat_id": int(message.address), "text": says}
        return Reply(msgspec.json.encode(answer).decode(), "application/json")

    def listen(self, url: str, secret: str) -> str:
        """Set the webhook: https://core.telegram.org/bots/api#setwebhook"""
        self._call("setWebhook", {"url": url, "secret_token": secret, "allowed_updates": ["message"]})
        return str(self._call("getMe", {})["username"])

    def _message(self, address: str, note: Note) -> dict[str, Any]:
        return {"chat_id": address, "text": markdown(note, address.isdecimal()), "parse_mode": "MarkdownV2"}

    def _pin_message(self, address: str, message: int) -> None:
        """Pin a message that is out: that it can't be pinned is worth a line, nothing more."""
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


def _as_words(text: str) -> tuple[str, str, bool]:
    """Read a bot's command, and the words that a text would have in its place, "/start p_parka" as "JOIN parka"; and whether it opens the chat."""
    if not text.lstrip().startswith("/"):
        return "", text, False
    command, rest = (*text.strip().split(maxsplit=1), "")[:2]
    name = command[1:].partition("@")[0]
    if name != "start":
        return name.lower(), f"{name} {rest}".strip(), False
    return name, f"JOIN {rest.removeprefix(PRODUCT)}".strip(), True


def markdown(note: Note, is_private: bool = False) -> str:
    """Write the note in Telegram's MarkdownV2, the title in bold, never longer than a message may be.

    The link to one's own page stands in private chats alone: in a group everybody could follow it.
    """
    if not note.title or not note.url:
        return escape(note.text[:LONGEST])
    own = gettext("Tell me again, change or stop")
    foot = f"\n\n{own}: {note.manage}" if note.manage and is_private else ""
    if note.lines:
        return _written(note.lines, LONGEST - len(foot)) + escape(foot)
    room = LONGEST - len(note.url) - len(foot) - 1
    return f"*{escape(note.title[:room])}*\n{escape(note.url)}{escape(foot)}"


def _written(lines: Sequence[Line], room: int) -> str:
    """Write as many lines as there is room for, the last one always: it leads to all of them. Addresses behind words take none."""
    last, written = lines[-1], []
    room -= len(last.text) + len(last.rest) + 2
    for line in lines[:-1]:
        room -= len(line.text) + len(line.rest) + 2
        if room < 0:
            break
        written.append(_line(line))
    return "\n".join([*written, _line(last)])


def _line(line: Line) -> str:
    words = f"*{escape(line.text)}*" if line.strong else escape(line.text)
    if line.url:
        words = f"[{words}]({IN_LINK.sub(ESCAPED, line.url)})"
    return f"{words} {escape(line.rest)}" if line.rest else words


def escape(text: str) -> str:
    """Write text as itself: every character with a meaning escaped."""
    return RESERVED.sub(ESCAPED, text)


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
