"""The short link in a message: to the shop, by the address stored with the message and no other, or to the page of all showings."""

from flask import Blueprint, abort, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.telling.showings import tells_showings
from signup_web import context
from signup_web.product.showings import told_view

follow = Blueprint("follow", __name__)


@follow.get("/r/<code>")
def to_the_shop(code: str) -> AnyResponse | str:
    """Lead to the shop; of an event show every showing that was told, each with its link and what is known of it now."""
    delivery = context.store().delivery_by_code(code) or abort(404)
    event = delivery.event
    if tells_showings(event):
        watch = context.store().watch(event.watch_id)
        facts = context.facts().of([watch])[0] if watch else None
        return render_template("showings.html", view=told_view(event, facts, context.now()))
    only = event.variants[0].url if len(event.variants) == 1 else None
    url = only or event.url
    if not url.startswith(("https://", "http://")):
        abort(404)
    return redirect(url)
