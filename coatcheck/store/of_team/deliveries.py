"""What people were told of a team's watches."""

from collections.abc import Sequence
from datetime import datetime

from coatcheck.model import Delivery, DeliveryState, RestockEvent, Subscription
from coatcheck.store.of_team.wall import Part, refuse
from coatcheck.telling.deliveries import part_of_team


class Deliveries(Part):
    """`ports.DeliveryStore`, to read. A daily message that tells of several teams' watches is seen as if it told of this team's alone."""

    def fan_out(self, pairs: Sequence[tuple[Delivery, Subscription]]) -> list[str]:
        refuse("A fan-out is")

    def delivery(self, delivery_id: str) -> Delivery | None:
        return self._part(self._whole.delivery(delivery_id))

    def deliveries(self, ids: Sequence[str]) -> dict[str, Delivery]:
        found = self._whole.deliveries(ids)
        return {key: own for key, each in found.items() if (own := self._part(each))}

    def delivery_by_code(self, code: str) -> Delivery | None:
        return self._part(self._whole.delivery_by_code(code))

    def deliveries_of(self, subscriber_id: str) -> list[Delivery]:
        return self._parts(self._whole.deliveries_of(subscriber_id))

    def told_counts(self, event: RestockEvent) -> dict[str, int]:
        refuse("A fan-out is")

    def recent_deliveries(
        self, limit: int, state: DeliveryState | None = None, team: str | None = None
    ) -> list[Delivery]:
        if team not in (None, self._team):
            return []
        return self._parts(self._whole.recent_deliveries(limit, state, self._team))

    def deliveries_made(self, since: datetime, until: datetime) -> list[Delivery]:
        refuse("What is counted of all messages is")

    def claim(self, ids: Sequence[str], owner: str, now: datetime, until: datetime) -> list[Delivery]:
        refuse("A delivery is")

    def put_deliveries(self, deliveries: Sequence[Delivery]) -> list[Delivery]:
        refuse("A delivery is")

    def put_delivery(self, delivery: Delivery, rearmed: Subscription | None = None) -> Delivery:
        refuse("A delivery is")

    def due_deliveries(self, now: datetime, limit: int) -> list[str]:
        refuse("A delivery is")

    def delivery_counts(self, team: str | None = None) -> dict[DeliveryState, int]:
        return {} if team not in (None, self._team) else self._whole.delivery_counts(self._team)

    def _part(self, delivery: Delivery | None) -> Delivery | None:
        return delivery and part_of_team(delivery, self._team)

    def _parts(self, deliveries: Sequence[Delivery]) -> list[Delivery]:
        return [own for each in deliveries if (own := self._part(each))]
