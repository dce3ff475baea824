"""The watches: read from memory, and from Firestore where the notice board says that something changed."""

from datetime import datetime
from typing import Any

from google.cloud.firestore import SERVER_TIMESTAMP
from msgspec import structs

from coatcheck.model import Frozen, Watch
from coatcheck.store.firestore.collections import SLUGS, STATES, SUBSCRIPTIONS, WATCHES
from coatcheck.store.firestore.database import Write
from coatcheck.store.firestore.documents import Documents, equals, where
from coatcheck.store.firestore.notices import STALE, OnBoard

# `changed_at` is Firestore's own clock: a commit that a query did not see has a later one than all it saw.
# https://cloud.google.com/firestore/docs/understand-reads-writes-scale#maintaining_consistency
DOCUMENTS = Documents(
    WATCHES,
    Watch,
    key=lambda watch: watch.id,
    fields=lambda watch: {"slug": watch.slug or None, "changed_at": SERVER_TIMESTAMP},
)


class _List(Frozen, frozen=True):
    """The watches as they were when the board bore these marks; nothing newer than `until` was seen."""

    changed: str
    removed: str
    until: datetime | None
    watches: dict[str, Watch]


class Watches(OnBoard):
    """`ports.WatchStore`."""

    _list: _List | None = None

    def add_watch(self, watch: Watch) -> Watch:
        return self.put_watch(structs.replace(watch, revision=""))

    def put_watch(self, watch: Watch) -> Watch:
        before = self.watch(watch.id) if watch.revision else None
        slugs = self._slugs(before.slug if before else "", watch)
        revisions = self._database.commit([DOCUMENTS.put(self._database, watch), *slugs, self._board.mark()])
        self._board.forget()
        return DOCUMENTS.stored(watch, revisions[0])

    def remove_watch(self, watch_id: str) -> None:
        database = self._database
        wanted = equals(database.collection(SUBSCRIPTIONS), "watch", watch_id).select([])
        database.settle([[database.delete(document.reference)] for document in database.find(wanted)])
        watch = self.watch(watch_id)
        gone = [database.reference(WATCHES, watch_id), database.reference(STATES, watch_id)]
        if watch and watch.slug:
            gone.append(database.reference(SLUGS, watch.slug))
        database.commit([*(database.delete(reference) for reference in gone), self._board.mark(removed=True)])
        self._board.forget()

    def watch(self, watch_id: str) -> Watch | None:
        return DOCUMENTS.get(self._database, watch_id)

    def watch_by_slug(self, slug: str) -> Watch | None:
        found = DOCUMENTS.find(self._database, equals(self._database.collection(WATCHES), "slug", slug).limit(1))
        return found[0] if found else None

    def watches(self) -> list[Watch]:
        """Return all watches: one read a minute while nothing changes, then one for each changed watch."""
        notices = self._board.read(STALE)
        known = self._list
        if known is None or known.removed != notices.removed:
            known = self._load(_List(notices.changed, notices.removed, None, {}))
        elif known.changed != notices.changed:
            known = self._load(structs.replace(known, changed=notices.changed))
        self._list = known
        return sorted(known.watches.values(), key=lambda watch: (watch.created_at, watch.id))

    def _load(self, known: _List) -> _List:
        query: Any = self._database.collection(WATCHES)
        if known.until:
            query = where(query, "changed_at", ">=", known.until)
        found = self._database.find(query)
        watches = {document.id: DOCUMENTS.read(document) for document in found}
        times = [document.get("changed_at") for document in found]
        until = max([*times, *([known.until] if known.until else [])], default=None)
        return structs.replace(known, until=until, watches={**known.watches, **watches})

    def _slugs(self, before: str, watch: Watch) -> list[Write]:
        """Take a slug by creating the document of its name."""
        if before == watch.slug:
            return []
        writes = []
        if before:
            writes.append(self._database.delete(self._database.reference(SLUGS, before)))
        if watch.slug:
            writes.append(self._database.put(SLUGS, watch.slug, {"watch": watch.id}, ""))
        return writes
