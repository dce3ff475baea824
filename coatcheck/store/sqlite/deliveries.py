"""Deliveries: who is to be told of what, and how far that got."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from coatcheck.errors import Conflict
from coatcheck.model import FIRST_TEAM, Delivery, DeliveryState, RestockEvent, Subscription
from coatcheck.store.sqlite.database import Connection, Part
from coatcheck.store.sqlite.documents import Table, moment
from coatcheck.store.sqlite.people import store_subscription
from coatcheck.telling.daily import tells
from coatcheck.telling.deliveries import teams, told_variants
from coatcheck.truth.leases import claimed

OF_TEAM = "instr(coalesce(teams, ',,'), ?)"  # whether a delivery tells of the watches of the team that is written so: ",name,"

DELIVERIES = Table(
    "deliveries",
    Delivery,
    id=lambda delivery: delivery.id,
    code=lambda delivery: delivery.code or None,
    subscriber_id=lambda delivery: delivery.subscriber_id,
    state=lambda delivery: delivery.state,
    created_at=lambda delivery: moment(delivery.created_at),
    next_at=lambda delivery: moment(delivery.next_at) if delivery.next_at else None,
    teams=lambda delivery: _written(told) if (told := teams(delivery)) != {FIRST_TEAM} else None,
    told=lambda delivery: msgspec.json.encode(variants).decode() if (variants := told_variants(delivery)) else None,
)


class Deliveries(Part):
    """`ports.DeliveryStore`; each call is one transaction."""

    def fan_out(self, pairs: Sequence[tuple[Delivery, Subscription]]) -> list[str]:
        ids = []
        with self._database.writing() as connection:
            there = DELIVERIES.among(connection, [delivery.id for delivery, _ in pairs])
            for delivery, disarmed in pairs:
                if _is_stored(connection, there.get(delivery.id), delivery, disarmed):
                    ids.append(delivery.id)
        return ids

    def delivery(self, delivery_id: str) -> Delivery | None:
        return self._read(DELIVERIES.get, delivery_id)

    def deliveries(self, ids: Sequence[str]) -> dict[str, Delivery]:
        return self._read(DELIVERIES.among, ids)

    def delivery_by_code(self, code: str) -> Delivery | None:
        found = self._read(DELIVERIES.find, "WHERE code = ? LIMIT 1", code)
        return found[0] if found else None

    def deliveries_of(self, subscriber_id: str) -> list[Delivery]:
        return self._read(DELIVERIES.find, "WHERE subscriber_id = ? ORDER BY created_at DESC, id", subscriber_id)

    def told_counts(self, event: RestockEvent) -> dict[str, int]:
        """Count from an index alone: the ids of an event's deliveries lie between these two, and no other's do."""
        counts = Counter[str]()
        sql = "SELECT told, count(*) FROM deliveries WHERE id > ? AND id < ? AND told IS NOT NULL GROUP BY told"
        for variants, people in self._rows(sql, f"{event.id}.", f"{event.id}.~"):
            counts.update(dict.fromkeys(msgspec.json.decode(variants), people))
        return dict(counts)

    def recent_deliveries(
        self, limit: int, state: DeliveryState | None = None, team: str | None = None
    ) -> list[Delivery]:
        """Find them in an index: those of other teams are passed over in it, and not read."""
        narrowed = {"state = ?": state, OF_TEAM: None if team is None else _written([team])}
        asked = {clause: value for clause, value in narrowed.items() if value is not None}
        where = f"WHERE {' AND '.join(asked)} " if asked else ""
        return self._read(DELIVERIES.find, f"{where}ORDER BY created_at DESC, id LIMIT ?", *asked.values(), limit)

    def deliveries_made(self, since: datetime, until: datetime) -> list[Delivery]:
        clauses = "WHERE created_at >= ? AND created_at < ? ORDER BY created_at DESC, id"
        return self._read(DELIVERIES.find, clauses, moment(since), moment(until))

    def claim(self, ids: Sequence[str], owner: str, now: datetime, until: datetime) -> list[Delivery]:
        with self._database.writing() as connection:
            stored = DELIVERIES.among(connection, ids)
            wanted = (stored[key] for key in dict.fromkeys(ids) if key in stored)
            mine = (claimed(delivery, owner, now, until) for delivery in wanted)
            return [DELIVERIES.put(connection, delivery) for delivery in mine if delivery]

    def put_deliveries(self, deliveries: Sequence[Delivery]) -> list[Delivery]:
        stored = []
        with self._database.writing() as connection:
            for delivery in deliveries:
                try:
                    stored.append(DELIVERIES.put(connection, delivery))
                except Conflict:
                    continue
        return stored

    def put_delivery(self, delivery: Delivery, rearmed: Subscription | None = None) -> Delivery:
        with self._database.writing() as connection:
            if rearmed:
                store_subscription(connection, rearmed)
            return DELIVERIES.put(connection, delivery)

    def due_deliveries(self, now: datetime, limit: int) -> list[str]:
        sql = "SELECT id FROM deliveries WHERE next_at <= ? ORDER BY next_at LIMIT ?"
        return [key for (key,) in self._rows(sql, moment(now), limit)]

    def delivery_counts(self, team: str | None = None) -> dict[DeliveryState, int]:
        where, values = ("", []) if team is None else (f"WHERE {OF_TEAM}", [_written([team])])
        rows = self._rows(f"SELECT state, count(*) FROM deliveries {where} GROUP BY state", *values)
        return {DeliveryState(state): count for state, count in rows}


def _written(names: Iterable[str]) -> str:
    return f",{','.join(sorted(names))},"


def _is_stored(connection: Connection, known: Delivery | None, delivery: Delivery, disarmed: Subscription) -> bool:
    """Whether its news is stored, now or since an earlier try; not where the delivery or the subscription was changed meanwhile."""
    if known and tells(known, delivery):
        return True
    if (known.revision if known else "") != delivery.revision:
        return False
    try:
        store_subscription(connection, disarmed)
    except Conflict:
        return False
    DELIVERIES.put(connection, delivery)
    return True
