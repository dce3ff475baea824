"""What looks at a team's watches proved."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.model import Batch, Change, RestockEvent, Snapshot, State, Verdict
from coatcheck.store.of_team.wall import Part, refuse


class Looks(Part):
    """`ports.LookStore`. The rounds of looks are the poller's, who looks for every team."""

    def batches(self, ids: Sequence[str]) -> dict[str, Batch]:
        """Return these batches; of other teams' watches they say nothing."""
        return {key: self._own_versions(batch) for key, batch in self._whole.batches(ids).items()}

    def lease_batch(self, batch: Batch, slot: datetime, owner: str, now: datetime, until: datetime) -> Batch | None:
        refuse("A batch is")

    def states(self, watch_ids: Sequence[str]) -> dict[str, State]:
        return self._whole.states(self._own(watch_ids))

    def commit_looks(
        self, batch: Batch, snapshot: Snapshot | None, verdicts: Sequence[Verdict]
    ) -> tuple[Batch, list[State]]:
        refuse("A round of looks is")

    def commit_verdict(self, batch_id: str, verdict: Verdict) -> State:
        self._require_own(verdict.state.watch_id)
        return self._whole.commit_verdict(batch_id, verdict)

    def changes(self, watch_id: str, since: datetime) -> list[Change]:
        return self._whole.changes(watch_id, since) if self._is_own(watch_id) else []

    def snapshots(self, batch_id: str, since: datetime, until: datetime) -> list[Snapshot]:
        """Return a batch's snapshots; other teams' watches are not in them."""
        found = self._whole.snapshots(batch_id, since, until)
        own = set(self._own({glance.watch_id for snapshot in found for glance in snapshot.glances}))
        return [replace(each, glances=tuple(look for look in each.glances if look.watch_id in own)) for each in found]

    def event(self, event_id: str) -> RestockEvent | None:
        found = self._whole.event(event_id)
        return found if found and found.team == self._team else None

    def put_on_outbox(self, batch_id: str, event_ids: Sequence[str]) -> None:
        refuse("An outbox is")

    def take_off_outbox(self, batch_id: str, event_ids: Sequence[str]) -> None:
        refuse("An outbox is")

    def expire(self, now: datetime, history: timedelta, snapshots: timedelta) -> int:
        refuse("How long things are kept is")

    def _own_versions(self, batch: Batch) -> Batch:
        own = set(self._own(batch.versions))
        versions = {watch_id: version for watch_id, version in batch.versions.items() if watch_id in own}
        outbox = tuple(name for name in batch.outbox if name.partition("/")[0].rpartition("-")[0] in own)
        return replace(batch, versions=versions, outbox=outbox)
