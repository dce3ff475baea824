"""What is watched from the start: two products with a year of history that is made up, and a film."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from coatcheck.errors import CoatCheckError
from coatcheck.model import Watch
from coatcheck.watching.catalogue import add_watch, draft
from console.demo.history import YEAR, make_up_promise, make_up_year
from console.preview import find

if TYPE_CHECKING:
    from coatcheck.bootstrap import Services
    from console.demo.box_office import BoxOffice
    from console.demo.shop import Shop

EVERY = 5  # seconds between two looks
SHIRT = "trail-shirt"


def watch_page(services: "Services", url: str, source: str, options: dict[str, str], with_past: bool = False) -> Watch:
    """Watch a page as `coatcheck watch add` does; with a past, as if that had been a year ago. Raises `CoatCheckError` where it can't be read."""
    finding, now = find(services, url, source, options), services.clock.now()
    began = now - YEAR if with_past else now
    watch = add_watch(services.store, replace(draft(finding, now), interval=EVERY, created_at=began))
    if finding.look.observation is None:
        raise CoatCheckError(f"{url} was not read: {finding.look.reason}")
    if with_past:
        make_up_year(services.store, watch, finding.look.observation, now)
    return watch


def watch_all(services: "Services", shop: "Shop", office: "BoxOffice") -> tuple[Watch, Watch, Watch]:
    """Watch the jacket, the shirt and the film. Nobody may look at them yet: their past is being written."""
    dollars = {"currency": "USD"}
    jacket = watch_page(services, shop.page(), "shopify", dollars, with_past=True)
    shirt = watch_page(services, shop.page(SHIRT), "shopify", dollars, with_past=True)
    film = watch_page(services, office.page, "events", {})
    make_up_promise(services.store, jacket.shop, EVERY, services.clock.now())
    return jacket, shirt, film
