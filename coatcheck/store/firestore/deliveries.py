"""Deliveries: who is to be told of what, and how far that got."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice, repeat
from typing import Any

from coatcheck.model import FIRST_TEAM, Delivery, DeliveryState, RestockEvent, Subscription
from coatcheck.store.firestore.collections import DELIVERIES, SHARDS, shard
from coatcheck.store.firestore.database import Fields, Part
from coatcheck.store.firestore.documents import Documents, equals, where
from coatcheck.store.firestore.people import SUBSCRIPTION_DOCUMENTS
from coatcheck.telling.daily import tells
from coatcheck.telling.deliveries import teams, told_variants
from coatcheck.truth.leases import claimed

OTHERS = "!"  # among the teams of a delivery that is none of the first team's, so that these can be counted; no team has such a name
PAGE, MOST_PAGES = 500, 20  # in which the first team's are looked for among all


class Deliveries(Part):
    """`ports.DeliveryStore`; of many deliveries each is stored by itself, as many as fit in one commit."""

    def fan_out(self, pairs: Sequence[tuple[Delivery, Subscription]]) -> list[str]:
        groups = [
            [self._documents.put(self._database, delivery), SUBSCRIPTION_DOCUMENTS.put(self._database, disarmed)]
            for delivery, disarmed in pairs
        ]
        settled = self._database.settle(groups)
        refused = [delivery for (delivery, _), stored in zip(pairs, settled, strict=True) if stored is None]
        known = self.deliveries([delivery.id for delivery in refused])
        absent = {each.id for each in refused if each.id not in known or not tells(known[each.id], each)}
        return [delivery.id for delivery, _ in pairs if delivery.id not in absent]

    def delivery(self, delivery_id: str) -> Delivery | None:
        return self._documents.get(self._database, delivery_id)

    def deliveries(self, ids: Sequence[str]) -> dict[str, Delivery]:
        return self._documents.among(self._database, ids)

    def delivery_by_code(self, code: str) -> Delivery | None:
        found = self._find(equals(self._database.collection(DELIVERIES), "code", code).limit(1))
        return found[0] if found else None

    def deliveries_of(self, subscriber_id: str) -> list[Delivery]:
        found = self._find(equals(self._database.collection(DELIVERIES), "subscriber", subscriber_id))
        return sorted(found, key=lambda delivery: delivery.created_at, reverse=True)

    def told_counts(self, event: RestockEvent) -> dict[str, int]:
        """Let Firestore count: a read for each variant and each thousand people."""
        everybody = self._database.collection(DELIVERIES)
        counts = {}
        for variant in (variant.id for variant in event.variants if variant.quantity is not None):
            told_of_it = where(everybody, "told", "array_contains", _told_key(event.id, variant))
            if count := self._database.count(told_of_it):
                counts[variant] = count
        return counts

    def recent_deliveries(
        self, limit: int, state: DeliveryState | None = None, team: str | None = None
    ) -> list[Delivery]:
        """Ask an index for another team's. The first team's are what is left of all when those of others are left out, of the newest 10,000."""
        query = self._sharded().order_by("created_at", direction="DESCENDING")
        query = equals(query, "state", state.value) if state else query
        if team == FIRST_TEAM:
            return list(islice(self._of_first_team(query, limit), limit))
        return self._find((query if team is None else where(query, "teams", "array_contains", team)).limit(limit))

    def _of_first_team(self, query: Any, limit: int) -> Iterator[Delivery]:
        """Find no more than so many, where no other team's stand between them; else go on by larger pages."""
        after: Any = None
        for size in (limit, *repeat(PAGE, MOST_PAGES)):
            page = self._database.find((query.start_after(after) if after else query).limit(size))
            yield from (each for each in map(self._documents.read, page) if FIRST_TEAM in teams(each))
            if len(page) < size:
                return
            after = page[-1]

    def deliveries_made(self, since: datetime, until: datetime) -> list[Delivery]:
        """Ask shard by shard: what everybody was told of in one minute may be more than one answer brings in time."""
        made = list[Delivery]()
        for part in SHARDS:
            query = where(equals(self._database.collection(DELIVERIES), "shard", part), "created_at", ">=", since)
            made += self._find(where(query, "created_at", "<", until).order_by("created_at", direction="DESCENDING"))
        return sorted(made, key=lambda delivery: delivery.created_at, reverse=True)

    def claim(self, ids: Sequence[str], owner: str, now: datetime, until: datetime) -> list[Delivery]:
        stored = self._documents.among(self._database, ids).values()
        wanted = [mine for delivery in stored if (mine := claimed(delivery, owner, now, until))]
        return self.put_deliveries(wanted)

    def put_deliveries(self, deliveries: Sequence[Delivery]) -> list[Delivery]:
        settled = self._database.settle([[self._documents.put(self._database, delivery)] for delivery in deliveries])
        return [
            self._documents.stored(delivery, revisions[0])
            for delivery, revisions in zip(deliveries, settled, strict=True)
            if revisions
        ]

    def put_delivery(self, delivery: Delivery, rearmed: Subscription | None = None) -> Delivery:
        writes = [self._documents.put(self._database, delivery)]
        if rearmed:
            writes.append(SUBSCRIPTION_DOCUMENTS.put(self._database, rearmed))
        return self._documents.stored(delivery, self._database.commit(writes)[0])

    def due_deliveries(self, now: datetime, limit: int) -> list[str]:
        query = where(self._sharded(), "next_at", "<=", now).order_by("next_at").select([]).limit(limit)
        return [document.id for document in self._database.find(query)]

    def delivery_counts(self, team: str | None = None) -> dict[DeliveryState, int]:
        """Let Firestore count: a read for each state and each thousand deliveries in it."""
        everything = self._database.collection(DELIVERIES)
        if team not in (None, FIRST_TEAM):
            return self._counts(where(everything, "teams", "array_contains", team))
        counts, others = self._counts(everything), where(everything, "teams", "array_contains", OTHERS)
        if team is None or not self._database.count(others):
            return counts
        not_its = self._counts(others)
        return {state: left for state, count in counts.items() if (left := count - not_its.get(state, 0)) > 0}

    def _counts(self, query: Any) -> dict[DeliveryState, int]:
        counts = {state: self._database.count(equals(query, "state", state.value)) for state in DeliveryState}
        return {state: count for state, count in counts.items() if count}

    @property
    def _documents(self) -> Documents[Delivery]:
        return Documents(DELIVERIES, Delivery, key=lambda delivery: delivery.id, fields=self._fields)

    def _fields(self, delivery: Delivery) -> Fields:
        """Only what still waits is found by `next_at`; only what does not is ever deleted."""
        return {
            "subscriber": delivery.subscriber_id,
            "code": delivery.code or None,
            "state": delivery.state.value,
            "shard": shard(delivery.id),
            "created_at": delivery.created_at,
            "next_at": delivery.next_at,
            "teams": _teams(delivery),
            "told": [_told_key(delivery.event.id, variant) for variant in told_variants(delivery)] or None,
            "expires_at": None if delivery.next_at else delivery.created_at + self._database.history,
        }

    def _sharded(self) -> Any:
        return where(self._database.collection(DELIVERIES), "shard", "in", list(SHARDS))

    def _find(self, query: Any) -> list[Delivery]:
        return self._documents.find(self._database, query)


def _teams(delivery: Delivery) -> list[str] | None:
    """Name the teams by which it is found; None where it is the first team's alone, as all are where there is no other."""
    told = teams(delivery)
    if told == {FIRST_TEAM}:
        return None
    return sorted(told if FIRST_TEAM in told else {OTHERS, *told})


def _told_key(event_id: str, variant_id: str) -> str:
    """Name what the deliveries that count for this variant of this event have in common."""
    return f"{event_id} {variant_id}"
