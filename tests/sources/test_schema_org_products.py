"""Structured data of several products: which of them is THE product of the page."""

import pytest

from coatcheck.errors import Unreadable
from coatcheck.sources import schema_org
from tests.sources.answering import IN, OUT, UNKNOWN
from tests.sources.pages import URL, json_ld, look, microdata, product, says

ELSEWHERE = "https://shop.example/p/socks"


def test_the_product_named_like_the_heading_is_the_one() -> None:
    assert (
        says(json_ld(product("InStock", "Socks"), product("OutOfStock", "Jacket")) + "<h1>Jacket</h1>", schema_org)
        is OUT
    )


def test_the_product_that_lives_here_is_the_one() -> None:
    blocks = json_ld(product("InStock", "A", url=ELSEWHERE), product("OutOfStock", "B", url=URL))
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
