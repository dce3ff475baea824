"""Subscribers, what they want, and sign-ups that wait for their code."""

from collections.abc import Sequence

from coatcheck.model import ALL_IDS, ANY, ChannelAddress, Confirmation, IdRange, RestockEvent, Subscriber, Subscription
from coatcheck.ports import Page, PeoplePage
from coatcheck.store.sqlite.database import Connection, Part
from coatcheck.store.sqlite.documents import Table, moment
from coatcheck.truth.leases import forgotten_at

# of those who wait for a variant after this place, in a range of ids
FIRST = """SELECT armed_at, subscription_id FROM armed
  WHERE watch_id = ? AND variant_id = ? AND (armed_at, subscription_id) > (?, ?)
    AND subscription_id >= ? AND subscription_id < ?
  ORDER BY armed_at, subscription_id LIMIT ?"""
PAST_ALL = "~"  # comes after every id

SUBSCRIBERS = Table(
    "subscribers",
    Subscriber,
    id=lambda subscriber: subscriber.id,
    fallback=lambda subscriber: str(subscriber.fallback) if subscriber.fallback else None,
    expires_at=lambda subscriber: moment(at) if (at := forgotten_at(subscriber)) else None,
)
SUBSCRIPTIONS = Table(
    "subscriptions",
    Subscription,
    id=lambda subscription: subscription.id,
    subscriber_id=lambda subscription: subscription.subscriber_id,
    watch_id=lambda subscription: subscription.watch_id,
    created_at=lambda subscription: moment(subscription.created_at),
)
CONFIRMATIONS = Table(
    "confirmations",
    Confirmation,
    token=lambda confirmation: confirmation.token,
    subscriber_id=lambda confirmation: confirmation.subscriber_id,
    expires_at=lambda confirmation: moment(confirmation.expires_at),
)


def store_subscription(connection: Connection, subscription: Subscription) -> Subscription:
    """Store it, and index what is armed. Raises `Conflict` where its revision is old."""
    stored = SUBSCRIPTIONS.put(connection, subscription)
    connection.execute("DELETE FROM armed WHERE subscription_id = ?", (stored.id,))
    if stored.armed_at:
        at = moment(stored.armed_at)
        connection.executemany(
            "INSERT INTO armed VALUES (?, ?, ?, ?)",
            [(stored.watch_id, variant, at, stored.id) for variant in set(stored.armed)],
        )
    return stored


class People(Part):
    """`ports.PeopleStore`."""

    def subscriber(self, subscriber_id: str) -> Subscriber | None:
        return self._read(SUBSCRIBERS.get, subscriber_id)

    def subscribers(self, ids: Sequence[str]) -> dict[str, Subscriber]:
        return self._read(SUBSCRIBERS.among, ids)

    def subscribers_with_fallback(self, to: ChannelAddress) -> list[Subscriber]:
        return self._read(SUBSCRIBERS.find, "WHERE fallback = ?", str(to))

    def people(self, after: str, limit: int) -> PeoplePage:
        found = self._read(SUBSCRIBERS.find, "WHERE id > ? ORDER BY id LIMIT ?", after, limit + 1)
        page = found[:limit]
        wanted = self._read(
            SUBSCRIPTIONS.find,
            "WHERE subscriber_id > ? AND subscriber_id <= ? ORDER BY subscriber_id, created_at, id",
            *(after, page[-1].id if page else after),
        )
        return PeoplePage.of(page, wanted, page[-1].id if len(found) > limit else "")

    def put_subscriber(self, subscriber: Subscriber) -> Subscriber:
        return self._write(SUBSCRIBERS.put, subscriber)

    def subscription(self, subscription_id: str) -> Subscription | None:
        return self._read(SUBSCRIPTIONS.get, subscription_id)

    def subscriptions_of(self, subscriber_id: str) -> list[Subscription]:
        return self._read(SUBSCRIPTIONS.find, "WHERE subscriber_id = ? ORDER BY created_at, id", subscriber_id)

    def put_subscription(self, subscription: Subscription) -> Subscription:
        return self._write(store_subscription, subscription)

    def remove_subscription(self, subscription_id: str) -> None:
        self._change("DELETE FROM subscriptions WHERE id = ?", subscription_id)

    def waiting(self, event: RestockEvent, after: str, limit: int, part: IdRange = ALL_IDS) -> Page:
        """Read a page: `after` is the moment and the id of the last subscription of the page before."""
        armed_at, _, last = after.partition(" ")
        bounds = int(armed_at or -1), last, part.begin, part.end or PAST_ALL, limit + 1
        wanted = {ANY, *(variant.id for variant in event.variants)}

        def read(connection: Connection) -> Page:
            # A query for each variant: one for all would sort everybody who waits, for each page anew.
            rows = [connection.execute(FIRST, (event.watch_id, variant, *bounds)) for variant in wanted]
            places = sorted({(row[0], row[1]) for found in rows for row in found})
            there = SUBSCRIPTIONS.among(connection, [id for _, id in places[:limit]])
            page = tuple(there[id] for _, id in places[:limit] if id in there)
            return Page(page, "{} {}".format(*places[limit - 1]) if len(places) > limit else "")

        return self._read(read)

    def waiting_counts(self, watch_id: str) -> dict[str, int]:
        return dict(
            self._rows("SELECT variant_id, count(*) FROM armed WHERE watch_id = ? GROUP BY variant_id", watch_id)
        )

    def put_confirmation(self, confirmation: Confirmation) -> Confirmation:
        return self._write(CONFIRMATIONS.put, confirmation)

    def confirmation(self, token: str) -> Confirmation | None:
        return self._read(CONFIRMATIONS.get, token)

    def erase_person(self, subscriber_id: str, *, keep_subscriber: bool = False) -> None:
        with self._database.writing() as connection:
            if not keep_subscriber:
                connection.execute("DELETE FROM subscribers WHERE id = ?", (subscriber_id,))
            for table in ("subscriptions", "confirmations", "deliveries", "suggestions"):
                connection.execute(f"DELETE FROM {table} WHERE subscriber_id = ?", (subscriber_id,))
