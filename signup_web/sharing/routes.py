"""Where the pictures, feeds and calendars are."""

from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Lock
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from msgspec import json
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.languages import gettext
from coatcheck.telling.offer_words import is_event
from signup_web import context
from signup_web.product.facts import Facts
from signup_web.product.product_json import summary
from signup_web.product.view import title
from signup_web.sharing import calendar
from signup_web.sharing.card import card, draw
from signup_web.sharing.restocks import PAGE, Restock, line
from signup_web.site.assets import static_url
from signup_web.site.conditional import MACHINES, unless_unchanged
from signup_web.site.xml import render_xml

sharing = Blueprint("sharing", __name__)

WAIT = 2  # seconds for which a picture waits for others: each takes a tenth of one, and a burst of them must not take all threads
PRODUCTS = 200  # of one answer
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
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


@sharing.get("/restocks")
def restocks() -> Response:
    """Show what came back of all that is listed, newest first, 50 on a page."""
    page = max(1, request.args.get("page", 1, type=int))
    found = _newest()
    pages = max(1, -(-len(found) // PAGE))
    if page > pages:
        abort(404)
    lines = [line(each, context.now()) for each in found[(page - 1) * PAGE : page * PAGE]]
    return unless_unchanged(
        json.encode([lines, page, pages]),
        lambda: render_template("restocks.html", lines=lines, page=page, pages=pages, total=len(found)),
    )


@sharing.get("/restocks.atom")
def restocks_atom() -> Response:
    """Send the newest fifty as a feed."""
    restocks = gettext("restocks")
    name = f"{context.settings().brand}: {restocks}"
    return _feed(name, url_for("sharing.restocks"), EPOCH, _newest())


@sharing.get("/p/<slug>.atom")
def product_atom(slug: str) -> Response:
    """Send the newest fifty restocks of one product as a feed."""
    facts = _facts(slug)
    news = gettext("openings") if is_event(facts.state) else gettext("restocks")
    page = url_for("pages.product", slug=slug)
    return _feed(
        f"{title(facts)}: {news}", page, facts.watch.created_at, context.restocks().newest([facts], context.now())
    )


@sharing.get("/restocks.ics")
def restocks_calendar() -> Response:
    """Send the showings to come and the newest restocks of all that is listed as a calendar."""
    listed = context.facts().listed()
    return _calendar(context.settings().brand, listed, _newest())


@sharing.get("/p/<slug>.ics")
def product_calendar(slug: str) -> Response:
    """Send the showings to come and the restocks of one product as a calendar."""
    facts = _facts(slug)
    return _calendar(title(facts), [facts], context.restocks().newest([facts], context.now()))


@sharing.get("/products.json")
def products_json() -> Response:
    """List what is watched, for programs, 200 at a time."""
    listed, now, site = context.facts().listed(), context.now(), context.settings().site
    page = max(1, request.args.get("page", 1, type=int))
    first, last = (page - 1) * PRODUCTS, page * PRODUCTS
    body = json.encode(
        {
            "total": len(listed),
            "products": [summary(facts, now, site) for facts in listed[first:last]],
            "next": f"{site}{url_for('sharing.products_json', page=page + 1)}" if len(listed) > last else None,
        }
    )
    return unless_unchanged(body, body.decode, "application/json", MACHINES)


def _feed(name: str, page: str, began: datetime, newest: Sequence[Restock]) -> Response:
    """A feed of the page at this path; `began` is when it was last new where nothing came back."""
    lines = [line(each, context.now()) for each in newest[:PAGE]]
    updated = lines[0].stay.start if lines else began
    return unless_unchanged(
        json.encode([name, lines]),
        lambda: render_xml(
            "feed.xml", name=name, page=page, updated=updated, lines=lines, of_many=page == url_for("sharing.restocks")
        ),
        "application/atom+xml",
        MACHINES,
    )


def _calendar(name: str, watches: Sequence[Facts], newest: Sequence[Restock]) -> Response:
    """What is to come first, showings and sales: it is what people plan for."""
    now, site = context.now(), context.settings().site
    ahead = [event for facts in watches for event in calendar.events_to_come(facts, now, site)]
    ahead = sorted(ahead, key=lambda event: event.start.isoformat())[: calendar.MOST]
    past = [calendar.restock_event(each, now, site) for each in newest[: calendar.MOST - len(ahead)]]
    return unless_unchanged(
        json.encode([name, ahead, past]),
        lambda: calendar.calendar(name, [*ahead, *past], urlsplit(site).hostname or "coatcheck"),
        "text/calendar",
        MACHINES,
    )


def _newest() -> list[Restock]:
    return context.restocks().newest(context.facts().listed(), context.now())


def _facts(slug: str) -> Facts:
    return context.facts().by_slug(slug) or abort(404)
