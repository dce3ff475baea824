"""How others put a product on their page: a script for those who write HTML, oEmbed for programs that are given a link."""

from flask import Blueprint, Response, abort, current_app, request
from markupsafe import Markup
from msgspec import json

from coatcheck.channels import web_address
from coatcheck.errors import Invalid
from signup_web import context
from signup_web.product.view import title
from signup_web.site.conditional import MACHINES, unless_unchanged

embedding = Blueprint("embedding", __name__)

HOUR = 3600  # seconds for which other sites' visitors keep the script
WIDTH, HEIGHT = 600, 640  # pixels, where nobody asks for less and no script makes it fit
PRODUCT = "/p/"
HTML = Markup('<iframe src="{src}" title="{title}" width="{width}" height="{height}" loading="lazy"></iframe>')


@embedding.get("/embed.js")
def script() -> Response:
    """Send the script that makes a frame of each link to a product."""
    response = current_app.send_static_file("embed.js")
    response.headers["Cache-Control"] = f"public, max-age={HOUR}"
    return response


@embedding.get("/oembed")
def oembed() -> Response:
    """Say how the product at an address is shown in a frame: https://oembed.com. 404 for what can't be, 501 for XML."""
    settings = context.settings()
    if request.args.get("format", "json") != "json":
        abort(501)
    try:
        asked = web_address.read(request.args.get("url", ""), "That is no address of a product's page.")
    except Invalid:
        abort(404)
    slug = asked.path.removeprefix(PRODUCT)
    ours = f"{asked.scheme}://{asked.netloc}" == settings.site and asked.path.startswith(PRODUCT)
    facts = context.facts().by_slug(slug) if settings.embed_sites and ours else None
    if facts is None:
        abort(404)
    width, height = (_at_most(name, usual) for name, usual in (("maxwidth", WIDTH), ("maxheight", HEIGHT)))
    src = f"{settings.site}{PRODUCT}{slug}/embed"
    shown = {
        "version": "1.0",
        "type": "rich",
        "title": title(facts),
        "provider_name": settings.brand,
        "provider_url": settings.site,
        "cache_age": HOUR,
        "width": width,
        "height": height,
        "html": str(HTML.format(src=src, title=title(facts), width=width, height=height)),
    }
    body = json.encode(shown)
    return unless_unchanged(body, body.decode, "application/json", MACHINES)


def _at_most(name: str, usual: int) -> int:
    """Return how many pixels to take: the usual, or fewer where fewer are asked for."""
    return max(1, min(usual, request.args.get(name, usual, type=int)))
