"""The guard of all of the operator's pages: who asks, whether they may, and a line in the audit log where something was changed. It fails closed."""

from datetime import timedelta

from flask import Flask, Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.model import FIRST_TEAM, Via
from coatcheck.people import audit
from signup_web import context
from signup_web.admin.operator import Operator, asking
from signup_web.admin.rights import OPEN, RIGHTS, Of, Right, allows, refusal

PLACE = "/admin"
SEE_OTHER, OK = 303, 200
HOUR = timedelta(hours=1)


def register(app: Flask) -> None:
    """Guard every page under /admin, whichever blueprint it belongs to."""
    app.before_request(_admit)
    app.after_request(_note)
    app.jinja_env.globals.update(may=may)


def may(endpoint: str) -> bool:
    """Return whether whoever sees this page may use that one; a page has no button that would be refused."""
    return "operator" in g and allows(g.operator, RIGHTS[endpoint])


def about(words: str) -> None:
    """Say what is done here, and to whom, for the audit log; left out, it names what the page's address names."""
    g.about = words


def nothing_changed() -> None:
    """Say that there was nothing to do, so that the audit log has no line of it."""
    g.nothing_changed = True


def concerns(*teams: str) -> None:
    """Say that it is about these teams, too, whose logs then have it as well."""
    g.concerns = teams


def so_far(done: int, of: int) -> None:
    """Say how many of how many changes are done by now: where something ends it there, the audit log has that."""
    g.so_far = audit.so_far(done, of)


def _admit() -> AnyResponse | None:
    """Let through who may; send strangers to the door, and others away."""
    rule, endpoint = request.url_rule, request.endpoint or ""
    if rule is None or not rule.rule.startswith(PLACE) or endpoint in OPEN:
        return None
    operator, right = asking(context.deployment()), RIGHTS.get(endpoint)
    if operator is None:
        return redirect(url_for("door.enter"))
    if right is None or not allows(operator, right):
        abort(403, refusal(right))
    if right.is_counted and not _may_change_more(operator):
        abort(429, "You have changed what is your own too often in this hour. Go on in the next one.")
    g.operator, g.right = operator, right
    context.work_for(None if right.of is Of.DEPLOYMENT else operator.team)
    return None


def _may_change_more(operator: Operator) -> bool:
    """Count one change of what is somebody's own, so that nobody fills the log who may change nothing else."""
    services = context.deployment()
    most = services.limits.own_changes_per_hour
    return services.store.take(f"own-changes:{operator.user_id}", 1, most, HOUR, context.now())


def _note(response: Response) -> Response:
    """Write down what was done, once it was: what concerns the whole deployment for the first team, whichever somebody works for."""
    right: Right | None = g.get("right")
    words = _came_of(right, response) if right and right.did else None
    if right and words is not None:
        operator: Operator = g.operator
        own = FIRST_TEAM if right.of is Of.DEPLOYMENT else operator.team
        for team in dict.fromkeys((own, *g.get("concerns", ()))):
            actor = audit.Actor(operator.name, Via.PAGE, operator.user_id, team)
            audit.note_done(context.deployment().store, actor, right.did, words, context.now())
    return response


def _came_of(right: Right, response: Response) -> str | None:
    """Say what was done, or how much of it before something ended it; None where nothing was."""
    if response.status_code != (OK if right.by_page else SEE_OTHER):
        came: str | None = g.get("so_far")
        return came
    if "nothing_changed" in g:
        return None
    return g.get("about") or ", ".join(str(part) for part in (request.view_args or {}).values())
