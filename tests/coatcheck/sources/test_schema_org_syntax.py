"""Structured data as it is met: broken JSON-LD, microdata, RDFa."""

from typing import Any

import pytest

from coatcheck.errors import Unreadable
from coatcheck.model import Availability
from coatcheck.sources import schema_org
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import json_ld, look, microdata, product, says, variants, witnesses

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


SMALL, MEDIUM = {"sku": "S", "availability": "InStock"}, {"sku": "M", "availability": "OutOfStock"}


@pytest.mark.parametrize("offers", [[[SMALL], [MEDIUM]], [[SMALL, MEDIUM]], {"0": SMALL, "2": MEDIUM}])
def test_offers_in_lists_within_a_list_and_numbered_ones_are_read(offers: Any) -> None:
    assert variants(json_ld(product(None, offers=offers)), schema_org) == {"S": IN, "M": OUT}


def test_one_offer_and_an_empty_one_are_no_lists() -> None:
    assert says(json_ld(product(None, offers={"availability": "InStock", "0": "x"})), schema_org) is IN
    assert says(json_ld(product(None, offers={})), schema_org) is UNKNOWN


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


@pytest.mark.parametrize(
    ("leads", "word", "expected"),
    [
        ("javascript:void(0)", "out_of_stock", OUT),
        ("/cart/add/1", "in_stock", IN),
        ("https://schema.org/OutOfStock", "Sold, sorry", OUT),
        ("#", "perhaps", UNKNOWN),
    ],
)
def test_a_link_in_microdata_says_its_content_where_its_address_says_nothing(
    leads: str, word: str, expected: Availability
) -> None:
    link = f'<a itemprop="availability" content="{word}" href="{leads}"'
    said = microdata("Jacket", "InStock").replace(
        '<link itemprop="availability" href="https://schema.org/InStock"', link
    )
    assert says(said, schema_org) is expected


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
