"""The canary's page: a product of nobody's that comes back once an hour, at an address that is guessed by nobody."""

from hmac import compare_digest

from flask import Blueprint, Response, abort, render_template

from coatcheck.watching.canary.flips import is_in_stock, token
from signup_web import context

canary = Blueprint("canary", __name__)


@canary.get("/canary/<address>")
def page(address: str) -> Response:
    """Show whether the canary can be had. It asks no store, so that it says so whatever is the matter with one."""
    key = context.services().secret_key
    if not context.settings().canary or not compare_digest(address.encode(), token(key).encode()):
        abort(404)
    body = render_template("canary.html", there=is_in_stock(context.now(), key))
    return Response(body, headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})
