"""Giving a watch to another team, with everybody who waits for it."""

from datetime import datetime

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Watch
from coatcheck.people.teams import FIRST, find_team
from coatcheck.ports import Store
from coatcheck.watching.canary.identity import products
from coatcheck.watching.catalogue import same_page


def move(store: Store, watch: Watch, team_id: str, now: datetime) -> Watch:
    """Give a watch to this team, whose it is from then on; return it as stored. `store` is the whole one.

    Its slug, its history, its webhooks and who waits for it stay as they are; messages from before stay the other team's.
    Raises `Invalid` where there is no such team, it is theirs already or they watch that page; `Conflict` where somebody else changed it.
    """
    team = find_team(store, team_id)
    if watch.team == team.id:
        raise Invalid(f"{watch.title} is watched by {team.name} already.")
    if not products([watch]):
        raise Invalid("The canary's own watch stays where it is: a setting makes and unmakes it.")
    theirs = [each for each in store.watches() if each.team == team.id]
    if double := same_page(theirs, watch.url, watch.options):
        raise Invalid(f"{team.name} watches this page already, as {double.slug}: remove one of them first.")
    return store.put_watch(replace(watch, team=team.id, moved_at=now))


def said(watch: Watch, team_id: str) -> str:
    """Say for the log from which team it goes to which, as it was before."""
    return f"{watch.slug or watch.id}: {watch.team or FIRST.name} -> {team_id or FIRST.name}"
