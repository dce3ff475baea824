"""The renderer as a service: the Flask app that the others ask to draw a page."""

import logging
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from coatcheck.browser import chromium
from coatcheck.browser.messages import Order
from coatcheck.config import Settings, read_settings
from coatcheck.process import google_tokens
from coatcheck.process.google_door import turned_away
from coatcheck.process.log import set_up
from coatcheck.process.startup import startup_routes
from renderer.browser import Browser
from renderer.smoke import draw_built_in_page

if TYPE_CHECKING:
    from flask import Flask

MAXIMUM_BODY = 1024 * 1024  # bytes
JSON = {"Content-Type": "application/json"}

log = logging.getLogger(__name__)


def create_app(settings: Settings | None = None) -> "Flask":
    """Make the app behind `POST /draw`: an `Order` in, a `Result` out, both in JSON. It opens no store and no bus.

    Answers 401 to whoever is none of COATCHECK_RENDERER_CALLERS, and 503 where nobody can tell now.
    """
    from flask import Flask, abort, request

    if settings is None:
        settings = read_settings()
        set_up(settings.log_format, settings.log_level)
    if chromium.sandbox() is None:
        log.warning("The browser has no sandbox here: this system lets nobody make user namespaces")
    browser = Browser(settings)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAXIMUM_BODY
    app.register_blueprint(startup_routes(partial(draw_built_in_page, browser.draw)))

    @app.post("/draw")
    def draw() -> tuple[bytes, int, dict[str, str]]:
        with turned_away("A call"):
            authenticate(request.headers.get("Authorization", ""), settings)
        try:
            order = msgspec.json.decode(request.get_data(), type=Order)
        except msgspec.DecodeError as error:
            log.error("An order can't be read: %s", error)
            abort(400)
        # A private network would be the renderer's own, not the one that the caller means
        order = replace(order, request=replace(order.request, allow_private=False))
        return msgspec.json.encode(browser.result(order)), 200, JSON

    return app


def authenticate(authorization: str, settings: Settings) -> None:
    """Return if this header proves one of our own services; raise `Refused` if not, `Unproven` if nobody can tell now."""
    google_tokens.authenticate(
        authorization,
        settings.renderer,
        settings.renderer_callers,
        settings.push_certificates_url,
        platform_checked=settings.push_trust == "platform",
    )
