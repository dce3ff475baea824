"""What the poller proves, and the history made of it."""

import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from google.cloud.firestore import ArrayRemove, ArrayUnion
from msgspec import structs

from coatcheck.errors import Conflict
from coatcheck.model import Batch, Change, Frozen, RestockEvent, Snapshot, State, Verdict, digest
from coatcheck.store.firestore.collections import BATCHES, CHANGES, EVENTS, SNAPSHOTS, STATES
from coatcheck.store.firestore.database import Part, Write, chunks, revision
from coatcheck.store.firestore.documents import Documents, equals, where
from coatcheck.truth.leases import leased, overlaid

DOCUMENTS = Documents(STATES, State, key=lambda state: state.watch_id)

_change = msgspec.json.Decoder(Change).decode
_event = msgspec.json.Decoder(RestockEvent).decode
_snapshot = msgspec.json.Decoder(Snapshot).decode


class _Lease(Frozen, frozen=True):
    """Who has a batch; JSON in one field, as the client's own moments are no plain datetimes."""

    slot: datetime | None = None
    owner: str = ""
    until: datetime | None = None


class Looks(Part):
    """`ports.LookStore`.

    A batch's lease, versions and outbox are fields of one document, each changed without touching the others:
    only the lease needs the document as it was read, for the states guard what versions and outbox say.
    """

    def batches(self, ids: Sequence[str]) -> dict[str, Batch]:
        return {key: _batch(key, document) for key, document in self._database.among(BATCHES, ids).items()}

    def lease_batch(self, batch: Batch, slot: datetime, owner: str, now: datetime, until: datetime) -> Batch | None:
        for _ in range(6):
            mine = leased(batch, slot, owner, now, until)
            if mine is None:
                return None
            lease = {"lease": msgspec.json.encode(_Lease(slot, owner, until)).decode()}
            try:
                (stored,) = self._database.commit([self._database.put(BATCHES, batch.id, lease, batch.revision)])
            except Conflict:
                batch = self.batches([batch.id]).get(batch.id, Batch(id=batch.id))
                continue
            return structs.replace(mine, revision=stored)
        return None

    def states(self, watch_ids: Sequence[str]) -> dict[str, State]:
        return DOCUMENTS.among(self._database, watch_ids)

    def commit_looks(
        self, batch: Batch, snapshot: Snapshot | None, verdicts: Sequence[Verdict]
    ) -> tuple[Batch, list[State]]:
        kept = [self._snapshot_write(snapshot)] if snapshot else []
        if not verdicts:
            self._database.commit(kept)
            return batch, []
        states = self._commit(batch.id, verdicts, kept)
        return self.batches([batch.id])[batch.id], states

    def commit_verdict(self, batch_id: str, verdict: Verdict) -> State:
        return self._commit(batch_id, [verdict], [])[0]

    def changes(self, watch_id: str, since: datetime) -> list[Change]:
        query = where(equals(self._database.collection(CHANGES), "watch", watch_id), "at", ">=", since)
        changes = [_change(document.get("body")) for document in self._database.find(query.order_by("at"))]
        return sorted(changes, key=lambda change: change.version)

    def snapshots(self, batch_id: str, since: datetime, until: datetime) -> list[Snapshot]:
        query = where(equals(self._database.collection(SNAPSHOTS), "batch", batch_id), "minute", ">=", since)
        found = self._database.find(where(query, "minute", "<=", until).order_by("minute"))
        return [_overlay(document.get("looks")) for document in found]

    def event(self, event_id: str) -> RestockEvent | None:
        found = self._database.get(self._database.reference(EVENTS, event_id))
        return _event(found.get("body")) if found else None

    def put_on_outbox(self, batch_id: str, event_ids: Sequence[str]) -> None:
        fields = {"outbox": ArrayUnion(list(event_ids))}
        self._database.commit([self._database.merge(BATCHES, batch_id, fields)])

    def take_off_outbox(self, batch_id: str, event_ids: Sequence[str]) -> None:
        if event_ids:
            fields = {"outbox": ArrayRemove(list(event_ids))}
            self._database.commit([self._database.merge(BATCHES, batch_id, fields)])

    def expire(self, now: datetime, history: timedelta, snapshots: timedelta) -> int:
        """Do nothing: Firestore deletes by `expires_at` on its own, within a day."""
        return 0

    def _commit(self, batch_id: str, verdicts: Sequence[Verdict], more: list[Write]) -> list[State]:
        """Store the verdicts in as few commits as they fit in, the last with `more`."""
        groups = [self._verdict_writes(verdict) for verdict in verdicts]
        states: list[State] = []
        for some in chunks(groups):
            part = verdicts[len(states) : len(states) + len(some)]
            last = len(states) + len(some) == len(verdicts)
            writes = [write for group in some for write in group]
            noted = self._database.merge(BATCHES, batch_id, _noted(part))
            revisions = iter(self._database.commit([*writes, noted, *(more if last else [])]))
            for verdict, group in zip(part, some, strict=True):
                states.append(DOCUMENTS.stored(verdict.state, next(revisions)))
                for _ in group[1:]:
                    next(revisions)
        return states

    def _verdict_writes(self, verdict: Verdict) -> list[Write]:
        """Write the state first; its revision guards whatever goes with it."""
        database = self._database
        writes = [DOCUMENTS.put(database, verdict.state)]
        if change := verdict.change:
            fields = {"watch": change.watch_id, "at": change.at, **_kept(change, change.at + database.history)}
            writes.append(database.overwrite(CHANGES, f"{change.watch_id}-{change.version}", fields))
        if event := verdict.event:
            writes.append(database.overwrite(EVENTS, event.id, _kept(event, event.at + database.history)))
        return writes

    def _snapshot_write(self, snapshot: Snapshot) -> Write:
        """One document a minute; each look of this minute is an entry of its own, so none is read before it is written."""
        document = zlib.compress(msgspec.json.encode(snapshot), level=6)
        latest = max((glance.at for glance in snapshot.glances), default=snapshot.minute)
        fields = {
            "batch": snapshot.batch,
            "minute": snapshot.minute,
            "looks": {latest.isoformat(): document},
            "expires_at": snapshot.minute + self._database.snapshots,
        }
        return self._database.merge(SNAPSHOTS, digest(snapshot.batch, snapshot.minute.isoformat(), length=24), fields)


def _batch(key: str, document: Any) -> Batch:
    fields = document.to_dict()
    lease = msgspec.json.decode(fields.get("lease", "{}"), type=_Lease)
    return Batch(
        id=key,
        slot=lease.slot,
        owner=lease.owner,
        lease_until=lease.until,
        versions=fields.get("versions", {}),
        outbox=tuple(fields.get("outbox", ())),
        revision=revision(document.update_time),
    )


def _noted(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return the versions of these states, and their events for the outbox."""
    events = [verdict.event.id for verdict in verdicts if verdict.event]
    versions = {verdict.state.watch_id: verdict.state.version for verdict in verdicts}
    return {"versions": versions} | ({"outbox": ArrayUnion(events)} if events else {})


def _kept(value: Change | RestockEvent, until: datetime) -> dict[str, Any]:
    return {"body": msgspec.json.encode(value).decode(), "expires_at": until}


def _overlay(looks: dict[str, bytes]) -> Snapshot:
    """Make the snapshot of a minute, from its looks in the order of time."""
    first, *later = (_snapshot(zlib.decompress(looks[at])) for at in sorted(looks))
    for snapshot in later:
        first = overlaid(first, snapshot)
    return first
