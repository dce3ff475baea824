"""The site on a home screen, and the script that browsers keep of it: for notifications, and for when there is no connection."""

from flask import Blueprint, Response, current_app, render_template
from msgspec import json

from signup_web import context
from signup_web.site.assets import static_url
from signup_web.site.conditional import MACHINES, unless_unchanged

home_screen = Blueprint("home_screen", __name__)

PAPER = "#faf8f4"  # as in site.css
SIZES = (192, 512)  # pixels, as browsers ask for: https://www.w3.org/TR/appmanifest/


@home_screen.get("/manifest.webmanifest")
def manifest() -> Response:
    """Say how the site stands on a home screen."""
    brand = context.settings().brand
    icons = [
        {
            "src": static_url(f"icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in SIZES
    ]
    body = json.encode(
        {
            "id": "/",
            "name": brand,
            "short_name": brand,
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": icons,
        }
    )
    return unless_unchanged(body, body.decode, "application/manifest+json", MACHINES)


@home_screen.get("/worker.js")
def worker() -> Response:
    """Send the script that browsers keep (a service worker), under the address from which it may show all of the site."""
    build = current_app.config["BUILD"]
    body = render_template("worker.js", build=build, brand=context.settings().brand)
    return unless_unchanged(body.encode(), lambda: body, "text/javascript")


@home_screen.get("/offline")
def offline() -> Response:
    """Say that there is no connection: a page that is kept beforehand."""
    body = render_template("offline.html")
    return unless_unchanged(body.encode(), lambda: body)
