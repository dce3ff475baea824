"""Teams on this deployment, each with its own watches, people and keys."""

from datetime import datetime
from typing import Annotated

from flask import abort
from msgspec import Meta

from coatcheck.model import Scope
from coatcheck.people import teams as known
from signup_web import context
from signup_web.api.routes import Routes, Shape, Taken, show

teams = Routes("Teams")


class TeamShown(Shape, frozen=True):
    """A team, and how many watches, users and keys it has."""

    id: str
    name: str
    created_at: datetime
    watches: int
    users: int
    keys: int


class Teams(Shape, frozen=True):
    """The teams that were made, oldest first, and beside them the first team, which is always there."""

    items: list[TeamShown]
    first: TeamShown


class NewTeam(Taken, frozen=True, kw_only=True):
    """A team to be made. `name` is shown to people; left out, the id."""

    id: Annotated[
        str, Meta(min_length=1, max_length=known.LONGEST_ID, description="Small Latin letters, digits and hyphens.")
    ]
    name: Annotated[str, Meta(max_length=known.LONGEST_NAME)] = ""


@teams.get("/teams", Scope.ADMIN, deployment=True)
def list_teams() -> Teams:
    """List the teams."""
    first, *made = map(_shown, known.counted(context.store()))
    return Teams(items=made, first=first)


@teams.post("/teams", Scope.ADMIN, status=201, deployment=True)
def make_team(body: NewTeam) -> TeamShown:
    """Make a team. Its keys are made on the operator's pages, or by `coatcheck key add --team`."""
    return _shown(known.Counted(known.make(context.store(), body.id, body.name, context.now())))


@teams.delete("/teams/{team_id}", Scope.ADMIN, deployment=True)
def remove_team(team_id: str) -> None:
    """Forget a team that watches nothing any more, with its keys and invitations."""
    if context.store().team(team_id) is None:
        abort(404, "There is no such team.")
    known.remove(context.store(), team_id, context.now())


def _shown(each: known.Counted) -> TeamShown:
    return show(TeamShown, each.team, watches=each.watches, users=each.users, keys=each.keys)
