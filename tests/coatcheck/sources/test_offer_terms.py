"""All that schema.org's Offer and AggregateOffer say of stock: each availability, from when until when, how many, to whom and how."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.model import Availability, Observation
from coatcheck.ports import Target
from coatcheck.sources.page import read as read_page
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN, answer
from tests.coatcheck.sources.pages import URL, json_ld, says, variants
from tests.coatcheck.truth.stories import Story
from tests.fakes.ports import NOON


def offer(availability: Any = "https://schema.org/InStock", **others: Any) -> dict[str, Any]:
    return {"@type": "Offer", "price": "19.00", "priceCurrency": "EUR", "availability": availability} | others


def page(offers: Any, **others: Any) -> str:
    return (
        json_ld({"@type": "Product", "name": "Trail Mug", "sku": "TM", "offers": offers} | others)
        + "<h1>Trail Mug</h1>"
    )


@pytest.mark.parametrize("availability", [each for each in Availability if each is not UNKNOWN])
@pytest.mark.parametrize("written", ["{}", "https://schema.org/{}", "http://schema.org/{}/", "schema:{}"])
def test_every_availability_of_schema_org_is_read_in_an_offer_and_an_aggregate(
    availability: Availability, written: str
) -> None:
    said = written.format(availability.value)
    assert says(page(offer(said))) is availability
    assert says(page({"@type": "AggregateOffer", "lowPrice": "9", "availability": said})) is availability


AGAINST = [
    {"availabilityStarts": "2099-01-01"}, {"availabilityEnds": "2024-06-01"}, {"availabilityEnds": "2024-06-01T00:00:00Z"}, {"validThrough": "2024-06-01"}, {"validFrom": "2099-06-01T10:00:00+02:00"},
    {"inventoryLevel": 0}, {"inventoryLevel": {"@type": "QuantitativeValue", "value": 0}}, {"inventoryLevel": {"value": "0"}}, {"inventoryLevel": [{"value": 0}, {"value": 0}]}, {"inventoryLevel": {"value": -2}},
    {"businessFunction": "http://purl.org/goodrelations/v1#LeaseOut"}, {"eligibleQuantity": {"@type": "QuantitativeValue", "maxValue": 0}}, {"offerCount": 0}, {"offerCount": "0"},
    {"availableDeliveryMethod": "http://purl.org/goodrelations/v1#DeliveryModePickUp"}, {"availability": "Sold Out"}, {"availability": False}, {"availability": ["InStock", "OutOfStock"]},
]  # fmt: skip


@pytest.mark.parametrize("terms", AGAINST)
def test_an_offer_that_cannot_be_taken_now_is_not_in_stock(terms: dict[str, Any]) -> None:
    assert says(page(offer(**terms))).buyable is not True
    assert (
        says(page({"@type": "AggregateOffer", "lowPrice": "9", "availability": "InStock"} | terms)).buyable is not True
    )


FOR = [
    {"availabilityStarts": "2020-01-01"}, {"availabilityEnds": "2099-06-01"}, {"validFrom": "2020-06-01"}, {"validThrough": "2099-06-01"}, {"priceValidUntil": "2024-06-01"}, {"priceValidUntil": "2099-06-01"},
    {"inventoryLevel": 5}, {"inventoryLevel": {"value": "3"}}, {"inventoryLevel": [{"value": 0}, {"value": 2}]}, {"inventoryLevel": {}}, {"inventoryLevel": "n/a"}, {"eligibleRegion": "DE"}, {"offerCount": 3},
    {"businessFunction": "http://purl.org/goodrelations/v1#Sell"}, {"availabilityEnds": "soon"}, {"availabilityStarts": ""}, {"eligibleQuantity": {"maxValue": 5}}, {"deliveryLeadTime": {"value": 0}},
    {"availableDeliveryMethod": ["http://purl.org/goodrelations/v1#DeliveryModePickUp", "http://purl.org/goodrelations/v1#DHL"]},
    {"availabilityEnds": "9999-12-31"}, {"validThrough": "9999-12-31T23:59:59-05:00"}, {"availabilityEnds": "0001-01-01T00:00:00"}, {"validThrough": "0001-01-01T00:00:00+05:30"},
]  # fmt: skip


@pytest.mark.parametrize("terms", FOR)
def test_an_offer_that_can_be_taken_now_is_in_stock(terms: dict[str, Any]) -> None:
    assert says(page(offer(**terms))) is IN
    assert says(page({"@type": "AggregateOffer", "lowPrice": "9", "availability": "InStock"} | terms)) is IN


def test_a_number_of_pieces_alone_is_an_answer() -> None:
    assert says(page({"@type": "Offer", "price": "9", "inventoryLevel": 3})) is IN
    assert says(page({"@type": "Offer", "price": "9", "inventoryLevel": {"value": 0}})) is OUT


def test_an_aggregate_and_its_offers_that_contradict_each_other_are_unknown() -> None:
    offers = [offer("OutOfStock"), offer("OutOfStock")]
    assert (
        says(page({"@type": "AggregateOffer", "lowPrice": "9", "availability": "InStock", "offers": offers})) is UNKNOWN
    )


def test_what_an_aggregate_says_of_time_is_said_of_its_offers() -> None:
    ended = {"@type": "AggregateOffer", "availabilityEnds": "2024-01-01", "offers": [offer(), offer()]}
    assert says(page(ended)).buyable is not True


@pytest.mark.parametrize("key", ["sku", "name", "gtin13", "mpn"])
def test_two_offers_with_a_code_or_a_name_stay_two(key: str) -> None:
    offers = [offer("OutOfStock", **{key: "TM-S"}), offer(**{key: "TM-M"})]
    assert variants(page(offers)) == {"TM-S": OUT, "TM-M": IN}


def test_two_offers_of_sellers_or_conditions_are_one() -> None:
    sellers = [offer("OutOfStock", seller={"name": "A"}), offer(seller={"name": "B"})]
    assert says(page(sellers)) is IN
    assert len(variants(page(sellers))) == 1


def test_one_sizes_terms_are_that_sizes_alone() -> None:
    sizes = [{"@type": "Product", "name": name, "sku": name, "offers": offer(**terms)} for name, terms in (("S", {"availabilityEnds": "2024-01-01"}), ("M", {}))]  # fmt: skip
    group = json_ld({"@type": "ProductGroup", "name": "Trail Mug", "hasVariant": sizes}) + "<h1>Trail Mug</h1>"
    assert variants(group) == {"S": UNKNOWN, "M": IN}


DROP = NOON + timedelta(minutes=1)


def seen_at(offered: dict[str, Any], words: str, *seconds: int) -> list[Observation]:
    """What is read of one page at so many seconds after noon."""
    given = answer(f"<!doctype html>{page(offered)}{words}".encode(), URL)
    return [read_page(Target(URL), [replace(given, ended_at=NOON + timedelta(seconds=each))]) for each in seconds]


@pytest.mark.parametrize("starts", [DROP.isoformat(), DROP.isoformat().replace("+00:00", "Z")])
@pytest.mark.parametrize("words", ["", "<p>Sold out</p>", "<p>Coming soon</p>"])
def test_a_drop_is_sold_out_until_the_time_that_it_tells_and_news_from_then_on(starts: str, words: str) -> None:
    said, story = seen_at(offer(availabilityStarts=starts), words, 0, 59, 61), Story()
    assert [each.products[0].availability for each in said[:2]] == [OUT, OUT]
    assert [each.turns_at for each in said] == [DROP, DROP, None]
    offers = [each.products[0].variants[0].offer for each in said]
    assert [each.availability_starts for each in offers] == [DROP, DROP, None]
    assert [len(news) for news in story.sees(*said)] == [0, 0, 0 if words else 1]


@pytest.mark.parametrize(
    "offered",
    [offer("PreOrder", availabilityStarts="2099-01-01"), offer("BackOrder", availabilityStarts="2099-01-01"), offer("PreSale", availabilityStarts="2099-01-01")],
)  # fmt: skip
def test_what_is_ordered_in_advance_is_ordered_before_it_is_there(offered: dict[str, Any]) -> None:
    assert says(page(offered)).advance


@pytest.mark.parametrize(
    "offered",
    [offer(availabilityStarts="2099-01-01", availabilityEnds="2024-01-01"), offer(availabilityStarts="2099-01-01", offerCount=0), offer(validFrom="2099-01-01")],
)  # fmt: skip
def test_what_else_speaks_against_an_offer_that_begins_later_leaves_it_unknown(offered: dict[str, Any]) -> None:
    assert says(page(offered)) is UNKNOWN


def test_words_beside_an_offer_that_begins_later_that_say_it_is_there_leave_it_unknown() -> None:
    assert says(page(offer(availabilityStarts="2099-01-01")) + "<p>In stock</p>") is UNKNOWN
