"""The way in: a link that works once, or the key."""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from signup_web import context
from signup_web.admin import lock

door = Blueprint("door", __name__, url_prefix="/admin")

Page = str | AnyResponse | tuple[str, int]


@door.get("/enter")
def enter() -> Page:
    """Ask for the key."""
    return _ask("")


@door.post("/enter")
def enter_key() -> Page:
    """Take the key."""
    services = context.services()
    if not lock.may_try(services):
        return _ask("Those were too many tries. Try again in an hour."), 429
    if not lock.use_key(services, request.form.get("key", "").strip()):
        return _ask("That is not the key."), 403
    lock.open_session(services)
    return redirect(url_for("overview.watches"), 303)


@door.get("/enter/<secret>")
def link(secret: str) -> Page:
    """Show a button for the one-time link, so that a program that follows links does not use it up."""
    return render_template("admin/link.html", secret=secret)


@door.post("/enter/<secret>")
def use_link(secret: str) -> Page:
    """Use the link up."""
    services = context.services()
    if not lock.may_try(services) or not lock.use_link(services, secret):
        abort(403, "This link was used already, or is not one of ours. `coatcheck admin-link` prints a new one.")
    lock.open_session(services)
    return redirect(url_for("overview.watches"), 303)


@door.post("/leave")
def leave() -> Page:
    """Forget this browser."""
    session.pop(lock.ADMIN, None)
    return redirect("/", 303)


def _ask(error: str) -> str:
    return render_template("admin/enter.html", error=error, iap=bool(context.settings().iap_audience))
