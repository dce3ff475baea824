"""Telling people: notes, receipts and channels."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from coatcheck.errors import SendFailed
from coatcheck.model import Frozen


class Note(Frozen, frozen=True):
    """A message to one person, ready to be sent. `reference` is the delivery's id, if there is one."""

    text: str
    title: str = ""
    url: str | None = None
    reference: str = ""
    code: str = ""  # unique to the delivery, and part of `text`
    useful_for: float = 3600  # seconds after which the provider may drop it
    unsubscribe: str | None = None  # a link that takes one POST


class Receipt(Frozen, frozen=True):
    """The provider's word that it has the message, and what became of it there.

    `failure`: it was lost afterwards. `Transient` says that surely nobody got it, `MaybeSent` that nobody can tell.
    """

    provider_id: str | None = None
    status: str = "sent"
    detail: str = ""
    failure: SendFailed | None = None


class Channel(Protocol):
    """A way to reach people. Made by `open(settings, fetcher)` of its module."""

    name: str
    can_find: bool  # whether `find` can tell; if not, delivery is at least once
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
