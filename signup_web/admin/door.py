"""The way in: a link that works once, the key, or an invitation; `passkeys.py` has the fourth."""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.bootstrap import Services
from coatcheck.errors import Invalid
from coatcheck.model import Invitation, SignedInBy, User, Via
from coatcheck.people import audit, invitations, operators
from coatcheck.people.passkeys import relying_party
from signup_web import context
from signup_web.admin import lock
from signup_web.admin.operator import TEAM, asking
from signup_web.admin.sessions import close_session, open_session

door = Blueprint("door", __name__, url_prefix="/admin")

Page = str | AnyResponse | tuple[str, int]


@door.get("/enter")
def enter() -> Page:
    """Ask for the key."""
    return ask("")


@door.post("/enter")
def enter_key() -> Page:
    """Take the key."""
    services = context.deployment()
    if not lock.may_try(services):
        return ask("Those were too many tries. Try again in an hour."), 429
    if not lock.use_key(services, request.form.get("key", "").strip()):
        return ask("That is not the key."), 403
    open_session(services, None, SignedInBy.KEY)
    return redirect(url_for("overview.watches"), 303)


@door.get("/enter/<secret>")
def link(secret: str) -> Page:
    """Show a button for the one-time link, so that a program that follows links does not use it up."""
    return render_template("admin/link.html", secret=secret)


@door.post("/enter/<secret>")
def use_link(secret: str) -> Page:
    """Use the link up."""
    services = context.deployment()
    if not lock.may_try(services) or not lock.use_link(services, secret):
        abort(403, "This link was used already, or is not one of ours. `coatcheck admin-link` prints a new one.")
    open_session(services, None, SignedInBy.LINK)
    return redirect(url_for("overview.watches"), 303)


@door.get("/invitation/<secret>")
def invitation(secret: str) -> Page:
    """Show what an invitation is for, and a button. Opening it uses nothing up."""
    services = context.deployment()
    try:
        return _invited(services, invitations.usable(services.store, secret, context.now(), _trusted(services)), secret)
    except Invalid as error:
        abort(403, str(error))


@door.post("/invitation/<secret>")
def use_invitation(secret: str) -> Page:
    """Use an invitation up: whoever does is a user from now on, or has one team more, and is signed in."""
    services, now = context.deployment(), context.now()
    try:
        found = invitations.usable(services.store, secret, now, _trusted(services))
    except Invalid as error:
        if not lock.may_try(services):
            abort(429, "Those were too many tries. Try again in an hour.")
        abort(403, str(error))
    proven, present = _who_opens(services)
    try:
        user = invitations.accept(services.store, found, request.form.get("name", ""), present, proven, now)
    except Invalid as error:
        return _invited(services, found, secret, error), 422
    actor = audit.Actor(user.name, Via.PAGE, user.id, found.team)
    audit.note_done(
        services.store, actor, "used an invitation", f"as {found.role}" if found.role else "to sign in", now
    )
    if not proven and (present is None or found.role is None):  # else they are signed in already
        open_session(services, user, SignedInBy.INVITATION)
    session[TEAM] = found.team
    return redirect(url_for("me.overview", _anchor=None if user.passkeys else "passkeys"), 303)


@door.post("/leave")
def leave() -> Page:
    """Forget this browser."""
    close_session(context.deployment())
    return redirect("/", 303)


def ask(error: str) -> str:
    """Show the ways in, and what is wrong with what was tried."""
    settings = context.settings()
    by_passkey = relying_party(settings) is not None
    return render_template("admin/enter.html", error=error, iap=bool(settings.iap_audience), by_passkey=by_passkey)


def _invited(services: Services, found: Invitation, secret: str, error: Invalid | None = None) -> str:
    _, present = _who_opens(services)
    team = services.store.team(found.team)
    user = services.store.user(found.user) if found.user else None
    return render_template(
        "admin/invitation.html", invitation=found, secret=secret, present=present, team=team, user=user, error=error
    )


def _who_opens(services: Services) -> tuple[str, User | None]:
    """Return the address that Google says, "" where it does not, and the user who is signed in, if one is."""
    if services.settings.iap_audience:
        email = lock.google_email(services)
        return email, operators.live(services.store.user(operators.user_id(email)))
    operator = asking(services)
    return "", services.store.user(operator.user_id) if operator and operator.user_id else None


def _trusted(services: Services) -> set[str]:
    """Return those who may invite though no user is stored for them: whoever has the key now, and COATCHECK_IAP_ADMINS."""
    return {lock.key_holder(services), *operators.user_ids(services.settings.iap_admins)}
