"""What an operator needs: limits, switches, dead letters, alerts."""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from coatcheck.errors import Conflict, StoreUnavailable, WrongStore
from coatcheck.model import Alert, DeadLetter, digest
from coatcheck.ports.stored_values import AT_HAND, LAYOUT, ValueName
from coatcheck.ports.time_budgets import STORE_CALL
from coatcheck.store.firestore.collections import CLAIMS, COUNTERS, DEAD_LETTERS, NOTICES, VALUES
from coatcheck.store.firestore.database import Write, revision
from coatcheck.store.firestore.notices import STALE, OnBoard
from coatcheck.truth.leases import block, window_end

FRESH = 5.0  # seconds; another process's alert shows that soon
VERSION = "1"  # of the documents; a later version of this code may refuse an older one's, never the other way round


class Operations(OnBoard):
    """`ports.OperationStore`."""

    _seen = "", 0  # the counter of the last block, and what it held

    def once(self, key: str, now: datetime, keep: timedelta) -> bool:
        database, name = self._database, digest(key, length=32)
        fields = {"expires_at": now + keep}
        if self._went_through(database.put(CLAIMS, name, fields, "")):
            return True
        found = database.get(database.reference(CLAIMS, name))
        if found is None or found.get("expires_at") > now:
            return False
        return self._went_through(database.put(CLAIMS, name, fields, revision(found.update_time)))

    def take(self, bucket: str, amount: int, limit: int, window: timedelta, now: datetime) -> bool:
        if amount > limit:
            return False
        if amount < 0:  # what is given back is nobody's to refuse
            self._increase(_counter(bucket, window, now), amount, window_end(now, window))
            return True
        granted = self._add(bucket, window, now, lambda held: amount if held + amount <= limit else None)
        return granted is not None

    def take_block(self, bucket: str, needed: int, wanted: int, limit: int, window: timedelta, now: datetime) -> int:
        """Add what is probably there, and take back at once what passed the limit.

        Many processes lease at once: by a write with a precondition each would be refused because of the others. What
        nobody can tell to have been added counts as taken.
        """
        name = _counter(bucket, window, now)
        seen, held = self._seen
        if seen != name or held >= limit:
            held = self.taken(bucket, window, now)
        asked = block(limit - held, needed, wanted)
        over = 0
        if asked:
            held = self._increase(name, asked, window_end(now, window))
            over = max(0, min(asked, held - limit))
        if over:
            held = self._increase(name, -over, window_end(now, window))
        self._seen = name, held
        return asked - over

    def taken(self, bucket: str, window: timedelta, now: datetime) -> int:
        found = self._database.get(self._database.reference(COUNTERS, _counter(bucket, window, now)))
        return int(found.get("amount")) if found else 0

    def value(self, name: ValueName) -> str | None:
        if name in AT_HAND:
            return self._board.read(STALE).values.get(name)
        found = self._database.get(self._database.reference(VALUES, name))
        return str(found.get("value")) if found else None

    def put_value(self, name: ValueName, value: str | None) -> None:
        if name in AT_HAND:
            write = self._board.note(name, value or "")
        elif value is None:
            write = self._database.delete(self._database.reference(VALUES, name))
        else:
            write = self._database.overwrite(VALUES, name, {"value": value})
        self._database.commit([write])
        if name in AT_HAND:
            self._board.forget()

    def bury(self, letter: DeadLetter) -> None:
        fields = {"body": _text(letter), "at": letter.at, "expires_at": letter.at + self._database.history}
        self._database.commit([self._database.overwrite(DEAD_LETTERS, letter.id, fields)])

    def dead_letters(self, limit: int) -> list[DeadLetter]:
        newest = self._database.collection(DEAD_LETTERS).order_by("at", direction="DESCENDING").limit(limit)
        return [msgspec.json.decode(found.get("body"), type=DeadLetter) for found in self._database.find(newest)]

    def dead_letter_count(self) -> int:
        """Let Firestore count: a read for each thousand."""
        return self._database.count(self._database.collection(DEAD_LETTERS))

    def dead_letter(self, letter_id: str) -> DeadLetter | None:
        found = self._database.get(self._database.reference(DEAD_LETTERS, letter_id))
        return msgspec.json.decode(found.get("body"), type=DeadLetter) if found else None

    def remove_dead_letter(self, letter_id: str) -> None:
        self._database.commit([self._database.delete(self._database.reference(DEAD_LETTERS, letter_id))])

    def open_alert(self, alert: Alert) -> bool:
        opened = self._went_through(self._database.put(NOTICES, _open(alert.key), {"body": _text(alert)}, ""))
        self._board.forget()
        return opened

    def close_alert(self, key: str, now: datetime) -> bool:
        reference = self._database.reference(NOTICES, _open(key))
        found = self._database.get(reference)
        if found is None:
            return False
        alert = msgspec.json.decode(found.get("body"), type=Alert)
        stored = revision(found.update_time)
        writes = [self._database.delete(reference, stored)]
        if alert.told_at:
            closed = msgspec.structs.replace(alert, closed_at=now)
            writes.append(self._database.put(NOTICES, _closed(closed), {"body": _text(closed)}, ""))
        closing = self._went_through(*writes)
        self._board.forget()
        return closing or self.close_alert(key, now)

    def alerts(self) -> list[Alert]:
        """Return the alerts; what another process did shows within five seconds."""
        return list(self._board.read(FRESH).alerts)

    def mark_told(self, alert: Alert, now: datetime) -> None:
        reference = self._database.reference(NOTICES, _closed(alert) if alert.closed_at else _open(alert.key))
        if alert.closed_at:
            self._database.commit([self._database.delete(reference)])
        elif found := self._database.get(reference):
            stored = msgspec.json.decode(found.get("body"), type=Alert)
            if stored.opened_at == alert.opened_at:
                told = {"body": _text(msgspec.structs.replace(stored, told_at=now))}
                self._went_through(self._database.put(NOTICES, _open(alert.key), told, revision(found.update_time)))
        self._board.forget()

    def check(self) -> None:
        layout = self.value(LAYOUT)
        if layout and int(layout) > int(VERSION):
            raise WrongStore(f"{self._database.name} was written by a newer CoatCheck: deploy that version.")
        self.put_value(LAYOUT, VERSION)

    def close(self) -> None:
        self._database.close()

    def _increase(self, counter: str, by: int, expires_at: datetime) -> int:
        return self._database.increase(COUNTERS, counter, "amount", by, {"expires_at": expires_at})

    def _add(self, bucket: str, window: timedelta, now: datetime, decide: Callable[[int], int | None]) -> int | None:
        """Add to a counter what is decided by what it holds, and return that; None, and nothing, where that was decided."""
        until = time.monotonic() + STORE_CALL
        name = _counter(bucket, window, now)
        while True:
            found = self._database.get(self._database.reference(COUNTERS, name))
            held = int(found.get("amount")) if found else 0
            amount = decide(held)
            if amount is None:
                return None
            fields = {"amount": held + amount, "expires_at": window_end(now, window)}
            stored = revision(found.update_time) if found else ""
            if self._went_through(self._database.put(COUNTERS, name, fields, stored)):
                return amount
            if time.monotonic() > until - 1:
                raise StoreUnavailable(f"{self._database.name}: too many at once take from {bucket}.")
            time.sleep(random.uniform(0.02, 0.2))

    def _went_through(self, *writes: Write) -> bool:
        """Whether the commit went through; False where somebody else was first."""
        try:
            self._database.commit(writes)
        except Conflict:
            return False
        return True


def _counter(bucket: str, window: timedelta, now: datetime) -> str:
    return digest(bucket, str(window.total_seconds()), window_end(now, window).isoformat(), length=32)


def _open(key: str) -> str:
    return digest(key, length=32)


def _closed(alert: Alert) -> str:
    return f"{_open(alert.key)}-{alert.opened_at.isoformat()}"


def _text(value: Alert | DeadLetter) -> str:
    return msgspec.json.encode(value).decode()
