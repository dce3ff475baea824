"""What the poller proves, and the history made of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from coatcheck.model import Batch, Change, RestockEvent, Snapshot, State, Verdict


class LookStore(Protocol):
    """What the poller proves, and the history made of it."""

    def batches(self, ids: Sequence[str]) -> dict[str, Batch]:
        """Return the stored batches among these ids."""

    def lease_batch(self, batch: Batch, slot: datetime, owner: str, now: datetime, until: datetime) -> Batch | None:
        """Take a batch for one slot; `batch` is the copy that was read, or one without a revision.

        None where another worker holds a lease that has not run out, or the slot (or a later one) was leased before.
        What is stored decides: an old copy of a batch that is free is leased all the same.
        """

    def states(self, watch_ids: Sequence[str]) -> dict[str, State]:
        """Return the stored states among these watches."""

    def commit_looks(
        self, batch: Batch, snapshot: Snapshot | None, verdicts: Sequence[Verdict]
    ) -> tuple[Batch, list[State]]:
        """Store the snapshot and, for each verdict, state, change and event together.

        Glances that this minute's snapshot holds already stay, but for those at the same watches.

        The new versions, and the events in its `outbox`, are noted in the batch in the same commit. Returns the batch and states as stored, in the order given.
        Raises `Conflict` where a state is not the copy that was read any more: whoever catches it reads
        again and decides again. Of many verdicts some may be stored by then; each is whole or absent.
        """

    def commit_verdict(self, batch_id: str, verdict: Verdict) -> State:
        """Do the same for one watch outside of a batch's round (a shop's webhook); raises `Conflict` likewise."""

    def changes(self, watch_id: str, since: datetime) -> list[Change]:
        """Return a watch's changes from that moment on, in order of version."""

    def snapshots(self, batch_id: str, since: datetime, until: datetime) -> list[Snapshot]:
        """Return a batch's snapshots of the minutes from `since` up to and with `until`, oldest first."""

    def event(self, event_id: str) -> RestockEvent | None: ...

    def put_on_outbox(self, batch_id: str, event_ids: Sequence[str]) -> None:
        """Put these on the batch's outbox, those that are on it stay where they are."""

    def take_off_outbox(self, batch_id: str, event_ids: Sequence[str]) -> None:
        """Take these events off the batch's outbox; those that are not on it are passed over."""

    def expire(self, now: datetime, history: timedelta, snapshots: timedelta) -> int:
        """Delete what is older than its retention; the number of rows deleted (0 where the store does it itself).

        Whoever never entered a code is forgotten 30 days after they last asked for one.
        """
