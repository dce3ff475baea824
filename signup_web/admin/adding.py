"""Adding a watch: look first, show what would be watched, store it when the operator agrees."""

from typing import TYPE_CHECKING

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck import sources
from coatcheck.errors import Invalid
from coatcheck.model import Answer, Product, Watch
from coatcheck.ports import Target
from coatcheck.watching import catalogue
from coatcheck.watching.agreement import answered, in_words
from signup_web import context
from signup_web.admin.lock import admin_pages
from signup_web.admin.watches import given_options, with_form
from signup_web.security import HEADERS

if TYPE_CHECKING:
    from coatcheck.watching.discovery import Finding

adding = admin_pages("adding")

ANSWERS = (Answer.YES, Answer.NO, Answer.CANT_TELL)
SHOPS_PICTURES = HEADERS["Content-Security-Policy"].replace("img-src", "img-src https:")  # on this page alone


@adding.get("/add")
def add() -> str:
    """Ask for an address."""
    return _form()


@adding.post("/add/options")
def options() -> str:
    """Ask for the options of the chosen kind of shop as well."""
    return _form()


@adding.post("/add")
def preview() -> Response | tuple[str, int]:
    """Look, and show what would be seen. Nothing is stored."""
    try:
        finding = _find()
        watch = catalogue.draft(finding, context.now())
    except Invalid as error:
        return _form(error), 422
    return _preview(finding, watch)


@adding.post("/add/teach")
def teach() -> str | tuple[str, int]:
    """Show all that the page says of stock, for somebody to point at what is right. Nothing is stored."""
    from coatcheck.sources.html.seen.own_rule import OPTIONS
    from coatcheck.watching.teaching import SOURCE, offered

    try:
        url = _address()
        found = offered(url, allow_private=False, fetcher=context.services().fetcher)
    except Invalid as error:
        return _form(error), 422
    return render_template("admin/teach.html", url=url, source=SOURCE, statements=found, options=OPTIONS)


@adding.post("/add/save")
def save() -> str | AnyResponse | tuple[str | Response, int]:
    """Look once more, and store the watch; where it was misread, ask what tells the stock."""
    if request.form.get("agree") == Answer.NO:
        return teach()
    try:
        finding = _find()
        watch = catalogue.draft(finding, context.now())
    except Invalid as error:
        return _form(error), 422
    try:
        _mind_the_unproven(finding)
        agreed = answered(with_form(watch), finding.look, _answer(finding), context.now())
        stored = catalogue.add_watch(context.store(), agreed, context.settings().allow_hosts)
    except Invalid as error:
        return _preview(finding, watch, error), 422
    return redirect(url_for("watches.watch", watch_id=stored.id, saved=1), 303)


class _Double(Invalid):
    """The page is watched already."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(f"This page is watched already, as {watch.title}.")
        self.watch = watch


def _address() -> str:
    """The address in the form; raises `Invalid` where it is none, or that of a private host."""
    url = request.form.get("url", "").strip()
    if not url.startswith(("https://", "http://")):
        raise Invalid("Write the product's address, with https:// in front.")
    catalogue.refuse_private(url, context.settings().allow_hosts)
    return url


def _find() -> "Finding":
    """Find what the sources make of the address in the form.

    A private host, and a page that is watched already, is refused before anything is fetched.
    """
    from coatcheck.watching.discovery import discover

    url, source, services = _address(), request.form.get("source") or None, context.services()
    options = {name: text for name, text in given_options(request.form).items() if text}
    if double := catalogue.same_page(services.store.watches(), url, options):
        raise _Double(double)
    return discover(Target(url, options), services.fetcher, services.clock, source)


def _answer(finding: "Finding") -> Answer:
    """What the form says of what was read; raises `Invalid` where it has changed since it was shown."""
    said = request.form.get("agree", "")
    answer = Answer(said) if said in ANSWERS else Answer.NOT_ASKED
    if answer is not Answer.NOT_ASKED and request.form.get("read") != in_words(finding.look):
        raise Invalid("The page says something else now than when you were asked: look again, and answer anew.")
    return answer


def _mind_the_unproven(finding: "Finding") -> None:
    """Raise `Invalid` for a page that tells no stock, where the box that says "all the same" is not ticked."""
    from coatcheck.watching.discovery import proves

    if not proves(finding.look) and "anyway" not in request.form:
        raise Invalid("Tick the box that says that you want it watched all the same, or say how its stock is told.")


def _preview(finding: "Finding", watch: Watch, error: Invalid | None = None) -> Response:
    from coatcheck.watching.discovery import proves

    page = render_template(
        "admin/preview.html",
        finding=finding,
        watch=watch,
        products=_products(finding),
        read=in_words(finding.look),
        answers=ANSWERS,
        unproven="" if proves(finding.look) else catalogue.UNPROVEN,
        options=sources.load(watch.source).OPTIONS,
        error=error,
    )
    return Response(page, headers={"Content-Security-Policy": SHOPS_PICTURES})


def _products(finding: "Finding") -> tuple[Product, ...]:
    return finding.look.observation.products if finding.look.observation else ()


def _form(error: Invalid | None = None) -> str:
    double = error.watch if isinstance(error, _Double) else None
    chosen = request.form.get("source", "")
    return render_template(
        "admin/add.html",
        error=None if double else error,
        double=double,
        typed=request.form,
        names=sources.names(),
        options=sources.load(chosen).OPTIONS if chosen in sources.names() else (),
    )
