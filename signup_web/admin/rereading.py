"""Changing a watch: its settings at once; what is read of its page, only when the operator has seen it and agrees."""

from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for
from msgspec.structs import replace
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid
from coatcheck.model import Watch
from coatcheck.ports import Target
from coatcheck.watching import catalogue
from coatcheck.watching.agreement import not_listed, unlisted
from coatcheck.watching.states import state_of
from signup_web import context
from signup_web.admin import agreeing
from signup_web.admin.lock import admin_pages
from signup_web.admin.watches import find, page, with_form

if TYPE_CHECKING:
    from coatcheck.watching.discovery import Finding

rereading = admin_pages("rereading")

Answered = str | AnyResponse | tuple[str | Response, int]


@rereading.post("/watches/<watch_id>")
def change(watch_id: str) -> Answered:
    """Change a watch's settings; where its page would be read in another way, show that first and store nothing yet."""
    stored = find(watch_id)
    try:
        changed = replace(with_form(stored), updated_at=context.now())
        catalogue.check(changed, context.settings().allow_hosts)
    except Invalid as error:
        return page(stored, error), 422
    if changed.reading != stored.reading:
        return look(watch_id)
    context.store().put_watch(changed)
    return _saved(watch_id)


@rereading.post("/watches/<watch_id>/reading")
def look(watch_id: str) -> Answered:
    """Show what is read of a watch's page, as the form says, or else as it is read already; and ask whether it is true."""
    stored = find(watch_id)
    try:
        return _preview(stored, _find(stored))
    except Invalid as error:
        return page(stored, error), 422


@rereading.post("/watches/<watch_id>/teach")
def teach(watch_id: str) -> Answered:
    """Show all that a watch's page says of stock, for somebody to point at what is right. Nothing is stored."""
    stored = find(watch_id)
    try:
        return agreeing.statements(_target(stored), stored)
    except Invalid as error:
        return page(stored, error), 422


@rereading.post("/watches/<watch_id>/reading/save")
def save(watch_id: str) -> Answered:
    """Look once more, and have the watch read so from now on; where that is not true, ask what tells the stock."""
    from coatcheck.watching.teaching import read_so

    if agreeing.is_wrong():
        return teach(watch_id)
    stored, services = find(watch_id), context.services()
    try:
        finding = _find(stored)
    except Invalid as error:
        return page(stored, error), 422
    try:
        wanted, answer = with_form(_drafted(stored, finding)), agreeing.answer(finding)
        read_so(wanted, finding, answer, services.store, services.clock, context.settings().allow_hosts)
    except Invalid as error:
        return _preview(stored, finding, error), 422
    return _saved(watch_id)


def _find(stored: Watch) -> "Finding":
    """Find what is read of the watch's page by the form's source and options; by its own, where the form has none."""
    from coatcheck.watching.discovery import discover

    services, source = context.services(), request.form.get("source")
    return discover(_target(stored), services.fetcher, services.clock, source or stored.source)


def _target(stored: Watch) -> Target:
    """Return what is to be read: the watch's page by the form's options; by its own, where the form has none."""
    options = agreeing.typed_options() if request.form.get("source") else stored.options
    return Target(stored.url, options, stored.allow_private)


def _drafted(stored: Watch, finding: "Finding") -> Watch:
    return replace(
        stored, source=finding.source or request.form.get("source") or stored.source, options=finding.options
    )


def _preview(stored: Watch, finding: "Finding", error: Invalid | None = None) -> Response:
    return agreeing.preview(finding, _drafted(stored, finding), error, _gone(stored, finding))


def _gone(stored: Watch, finding: "Finding") -> str:
    """Say which sizes would not be read any more, and how many wait for them; "" for none."""
    lost = unlisted(state_of(context.store(), stored.id), finding.look)
    counts = context.store().waiting_counts(stored.id)
    waiting = sum(counts.get(each.id, 0) for each in lost)
    return f"Read so, {not_listed(lost, waiting)}" if lost else ""


def _saved(watch_id: str) -> AnyResponse:
    return redirect(url_for("watches.watch", watch_id=watch_id, saved=1), 303)
