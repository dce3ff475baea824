"""Help, terms, privacy, how consent is asked for; and what search engines read."""

from flask import Blueprint, Response, current_app, render_template, request

from coatcheck import channels
from coatcheck.languages import gettext
from signup_web import context
from signup_web.joining import agreement
from signup_web.site.conditional import unless_unchanged
from signup_web.site.xml import render_xml
from signup_web.texting.samples import samples

small_print = Blueprint("small_print", __name__)

FIVE_MINUTES = "public, max-age=300"


def _still(template: str, **values: object) -> Response:
    """Show a page that changes with the program or its settings only."""
    body = render_template(template, channels=channels.offered(context.settings().channels), **values)
    return unless_unchanged(body.encode(), lambda: body, cache=FIVE_MINUTES)


for _name in ("help", "terms", "privacy"):
    small_print.add_url_rule(f"/{_name}", _name, _still, defaults={"template": f"{_name}.html"})


@small_print.get("/consent")
def consent() -> Response:
    """Show where and in which words we ask: the page a phone network wants to see before it lets a sender send."""
    brand = context.settings().brand
    return _still(
        "consent.html",
        ways=channels.offered(("sms", *context.settings().channels)),  # texts always: a network asks before they are on
        version=agreement.VERSION,
        by_text=gettext(agreement.TEXT, brand=brand),
        samples=samples(context.settings()),
    )


@small_print.get("/robots.txt")
def robots() -> Response:
    lines = (
        "User-agent: *",
        "Disallow: /admin",
        "Disallow: /m/",
        "Disallow: /u/",
        "Disallow: /r/",
        "Disallow: /join/",
        "Disallow: /canary/",
        "Disallow: /suggest/",
    )
    body = "\n".join([*lines, f"Sitemap: {context.settings().site}/sitemap.xml", ""])
    return unless_unchanged(body.encode(), lambda: body, "text/plain", FIVE_MINUTES)


@small_print.get("/favicon.ico")
@small_print.get("/apple-touch-icon.png")
@small_print.get("/apple-touch-icon-precomposed.png")
def icon() -> Response:
    """Send the icon from where programs look for one that read no page."""
    return current_app.send_static_file("favicon.ico" if request.path == "/favicon.ico" else "apple-touch-icon.png")


@small_print.get("/sitemap.xml")
def sitemap() -> Response:
    body = render_xml("sitemap.xml", slugs=[facts.watch.slug for facts in context.facts().listed()])
    return unless_unchanged(body.encode(), lambda: body, "application/xml", FIVE_MINUTES)
