"""API keys: who has one, what it may do, a new one, and an end to one."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid
from coatcheck.model import Scope
from coatcheck.people import api_keys
from coatcheck.people.operators import user_ids
from signup_web import context
from signup_web.admin.guard import about, nothing_changed
from signup_web.admin.lock import admin_pages
from signup_web.product import times

keys: Blueprint = admin_pages("admin_keys")

MOST_DIGITS = 5  # of the days


@keys.get("/keys")
def overview() -> str:
    """Show every key."""
    return _page()


@keys.post("/keys")
def make() -> str | tuple[str, int]:
    """Make one more key. It is shown this once."""
    form = request.form
    scopes, days = (Scope(each) for each in form.getlist("scope") if each in set(Scope)), form.get("days", "")
    lasting = int(days) if days.isascii() and days.isdecimal() and len(days) <= MOST_DIGITS else 0
    try:
        made, token = api_keys.make(
            context.store(), form.get("name", ""), g.operator.name, scopes, context.now(), lasting, g.operator.user_id
        )
    except Invalid as error:
        return _page(error=error), 422
    about(f"{made.name}: {', '.join(made.scopes)}")
    return _page(token=token, name=made.name)


@keys.post("/keys/<key_id>/end")
def end(key_id: str) -> AnyResponse:
    """End a key; one that was ended already stays so."""
    if key := context.store().api_key(key_id):
        about(key.name)
        context.store().remove_api_key(key_id)
    else:
        nothing_changed()
    return redirect(url_for("admin_keys.overview"), 303)


@keys.post("/keys/<key_id>/take-over")
def take_over(key_id: str) -> AnyResponse:
    """Answer for a key from now on that another had made."""
    key = context.store().api_key(key_id) or abort(404)
    about(key.name)
    api_keys.take_over(context.store(), key_id, g.operator.user_id, context.now())
    return redirect(url_for("admin_keys.overview"), 303)


def _page(error: Invalid | None = None, token: str = "", name: str = "") -> str:
    now, there = context.now(), context.store().api_keys()
    trusted = user_ids(context.settings().iap_admins)
    return render_template(
        "admin/keys.html",
        keys=there,
        stopped=api_keys.stopped(context.deployment().store, there, now, trusted),
        ago=lambda at: times.ago(at, now) if at else "never",
        has_run_out=lambda key: api_keys.has_run_out(key, now),
        scopes=api_keys.MEANINGS,
        usual_days=api_keys.USUAL_DAYS,
        error=error,
        token=token,
        name=name,
        typed=MultiDict() if token else request.form,
    )
