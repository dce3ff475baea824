"""What is owed to people, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from coatcheck.model import Delivery, DeliveryState, RestockEvent, Subscription


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
