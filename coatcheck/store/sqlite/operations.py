"""What an operator needs: limits, switches, dead letters, alerts."""

from datetime import datetime, timedelta

import msgspec

from coatcheck.model import Alert, DeadLetter
from coatcheck.ports.stored_values import ValueName
from coatcheck.store.sqlite.database import Part
from coatcheck.store.sqlite.documents import moment
from coatcheck.truth.leases import window_end

_alert = msgspec.json.Decoder(Alert).decode
_letter = msgspec.json.Decoder(DeadLetter).decode


class Operations(Part):
    """`ports.OperationStore`."""

    def once(self, key: str, now: datetime, keep: timedelta) -> bool:
        with self._database.writing() as connection:
            written = connection.execute(
                """INSERT INTO seen VALUES (?, ?)
                   ON CONFLICT (key) DO UPDATE SET expires_at = excluded.expires_at WHERE expires_at <= ?""",
                (key, moment(now + keep), moment(now)),
            )
            return written.rowcount == 1

    def take(self, bucket: str, amount: int, limit: int, window: timedelta, now: datetime) -> bool:
        if amount > limit:
            return False
        with self._database.writing() as connection:
            written = connection.execute(
                """INSERT INTO buckets VALUES (?, ?, ?, ?)
                   ON CONFLICT (bucket, expires_at, seconds) DO UPDATE SET amount = amount + excluded.amount
                   WHERE amount + excluded.amount <= ?""",
                (*_bucket(bucket, window, now), amount, limit),
            )
            return written.rowcount == 1

    def taken(self, bucket: str, window: timedelta, now: datetime) -> int:
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT amount FROM buckets WHERE bucket = ? AND expires_at = ? AND seconds = ?",
                _bucket(bucket, window, now),
            ).fetchone()
            return int(row[0]) if row else 0

    def value(self, name: ValueName) -> str | None:
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM named_values WHERE name = ?", (name,)).fetchone()
            return str(row[0]) if row else None

    def put_value(self, name: ValueName, value: str | None) -> None:
        with self._database.writing() as connection:
            if value is None:
                connection.execute("DELETE FROM named_values WHERE name = ?", (name,))
            else:
                connection.execute("INSERT OR REPLACE INTO named_values VALUES (?, ?)", (name, value))

    def bury(self, letter: DeadLetter) -> None:
        row = (letter.id, moment(letter.at), msgspec.json.encode(letter))
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO dead_letters VALUES (?, ?, ?)", row)

    def dead_letters(self, limit: int) -> list[DeadLetter]:
        with self._database.reading() as connection:
            rows = connection.execute("SELECT document FROM dead_letters ORDER BY at DESC, id LIMIT ?", (limit,))
            return [_letter(document) for (document,) in rows]

    def dead_letter_count(self) -> int:
        with self._database.reading() as connection:
            (count,) = connection.execute("SELECT count(*) FROM dead_letters").fetchone()
            return int(count)

    def dead_letter(self, letter_id: str) -> DeadLetter | None:
        with self._database.reading() as connection:
            row = connection.execute("SELECT document FROM dead_letters WHERE id = ?", (letter_id,)).fetchone()
            return _letter(row[0]) if row else None

    def remove_dead_letter(self, letter_id: str) -> None:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM dead_letters WHERE id = ?", (letter_id,))

    def open_alert(self, alert: Alert) -> bool:
        with self._database.writing() as connection:
            written = connection.execute(
                "INSERT OR IGNORE INTO alerts VALUES (?, ?, NULL, ?)",
                (alert.key, moment(alert.opened_at), msgspec.json.encode(alert)),
            )
            return written.rowcount == 1

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
        with self._database.reading() as connection:
            rows = connection.execute("SELECT document FROM alerts ORDER BY opened_at, key")
            return [_alert(document) for (document,) in rows]

    def mark_told(self, alert: Alert, now: datetime) -> None:
        key = (alert.key, moment(alert.opened_at))
        with self._database.writing() as connection:
            if alert.closed_at:
                connection.execute("DELETE FROM alerts WHERE key = ? AND opened_at = ?", key)
                return
            told = msgspec.json.encode(msgspec.structs.replace(alert, told_at=now))
            connection.execute(
                "UPDATE alerts SET document = ? WHERE key = ? AND opened_at = ? AND closed_at IS NULL", (told, *key)
            )

    def check(self) -> None:
        with self._database.writing() as connection:
            self._database.examine(connection)

    def close(self) -> None:
        self._database.close()


def _bucket(bucket: str, window: timedelta, now: datetime) -> tuple[str, int, int]:
    return bucket, moment(window_end(now, window)), int(window.total_seconds())
