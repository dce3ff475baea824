"""Teams on this deployment, each with its own watches, people and keys."""

from collections import Counter
from datetime import datetime
from typing import Annotated

from flask import abort
from msgspec import Meta

from coatcheck.model import Scope, Team
from coatcheck.people import teams as known
from signup_web import context
from signup_web.api.routes import Routes, Shape, Taken

teams = Routes("Teams")


class TeamShown(Shape, frozen=True):
    """A team, and how many watches it has."""

    id: str
    name: str
    created_at: datetime
    watches: int


class Teams(Shape, frozen=True):
    """The teams that were made, oldest first. The first team, whose id is "", is not among them."""

    items: list[TeamShown]


class NewTeam(Taken, frozen=True, kw_only=True):
    """A team to be made. `name` is shown to people; left out, the id."""

    id: Annotated[
        str, Meta(min_length=1, max_length=known.LONGEST_ID, description="Small Latin letters, digits and hyphens.")
    ]
    name: Annotated[str, Meta(max_length=known.LONGEST_NAME)] = ""


@teams.get("/teams", Scope.ADMIN, deployment=True)
def list_teams() -> Teams:
    """List the teams."""
    store = context.store()
    watches = Counter(watch.team for watch in store.watches())
    return Teams(items=[_shown(each, watches[each.id]) for each in store.teams()])


@teams.post("/teams", Scope.ADMIN, status=201, deployment=True)
def make_team(body: NewTeam) -> TeamShown:
    """Make a team. Its keys are made on the operator's pages, or by `coatcheck key add --team`."""
    return _shown(known.make(context.store(), body.id, body.name, context.now()), 0)


@teams.delete("/teams/{team_id}", Scope.ADMIN, deployment=True)
def remove_team(team_id: str) -> None:
    """Forget a team that watches nothing any more, with its keys and invitations."""
    if context.store().team(team_id) is None:
        abort(404, "There is no such team.")
    known.remove(context.store(), team_id, context.now())


def _shown(team: Team, watches: int) -> TeamShown:
    return TeamShown(id=team.id, name=team.name, created_at=team.created_at, watches=watches)
