"""A size that was there at the first look: since when, nobody knows, and it did not come back."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from coatcheck.model import Availability
from tests import examples
from tests.signup_web.visiting import IN, OUT, Site, words


@pytest.fixture
def site(site: Site) -> Site:
    """With a product of which M was there when looking began."""
    site.store.add_watch(examples.watch("new", title="New", created_at=site.clock.now()))
    look(site, OUT, IN)
    return site


def look(site: Site, small: Availability, medium: Availability) -> None:
    """A look, a moment ago."""
    site.look(site.store.watch("new"), S=small, M=medium)
    site.wait(seconds=10)
    site.tick()


def card(site: Site, size: str) -> str:
    page = LexborHTMLParser(site.visitor().get("/p/new").text)
    return " ".join(page.css_first(f'[data-size="{size}"] .facts').text(separator=" ").split())


def test_before_it_the_list_claims_nothing(site: Site) -> None:
    site.store.add_watch(examples.watch("scarf", title="Scarf"))
    assert "Scarf Unknown not checked yet" in words(site.visitor().get("/").text)


def test_it_is_not_said_to_have_just_come(site: Site) -> None:
    assert card(site, "M") == "M In stock $120.00 It was there when we began on 2 Mar 2026 Get it at the shop"
    site.wait(minutes=8)
    look(site, IN, IN)
    assert card(site, "M").startswith("M In stock for at least 8 minutes")
    assert card(site, "S").startswith("S In stock for less than a minute $120.00 First time since we began")


def test_it_is_in_the_log_from_before_that_look(site: Site) -> None:
    assert "M before 2 Mar 2026, 20:00 still in stock" in words(site.visitor().get("/p/new/log").text)


def test_it_is_no_news_to_readers_of_the_feed_and_machines(site: Site) -> None:
    assert "<entry>" not in site.visitor().get("/p/new.atom").text
    assert site.visitor().get("/p/new.json").json["restocks"] == []
    site.wait(minutes=8)
    look(site, IN, IN)
    assert [each["size"] for each in site.visitor().get("/p/new.json").json["restocks"]] == ["S"]
    assert "S is back in stock, $120.00" in site.visitor().get("/p/new.atom").text
