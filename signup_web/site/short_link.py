"""The short link in a message: it leads to the shop, to the address stored with the message and no other."""

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response as AnyResponse

from signup_web import context

follow = Blueprint("follow", __name__)


@follow.get("/r/<code>")
def to_the_shop(code: str) -> AnyResponse:
    delivery = context.store().delivery_by_code(code)
    if delivery is None:
        abort(404)
    event = delivery.event
    only = event.variants[0].url if len(event.variants) == 1 else None
    url = only or event.url
    if not url.startswith(("https://", "http://")):
        abort(404)
    return redirect(url)
