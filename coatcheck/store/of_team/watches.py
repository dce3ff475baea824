"""The watches of a team."""

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Watch
from coatcheck.store.of_team.wall import Part


class Watches(Part):
    """`ports.WatchStore`. Slugs are one name space: `add_watch` raises `Conflict` for one that another team's watch has."""

    def add_watch(self, watch: Watch) -> Watch:
        """Store a new watch of this team; raises `Invalid` where there is no such team."""
        self._require_team()
        return self._whole.add_watch(replace(watch, team=self._team))

    def put_watch(self, watch: Watch) -> Watch:
        self._require_own(watch.id)
        if watch.team != self._team:
            raise Invalid("A watch stays with its team: whoever runs the deployment moves it.")
        return self._whole.put_watch(watch)

    def remove_watch(self, watch_id: str) -> None:
        if self._team_of(watch_id) == self._team:
            self._whole.remove_watch(watch_id)

    def watch(self, watch_id: str) -> Watch | None:
        return self._if_own(self._whole.watch(watch_id))

    def watch_by_slug(self, slug: str) -> Watch | None:
        return self._if_own(self._whole.watch_by_slug(slug))

    def watches(self) -> list[Watch]:
        found = self._whole.watches()
        self._note(found)
        return [watch for watch in found if watch.team == self._team]

    def _if_own(self, watch: Watch | None) -> Watch | None:
        self._note(filter(None, [watch]))
        return watch if watch and watch.team == self._team else None
