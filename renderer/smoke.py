"""The renderer's smoke test: a real browser draws a page that comes with it, whose words its script writes."""

from collections.abc import Callable

from coatcheck.browser.messages import Drawn, Order
from coatcheck.errors import LookFailed
from coatcheck.ports import Drawing, Request
from coatcheck.process.loopback import served
from coatcheck.process.startup import SmokeTestFailed

SECONDS = 20.0
PAGE = (
    b"""<!doctype html><title>Coat</title><h1>Coat</h1><script>document.body.append(["Size", "M"].join(" "))</script>"""
)
SEEN = b"Size M"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def draw_built_in_page(draw: Callable[[Order], Drawn]) -> None:
    """Draw the page from this machine. Raises `SmokeTestFailed` where the script's words are not in it."""
    with served(PAGE, HTML) as site:
        request = Request(f"{site}/coat", allow_private=True, drawing=Drawing())
        try:
            drawn = draw(Order(0, request, SECONDS))
        except LookFailed as failure:
            raise SmokeTestFailed(f"The built-in page could not be drawn: {failure.reason}") from failure
    if SEEN not in drawn.body:
        raise SmokeTestFailed(f"The built-in page was drawn without what its script writes: {drawn.body[:300]!r}")


if __name__ == "__main__":  # for whoever builds an image
    from coatcheck.config import read_settings
    from renderer.browser import Browser

    draw_built_in_page(Browser(read_settings()).draw)
    print("The built-in page was drawn.")
