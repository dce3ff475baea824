"""Where the pictures, feeds and calendars are."""

from threading import Lock

from flask import Blueprint, abort, redirect
from msgspec import json
from werkzeug.wrappers import Response as AnyResponse

from signup_web import context
from signup_web.product.facts import Facts
from signup_web.sharing.card import card, draw
from signup_web.site.assets import static_url
from signup_web.site.conditional import MACHINES, unless_unchanged

sharing = Blueprint("sharing", __name__)

WAIT = 2  # seconds for which a picture waits for others: each takes a tenth of one, and a burst of them must not take all threads
_drawing = Lock()


@sharing.get("/p/<slug>/card.png")
def card_picture(slug: str) -> AnyResponse:
    """Send the picture for where the page is shared; the site's own where too many are asked for at once."""
    shown = card(_facts(slug), context.now(), context.settings().brand)
    if not _drawing.acquire(timeout=WAIT):
        return redirect(static_url("card.png"))
    try:
        return unless_unchanged(json.encode(shown), lambda: draw(shown), "image/png", MACHINES)
    finally:
        _drawing.release()


def _facts(slug: str) -> Facts:
    return context.facts().by_slug(slug) or abort(404)
