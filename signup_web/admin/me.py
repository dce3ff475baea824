"""Whoever is signed in: their name, their teams, and the browsers in which they are."""

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid
from coatcheck.model import OperatorSession, User
from coatcheck.people import operators, passkeys, sessions
from signup_web import context
from signup_web.admin.guard import about, nothing_changed
from signup_web.admin.lock import admin_pages
from signup_web.product import times

me = admin_pages("me")


@me.get("/me")
def overview() -> str:
    """Show what is known of whoever asks."""
    return page()


@me.post("/me/name")
def rename() -> AnyResponse | tuple[str, int]:
    """Take another name from now on; the log keeps the earlier one beside what was done under it."""
    user = user_or_none() or abort(404)
    try:
        renamed = operators.rename(context.deployment().store, user, request.form.get("name", ""))
    except Invalid as error:
        return page(error), 422
    about(f"{user.name} -> {renamed.name}")
    return shown()


@me.post("/me/sessions/<session_id>/end")
def end_session(session_id: str) -> AnyResponse:
    """Sign one of their own browsers out."""
    if session_id not in {each.id for each in _sessions()}:
        abort(404)
    context.deployment().store.remove_operator_session(session_id)
    return shown()


@me.post("/me/sessions/end")
def end_others() -> AnyResponse:
    """Sign all of their other browsers out."""
    if not sessions.end_all(context.deployment().store, g.operator.user_id, but=g.operator.session):
        nothing_changed()
    return shown()


def user_or_none() -> User | None:
    """Return the user who asks; None for whoever came by the key, the link or COATCHECK_IAP_ADMINS."""
    return context.deployment().store.user(g.operator.user_id) if g.operator.user_id else None


def _sessions() -> list[OperatorSession]:
    return [each for each in context.deployment().store.operator_sessions() if each.user == g.operator.user_id]


def shown() -> AnyResponse:
    """Show it anew, once something was changed."""
    return redirect(url_for("me.overview"), 303)


def page(error: Invalid | None = None) -> str:
    """Show it, and what is wrong with what was sent."""
    now = context.now()
    return render_template(
        "admin/me.html",
        user=user_or_none(),
        teams={team.id: team.name for team in context.deployment().store.teams()},
        sessions=_sessions(),
        passkeys_work=passkeys.relying_party(context.settings()) is not None,
        passkey_id_of=passkeys.passkey_id_of,
        ago=lambda at: times.ago(at, now),
        error=error,
    )
