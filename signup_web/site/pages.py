"""The public pages: what is in stock, what was, and the same facts for machines."""

from io import BytesIO
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from msgspec import json
from msgspec.structs import replace
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.telling.offer_words import common_words, is_event
from coatcheck.telling.product_names import full_names
from signup_web import context
from signup_web.product import product_json as product_as_json
from signup_web.product.facts import Facts
from signup_web.product.past import WHOLE_LOG
from signup_web.product.sizes import IN, OUT, UNKNOWN
from signup_web.product.strip import LONGEST, RANGES, ranges, shortest
from signup_web.product.view import ProductView, home_view, product_kind, product_view
from signup_web.site.conditional import MACHINES, Made, etag_of, page_of, unless_unchanged
from signup_web.site.listing import Line, listing, wanted
from signup_web.site.xml import render_xml
from signup_web.texting.bots import bot_links

pages = Blueprint("pages", __name__)

LOG_PAGE = 50
KINDS = (IN, OUT, UNKNOWN)  # of products, in the order in which people look for them
DAY = 86400


@pages.get("/")
def home() -> AnyResponse:
    """Show the listed products, as the address asks for them; a single one is shown at once."""
    listed, now = context.facts().listed(), context.now()
    if len(listed) == 1:
        return redirect(url_for("pages.product", slug=listed[0].watch.slug))
    names = full_names([facts.watch for facts in listed])
    lines = [
        Line(facts, names[facts.watch.id], product_kind(facts, now), facts.watch.shop, facts.watch.tags)
        for facts in listed
    ]
    found = listing(lines, wanted(request.args, KINDS), KINDS)
    views = [replace(home_view(facts, now), title=names[facts.watch.id]) for facts in found.shown]
    offer, events = common_words(facts.state for facts in listed), all(is_event(facts.state) for facts in listed)
    return unless_unchanged(
        json.encode([views, replace(found, shown=()), offer, events]),
        lambda: render_template(
            "home.html", products=views, listing=found, offer=offer, events=bool(listed) and events
        ),
    )


@pages.get("/p/<slug>")
def product(slug: str) -> Response:
    """Show one product: each size now and over time, the log, and the way to sign up."""
    facts = _facts(slug)
    return page_of(facts, lambda: _whole(facts))


@pages.get("/p/<slug>/live")
def live(slug: str) -> Response:
    """Send the part of the page that changes, for the page's own script."""
    facts = _facts(slug)
    return page_of(facts, lambda: _changing(facts))


@pages.get("/p/<slug>/picture")
def picture(slug: str) -> AnyResponse:
    """Send the product's picture, as small as pages show it."""
    found = context.pictures().of(_facts(slug)) or abort(404)
    response = Response(found.webp, mimetype="image/webp")
    response.set_etag(found.name)
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response.make_conditional(request)


@pages.get("/p/<slug>/log")
def log(slug: str) -> Response:
    """Show every stay in stock that the history holds, newest first, 50 on a page."""
    facts = _facts(slug)
    view = product_view(facts, LONGEST, context.now(), WHOLE_LOG)
    page = max(1, request.args.get("page", 1, type=int))
    stays = view.past.log[(page - 1) * LOG_PAGE : page * LOG_PAGE]
    more = len(view.past.log) > page * LOG_PAGE
    return unless_unchanged(
        json.encode([stays, view.title, more]),
        lambda: render_template("log.html", view=view, range=RANGES[LONGEST], stays=stays, page=page, more=more),
    )


@pages.get("/p/<slug>.json")
def product_json(slug: str) -> Response:
    facts = _facts(slug)
    body = json.encode(product_as_json.product(facts, context.now(), context.settings().site))
    return unless_unchanged(body, body.decode, "application/json", MACHINES)


@pages.get("/p/<slug>/badge.svg")
def badge(slug: str) -> Response:
    view = home_view(_facts(slug), context.now())
    return unless_unchanged(
        json.encode([view.title, view.kind, view.says]),
        lambda: render_xml("badge.svg", view=view),
        "image/svg+xml",
        MACHINES,
    )


@pages.get("/p/<slug>/text.svg")
def text_code(slug: str) -> Response:
    """Draw a code to scan with a phone: it opens a text that signs up for this product."""
    facts = _facts(slug)
    link = _sms_link(facts)
    if not link:
        abort(404)
    import segno

    drawn = BytesIO()
    segno.make(link, error="m").save(drawn, kind="svg", xmldecl=False, omitsize=True, border=0)
    svg = drawn.getvalue().decode()
    return unless_unchanged(svg.encode(), lambda: svg, "image/svg+xml", MACHINES)


def _sms_link(facts: Facts) -> str:
    """https://www.rfc-editor.org/rfc/rfc5724, with the text as phones take it; "" where nobody can text us."""
    settings = context.settings()
    if "sms" not in settings.channels or not settings.twilio_from or not facts.watch.listed:
        return ""
    return f"sms:{settings.twilio_from}?&body={quote(f'JOIN {facts.watch.slug}')}"


def _whole(facts: Facts) -> Made:
    view, link, bots = _view(facts), _sms_link(facts), bot_links(context.services(), facts.watch.slug)
    number = context.settings().twilio_from if link else ""
    sizes = view.size_page if view.size_page > 1 else None
    live = url_for("pages.live", slug=view.slug, range=view.range, sizes=sizes)
    tag = etag_of(json.encode(view), live)
    picture = context.pictures().of(facts)
    return (
        json.encode(
            [
                view,
                facts.checked_at,
                facts.state.version,
                facts.watch.revision,
                link,
                bots,
                picture.name if picture else None,
            ]
        ),
        lambda: render_template(
            "product.html",
            view=view,
            picture=picture,
            facts=facts,
            ranges=ranges(),
            sms_link=link,
            number=number,
            bots=bots,
            live=live,
            tag=tag,
        ),
    )


def _changing(facts: Facts) -> Made:
    view = _view(facts)
    return json.encode(view), lambda: render_template("_live.html", view=view, ranges=ranges())


def _view(facts: Facts) -> ProductView:
    range = request.args.get("range") or shortest(facts.watch.created_at, context.now())
    if range not in RANGES:
        abort(404)
    page = max(1, request.args.get("sizes", 1, type=int))
    view = product_view(facts, range, context.now(), page=page)
    return view if view.sizes or page == 1 else abort(404)


def _facts(slug: str) -> Facts:
    return context.facts().by_slug(slug) or abort(404)
