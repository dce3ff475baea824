"""The store, a part for each subject."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from coatcheck.model import (
    ALL_IDS,
    Agent,
    Alert,
    ApiKey,
    Batch,
    Change,
    ChannelAddress,
    Confirmation,
    DeadLetter,
    Delivery,
    DeliveryState,
    Frozen,
    IdRange,
    KeptAnswer,
    RestockEvent,
    Snapshot,
    State,
    Subscriber,
    Subscription,
    Suggestion,
    Verdict,
    Watch,
)
from coatcheck.ports.operator_store import OperatorStore
from coatcheck.ports.stored_values import ValueName


class Revised(Protocol):
    """A value that is stored by its revision."""

    @property
    def revision(self) -> str: ...


class WatchStore(Protocol):
    def add_watch(self, watch: Watch) -> Watch:
        """Store a new watch. Raises `Conflict` where its id or slug is taken."""

    def put_watch(self, watch: Watch) -> Watch:
        """Replace a stored watch by a changed copy of it; raises `Conflict` where its revision is old."""

    def remove_watch(self, watch_id: str) -> None:
        """Forget a watch, its state and its subscriptions; its history stays until it expires."""

    def watch(self, watch_id: str) -> Watch | None: ...

    def watch_by_slug(self, slug: str) -> Watch | None: ...

    def watches(self) -> list[Watch]:
        """Return all watches, oldest first. Another process's change shows within a minute."""


class LookStore(Protocol):
    """What the poller proves, and the history made of it."""

    def batches(self, ids: Sequence[str]) -> dict[str, Batch]:
        """Return the stored batches among these ids."""

    def lease_batch(self, batch: Batch, slot: datetime, owner: str, now: datetime, until: datetime) -> Batch | None:
        """Take a batch for one slot; `batch` is the copy that was read, or one without a revision.

        None where another worker holds a lease that has not run out, or the slot (or a later one) was leased before.
        What is stored decides: an old copy of a batch that is free is leased all the same.
        """

    def states(self, watch_ids: Sequence[str]) -> dict[str, State]:
        """Return the stored states among these watches."""

    def commit_looks(
        self, batch: Batch, snapshot: Snapshot | None, verdicts: Sequence[Verdict]
    ) -> tuple[Batch, list[State]]:
        """Store the snapshot and, for each verdict, state, change and event together.

        Glances that this minute's snapshot holds already stay, but for those at the same watches.

        The new versions, and the events in its `outbox`, are noted in the batch in the same commit. Returns the batch and states as stored, in the order given.
        Raises `Conflict` where a state is not the copy that was read any more: whoever catches it reads
        again and decides again. Of many verdicts some may be stored by then; each is whole or absent.
        """

    def commit_verdict(self, batch_id: str, verdict: Verdict) -> State:
        """Do the same for one watch outside of a batch's round (a shop's webhook); raises `Conflict` likewise."""

    def changes(self, watch_id: str, since: datetime) -> list[Change]:
        """Return a watch's changes from that moment on, in order of version."""

    def snapshots(self, batch_id: str, since: datetime, until: datetime) -> list[Snapshot]:
        """Return a batch's snapshots of the minutes from `since` up to and with `until`, oldest first."""

    def event(self, event_id: str) -> RestockEvent | None: ...

    def put_on_outbox(self, batch_id: str, event_ids: Sequence[str]) -> None:
        """Put these on the batch's outbox, those that are on it stay where they are."""

    def take_off_outbox(self, batch_id: str, event_ids: Sequence[str]) -> None:
        """Take these events off the batch's outbox; those that are not on it are passed over."""

    def expire(self, now: datetime, history: timedelta, snapshots: timedelta) -> int:
        """Delete what is older than its retention; the number of rows deleted (0 where the store does it itself).

        Whoever never entered a code is forgotten 30 days after they last asked for one.
        """


class Page(Frozen, frozen=True):
    """Some subscriptions, and where the next page begins ("" when this was the last)."""

    subscriptions: tuple[Subscription, ...]
    after: str = ""


class PeoplePage(Frozen, frozen=True):
    """Some people, each with what they want, oldest first; and where the next page begins ("" when this was the last)."""

    people: tuple[tuple[Subscriber, tuple[Subscription, ...]], ...] = ()
    after: str = ""

    @classmethod
    def of(cls, people: Sequence[Subscriber], wanted: Iterable[Subscription], after: str) -> "PeoplePage":
        """Make a page of these people, giving each what they want, in the order given."""
        by_person: dict[str, list[Subscription]] = {person.id: [] for person in people}
        for each in wanted:
            if each.subscriber_id in by_person:  # nobody's who was erased in between
                by_person[each.subscriber_id].append(each)
        return cls(tuple((person, tuple(by_person[person.id])) for person in people), after)


class PeopleStore(Protocol):
    def subscriber(self, subscriber_id: str) -> Subscriber | None: ...

    def subscribers(self, ids: Sequence[str]) -> dict[str, Subscriber]:
        """Return the stored subscribers among these ids."""

    def subscribers_with_fallback(self, to: ChannelAddress) -> list[Subscriber]:
        """Return those who gave this address as their second way, in no order."""

    def people(self, after: str, limit: int) -> PeoplePage:
        """Return people of every status in the order of their ids. `after`: where the page before ended, "" for the first."""

    def put_subscriber(self, subscriber: Subscriber) -> Subscriber:
        """Store a new or changed subscriber; raises `Conflict` where its revision is old."""

    def subscription(self, subscription_id: str) -> Subscription | None: ...

    def subscriptions_of(self, subscriber_id: str) -> list[Subscription]:
        """Return what one person wants, oldest first."""

    def put_subscription(self, subscription: Subscription) -> Subscription:
        """Store a new or changed subscription; raises `Conflict` where its revision is old."""

    def remove_subscription(self, subscription_id: str) -> None: ...

    def waiting(self, event: RestockEvent, after: str, limit: int, part: IdRange = ALL_IDS) -> Page:
        """Return armed subscriptions to the event's variants (or any), longest first, those armed after the event among them.

        `part`: of these ids alone. `after`: where another page of it ended, or one of a range that it is part of.
        """

    def waiting_counts(self, watch_id: str) -> dict[str, int]:
        """Count the armed subscriptions that wait, by variant id; those for any size are counted apart, under `ANY`.

        SQLite answers with one query; Firestore needs the watch's state and a count for each of its variants, so visitors' pages don't ask.
        """

    def put_confirmation(self, confirmation: Confirmation) -> Confirmation:
        """Store a new or changed confirmation; raises `Conflict` where its revision is old."""

    def confirmation(self, token: str) -> Confirmation | None: ...

    def erase_person(self, subscriber_id: str, *, keep_subscriber: bool = False) -> None:
        """Delete a subscriber, unless they are kept, with their subscriptions, confirmations, deliveries and suggestions, for good."""


class SuggestionStore(Protocol):
    """What visitors suggest. Each is deleted when its `expires_at` has passed, or somewhat later."""

    def put_suggestion(self, suggestion: Suggestion) -> Suggestion:
        """Store a new or changed suggestion; raises `Conflict` where its revision is old."""

    def suggestion(self, suggestion_id: str) -> Suggestion | None: ...

    def suggestions_of(self, subscriber_id: str) -> list[Suggestion]:
        """Return one person's suggestions, oldest first."""

    def waiting_suggestions(self, limit: int) -> list[Suggestion]:
        """Return the suggestions that wait for the operator, longest first."""


class DeliveryStore(Protocol):
    def fan_out(self, pairs: Sequence[tuple[Delivery, Subscription]]) -> list[str]:
        """Create each delivery, or store its changed copy, with its (disarmed) subscription, each pair in one commit.

        Returns the ids of the deliveries that are stored afterwards with their news, those of an earlier try among them (`daily.tells`).
        A pair whose subscription or delivery was changed meanwhile is left out: read the page again.
        """

    def delivery(self, delivery_id: str) -> Delivery | None: ...

    def deliveries(self, ids: Sequence[str]) -> dict[str, Delivery]:
        """Return the stored deliveries among these ids."""

    def delivery_by_code(self, code: str) -> Delivery | None: ...

    def deliveries_of(self, subscriber_id: str) -> list[Delivery]:
        """Return one person's deliveries, newest first."""

    def told_counts(self, event: RestockEvent) -> dict[str, int]:
        """Count the people a delivery of this restock was made for, by variant id, where the shop said how many pieces
        came back. A second way counts nobody again.
        """

    def recent_deliveries(
        self, limit: int, state: DeliveryState | None = None, team: str | None = None
    ) -> list[Delivery]:
        """Return the newest deliveries, newest first, of one state and of one team's watches if they are given, however many others there are."""

    def deliveries_made(self, since: datetime, until: datetime) -> list[Delivery]:
        """Return the deliveries that were made from `since` on and before `until`, newest first."""

    def claim(self, ids: Sequence[str], owner: str, now: datetime, until: datetime) -> list[Delivery]:
        """Take those of these deliveries that are due (`next_at <= now`), in the order given.

        A PENDING or HELD one comes back as SENDING, one attempt more. One that was SENDING with a lease that
        ran out, or UNSURE, comes back as UNSURE. All carry the owner, and `until` as lease and `next_at`.
        """

    def put_deliveries(self, deliveries: Sequence[Delivery]) -> list[Delivery]:
        """Store changed copies; those whose revision is old are left out of what is returned."""

    def put_delivery(self, delivery: Delivery, rearmed: Subscription | None = None) -> Delivery:
        """Store a changed copy, with a subscription to arm again, together; raises `Conflict` if either is old."""

    def due_deliveries(self, now: datetime, limit: int) -> list[str]:
        """Return the ids of deliveries whose `next_at` has come, oldest first."""

    def delivery_counts(self, team: str | None = None) -> dict[DeliveryState, int]:
        """Count the deliveries in each state that occurs, those of one team's watches if it is given."""


class AgentStore(Protocol):
    def agent(self, agent_id: str) -> Agent | None: ...

    def agents(self) -> list[Agent]:
        """Return all agents, oldest first, those that were revoked among them."""

    def put_agent(self, agent: Agent) -> Agent:
        """Store a new or changed agent; raises `Conflict` where its revision is old, or a new one's id is taken."""


class AccessStore(Protocol):
    """The API's keys, and the answers that are kept for whoever asks the same again."""

    def api_key(self, key_id: str) -> ApiKey | None: ...

    def api_keys(self) -> list[ApiKey]:
        """Return all keys, oldest first, those that have run out among them."""

    def put_api_key(self, key: ApiKey) -> ApiKey:
        """Store a new or changed key; raises `Conflict` where its revision is old, or it was removed meanwhile."""

    def remove_api_key(self, key_id: str) -> None: ...

    def kept_answer(self, answer_id: str) -> KeptAnswer | None:
        """Return an answer that is kept. It is deleted when its `expires_at` has passed, or somewhat later."""

    def put_kept_answer(self, answer: KeptAnswer) -> KeptAnswer:
        """Store a new or changed one; raises `Conflict` where its revision is old, or a new one's id is taken."""


class OperationStore(Protocol):
    def once(self, key: str, now: datetime, keep: timedelta) -> bool:
        """Return True for the first caller with this key, False for every other for as long as it is kept."""

    def take(self, bucket: str, amount: int, limit: int, window: timedelta, now: datetime) -> bool:
        """Add to what this bucket holds in the present window, unless that would pass the limit: then False.

        A negative amount gives back.
        """

    def take_block(self, bucket: str, needed: int, wanted: int, limit: int, window: timedelta, now: datetime) -> int:
        """Add to what this bucket holds so much as `leases.block` grants of what is left to the limit; return how much that is.

        As much as is `needed` where there is as much, towards what is `wanted` while there is plenty, 0 where nothing is left.
        """

    def taken(self, bucket: str, window: timedelta, now: datetime) -> int:
        """Return what the bucket holds in the present window."""

    def value(self, name: ValueName) -> str | None:
        """Return a switch or note of the operator's; `stored_values.py` has their names."""

    def put_value(self, name: ValueName, value: str | None) -> None:
        """Set a value, or take it away with None."""

    def bury(self, letter: DeadLetter) -> None:
        """Keep a dead letter; one with the same id replaces it."""

    def dead_letters(self, limit: int) -> list[DeadLetter]:
        """Return the newest dead letters, newest first."""

    def dead_letter_count(self) -> int:
        """Count the dead letters."""

    def dead_letter(self, letter_id: str) -> DeadLetter | None: ...

    def remove_dead_letter(self, letter_id: str) -> None: ...

    def open_alert(self, alert: Alert) -> bool:
        """Return True if this opened it, False if an alert of this key is open already."""

    def close_alert(self, key: str, now: datetime) -> bool:
        """Return True if this closed it, False if none of this key was open. One never told is simply gone."""

    def alerts(self) -> list[Alert]:
        """Return the open alerts and those whose end was not told yet, oldest first."""

    def mark_told(self, alert: Alert, now: datetime) -> None:
        """Note that the operator was told of an alert; one that is closed is forgotten."""

    def check(self) -> None:
        """Return if the store can be read and written; raise `StoreUnavailable` or `WrongStore` if not."""

    def close(self) -> None: ...


class Store(
    WatchStore,
    LookStore,
    PeopleStore,
    SuggestionStore,
    DeliveryStore,
    AgentStore,
    AccessStore,
    OperatorStore,
    OperationStore,
    Protocol,
):
    """Everything that is kept."""
