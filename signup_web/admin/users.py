"""Users of the team: who they are, what each may do, where they are signed in; inviting somebody, and ending somebody."""

from collections.abc import Iterable

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid
from coatcheck.model import FIRST_TEAM, ApiKey, OperatorSession, Role, User
from coatcheck.people import api_keys, invitations, operators
from coatcheck.process.log import mask
from signup_web import context
from signup_web.admin import lock
from signup_web.admin.guard import about
from signup_web.admin.lock import admin_pages
from signup_web.product import times

users = admin_pages("users")

TAKE_OVER = "take over"  # in the form: the keys of whoever is no owner any more

Page = str | tuple[str, int] | AnyResponse


@users.get("/users")
def overview() -> Page:
    """Show who runs this team."""
    return _page()


@users.post("/users")
def invite() -> Page:
    """Make a link that works once. It is shown this once."""
    store, email = context.deployment().store, request.form.get("email", "")
    try:
        role = _role()
        made, secret = invitations.invite(store, g.operator.team, role, email, _inviter(), context.now())
    except Invalid as error:
        return _page(error), 422
    about(f"{mask(made.email) if made.email else 'whoever has the link'} as {role}")
    return _page(link=_link(secret), invited=made.email)


@users.post("/invitations/<invitation_id>/withdraw")
def withdraw(invitation_id: str) -> Page:
    """Take an invitation back."""
    store = context.deployment().store
    found = store.invitation(invitation_id)
    if found is None or found.team != g.operator.team:
        abort(404)
    about(mask(found.email) if found.email else "for whoever has the link")
    store.remove_invitation(found.id)
    return _shown()


@users.post("/users/<user_id>/role")
def set_role(user_id: str) -> Page:
    """Give somebody another role in this team. It counts from their next request on."""
    user = _member(user_id)
    try:
        role = _role()
        keys = _change(user, role)
    except Invalid as error:
        return _page(error), 422
    about(f"{user.name}: {user.roles[g.operator.team]} -> {role}{keys}")
    return _shown()


@users.post("/users/<user_id>/remove")
def remove(user_id: str) -> Page:
    """Take somebody's role in this team away; where it was their last, they are ended, with all of their sessions."""
    user = _member(user_id)
    try:
        keys = _change(user, None)
    except Invalid as error:
        return _page(error), 422
    about(f"{user.name}{keys}")
    return _shown()


@users.post("/users/<user_id>/link")
def let_in(user_id: str) -> Page:
    """Make a link that signs somebody in anew who lost their way in; their passkeys and sessions from before end with it."""
    user, store = _member(user_id), context.deployment().store
    _, secret = invitations.let_in(store, user, _inviter(), context.now())
    about(user.name)
    return _page(link=_link(secret), invited=user.email or user.name)


@users.post("/sessions/<session_id>/end")
def end_session(session_id: str) -> Page:
    """Sign a browser of this team's out."""
    ended = next((each for each in _sessions() if each.id == session_id), None) or abort(404)
    context.deployment().store.remove_operator_session(ended.id)
    about(f"{_name(ended)}, {ended.browser}")
    return _shown()


def _inviter() -> str:
    """Return who answers for an invitation that is made here."""
    return g.operator.user_id or lock.key_holder(context.deployment())


def _role() -> Role:
    """Return the role that the form names. Raises `Invalid` where it names none."""
    given = request.form.get("role", "")
    if given not in set(Role):
        raise Invalid(f"Choose a role: {', '.join(Role)}.")
    return Role(given)


def _member(user_id: str) -> User:
    """Return the member of this id; whoever is none of this team's is not found."""
    there = operators.members(context.deployment().store, g.operator.team)
    return next((user for user in there if user.id == user_id), None) or abort(404)


def _change(user: User, role: Role | None) -> str:
    """Give them this role, and say for the log what becomes of the keys that they answer for: they stop, or are taken over."""
    services, now = context.deployment(), context.now()
    keys = [] if role is Role.OWNER else _tied_to([user])[user.id]
    by = operators.OPERATOR if g.operator.user_id in _named() else g.operator.user_id
    operators.set_role(services.store, g.operator.team, user.id, role, now, by)
    taken = request.form.get("keys") == TAKE_OVER
    for key in keys if taken else ():
        api_keys.take_over(services.store, key.id, g.operator.user_id, now)
    names = ", ".join(key.name for key in keys)
    return names and f"; keys {'taken over' if taken else 'that stop'}: {names}"


def _tied_to(users: Iterable[User]) -> dict[str, list[ApiKey]]:
    """Return the keys that stop when one of these users is no owner of this team any more, by the user's id."""
    keys, now, named = context.deployment().store.api_keys(), context.now(), _named()
    return {user.id: [] if user.id in named else api_keys.tied_to(user, g.operator.team, keys, now) for user in users}


def _named() -> set[str]:
    """Return the ids of those whom COATCHECK_IAP_ADMINS names: they need no user to be an owner."""
    return operators.user_ids(context.settings().iap_admins)


def _sessions() -> list[OperatorSession]:
    """Return the sessions of this team's users; those of whoever has the key are shown to those who are everywhere."""
    with_key = g.operator.everywhere and g.operator.team == FIRST_TEAM
    return operators.sessions_of(context.deployment().store, g.operator.team, with_key)


def _name(session: OperatorSession) -> str:
    user = context.deployment().store.user(session.user) if session.user else None
    return user.name if user else "whoever has the key"


def _link(secret: str) -> str:
    """Return the link: at the site's address, or at this page's own, where Identity-Aware Proxy guards that and no other."""
    behind_proxy = bool(context.settings().iap_audience)
    site = request.host_url.rstrip("/") if behind_proxy else context.settings().site
    return f"{site}{url_for('door.invitation', secret=secret)}"


def _shown() -> AnyResponse:
    return redirect(url_for("users.overview"), 303)


def _page(error: Invalid | None = None, link: str = "", invited: str = "") -> str:
    store, now, team = context.deployment().store, context.now(), g.operator.team
    there = operators.members(store, team)
    return render_template(
        "admin/users.html",
        users=there,
        keys=_tied_to(there),
        take_over=TAKE_OVER,
        team=team,
        sessions=_sessions(),
        names={user.id: user.name for user in there},
        has_sessions=not context.settings().iap_audience,
        invitations=invitations.waiting(store, team, now),
        roles=list(Role),
        ago=lambda at: times.ago(at, now),
        error=error,
        link=link,
        invited=invited,
        typed={} if link else request.form,
    )
