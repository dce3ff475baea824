"""The ports: what can be swapped (`Store`, `Bus`, `Fetcher`, `Clock`) and what can be plugged in (`Source`, `Channel`).

Each contract is written here, once. All implementations are safe to call from several threads.

Every store method may raise `StoreUnavailable` within 5 seconds: a read then did not happen, a write may
have. Before raising it, a writer reads back whether the write was its own, so callers see `Conflict` only
when somebody else really was first. Reading something that is not there returns None or an empty list.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from coatcheck.errors import LookFailed
from coatcheck.model import (
    Alert,
    Batch,
    Change,
    Confirmation,
    DeadLetter,
    Delivery,
    DeliveryState,
    Frozen,
    Observation,
    RestockEvent,
    Snapshot,
    State,
    Subscriber,
    Subscription,
    Verdict,
    Watch,
)
from coatcheck.wire import Message


class Clock(Protocol):
    """The time, and waiting for it."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        ...


# The bus


class Bus(Protocol):
    """Carries messages to whoever handles them: at least once, in any order."""

    def publish(self, messages: Sequence[Message]) -> None:
        """Hand over all of these, or raise `BusUnavailable` when some may be missing."""
        ...

    def close(self) -> None: ...


# The store, a part for each subject


class WatchStore(Protocol):
    def add_watch(self, watch: Watch) -> Watch:
        """Store a new watch. Raises `Conflict` where its id or slug is taken."""
        ...

    def put_watch(self, watch: Watch) -> Watch:
        """Replace a stored watch by a changed copy of it; raises `Conflict` where its revision is old."""
        ...

    def remove_watch(self, watch_id: str) -> None:
        """Forget a watch, its state and its subscriptions; its history stays until it expires."""
        ...

    def watch(self, watch_id: str) -> Watch | None: ...

    def watch_by_slug(self, slug: str) -> Watch | None: ...

    def watches(self) -> list[Watch]:
        """All watches, oldest first. Another process's change shows within a minute."""
        ...


class LookStore(Protocol):
    """What the poller proves, and the history made of it."""

    def batches(self, ids: Sequence[str]) -> dict[str, Batch]:
        """The stored batches among these ids."""
        ...

    def lease_batch(self, batch: Batch, slot: datetime, owner: str, now: datetime, until: datetime) -> Batch | None:
        """Take a batch for one slot; `batch` is the copy that was read, or one without a revision.

        None where another worker holds a lease that has not run out, or the slot (or a later one) was leased before.
        What is stored decides: an old copy of a batch that is free is leased all the same.
        """
        ...

    def states(self, watch_ids: Sequence[str]) -> dict[str, State]:
        """The stored states among these watches."""
        ...

    def commit_looks(self, batch: Batch, snapshot: Snapshot, verdicts: Sequence[Verdict]) -> tuple[Batch, list[State]]:
        """Store the snapshot and, for each verdict, state, change and event together.

        Glances that this minute's snapshot holds already stay, but for those at the same watches.

        The new versions, and the events as `unpublished`, are noted in the batch in the same commit. Returns the batch and states as stored, in the order given.
        Raises `Conflict` where a state is not the copy that was read any more: whoever catches it reads
        again and decides again. Of many verdicts some may be stored by then; each is whole or absent.
        """
        ...

    def commit_verdict(self, batch_id: str, verdict: Verdict) -> State:
        """The same for one watch outside of a batch's round (a shop's webhook); raises `Conflict` likewise."""
        ...

    def changes(self, watch_id: str, since: datetime) -> list[Change]:
        """A watch's changes from that moment on, in order of version."""
        ...

    def snapshots(self, batch_id: str, since: datetime, until: datetime) -> list[Snapshot]:
        """A batch's snapshots of the minutes from `since` up to and with `until`, oldest first."""
        ...

    def event(self, event_id: str) -> RestockEvent | None: ...

    def mark_published(self, batch_id: str, event_ids: Sequence[str]) -> None:
        """Take these events off the batch's outbox; those that are not on it are passed over."""
        ...

    def expire(self, now: datetime, history: timedelta, snapshots: timedelta) -> int:
        """Delete what is older than its retention; the number of rows deleted (0 where the store does it itself)."""
        ...


class Page(Frozen, frozen=True):
    """Some subscriptions, and where the next page begins ("" when this was the last)."""

    subscriptions: tuple[Subscription, ...]
    after: str = ""


class PeopleStore(Protocol):
    def subscriber(self, subscriber_id: str) -> Subscriber | None: ...

    def subscribers(self, ids: Sequence[str]) -> dict[str, Subscriber]:
        """The stored subscribers among these ids."""
        ...

    def put_subscriber(self, subscriber: Subscriber) -> Subscriber:
        """Store a new or changed subscriber; raises `Conflict` where its revision is old."""
        ...

    def subscription(self, subscription_id: str) -> Subscription | None: ...

    def subscriptions_of(self, subscriber_id: str) -> list[Subscription]:
        """What one person wants, oldest first."""
        ...

    def put_subscription(self, subscription: Subscription) -> Subscription:
        """Store a new or changed subscription; raises `Conflict` where its revision is old."""
        ...

    def remove_subscription(self, subscription_id: str) -> None: ...

    def waiting(self, event: RestockEvent, after: str, limit: int) -> Page:
        """Armed subscriptions to the event's variants (or any) armed at `event.at` or before, longest first."""
        ...

    def waiting_counts(self, watch_id: str) -> dict[str, int]:
        """How many armed subscriptions wait, by variant id (and `ANY`)."""
        ...

    def put_confirmation(self, confirmation: Confirmation) -> Confirmation:
        """Store a new or changed confirmation; raises `Conflict` where its revision is old."""
        ...

    def confirmation(self, token: str) -> Confirmation | None: ...

    def erase_person(self, subscriber_id: str) -> None:
        """Delete a subscriber with their subscriptions, confirmations and deliveries, for good."""
        ...


class DeliveryStore(Protocol):
    def fan_out(self, pairs: Sequence[tuple[Delivery, Subscription]]) -> list[str]:
        """Create each delivery and store its (disarmed) subscription, each pair in one commit.

        Returns the ids of the deliveries that exist afterwards, those of an earlier try among them. A pair
        whose subscription was changed meanwhile is left out: read the page again.
        """
        ...

    def delivery(self, delivery_id: str) -> Delivery | None: ...

    def delivery_by_code(self, code: str) -> Delivery | None: ...

    def deliveries_of(self, subscriber_id: str) -> list[Delivery]:
        """One person's deliveries, newest first."""
        ...

    def recent_deliveries(self, limit: int, state: DeliveryState | None = None) -> list[Delivery]:
        """The newest deliveries, newest first, of one state if it is given."""
        ...

    def claim(self, ids: Sequence[str], owner: str, now: datetime, until: datetime) -> list[Delivery]:
        """Take those of these deliveries that are due (`next_at <= now`), in the order given.

        A PENDING or HELD one comes back as SENDING, one attempt more. One that was SENDING with a lease that
        ran out, or UNSURE, comes back as UNSURE. All carry the owner, and `until` as lease and `next_at`.
        """
        ...

    def put_deliveries(self, deliveries: Sequence[Delivery]) -> list[Delivery]:
        """Store changed copies; those whose revision is old are left out of what is returned."""
        ...

    def put_delivery(self, delivery: Delivery, rearmed: Subscription | None = None) -> Delivery:
        """Store a changed copy, with a subscription to arm again, together; raises `Conflict` if either is old."""
        ...

    def due_deliveries(self, now: datetime, limit: int) -> list[str]:
        """The ids of deliveries whose `next_at` has come, oldest first."""
        ...

    def delivery_counts(self) -> dict[DeliveryState, int]:
        """How many deliveries are in each state that occurs."""
        ...


class OperationStore(Protocol):
    def once(self, key: str, now: datetime, keep: timedelta) -> bool:
        """True for the first caller with this key, False for every other for as long as it is kept."""
        ...

    def take(self, bucket: str, amount: int, limit: int, window: timedelta, now: datetime) -> bool:
        """Add to what this bucket holds in the present window, unless that would pass the limit: then False."""
        ...

    def taken(self, bucket: str, window: timedelta, now: datetime) -> int:
        """What the bucket holds in the present window."""
        ...

    def value(self, name: str) -> str | None:
        """A switch or note of the operator's (the kill switch, a stopped wave, the admin's key)."""
        ...

    def put_value(self, name: str, value: str | None) -> None:
        """Set a value, or take it away with None."""
        ...

    def bury(self, letter: DeadLetter) -> None:
        """Keep a dead letter; one with the same id replaces it."""
        ...

    def dead_letters(self, limit: int) -> list[DeadLetter]:
        """The newest dead letters, newest first."""
        ...

    def dead_letter(self, letter_id: str) -> DeadLetter | None: ...

    def remove_dead_letter(self, letter_id: str) -> None: ...

    def open_alert(self, alert: Alert) -> bool:
        """True if this opened it, False if an alert of this key is open already."""
        ...

    def close_alert(self, key: str, now: datetime) -> bool:
        """True if this closed it, False if none of this key was open. One never told is simply gone."""
        ...

    def alerts(self) -> list[Alert]:
        """The open alerts and those whose end was not told yet, oldest first."""
        ...

    def mark_told(self, alert: Alert, now: datetime) -> None:
        """Note that the operator was told of an alert; one that is closed is forgotten."""
        ...

    def check(self) -> None:
        """Return if the store can be read and written; raise `StoreUnavailable` or `WrongStore` if not."""
        ...

    def close(self) -> None: ...


class Store(WatchStore, LookStore, PeopleStore, DeliveryStore, OperationStore, Protocol):
    """Everything that is kept."""


# Looking at shops


class Request(Frozen, frozen=True):
    """One request to a shop. `allow_private` lets it reach the named host on a private network.

    `known` is the fingerprint of an answer that the caller has read already and need not get again.
    A source sets neither: `looking` does.
    """

    url: str
    method: str = "GET"
    headers: dict[str, str] = {}
    body: bytes | None = None
    allow_private: bool = False
    known: str = ""


class Answer(Frozen, frozen=True):
    """What a shop answered, decoded: any status but 304, the body at most 8 MiB, header names in lower case.

    Answers of one `fingerprint` have the same body. `unchanged`: it is the one that the request called `known`,
    because the shop said 304 or sent the same bytes; then `body` is left empty.
    """

    request: Request
    url: str  # after redirects
    status: int
    headers: dict[str, str]
    body: bytes
    started_at: datetime
    ended_at: datetime
    fingerprint: str = ""
    unchanged: bool = False


class Fetcher(Protocol):
    """The polite HTTP client."""

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed]]:
        """Fetch side by side, and give each request's place with its answer as they come, to be walked through once.

        All have come after so many seconds at the latest. A request that brought no answer gives the `LookFailed` that
        says why. Never raises for what a shop does.
        """
        ...

    def close(self) -> None: ...


class Option(Frozen, frozen=True):
    """A setting of a source that a watch may carry."""

    name: str
    help: str


class Target(Frozen, frozen=True):
    """What a source is asked to read: the address as the operator gave it, and the watch's options."""

    url: str
    options: Mapping[str, str] = {}
    allow_private: bool = False


class Source(Protocol):
    """A kind of shop: a module with these three names. Its functions are pure."""

    OPTIONS: tuple[Option, ...]

    def request(self, target: Target) -> Request:
        """The first thing to fetch. Raises `Invalid` where the target can't be this source's."""
        ...

    def read(self, target: Target, answers: Sequence[Answer]) -> Observation | Request:
        """What the answers so far say, or one more request whose answer is needed to tell.

        Raises `Blocked`, `Unreachable`, `Gone` (by the answer's status) or `Unreadable`: a `LookFailed`, and nothing
        else, whatever the bytes are. "Out" and "in" both need positive evidence; otherwise it is UNKNOWN.
        """
        ...


# Telling people


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
    """The provider's word that it has the message."""

    provider_id: str | None = None
    status: str = "sent"
    detail: str = ""


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


FetcherOf = Callable[[], Fetcher]  # opens it on first use
ChannelOf = Callable[[str], Channel]  # raises Invalid where that channel is not switched on
SourceOf = Callable[[str], Source]  # raises Invalid where there is no such source
