"""Teams: making one, finding one, removing one. What is theirs is kept apart by the store itself: see `store/of_team`."""

import re
from collections import Counter
from datetime import datetime

from coatcheck.errors import Conflict, Invalid
from coatcheck.model import FIRST_TEAM, Frozen, Team
from coatcheck.people.operators import live, members, set_role
from coatcheck.plain_text import printable
from coatcheck.ports import Store
from coatcheck.truth.leases import EPOCH

TEAM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
LONGEST_ID = 30  # characters
LONGEST_NAME = 60
MOST_TEAMS = 200
FIRST = Team(FIRST_TEAM, "First team", EPOCH)  # which is stored nowhere


class Counted(Frozen, frozen=True):
    """A team, and how many watches, users and API keys it has."""

    team: Team
    watches: int = 0
    users: int = 0
    keys: int = 0


def counted(store: Store) -> list[Counted]:
    """Return all teams, the first one first, and how much each has."""
    watches = Counter(watch.team for watch in store.watches())
    users = Counter(team for user in store.users() if live(user) for team in user.roles)
    keys = Counter(key.team for key in store.api_keys())
    return [Counted(team, watches[team.id], users[team.id], keys[team.id]) for team in (FIRST, *store.teams())]


def make(store: Store, team_id: str, name: str, now: datetime) -> Team:
    """Store a new team, named as its id where no name is given.

    Raises `Invalid` where one of them is none, or the id is another's: a team's that was removed, too, while something is kept of it.
    """
    words = " ".join(printable(name).split()) or team_id
    if not TEAM_ID.fullmatch(team_id) or len(team_id) > LONGEST_ID:
        raise Invalid(f"A team's id has 1 to {LONGEST_ID} small Latin letters, digits and hyphens, like north-shop.")
    if len(words) > LONGEST_NAME:
        raise Invalid(f"A team's name has {LONGEST_NAME} characters at the most.")
    if len(store.teams()) >= MOST_TEAMS:
        raise Invalid(f"There are {MOST_TEAMS} teams already: remove one first.")
    is_left = store.audit_entries(1, team=team_id) or store.recent_deliveries(1, team=team_id)
    if is_left and store.team(team_id) is None:
        raise Invalid(f"There was a team {team_id!r}, whose messages and log would be seen: choose another.")
    try:
        return store.put_team(Team(team_id, words, now))
    except Conflict as error:
        raise Invalid(f"There is a team {team_id!r} already.") from error


def find_team(store: Store, team_id: str) -> Team:
    """Return the team of this id, which is "" for the first one. Raises `Invalid` naming those there are."""
    found = FIRST if team_id == FIRST_TEAM else store.team(team_id)
    if found is None:
        names = ", ".join(team.id for team in store.teams()) or "there is only the first, which needs no name"
        raise Invalid(f"There is no team {team_id!r} ({names}).")
    return found


def remove(store: Store, team_id: str, now: datetime) -> Team:
    """Forget a team that watches nothing any more, and return what it was: its keys and invitations end, its users leave it.

    Raises `Invalid` where there is no such team, or it still has watches.
    """
    team = find_team(store, team_id)
    if team_id == FIRST_TEAM:
        raise Invalid("The first team can't be removed: it runs the deployment.")
    if left := sum(watch.team == team_id for watch in store.watches()):
        raise Invalid(
            f"{team.name} has {left} {'watch' if left == 1 else 'watches'}, with people who wait: remove them first, or `coatcheck watch move` them. "
            f"`coatcheck export --team {team_id}` keeps the list, `coatcheck watch remove` removes one."
        )
    for key in store.api_keys():
        if key.team == team_id:
            store.remove_api_key(key.id)
    for invitation in store.invitations():
        if invitation.team == team_id:
            store.remove_invitation(invitation.id)
    for user in members(store, team_id):
        set_role(store, team_id, user.id, None, now, by="")
    store.remove_team(team_id)
    return team
