"""Messages that people write to us: what a channel's class has where they can, and what passes between it and the site.

Each is a function of the class, which asks no open channel: a STOP is heard even where the channel is switched off.
"""

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from coatcheck.config import Settings
from coatcheck.model import Frozen
from coatcheck.ports import Receipt


class Post(Frozen, frozen=True):
    """What somebody posted to us, as far as channels look at it."""

    url: str  # the public address it was meant for, with its query: what a provider signs
    headers: Mapping[str, str]  # by their names in small letters
    query: Mapping[str, str]
    form: Any  # werkzeug's MultiDict of the fields; empty where the body is no form
    body: bytes
    secret: str  # ours alone, the same each time: what a provider repeats that was given it by `listen`


class Incoming(Frozen, frozen=True):
    """One message that somebody wrote to us."""

    address: str  # in the channel's normal form
    words: str
    id: str  # the same each time the message is posted; kept in the ledger as evidence
    keyword: str = ""  # STOP, START or HELP, where the provider understood one, and answered it
    opens: bool = False  # the chat was opened (anew): that brings back whoever said stop
    answerable: bool = True  # False: we don't write there
    command: str = ""  # a bot's, like "status"; `words` begin with it


class Reply(Frozen, frozen=True):
    """What a provider is answered: the words to send, in its own form."""

    body: str = ""
    mimetype: str = "text/plain"


@runtime_checkable
class Inbox(Protocol):
    """The class of a channel that people can write to: their messages are posted to `/<channel>/inbound`."""

    def receive(self, settings: Settings, post: Post) -> Incoming | None:
        """Read the message; None for what asks for no answer. Raises `Invalid` where the provider did not post it, `Undecodable` for what is none."""

    def reply(self, message: Incoming, says: str) -> Reply:
        """Write the answer to that post; `says` may be empty."""


@runtime_checkable
class StatusReports(Protocol):
    """The class of a channel whose provider says what became of a message, at `/<channel>/status`."""

    def report(self, settings: Settings, post: Post) -> tuple[str, Receipt]:
        """Read the delivery's id, and the provider's word. Raises `Invalid` where the provider did not post it."""


@runtime_checkable
class Bot(Inbox, Protocol):
    """A channel where people write to a bot, which has to be told where to post what they write. Its class or, to listen, itself."""

    def link(self, bot: str, slug: str) -> str:
        """Write the address where somebody opens a chat with this bot, and signs up for a product by that."""

    def listen(self, url: str, secret: str) -> str:
        """Have what people write posted to this address, with this secret; the bot's name. Raises `SendFailed`."""
