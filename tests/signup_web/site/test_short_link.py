"""The link in a message leads to where the size that it tells of is bought."""

from msgspec.structs import replace

from coatcheck.model import Restocked
from tests import examples
from tests.signup_web.visiting import Site

COAT = "https://shop.example/products/coat"


def leads_to(site: Site, *variants: Restocked, watch: str = "coat") -> str:
    """Where the link of a message about these leads."""
    event = replace(examples.event(watch, 2, url=COAT), variants=variants)
    site.store.put_delivery(examples.delivery(of=event, code="abc2345"))
    return str(site.app.test_client().get("/r/abc2345").location)


def test_it_leads_to_the_cart_with_exactly_that_size(site: Site) -> None:
    site.watch("coat", url=COAT, source="shopify")
    assert leads_to(site, Restocked("41", "M", url=f"{COAT}?variant=41")) == "https://shop.example/cart/41:1"


def test_of_a_shop_whose_cart_nobody_tells_it_leads_to_the_page_of_that_size(site: Site) -> None:
    site.watch("coat", url=COAT, source="page")
    assert leads_to(site, Restocked("41", "M", url=f"{COAT}?variant=41")) == f"{COAT}?variant=41"


def test_several_sizes_lead_to_the_product(site: Site) -> None:
    site.watch("coat", url=COAT, source="shopify")
    assert leads_to(site, Restocked("41", "M"), Restocked("42", "L")) == COAT


def test_it_works_when_the_watch_is_gone(site: Site) -> None:
    assert leads_to(site, Restocked("41", "M"), watch="gone") == COAT
