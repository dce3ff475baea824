"""The frame: the sizes and the sign-up, as pages of the sites that the operator names may show them.

Browsers give no cookie to a frame of another site, so none is needed: what was begun is known by the sign-up's own token, in the form.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from msgspec import json

from coatcheck.errors import Invalid
from coatcheck.languages import gettext
from coatcheck.model import Confirmation, Subscriber
from coatcheck.people.links import manage_token
from coatcheck.telling import variant_names
from signup_web import context
from signup_web.joining import signup
from signup_web.joining.fields import address_fields, is_subscription, shown
from signup_web.joining.form import open_product, read_form, start, take_code
from signup_web.joining.limits import TooMany
from signup_web.product.facts import Facts
from signup_web.product.strip import shortest
from signup_web.product.view import ProductView, product_view, title
from signup_web.security import csrf, let_frame
from signup_web.site.conditional import Made, page_of

frame = Blueprint("frame", __name__)
csrf.exempt(frame)  # `let_in` stands in for the token, which lives in a cookie

SAME_ORIGIN = "same-origin"
NO_ERRORS: dict[str, str] = {}

Page = str | tuple[str, int]


@frame.before_request
def let_in() -> None:
    """Answer 404 where no site may show frames; and take forms from the frame alone, as every browser says where they come from."""
    sites = context.settings().embed_sites
    if not sites:
        abort(404)
    let_frame(sites)
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") != SAME_ORIGIN:
        abort(403, gettext("This form was sent from another site. Open the page here and try again."))


@frame.get("/p/<slug>/embed")
def page(slug: str) -> Response:
    """Show the sizes and the form."""
    facts = context.facts().by_slug(slug) or abort(404)

    def make() -> Made:
        view = _view(facts)
        return json.encode(view), lambda: _page(view)

    return page_of(facts, make)


@frame.post("/p/<slug>/embed")
def submit(slug: str) -> Page:
    """Check the form, and send the code; a form that is not right comes back with what was typed."""
    facts = open_product(slug)
    wish, errors = read_form(facts)
    if wish is None:
        return _page(_view(facts), request.form.getlist("size"), errors), 422
    try:
        waiting = start(wish)
    except Invalid as error:
        return _page(_view(facts), wish.wants, {"address": str(error)}), 429 if isinstance(error, TooMany) else 422
    return _code(slug, waiting.token, shown(wish.to))


@frame.post("/p/<slug>/embed/code")
def enter(slug: str) -> Page:
    """Take the code, and show what was agreed."""
    try:
        waiting, person = _waiting()
        joined = take_code(waiting.token, person.to.channel)
    except Invalid as error:
        return _code(slug, request.form.get("signup", ""), error=str(error)), 422
    services = context.services()
    watch = services.store.watch(joined.watch_id) or abort(404)
    facts = context.facts().of([watch])[0]
    return render_template(
        "embed/done.html",
        title=title(facts),
        sizes=variant_names.labels(facts.state, joined.wants),
        address=shown(person.to),
        token=manage_token(services.secret_key, person.id, person.links),
    )


@frame.post("/p/<slug>/embed/again")
def again(slug: str) -> Page:
    """Send another code."""
    token = request.form.get("signup", "")
    try:
        signup.send_again(context.services(), token, request.remote_addr or "")
    except Invalid as error:
        return _code(slug, token, error=str(error)), 429
    return _code(slug, token, sent=True)


def _waiting() -> tuple[Confirmation, Subscriber]:
    """Return the sign-up that the form is about, and whose it is. Raises `Invalid` where there is none."""
    store = context.store()
    waiting = store.confirmation(request.form.get("signup", ""))
    person = store.subscriber(waiting.subscriber_id) if waiting else None
    if waiting is None or person is None:
        raise Invalid(gettext("This sign-up is gone. Start again."))
    return waiting, person


def _view(facts: Facts) -> ProductView:
    now = context.now()
    return product_view(facts, shortest(facts.watch.created_at, now), now)


def _page(view: ProductView, wants: Sequence[str] = (), errors: Mapping[str, str] = NO_ERRORS) -> str:
    return render_template("embed/sizes.html", view=view, wants=wants, errors=errors, **_fields())


def _fields() -> dict[str, Any]:
    """Collect what the form asks for: by the first channel that a frame can ask for; browsers let none ask for notifications."""
    fields = address_fields()
    ways = [name for name in fields["offered"] if not is_subscription(name)]
    by = fields["by"] if fields["by"] in ways else next(iter(ways), "")
    return {**fields, "by": by, "key": "", "other_ways": [name for name in fields["offered"] if name != by]}


def _code(slug: str, token: str, to: str = "", error: str = "", sent: bool = False) -> str:
    return render_template("embed/code.html", slug=slug, token=token, to=to, error=error, sent=sent)
