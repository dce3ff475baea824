"""Teams: those there are, one more, an end to one; and which of them somebody works for now."""

from flask import g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid
from coatcheck.model import Team
from coatcheck.people import teams as known
from signup_web import context
from signup_web.admin.guard import about
from signup_web.admin.lock import admin_pages
from signup_web.admin.operator import TEAM, Operator

teams = admin_pages("admin_teams")


@teams.get("/teams")
def overview() -> str:
    """Show every team."""
    return _page()


@teams.post("/teams")
def make() -> AnyResponse | tuple[str, int]:
    """Make one more team."""
    form = request.form
    try:
        made = known.make(context.store(), form.get("id", "").strip(), form.get("name", ""), context.now())
    except Invalid as error:
        return _page(error), 422
    about(made.id)
    return redirect(url_for("admin_teams.overview"), 303)


@teams.post("/teams/<team_id>/remove")
def remove(team_id: str) -> AnyResponse | tuple[str, int]:
    """Forget a team that watches nothing any more."""
    try:
        known.remove(context.store(), team_id, context.now())
    except Invalid as error:
        return _page(error), 422
    return redirect(url_for("admin_teams.overview"), 303)


@teams.post("/team")
def choose() -> AnyResponse:
    """Work for another of one's teams from now on; one that is not one's own is passed over."""
    session[TEAM] = request.form.get("team", "")
    return redirect(url_for("overview.watches"), 303)


@teams.app_template_global()
def own_teams() -> list[Team]:
    """Return the teams that whoever sees this page may work for, the first one first."""
    there = [known.FIRST, *context.deployment().store.teams()]
    operator: Operator = g.operator
    if operator.everywhere:
        return there
    user = context.deployment().store.user(operator.user_id)
    return [team for team in there if user and team.id in user.roles]


def _page(error: Invalid | None = None) -> str:
    return render_template("admin/teams.html", teams=known.counted(context.store()), error=error)
