"""Adding a watch: look first, show what would be watched, store it when the operator agrees."""

from typing import TYPE_CHECKING

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck import sources
from coatcheck.errors import Invalid
from coatcheck.ports import Target
from coatcheck.watching import catalogue
from coatcheck.watching.agreement import answered
from signup_web import context
from signup_web.admin import agreeing
from signup_web.admin.guard import about
from signup_web.admin.lock import admin_pages
from signup_web.admin.watches import with_form

if TYPE_CHECKING:
    from coatcheck.watching.discovery import Finding

adding = admin_pages("adding")


@adding.get("/add")
def add() -> str:
    """Ask for an address."""
    return _form()


@adding.post("/add/options")
def options() -> str:
    """Ask for the options of the chosen kind of shop as well."""
    return _form()


@adding.post("/add")
def preview() -> str | Response | tuple[str, int]:
    """Look, and show what would be seen; of data that nobody explained, what it may mean. Nothing is stored."""
    try:
        finding = _find()
        if finding.proposals and finding.source is None:
            return render_template("admin/proposals.html", finding=finding)
        watch = catalogue.draft(finding, context.now())
    except Invalid as error:
        return _form(error), 422
    return agreeing.preview(finding, watch)


@adding.post("/add/teach")
def teach() -> str | tuple[str, int]:
    """Show all that the page says of stock, for somebody to point at what is right. Nothing is stored."""
    from coatcheck.watching.adding import address
    from coatcheck.watching.guessing import SOURCE as DATA
    from coatcheck.watching.teaching import BY_OPTIONS

    try:
        if request.form.get("source") == DATA:
            raise Invalid(BY_OPTIONS)
        url = address(request.form.get("url", ""), context.settings().allow_hosts)
        return agreeing.statements(Target(url, agreeing.typed_options()))
    except Invalid as error:
        return _form(error), 422


@adding.post("/add/save")
def save() -> str | AnyResponse | tuple[str | Response, int]:
    """Look once more, and store the watch; where it was misread, ask what tells the stock."""
    if agreeing.is_wrong():
        return teach()
    try:
        finding = _find()
        watch = catalogue.draft(finding, context.now())
    except Invalid as error:
        return _form(error), 422
    try:
        agreed = answered(with_form(watch), finding.look, agreeing.answer(finding), context.now())
        stored = catalogue.add_watch(context.store(), agreed, context.settings().allow_hosts)
    except Invalid as error:
        return agreeing.preview(finding, watch, error), 422
    about(stored.slug)
    return redirect(url_for("watches.watch", watch_id=stored.id, saved=1), 303)


def _find() -> "Finding":
    """Find what the sources make of the address in the form."""
    from coatcheck.watching.adding import find_new

    services, source = context.services(), request.form.get("source") or None
    target = Target(request.form.get("url", ""), agreeing.typed_options())
    return find_new(services.store, services.fetcher, services.clock, target, source, services.settings.allow_hosts)


def _form(error: Invalid | None = None) -> str:
    double = error.watch if isinstance(error, catalogue.Double) else None
    chosen = request.form.get("source", "")
    return render_template(
        "admin/add.html",
        error=None if double else error,
        double=double,
        typed=request.form,
        names=sources.names(),
        options=sources.load(chosen).OPTIONS if chosen in sources.names() else (),
    )
