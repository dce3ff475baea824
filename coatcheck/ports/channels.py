"""Telling people: notes, receipts and channels."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from msgspec.structs import force_setattr

from coatcheck.errors import MaybeSent, SendFailed
from coatcheck.model import Frozen
from coatcheck.plain_text import as_text


class Note(Frozen, frozen=True):
    """A message to one person, ready to be sent. `reference` is the delivery's id, if there is one."""

    text: str
    title: str = ""
    url: str | None = None
    reference: str = ""
    code: str = ""  # unique to the delivery, and part of `text`
    useful_for: float = 3600  # seconds after which the provider may drop it
    unsubscribe: str | None = None  # a link that takes one POST
    manage: str | None = None  # a link to the person's own page: tell me again, change, stop


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


class Channel(Protocol):
    """A way to reach people. Made by `open(settings, fetcher)` of its module."""

    name: str
    can_find: bool  # whether `find` can tell; if not, delivery is at least once
    is_idempotent: bool  # whether the same note twice is one message to whoever gets it; if not, what is in doubt is sent twice at the most
    is_text: bool  # a text to a phone: it costs money and wakes people, so the day's budget and quiet hours count

    def normalize(self, address: str) -> str:
        """The one form in which this address is stored. Raises `Invalid` with the reason."""
        ...

    def send(self, address: str, note: Note) -> Receipt:
        """Send once, within 10 seconds. Raises `Rejected`, `Transient` or `MaybeSent`."""
        ...

    def find(self, address: str, note: Note, since: datetime) -> Receipt | None:
        """The message with this note's code, if the provider took it since then; None if it knows of none.

        Raises `Transient` where the provider can't be asked now.
        """
        ...

    def check(self) -> str:
        """Prove to the provider that we may send, without sending; a few words on what it said. Raises `SendFailed`."""
        ...


ChannelOf = Callable[[str], Channel]  # raises Invalid where that channel is not switched on
