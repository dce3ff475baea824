"""The poller's smoke test: a real look, over HTTP, at a page that comes with it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from coatcheck import sources
from coatcheck.config import Settings
from coatcheck.fetch import open_fetcher
from coatcheck.model import Availability
from coatcheck.ports import Clock, Target
from coatcheck.process.startup import SmokeTestFailed
from coatcheck.watching.looking import look

SECONDS = 20.0
PAGE = b"""<!doctype html><title>Coat</title><h1>Coat</h1><script type="application/ld+json">{"@context": "https://schema.org",
"@type": "ProductGroup", "name": "Coat", "productGroupID": "coat", "hasVariant": [
{"@type": "Product", "sku": "coat-m", "name": "Coat M", "size": "M", "offers": {"@type": "Offer", "availability": "InStock"}},
{"@type": "Product", "sku": "coat-l", "name": "Coat L", "size": "L", "offers": {"@type": "Offer", "availability": "OutOfStock"}}
]}</script>"""
SEEN = {"coat-m": Availability.IN_STOCK, "coat-l": Availability.OUT_OF_STOCK}


def look_at_built_in_page(settings: Settings, clock: Clock) -> None:
    """Fetch the page from this machine, and read it as any shop's. Raises `SmokeTestFailed` where anything else is seen than is there."""
    with _served() as url, closing(open_fetcher(settings, clock)) as fetcher:
        target = Target(url, allow_private=True)
        seen = look(("smoke", sources.load("page"), target), fetcher, clock, SECONDS)
    products = seen.observation.products if seen.observation else ()
    found = {variant.id: variant.offer.availability for product in products for variant in product.variants}
    if found != SEEN:
        raise SmokeTestFailed(f"The built-in page shows {SEEN}, and was read as {found}: {seen.reason}")


@contextmanager
def _served() -> Iterator[str]:
    """Where the page is served, until the block ends."""

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(PAGE)))
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, format: str, *args: object) -> None:
            """Nobody needs a line for each."""

    server = HTTPServer(("127.0.0.1", 0), Shop)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/coat"
    finally:
        server.shutdown()
        server.server_close()
