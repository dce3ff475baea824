"""What the poller proves, and the history made of it."""

import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from coatcheck.model import Batch, Change, RestockEvent, Snapshot, State, Verdict
from coatcheck.store.sqlite.database import Connection, Part
from coatcheck.store.sqlite.documents import Table, moment
from coatcheck.truth.leases import leased, overlaid, with_verdicts

BATCHES = Table("batches", Batch, id=lambda batch: batch.id)
STATES = Table("states", State, watch_id=lambda state: state.watch_id)

_change = msgspec.json.Decoder(Change).decode
_event = msgspec.json.Decoder(RestockEvent).decode
_snapshot = msgspec.json.Decoder(Snapshot).decode

EXPIRED_AT_ONCE = 1000  # rows; other writers get their turn between
AHEAD = timedelta(days=7)  # a clock may be before it is put right again: what was counted today must count then, too


class Looks(Part):
    """`ports.LookStore`; a commit of many verdicts is stored as a whole or not at all."""

    def batches(self, ids: Sequence[str]) -> dict[str, Batch]:
        return self._read(BATCHES.among, ids)

    def lease_batch(self, batch: Batch, slot: datetime, owner: str, now: datetime, until: datetime) -> Batch | None:
        with self._database.writing() as connection:
            stored = BATCHES.get(connection, batch.id) or Batch(id=batch.id)
            mine = leased(stored, slot, owner, now, until)
            return BATCHES.put(connection, mine) if mine else None

    def states(self, watch_ids: Sequence[str]) -> dict[str, State]:
        return self._read(STATES.among, watch_ids)

    def commit_looks(
        self, batch: Batch, snapshot: Snapshot | None, verdicts: Sequence[Verdict]
    ) -> tuple[Batch, list[State]]:
        with self._database.writing() as connection:
            if snapshot:
                _put_snapshot(connection, snapshot)
            if not verdicts:
                return batch, []
            return _commit(connection, batch.id, verdicts)

    def commit_verdict(self, batch_id: str, verdict: Verdict) -> State:
        _, (state,) = self._write(_commit, batch_id, [verdict])
        return state

    def changes(self, watch_id: str, since: datetime) -> list[Change]:
        sql = "SELECT document FROM changes WHERE watch_id = ? AND at >= ? ORDER BY version"
        return [_change(document) for (document,) in self._rows(sql, watch_id, moment(since))]

    def snapshots(self, batch_id: str, since: datetime, until: datetime) -> list[Snapshot]:
        sql = "SELECT document FROM snapshots WHERE batch = ? AND minute BETWEEN ? AND ? ORDER BY minute"
        rows = self._rows(sql, batch_id, moment(since), moment(until))
        return [_snapshot(zlib.decompress(document)) for (document,) in rows]

    def event(self, event_id: str) -> RestockEvent | None:
        rows = self._rows("SELECT document FROM events WHERE id = ?", event_id)
        return _event(rows[0][0]) if rows else None

    def put_on_outbox(self, batch_id: str, event_ids: Sequence[str]) -> None:
        with self._database.writing() as connection:
            batch = BATCHES.get(connection, batch_id) or Batch(id=batch_id)
            outbox = tuple(dict.fromkeys((*batch.outbox, *event_ids)))
            BATCHES.put(connection, msgspec.structs.replace(batch, outbox=outbox))

    def take_off_outbox(self, batch_id: str, event_ids: Sequence[str]) -> None:
        with self._database.writing() as connection:
            batch = BATCHES.get(connection, batch_id)
            if batch and set(event_ids) & set(batch.outbox):
                left = tuple(event for event in batch.outbox if event not in set(event_ids))
                BATCHES.put(connection, msgspec.structs.replace(batch, outbox=left))

    def expire(self, now: datetime, history: timedelta, snapshots: timedelta) -> int:
        limits = {
            "changes WHERE at": now - history,
            "events WHERE at": now - history,
            "deliveries WHERE next_at IS NULL AND created_at": now - history,
            "dead_letters WHERE at": now - history,
            "snapshots WHERE minute": now - snapshots,
            "subscribers WHERE expires_at": now,
            "confirmations WHERE expires_at": now,
            "suggestions WHERE expires_at": now,
            "kept_answers WHERE expires_at": now,
            "invitations WHERE expires_at": now,
            "operator_sessions WHERE expires_at": now,
            "audit_entries WHERE expires_at": now,
            "seen WHERE expires_at": now,
            "buckets WHERE expires_at": now - AHEAD,
        }
        return sum(self._expire(rows, limit) for rows, limit in limits.items())

    def _expire(self, rows: str, limit: datetime) -> int:
        table = rows.split()[0]
        deleted = 0
        while True:
            some = self._change(
                f"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {rows} < ? LIMIT {EXPIRED_AT_ONCE})",
                moment(limit),
            )
            deleted += some
            if some < EXPIRED_AT_ONCE:
                return deleted


def _put_snapshot(connection: Connection, snapshot: Snapshot) -> None:
    key = (snapshot.batch, moment(snapshot.minute))
    row = connection.execute("SELECT document FROM snapshots WHERE batch = ? AND minute = ?", key).fetchone()
    if row:
        snapshot = overlaid(_snapshot(zlib.decompress(row[0])), snapshot)
    document = zlib.compress(msgspec.json.encode(snapshot), level=1)
    connection.execute("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)", (*key, document))


def _commit(connection: Connection, batch_id: str, verdicts: Sequence[Verdict]) -> tuple[Batch, list[State]]:
    states = [STATES.put(connection, verdict.state) for verdict in verdicts]
    changes = [verdict.change for verdict in verdicts if verdict.change]
    connection.executemany(
        "INSERT INTO changes VALUES (?, ?, ?, ?)",
        [(change.watch_id, change.version, moment(change.at), msgspec.json.encode(change)) for change in changes],
    )
    events = [verdict.event for verdict in verdicts if verdict.event]
    connection.executemany(
        "INSERT INTO events VALUES (?, ?, ?)",
        [(event.id, moment(event.at), msgspec.json.encode(event)) for event in events],
    )
    stored = BATCHES.get(connection, batch_id) or Batch(id=batch_id)
    return BATCHES.put(connection, with_verdicts(stored, verdicts)), states
