"""Structured data of several products: which of them is THE product of the page."""

import pytest

from coatcheck.errors import Unreadable
from coatcheck.sources import schema_org
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import URL, json_ld, look, microdata, product, says

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


SPARKS, FLAMES = "Elite Trainer Box Surging Sparks", "Elite Trainer Box Obsidian Flames"


@pytest.mark.parametrize(
    ("name", "heading"),
    [(FLAMES, SPARKS), ("Air Max 95", "Results for Air Max 90"), ("Air Max 95 Black", "Air Max 90 Black")],
)
def test_a_sibling_at_another_address_is_no_answer(name: str, heading: str) -> None:
    sibling = product("InStock", name, url=ELSEWHERE)
    listed = {"@type": "ItemList", "itemListElement": [{"item": sibling}]}
    tile = microdata(name, "InStock").replace(
        "<div itemprop", f'<a itemprop="url" href="{ELSEWHERE}"></a><div itemprop'
    )
    for related in (json_ld(sibling), json_ld(listed), tile):
        with pytest.raises(Unreadable):
            look(f"<h1>{heading}</h1>{related}", schema_org)


@pytest.mark.parametrize(
    ("name", "heading"),
    [("Jacket, winter (blue)", "Blue winter jacket"), ("Shop Blue Jacket", "Jacket blue"), ("Jacket", "The Jacket")],
)
def test_a_product_that_a_heading_names_in_other_words_is_the_pages_own_wherever_it_lives(
    name: str, heading: str
) -> None:
    assert says(json_ld(product("InStock", name, url=ELSEWHERE)) + f"<h1>{heading}</h1>", schema_org) is IN


def test_one_word_is_no_name() -> None:
    with pytest.raises(Unreadable):
        look(json_ld(product("InStock", "40 cm", url=ELSEWHERE)) + "<h1>Cm</h1><h1>cm</h1>", schema_org)


@pytest.mark.parametrize("availability", ["InStock", "OutOfStock"])
def test_where_the_pages_product_is_named_another_one_tells_nothing_of_its_stock(availability: str) -> None:
    link = f'<a itemprop="url" href="{ELSEWHERE}"></a><div itemprop'
    other = microdata("Case for Jacket", availability).replace("<div itemprop", link)
    assert says(f"<h1>Jacket</h1>{json_ld(product(None))}{other}", schema_org) is UNKNOWN
    assert says(f"<h1>Jacket</h1>{json_ld(product(None))}{other.replace('Case for ', '')}", schema_org) is not UNKNOWN


def test_what_another_one_says_against_the_pages_product_still_counts() -> None:
    other = microdata("Jacket, blue", "OutOfStock").replace(
        "<div itemprop", f'<a itemprop="url" href="{ELSEWHERE}"></a><div itemprop'
    )
    assert says(f"<h1>Jacket</h1>{json_ld(product('InStock'))}{other}", schema_org) is UNKNOWN
