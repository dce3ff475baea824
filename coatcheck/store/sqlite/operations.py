"""What an operator needs: limits, switches, dead letters, alerts."""

from datetime import datetime, timedelta

import msgspec

from coatcheck.model import Alert, DeadLetter
from coatcheck.ports.stored_values import ValueName
from coatcheck.store.sqlite.database import Part
from coatcheck.store.sqlite.documents import moment
from coatcheck.truth.leases import block, window_end

HELD = "SELECT amount FROM buckets WHERE bucket = ? AND expires_at = ? AND seconds = ?"
ADD = """INSERT INTO buckets VALUES (?, ?, ?, ?)
         ON CONFLICT (bucket, expires_at, seconds) DO UPDATE SET amount = amount + excluded.amount
         WHERE excluded.amount < 0 OR amount + excluded.amount <= ?"""  # what is given back is nobody's to refuse

_alert = msgspec.json.Decoder(Alert).decode
_letter = msgspec.json.Decoder(DeadLetter).decode


class Operations(Part):
    """`ports.OperationStore`."""

    def once(self, key: str, now: datetime, keep: timedelta) -> bool:
        sql = """INSERT INTO seen VALUES (?, ?)
                 ON CONFLICT (key) DO UPDATE SET expires_at = excluded.expires_at WHERE expires_at <= ?"""
        return self._change(sql, key, moment(now + keep), moment(now)) == 1

    def take(self, bucket: str, amount: int, limit: int, window: timedelta, now: datetime) -> bool:
        return amount <= limit and self._change(ADD, *_bucket(bucket, window, now), amount, limit) == 1

    def take_block(self, bucket: str, needed: int, wanted: int, limit: int, window: timedelta, now: datetime) -> int:
        with self._database.writing() as connection:
            key = _bucket(bucket, window, now)
            row = connection.execute(HELD, key).fetchone()
            granted = block(limit - (row[0] if row else 0), needed, wanted)
            if granted:
                connection.execute(ADD, (*key, granted, limit))
            return granted

    def taken(self, bucket: str, window: timedelta, now: datetime) -> int:
        rows = self._rows(HELD, *_bucket(bucket, window, now))
        return int(rows[0][0]) if rows else 0

    def value(self, name: ValueName) -> str | None:
        rows = self._rows("SELECT value FROM named_values WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def put_value(self, name: ValueName, value: str | None) -> None:
        if value is None:
            self._change("DELETE FROM named_values WHERE name = ?", name)
        else:
            self._change("INSERT OR REPLACE INTO named_values VALUES (?, ?)", name, value)

    def bury(self, letter: DeadLetter) -> None:
        row = (letter.id, moment(letter.at), msgspec.json.encode(letter))
        self._change("INSERT OR REPLACE INTO dead_letters VALUES (?, ?, ?)", *row)

    def dead_letters(self, limit: int) -> list[DeadLetter]:
        rows = self._rows("SELECT document FROM dead_letters ORDER BY at DESC, id LIMIT ?", limit)
        return [_letter(document) for (document,) in rows]

    def dead_letter_count(self) -> int:
        return int(self._rows("SELECT count(*) FROM dead_letters")[0][0])

    def dead_letter(self, letter_id: str) -> DeadLetter | None:
        rows = self._rows("SELECT document FROM dead_letters WHERE id = ?", letter_id)
        return _letter(rows[0][0]) if rows else None

    def remove_dead_letter(self, letter_id: str) -> None:
        self._change("DELETE FROM dead_letters WHERE id = ?", letter_id)

    def open_alert(self, alert: Alert) -> bool:
        row = (alert.key, moment(alert.opened_at), msgspec.json.encode(alert))
        return self._change("INSERT OR IGNORE INTO alerts VALUES (?, ?, NULL, ?)", *row) == 1

    def close_alert(self, key: str, now: datetime) -> bool:
        with self._database.writing() as connection:
            row = connection.execute(
                "SELECT document FROM alerts WHERE key = ? AND closed_at IS NULL", (key,)
            ).fetchone()
            if row is None:
                return False
            alert = _alert(row[0])
            if alert.told_at is None:
                connection.execute("DELETE FROM alerts WHERE key = ? AND closed_at IS NULL", (key,))
            else:
                closed = msgspec.structs.replace(alert, closed_at=now)
                connection.execute(
                    "UPDATE alerts SET closed_at = ?, document = ? WHERE key = ? AND closed_at IS NULL",
                    (moment(now), msgspec.json.encode(closed), key),
                )
            return True

    def alerts(self) -> list[Alert]:
        return [_alert(document) for (document,) in self._rows("SELECT document FROM alerts ORDER BY opened_at, key")]

    def mark_told(self, alert: Alert, now: datetime) -> None:
        key = (alert.key, moment(alert.opened_at))
        if alert.closed_at:
            self._change("DELETE FROM alerts WHERE key = ? AND opened_at = ?", *key)
            return
        told = msgspec.json.encode(msgspec.structs.replace(alert, told_at=now))
        self._change("UPDATE alerts SET document = ? WHERE key = ? AND opened_at = ? AND closed_at IS NULL", told, *key)

    def check(self) -> None:
        self._write(self._database.examine)

    def close(self) -> None:
        self._database.close()


def _bucket(bucket: str, window: timedelta, now: datetime) -> tuple[str, int, int]:
    return bucket, moment(window_end(now, window)), int(window.total_seconds())
