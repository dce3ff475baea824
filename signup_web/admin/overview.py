"""All watches at a glance: trouble first, narrowed as the address asks, and changed several at a time."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid
from coatcheck.telling import switches
from coatcheck.watching.several import Change, change_all
from coatcheck.watching.status import report
from signup_web import context
from signup_web.admin.guard import about, nothing_changed, so_far
from signup_web.admin.lock import admin_pages
from signup_web.product import times
from signup_web.site.listing import Wanted, listing, matching, wanted
from signup_web.site.status_words import CONDITIONS, conditions, lines

overview = admin_pages("overview")

TICKED, FOUND = "ticked", "found"
MOST_DIGITS = 6  # of the number that is said to be changed


@overview.get("/")
def watches() -> str:
    """Show everything at a glance."""
    return page(request.args, said=_said(request.args.get("changed", "")))


@overview.post("/several")
def change() -> AnyResponse | tuple[str, int]:
    """Change the watches that are ticked, or all that are found."""
    form, asked = request.form, _asked(request.form)
    try:
        ids = _chosen(asked)
        chosen = [watch for watch in context.store().watches() if watch.id in ids]
        asked_for = Change(form.get("what", ""), form.get("value", ""))
        number = change_all(context.store(), chosen, asked_for, context.now(), so_far)
    except Invalid as error:
        return page(form, error=str(error)), 422
    about(f"{number}: {form.get('what', '')} {form.get('value', '')}")
    if not number:
        nothing_changed()
    return redirect(url_for("overview.watches", **asked.parameters(page=asked.page, changed=str(number))), 303)


def page(asked: Mapping[str, str], error: str = "", said: str = "") -> str:
    """Show what is asked for, with what is wrong with what was filled in, or what was done."""
    store, settings, now = context.store(), context.settings(), context.now()
    shown = report(store, now, context.states())
    found = listing(lines(shown.watches), _asked(asked), tuple(CONDITIONS))
    stopped = {name: switches.stopped(store, name) for name in ("", *settings.channels)}
    return render_template(
        "admin/overview.html",
        report=shown,
        listing=found,
        conditions=conditions(),
        waiting={line.id: sum(store.waiting_counts(line.id).values()) for line in found.shown},
        ages={line.id: times.since(line.since, now) for line in found.shown},
        tick=times.ago(shown.last_tick, now) if shown.last_tick else "",
        stopped={name: reason for name, reason in stopped.items() if reason is not None},
        texts_left=switches.texts_left(store, settings.texts_per_day, now),
        error=error,
        said=said,
        ticked=set(request.form.getlist("watch")),
        typed=request.form,
    )


def _asked(arguments: Mapping[str, str]) -> Wanted:
    return wanted(arguments, CONDITIONS)


def _chosen(asked: Wanted) -> set[str]:
    """Return the ids of what is to be changed. Raises `Invalid` where nothing is."""
    if request.form.get("which") == FOUND:
        shown = report(context.store(), context.now(), context.states())
        return {line.thing.id for line in matching(lines(shown.watches), asked)}
    ticked = set(request.form.getlist("watch"))
    if not ticked:
        raise Invalid("Tick what is to be changed first, or choose all that are found.")
    return ticked


def _said(number: str) -> str:
    """Say how many were changed; "" where none was asked for."""
    if not (number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS):
        return ""
    if int(number) == 0:
        return "Nothing was changed: they were so already."
    return "1 watch was changed." if int(number) == 1 else f"{int(number)} watches were changed."
