"""The short link in a message: to the shop, by the addresses stored with the message and no other, or to the page of all showings."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.model import RestockEvent, Watch
from coatcheck.sources.carts import buy_url, web_address
from coatcheck.telling.showings import tells_showings
from signup_web import context
from signup_web.product.showings import told_view

follow = Blueprint("follow", __name__)


@follow.get("/r/<code>")
def to_the_shop(code: str) -> AnyResponse | str:
    """Lead to where the only size that was told is bought, else to the product; of an event show every showing that was told, each with its link and what is known of it now; a daily message of several products leads to all that was back."""
    delivery = context.store().delivery_by_code(code) or abort(404)
    if len({event.watch_id for event in delivery.daily}) > 1:
        return redirect(url_for("sharing.restocks"))
    event = delivery.event
    watch = context.store().watch(event.watch_id)
    if tells_showings(event):
        facts = context.facts().of([watch])[0] if watch else None
        return render_template("showings.html", view=told_view(event, facts, context.now()))
    if not (url := _shop(event, watch)):
        abort(404)
    return redirect(url)


def _shop(event: RestockEvent, watch: Watch | None) -> str:
    """Return where to go in the shop; "" where no address is the web's. Where its watch is gone nobody knows a cart."""
    if len(event.variants) > 1:
        return web_address(event.url)
    only = event.variants[0]
    return buy_url(watch.source if watch else "", only.id, only.url, event.url)
