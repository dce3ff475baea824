"""Structured data: an offer is found in whatever form it has, variant by variant."""

from typing import Any

import pytest

from coatcheck.errors import Invalid, Unreadable
from coatcheck.sources import schema_org
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import URL, json_ld, look, product, says, variants


def offer(availability: str, **others: Any) -> dict[str, Any]:
    return {"@type": "Offer", "availability": availability, "price": 10, "priceCurrency": "EUR"} | others


def group(*parts: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"@type": "ProductGroup", "name": "Jacket", "hasVariant": list(parts)} | others


# JSON-LD: the forms an offer has


@pytest.mark.parametrize(
    "node",
    [
        product("InStock"),
        product("InStock") | {"@type": "http://schema.org/Product"},
        product("InStock") | {"@type": ["Product", "Car"]},
        {"@type": ["Product", "SubType"], "name": "J", "Offers": {"@type": "Offer", "Availability": "InStock"}},
        {"@type": "schema:Product", "schema:name": "J", "schema:offers": {"schema:availability": "schema:InStock"}},
        {"@graph": [{"@type": "WebSite"}, product("InStock")]},
        [{"@type": "Organization"}, [product("InStock")]],
        {"@type": "ItemPage", "mainEntity": product("InStock")},
        {
            "@type": "Product",
            "name": "J",
            "offers": {"@type": "AggregateOffer", "lowPrice": 1, "availability": "InStock"},
        },
        {"@type": "Product", "name": "J", "offers": {"@type": "AggregateOffer", "offers": [offer("InStock")]}},
        {"@type": "Product", "name": "J", "offers": [offer("OutOfStock"), offer("InStock")]},
        {"@type": "Offer", "availability": "InStock", "itemOffered": {"@type": "Product", "name": "J"}},
        {"@graph": [{"@type": "Product", "name": "J", "offers": {"@id": "#o"}}, {"@id": "#o"} | offer("InStock")]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": product("InStock") | {"url": URL}}]},
    ],
)
def test_an_offer_is_found_wherever_it_stands(node: Any) -> None:
    assert says(json_ld(node), schema_org) is IN


def test_price_and_currency_come_with_it() -> None:
    found = look(json_ld(product("InStock")), schema_org).variants[0]
    assert (found.sku, found.offer.price, found.offer.currency) == ("JACKET", "120.00", "USD")


@pytest.mark.parametrize(
    ("price", "read"),
    [
        ("1.299,00 €", "1299.00"),
        ("$1,299.00", "1299.00"),
        (49.9, "49.9"),
        (120, "120"),
        ("12,00", "12.00"),
        ("1 299", "1299"),
        ("free", None),
    ],
)
def test_a_price_is_read_in_every_notation(price: Any, read: str | None) -> None:
    node = {"@type": "Product", "name": "J", "offers": offer("InStock") | {"price": price}}
    assert look(json_ld(node), schema_org).variants[0].offer.price == read


def test_an_offer_that_says_nothing_of_stock_is_unknown() -> None:
    assert says(json_ld({"@type": "Product", "name": "J", "offers": {"price": 1}}), schema_org) is UNKNOWN
    assert says(json_ld(product("")), schema_org) is UNKNOWN
    assert (
        says(
            json_ld({"@type": "Product", "name": "J", "offers": {"@type": "AggregateOffer", "offerCount": 4}}),
            schema_org,
        )
        is UNKNOWN
    )


def test_tickets_of_events_are_no_products() -> None:
    event = {"@type": "MusicEvent", "name": "A concert", "offers": offer("InStock")}
    with pytest.raises(Unreadable, match="no structured data"):
        look(json_ld(event), schema_org)


# JSON-LD: variants


def test_a_group_has_its_variants_with_what_tells_them_apart() -> None:
    seen = look(json_ld(group(product("InStock", "M", size="M"), product("OutOfStock", "L", size="L"))), schema_org)
    assert [(part.id, part.options, part.offer.availability) for part in seen.variants] == [
        ("M", {"size": "M"}, IN),
        ("L", {"size": "L"}, OUT),
    ]
    assert seen.availability is IN


def test_offers_with_codes_of_their_own_are_variants() -> None:
    node = {"@type": "Product", "name": "J", "offers": [offer("InStock", sku="a"), offer("OutOfStock", sku="b")]}
    assert variants(json_ld(node), schema_org) == {"a": IN, "b": OUT}


def test_offers_told_apart_by_their_address_are_variants() -> None:
    node = {
        "@type": "Product",
        "name": "J",
        "offers": [offer("InStock", url="/p/j?variant=1"), offer("OutOfStock", url="/p/j?variant=2")],
    }
    assert variants(json_ld(node), schema_org) == {"1": IN, "2": OUT}


def test_products_that_name_the_same_group_are_its_variants() -> None:
    parts = [
        product(word, name) | {"isVariantOf": {"@id": "#g"}} for name, word in (("S", "OutOfStock"), ("M", "InStock"))
    ]
    listed = json_ld({"@graph": [{"@type": "ProductGroup", "@id": "#g", "name": "Jacket"}, *parts]})
    assert variants(listed, schema_org) == {"S": OUT, "M": IN}


def test_products_at_this_address_with_codes_of_their_own_are_its_variants() -> None:
    parts = [
        product(word, f"Jacket {size}", url=f"{URL}?size={size}")
        for size, word in (("M", "InStock"), ("L", "OutOfStock"))
    ]
    assert variants(json_ld(*parts) + "<h1>Jacket</h1>", schema_org) == {"JACKET M": IN, "JACKET L": OUT}


def test_two_descriptions_of_one_product_that_disagree_are_no_variants() -> None:
    other = {"@type": "Product", "name": "Jacket", "gtin": "42", "offers": offer("OutOfStock")}
    assert says(json_ld(product("InStock"), other), schema_org) is UNKNOWN


def test_a_variant_is_read_with_the_group_it_belongs_to() -> None:
    siblings = group(product("InStock", "M"), product("OutOfStock", "L"))
    assert variants(json_ld(product("InStock", "M") | {"isVariantOf": siblings}), schema_org) == {"M": IN, "L": OUT}


def test_sellers_of_one_thing_are_no_variants() -> None:
    sellers = [offer("OutOfStock", seller={"name": "A"}), offer("InStock", seller={"name": "B"})]
    seen = look(json_ld({"@type": "Product", "name": "J", "sku": "j", "offers": sellers}), schema_org)
    assert [(part.id, part.offer.seller) for part in seen.variants] == [("j", "B")]


def test_offers_under_one_name_are_still_each_variants_own() -> None:
    parts = [
        {"@type": "Product", "sku": sku, "offers": {"@id": "#offer"} | offer(word)}
        for sku, word in (("S", "InStock"), ("M", "OutOfStock"))
    ]
    assert variants(json_ld(group(*parts)), schema_org) == {"S": IN, "M": OUT}


def test_products_under_one_name_are_not_mixed_up() -> None:
    here, other = product("OutOfStock") | {"@id": "#product"}, product("InStock", "Socks") | {"@id": "#product"}
    assert says(json_ld(here, other) + "<h1>Jacket</h1>", schema_org) is OUT
    assert says(json_ld(other, here) + "<h1>Jacket</h1>", schema_org) is OUT


def test_a_variant_without_an_offer_is_unknown_not_sold_out() -> None:
    assert variants(json_ld(group(product("OutOfStock", "M"), {"@type": "Product", "sku": "L"})), schema_org) == {
        "M": OUT,
        "L": UNKNOWN,
    }


def test_a_limit_of_price_or_seller_makes_dearer_offers_unknown() -> None:
    assert says(json_ld(product("InStock")), schema_org, max_price="100") is UNKNOWN
    assert says(json_ld(product("InStock")), schema_org, max_price="120") is IN
    assert says(json_ld(product("OutOfStock")), schema_org, max_price="100") is OUT
    assert says(json_ld(product("InStock")), schema_org, seller="The Shop") is UNKNOWN


def test_a_seller_of_the_watch_is_heard_among_the_others() -> None:
    sellers = [offer("InStock", seller={"name": "Reseller"}), offer("OutOfStock", seller={"name": "The Shop"})]
    offered = json_ld({"@type": "Product", "name": "J", "offers": sellers})
    assert says(offered, schema_org) is IN
    assert says(offered, schema_org, seller="the shop") is OUT
    assert says(offered, schema_org, seller="reseller") is IN
    assert says(offered, schema_org, seller="somebody else") is UNKNOWN


def test_a_limit_that_is_no_number_is_refused() -> None:
    with pytest.raises(Invalid, match="max_price is 'cheap'"):
        look(json_ld(product("InStock")), schema_org, max_price="cheap")


@pytest.mark.parametrize(
    ("starts", "meaning"),
    [("2026-03-03", OUT), ("2026-03-02T21:00:00+02:00", IN), ("2026-03-02T20:00:01Z", OUT), ("soon", IN), (None, IN)],
)  # fmt: skip
def test_an_offer_that_begins_later_is_sold_out_until_then(starts: str | None, meaning: object) -> None:
    offered = {"@type": "Product", "name": "J", "offers": offer("InStock", availabilityStarts=starts)}
    assert says(json_ld(offered), schema_org) is meaning
