"""Subscribers, what they want, and sign-ups that wait for their code."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from coatcheck.model import (
    ALL_IDS,
    ANY,
    ChannelAddress,
    Confirmation,
    IdRange,
    RestockEvent,
    Subscriber,
    Subscription,
    digest,
)
from coatcheck.ports import Page, PeoplePage
from coatcheck.store.firestore.collections import CONFIRMATIONS, DELIVERIES, SUBSCRIBERS, SUBSCRIPTIONS, SUGGESTIONS
from coatcheck.store.firestore.database import Part
from coatcheck.store.firestore.documents import Documents, equals, where
from coatcheck.store.firestore.looks import DOCUMENTS as STATE_DOCUMENTS
from coatcheck.truth.leases import forgotten_at

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)  # every moment is before it: only who is armed has one
MAXIMUM_ANY = 30  # values in one query: https://cloud.google.com/firestore/docs/query-data/queries#limits_on_or_queries

SUBSCRIBER_DOCUMENTS = Documents(
    SUBSCRIBERS,
    Subscriber,
    key=lambda subscriber: subscriber.id,
    fields=lambda subscriber: {
        "fallback": str(subscriber.fallback) if subscriber.fallback else None,
        "expires_at": forgotten_at(subscriber),
    },
)
SUBSCRIPTION_DOCUMENTS = Documents(
    SUBSCRIPTIONS,
    Subscription,
    key=lambda subscription: subscription.id,
    fields=lambda subscription: {
        "watch": subscription.watch_id,
        "subscriber": subscription.subscriber_id,
        "armed": list(subscription.armed) or None,
        "armed_at": subscription.armed_at if subscription.armed else None,
    },
)
CONFIRMATION_DOCUMENTS = Documents(
    CONFIRMATIONS,
    Confirmation,
    key=lambda confirmation: _hidden(confirmation.token),
    fields=lambda confirmation: {"subscriber": confirmation.subscriber_id, "expires_at": confirmation.expires_at},
)


class People(Part):
    """`ports.PeopleStore`."""

    def subscriber(self, subscriber_id: str) -> Subscriber | None:
        return SUBSCRIBER_DOCUMENTS.get(self._database, subscriber_id)

    def subscribers(self, ids: Sequence[str]) -> dict[str, Subscriber]:
        return SUBSCRIBER_DOCUMENTS.among(self._database, ids)

    def subscribers_with_fallback(self, to: ChannelAddress) -> list[Subscriber]:
        query = equals(self._database.collection(SUBSCRIBERS), "fallback", str(to))
        return SUBSCRIBER_DOCUMENTS.find(self._database, query)

    def people(self, after: str, limit: int) -> PeoplePage:
        """Read a page by one query for its people, and one for what they want."""
        database = self._database
        query = database.collection(SUBSCRIBERS).order_by("__name__")
        if after:
            query = query.start_after({"__name__": database.reference(SUBSCRIBERS, after)})
        found = SUBSCRIBER_DOCUMENTS.find(database, query.limit(limit + 1))
        page = found[:limit]
        theirs = where(database.collection(SUBSCRIPTIONS), "subscriber", ">", after)
        theirs = where(theirs, "subscriber", "<=", page[-1].id if page else after)
        wanted = SUBSCRIPTION_DOCUMENTS.find(database, theirs)
        ordered = sorted(wanted, key=lambda subscription: (subscription.created_at, subscription.id))
        return PeoplePage.of(page, ordered, page[-1].id if len(found) > limit else "")

    def put_subscriber(self, subscriber: Subscriber) -> Subscriber:
        return SUBSCRIBER_DOCUMENTS.store(self._database, subscriber)

    def subscription(self, subscription_id: str) -> Subscription | None:
        return SUBSCRIPTION_DOCUMENTS.get(self._database, subscription_id)

    def subscriptions_of(self, subscriber_id: str) -> list[Subscription]:
        query = equals(self._database.collection(SUBSCRIPTIONS), "subscriber", subscriber_id)
        found = SUBSCRIPTION_DOCUMENTS.find(self._database, query)
        return sorted(found, key=lambda subscription: (subscription.created_at, subscription.id))

    def put_subscription(self, subscription: Subscription) -> Subscription:
        return SUBSCRIPTION_DOCUMENTS.store(self._database, subscription)

    def remove_subscription(self, subscription_id: str) -> None:
        reference = self._database.reference(SUBSCRIPTIONS, subscription_id)
        self._database.commit([self._database.delete(reference)])

    def waiting(self, event: RestockEvent, after: str, limit: int, part: IdRange = ALL_IDS) -> Page:
        """Read a page: `after` is the moment and the id of the last subscription of the page before."""
        wanted = {ANY, *(variant.id for variant in event.variants)}
        query = self._armed(event.watch_id)
        if len(wanted) <= MAXIMUM_ANY:
            query = where(query, "armed", "array_contains_any", sorted(wanted))
        query = where(query, "armed_at", "<=", FOREVER).order_by("__name__")
        for operator, bound in ((">=", part.begin), ("<", part.end)):
            if bound:
                query = where(query, "__name__", operator, self._database.reference(SUBSCRIPTIONS, bound))
        if after:
            armed_at, _, last = after.partition(" ")
            reference = self._database.reference(SUBSCRIPTIONS, last)
            query = query.start_after({"armed_at": datetime.fromisoformat(armed_at), "__name__": reference})
        found = SUBSCRIPTION_DOCUMENTS.find(self._database, query.limit(limit + 1))
        page = found[:limit]
        return Page(
            subscriptions=tuple(subscription for subscription in page if wanted & set(subscription.armed)),
            after=_place(page[-1]) if len(found) > limit else "",
        )

    def waiting_counts(self, watch_id: str) -> dict[str, int]:
        """Let Firestore count for each variant of the watch's state, so that a thousand people cost one read."""
        state = STATE_DOCUMENTS.get(self._database, watch_id)
        if state is None:
            return self._waiting_before_the_first_look(watch_id)
        counts = {}
        for variant in (ANY, *(variant.id for variant in state.variants)):
            armed = where(self._armed(watch_id), "armed", "array_contains", variant)
            if count := self._database.count(armed):
                counts[variant] = count
        return counts

    def put_confirmation(self, confirmation: Confirmation) -> Confirmation:
        return CONFIRMATION_DOCUMENTS.store(self._database, confirmation)

    def confirmation(self, token: str) -> Confirmation | None:
        return CONFIRMATION_DOCUMENTS.get(self._database, _hidden(token))

    def erase_person(self, subscriber_id: str, *, keep_subscriber: bool = False) -> None:
        database = self._database
        for collection in (SUBSCRIPTIONS, CONFIRMATIONS, DELIVERIES, SUGGESTIONS):
            theirs = equals(database.collection(collection), "subscriber", subscriber_id).select([])
            database.settle([[database.delete(document.reference)] for document in database.find(theirs)])
        if not keep_subscriber:
            database.commit([database.delete(database.reference(SUBSCRIBERS, subscriber_id))])

    def _armed(self, watch_id: str) -> Any:
        return equals(self._database.collection(SUBSCRIPTIONS), "watch", watch_id).order_by("armed_at")

    def _waiting_before_the_first_look(self, watch_id: str) -> dict[str, int]:
        counts: dict[str, int] = {}
        for document in self._database.find(self._armed(watch_id).select(["armed"])):
            for variant in document.get("armed"):
                counts[variant] = counts.get(variant, 0) + 1
        return counts


def _hidden(token: str) -> str:
    """Make a name from which nobody learns the token."""
    return digest(token, length=32)


def _place(subscription: Subscription) -> str:
    assert subscription.armed_at, "only what is armed is on a page"
    return f"{subscription.armed_at.isoformat()} {subscription.id}"
