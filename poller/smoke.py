"""The poller's smoke test: a real look, over HTTP, at a page that comes with it."""

from contextlib import closing

from coatcheck import sources
from coatcheck.config import Settings
from coatcheck.model import Availability
from coatcheck.ports import Clock, Target
from coatcheck.process.loopback import served
from coatcheck.process.startup import SmokeTestFailed
from coatcheck.watching.looking import look

SECONDS = 20.0
PAGE = b"""<!doctype html><title>Coat</title><h1>Coat</h1><script type="application/ld+json">{"@context": "https://schema.org",
"@type": "ProductGroup", "name": "Coat", "productGroupID": "coat", "hasVariant": [
{"@type": "Product", "sku": "coat-m", "name": "Coat M", "size": "M", "offers": {"@type": "Offer", "availability": "InStock"}},
{"@type": "Product", "sku": "coat-l", "name": "Coat L", "size": "L", "offers": {"@type": "Offer", "availability": "OutOfStock"}}
]}</script>"""
HTML = {"Content-Type": "text/html; charset=utf-8"}
SEEN = {"coat-m": Availability.IN_STOCK, "coat-l": Availability.OUT_OF_STOCK}


def look_at_built_in_page(settings: Settings, clock: Clock) -> None:
    """Fetch the page from this machine, and read it as any shop's. Raises `SmokeTestFailed` where anything else is seen than is there."""
    from coatcheck.fetch import open_fetcher  # a start does not wait for curl's library

    with served(PAGE, HTML) as site, closing(open_fetcher(settings, clock)) as fetcher:
        target = Target(f"{site}/coat", allow_private=True)
        seen = look(("smoke", sources.load("page"), target), fetcher, clock, SECONDS)
    found = {variant.id: variant.offer.availability for variant in seen.variants}
    if found != SEEN:
        raise SmokeTestFailed(f"The built-in page shows {SEEN}, and was read as {found}: {seen.reason}")
