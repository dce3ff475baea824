"""Structured data: whatever form it has, it tells of THE product, variant by variant."""

from typing import Any

import pytest

from coatcheck.errors import Invalid, Unreadable
from coatcheck.model import Availability
from coatcheck.sources import schema_org
from tests.sources.answering import IN, OUT, UNKNOWN
from tests.sources.pages import json_ld, look, microdata, product, says, variants, witnesses

HERE = "https://shop.example/p/jacket"
ELSEWHERE = "https://shop.example/p/socks"


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
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": product("InStock") | {"url": HERE}}]},
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
        product(word, f"Jacket {size}", url=f"{HERE}?size={size}")
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


# JSON-LD: broken, as it is met

BROKEN = {
    "a comma at the end": '{"@type":"Product","name":"J","offers":{"availability":"InStock",},}',
    "comments": '{/* shop */"@type":"Product","name":"J", // name\n"offers":{"availability":"InStock"}}',
    "CDATA": '//<![CDATA[\n{"@type":"Product","name":"J","offers":{"availability":"InStock"}}\n//]]>',
    "an HTML comment": '<!--{"@type":"Product","name":"J","offers":{"availability":"InStock"}}-->',
    "entities": "{&quot;@type&quot;:&quot;Product&quot;,&quot;name&quot;:&quot;J&quot;,&quot;offers&quot;:{&quot;availability&quot;:&quot;InStock&quot;}}",
    "single quotes": "{'@type':'Product','name':'J','offers':{'availability':'InStock'}}",
    "a raw line break": '{"@type":"Product","name":"J","description":"one\ntwo\tthree","offers":{"availability":"InStock"}}',
    "an impossible escape": r'{"@type":"Product","name":"J\x \'","offers":{"availability":"InStock"}}',
    "quotes in a string": '{"@type":"Product","name":"J 12" "slim" fit","offers":{"availability":"InStock"}}',
    "two values": '{"@type":"Organization"}{"@type":"Product","name":"J","offers":{"availability":"InStock"}}',
    "a semicolon": '{"@type":"Product","name":"J","offers":{"availability":"InStock"}};',
    "no value": '{"@type":"Product","name":"J","sku":,"gtin":NaN,"offers":{"price":undefined,"availability":"InStock"}}',
    "a byte order mark": '\ufeff{"@type":"Product","name":"J","offers":{"availability":"InStock"}}',
    "half an emoji": r'{"@type":"Product","name":"J \ud83d","offers":{"availability":"InStock"}}',
}


@pytest.mark.parametrize("source", BROKEN.values(), ids=BROKEN)
def test_broken_json_whose_meaning_is_plain_is_read(source: str) -> None:
    assert says(json_ld(source), schema_org) is IN


def test_one_broken_block_does_not_stop_the_others() -> None:
    assert says(json_ld('{"@type":"Product",', "not json", product("OutOfStock")), schema_org) is OUT


def test_a_block_that_was_cut_off_is_not_completed() -> None:
    with pytest.raises(Unreadable):
        look(json_ld('{"@type":"Product","name":"J","offers":[{"availability":"InStock"}'), schema_org)


@pytest.mark.parametrize(
    "kind", ["application/ld+json; charset=utf-8", "APPLICATION/LD+JSON", "application/ld&#43;json"]
)
def test_the_type_of_a_script_is_read_as_browsers_do(kind: str) -> None:
    script = json_ld(product("InStock")).replace("application/ld+json", kind)
    assert says(script, schema_org) is IN


def test_a_script_in_a_comment_says_nothing() -> None:
    with pytest.raises(Unreadable):
        look(f"<!-- {json_ld(product('InStock'))} -->", schema_org)


# Which product


def test_the_product_named_like_the_heading_is_the_one() -> None:
    assert (
        says(json_ld(product("InStock", "Socks"), product("OutOfStock", "Jacket")) + "<h1>Jacket</h1>", schema_org)
        is OUT
    )


def test_the_product_that_lives_here_is_the_one() -> None:
    blocks = json_ld(product("InStock", "A", url=ELSEWHERE), product("OutOfStock", "B", url=HERE))
    assert says(blocks, schema_org) is OUT


def test_the_canonical_address_tells_which_one_it_is() -> None:
    here = '<link rel="canonical" href="https://shop.example/p/b">'
    blocks = json_ld(product("InStock", "A", url="/p/a"), product("OutOfStock", "B", url="/p/b"))
    assert says(here + blocks, schema_org) is OUT


def test_addresses_in_scripts_and_comments_are_not_the_pages_own() -> None:
    talk = "<script>var canonical = 1;</script>" * 6 + '<!-- <link rel="canonical" href="/p/a"> -->'
    here = '<link rel="canonical" href="/p/b">'
    blocks = json_ld(product("InStock", "A", url="/p/a"), product("OutOfStock", "B", url="/p/b"))
    assert says(talk + here + blocks, schema_org) is OUT


def test_related_products_decide_nothing() -> None:
    related = {"isRelatedTo": [product("InStock", "Socks")], "isSimilarTo": product("InStock", "Cap")}
    assert says(json_ld(product("OutOfStock") | related), schema_org) is OUT


def test_a_product_that_is_pointed_at_as_related_decides_nothing() -> None:
    related = product("InStock", "Socks") | {"@id": "#socks"}
    assert (
        says(json_ld({"@graph": [related, product("OutOfStock") | {"isRelatedTo": {"@id": "#socks"}}]}), schema_org)
        is OUT
    )


def test_a_list_of_other_products_is_no_answer() -> None:
    others = {"@type": "ItemList", "itemListElement": [{"item": product("InStock", "Socks", url=ELSEWHERE)}]}
    with pytest.raises(Unreadable):
        look(json_ld(others) + "<h1>Jacket</h1>", schema_org)


def test_a_product_of_another_address_and_name_is_no_answer() -> None:
    with pytest.raises(Unreadable):
        look(json_ld(product("InStock", "Socks", url=ELSEWHERE)) + "<h1>Jacket</h1>", schema_org)


def test_two_products_that_disagree_leave_it_unknown_and_both_are_named() -> None:
    seen = look(json_ld(product("InStock", "A"), product("OutOfStock", "B")), schema_org)
    assert seen.availability is UNKNOWN
    assert [witness.says for witness in seen.variants[0].offer.witnesses] == ["InStock", "OutOfStock"]


def test_several_products_of_other_names_are_no_answer_even_where_they_agree() -> None:
    related = microdata("Socks", "InStock") + microdata("Cap", "InStock")
    assert says(f"<h1>Jacket</h1>{related}", schema_org) is UNKNOWN
    assert says(json_ld(product("InStock", "Jacket"), product("InStock", "Jacket, blue")), schema_org) is IN


# Microdata and RDFa


def test_microdata_is_read_where_there_is_no_json_ld() -> None:
    seen = look(microdata("Jacket", "OutOfStock"), schema_org)
    assert (seen.title, seen.availability, witnesses(seen)) == ("Jacket", OUT, {"microdata": "OutOfStock"})


def test_microdata_of_related_products_decides_nothing() -> None:
    page = f"<h1>Jacket</h1>{microdata('Jacket', 'OutOfStock')}<div class=related>{microdata('Socks', 'InStock')}</div>"
    assert says(page, schema_org) is OUT


def test_microdata_that_says_the_same_is_named_beside_json_ld() -> None:
    seen = look(json_ld(product("InStock")) + microdata("Jacket", "InStock"), schema_org)
    assert witnesses(seen) == {"json-ld": "InStock", "microdata": "InStock"}


def test_microdata_that_says_the_contrary_leaves_it_unknown() -> None:
    seen = look(json_ld(product("InStock")) + microdata("Jacket", "OutOfStock"), schema_org)
    assert seen.availability is UNKNOWN
    assert witnesses(seen) == {"json-ld": "InStock", "microdata": "OutOfStock"}


def test_a_single_word_of_microdata_outside_of_any_item_is_read() -> None:
    assert says('<h1>Wine</h1><meta itemprop="availability" content="InStock">', schema_org) is IN


def test_rdfa_of_a_product_without_an_address_is_the_pages_own() -> None:
    markup = (
        "<title>Shop</title><div vocab='http://schema.org/' typeof='Product'><b property='name'>Jacket</b>"
        "<p property='offers' typeof='Offer'><link property='availability' href='http://schema.org/InStock'></p></div>"
    )
    assert says(markup, schema_org) is Availability.IN_STOCK


def test_rdfa_is_read_where_nothing_else_answers() -> None:
    page = (
        '<html><body><div vocab="https://schema.org/" typeof="Product"><h1 property="name">Jacket</h1>'
        '<div property="offers" typeof="Offer"><link property="availability" href="https://schema.org/PreOrder"></div></div></body></html>'
    )
    seen = look(page, schema_org)
    assert (seen.title, seen.availability, witnesses(seen)) == ("Jacket", Availability.PRE_ORDER, {"rdfa": "PreOrder"})
