"""People, and what they want."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from coatcheck.model import (
    ALL_IDS,
    ChannelAddress,
    Confirmation,
    Frozen,
    IdRange,
    RestockEvent,
    Subscriber,
    Subscription,
)


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
