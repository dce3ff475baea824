"""Telling people: notes, receipts and channels; and how visitors name an address and agree to be told there."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from msgspec.structs import force_setattr

from coatcheck.errors import MaybeSent, SendFailed
from coatcheck.languages import N_
from coatcheck.model import Frozen
from coatcheck.plain_text import as_text


class Line(Frozen, frozen=True):
    """A line of a note: first words that may stand out or lead somewhere, then others. An empty one parts two paragraphs."""

    text: str = ""
    rest: str = ""
    url: str | None = None
    strong: bool = False

    def __str__(self) -> str:
        return " ".join(filter(None, (self.text, self.rest))) + (f": {self.url}" if self.url else "")


class Note(Frozen, frozen=True):
    """A message to one person, ready to be sent. `reference` is the delivery's id, if there is one.

    `lines` are the words of `text` once more where some of them stand out or lead somewhere, for channels that can show it.
    """

    text: str
    title: str = ""
    url: str | None = None
    reference: str = ""
    code: str = ""  # unique to the delivery, and part of `text`
    useful_for: float = 3600  # seconds after which the provider may drop it
    unsubscribe: str | None = None  # a link that takes one POST
    manage: str | None = None  # a link to the person's own page: tell me again, change, stop
    lines: tuple[Line, ...] = ()


class Receipt(Frozen, frozen=True):
    """The provider's word that it has the message, and what became of it there.

    `failure`: it was lost afterwards. `Transient` says that surely nobody got it, `MaybeSent` that nobody can tell.
    Whatever a provider's library hands over is kept as text of some hundred characters: a receipt can always be stored.
    """

    provider_id: str | None = None
    status: str = "sent"
    detail: str = ""
    failure: SendFailed | None = None

    def __post_init__(self) -> None:
        force_setattr(self, "provider_id", None if self.provider_id is None else as_text(self.provider_id))
        force_setattr(self, "status", as_text(self.status))
        force_setattr(self, "detail", as_text(self.detail))
        if self.failure is not None and not isinstance(self.failure, SendFailed):
            force_setattr(self, "failure", MaybeSent(as_text(self.failure)))


class Field(StrEnum):
    """The kind of field that a form has for an address."""

    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    EMAIL = "email"
    URL = "url"
    PHONE = "phone"  # the form asks for the country, too, and hands on the international form: +14155550100
    SUBSCRIPTION = "subscription"  # what the visitor's browser makes itself, by script: see `application_server_key`


class SignUp(Frozen, frozen=True):
    """How visitors sign up by a channel: how the form asks for an address, and what they agree to.

    In English; said in the visitor's language where a catalogue has the words.
    """

    by: str  # completes "be told by": "text", "email", "Telegram"
    label: str  # of the field: "Mobile number"
    hint: str = ""  # a few words beside the label
    field: Field = Field.TEXT
    note: str = ""  # a sentence above the field; `{brand}` stands for the site's name, as in `agreement`
    only_alone: bool = False  # offered only where no other channel is that visitors may choose

    # The words beside the box to tick, and the name under which the ledger of consents knows them: a new name whenever a
    # word changes. The old words go to `signup_web/joining/agreement.py`.
    agreement: str = N_(
        "I agree to get automated messages from {brand} when what I chose can be had. How many depends on the shop. "
        "I can stop them at any time. Consent is not a condition of any purchase."
    )
    version: str = "2026-11-29"


class Channel(Protocol):
    """A way to reach people. Made by `open(settings, fetcher)` of its class, which `coatcheck/channels/__init__.py` describes."""

    name: str
    can_find: bool = False  # whether `find` can tell; if not, delivery is at least once
    is_idempotent: bool = False  # whether the same note twice is one message to whoever gets it; if not, what is in doubt is sent twice at the most
    is_text: bool = False  # a text to a phone: it costs money, so the day's budget counts
    wakes: bool = False  # it rings where somebody sleeps, so quiet hours count

    def normalize(self, address: str) -> str:
        """Return the one form in which this address is stored. Raises `Invalid` with the reason."""

    def send(self, address: str, note: Note) -> Receipt:
        """Send once, within 10 seconds. Raises `Rejected`, `Transient` or `MaybeSent`."""

    def find(self, address: str, note: Note, since: datetime) -> Receipt | None:
        """Return the message with this note's code, if the provider took it since then; None if it knows of none.

        Raises `Transient` where the provider can't be asked now.
        """
        return None

    def check(self) -> str:
        """Prove to the provider that we may send, without sending; a few words on what it said. Raises `SendFailed`."""


@runtime_checkable
class Subscribable(Protocol):
    """A channel whose addresses browsers make (`Field.SUBSCRIPTION`)."""

    @property
    def application_server_key(self) -> str:
        """Return our public key, for which a browser makes an address, as its `PushManager` takes it."""


ChannelOf = Callable[[str], Channel]  # raises Invalid where that channel is not switched on
