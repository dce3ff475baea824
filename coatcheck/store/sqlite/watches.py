"""The watches."""

from msgspec import structs

from coatcheck.model import Watch
from coatcheck.store.sqlite.database import Part
from coatcheck.store.sqlite.documents import Table, moment

WATCHES = Table(
    "watches",
    Watch,
    id=lambda watch: watch.id,
    slug=lambda watch: watch.slug or None,
    created_at=lambda watch: moment(watch.created_at),
)


class Watches(Part):
    """`ports.WatchStore`; another process's change shows at once."""

    def add_watch(self, watch: Watch) -> Watch:
        return self.put_watch(structs.replace(watch, revision=""))

    def put_watch(self, watch: Watch) -> Watch:
        return self._write(WATCHES.put, watch)

    def remove_watch(self, watch_id: str) -> None:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM watches WHERE id = ?", (watch_id,))
            connection.execute("DELETE FROM states WHERE watch_id = ?", (watch_id,))
            connection.execute("DELETE FROM subscriptions WHERE watch_id = ?", (watch_id,))

    def watch(self, watch_id: str) -> Watch | None:
        return self._read(WATCHES.get, watch_id)

    def watch_by_slug(self, slug: str) -> Watch | None:
        found = self._read(WATCHES.find, "WHERE slug = ?", slug)
        return found[0] if found else None

    def watches(self) -> list[Watch]:
        return self._read(WATCHES.find, "ORDER BY created_at, id")
