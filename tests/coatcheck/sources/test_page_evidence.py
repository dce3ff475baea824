"""Which evidence of a page is heard: all of it where somebody looks, and whatever speaks against its data always."""

import json
from pathlib import Path
from typing import Any

import pytest

from coatcheck.bootstrap import SystemClock
from coatcheck.model import Availability
from coatcheck.ports import Source
from coatcheck.sources import page, page_text, schema_org
from coatcheck.watching.discovery import read_saved
from console.look_report import look_json
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import json_ld, look, microdata, product, says, variants, witnesses

ENGLISH = '<html lang="en"><h1>Jacket</h1>'


@pytest.fixture
def reported(tmp_path: Path) -> Any:
    """What is reported of a saved page's only product."""

    def read(markup: str, name: str = "saved.html") -> dict[str, Any]:
        saved = tmp_path / name
        saved.write_text(markup)
        finding = read_saved(saved, SystemClock(), {}, None, None)
        [found] = look_json(finding.url, finding.source, finding.look)["products"]
        assert isinstance(found, dict)
        return found

    return read


def test_who_agrees_is_heard_too(reported: Any) -> None:
    markup = ENGLISH + json_ld(product("InStock")) + '<p class="stock">In stock</p>'
    assert [each["name"] for each in reported(markup)["variants"][0]["witnesses"]] == ["json-ld", "page-text"]
    assert witnesses(look(markup)) == {"json-ld": "InStock", "page-text": "In stock"}


def test_a_button_that_buys_does_not_deny_what_the_page_says(reported: Any) -> None:
    markup = ENGLISH + json_ld(product("OutOfStock")) + "<button>Add to cart</button>"
    assert reported(markup)["state"] == says(markup) == OUT


def test_who_speaks_of_a_product_with_variants_as_a_whole_is_named(reported: Any) -> None:
    sizes = [product(word, name)["offers"] | {"sku": name} for name, word in (("S", "InStock"), ("M", "OutOfStock"))]
    found = reported(
        ENGLISH + json_ld(product("", offers=sizes)) + '<meta property="og:availability" content="instock">'
    )
    assert found["witnesses"] == [{"name": "open-graph", "says": "InStock"}]
    assert [variant["availability"] for variant in found["variants"]] == ["InStock", "OutOfStock"]


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Sold out", UNKNOWN),
        ("Discontinued", UNKNOWN),
        ("Available in store only", UNKNOWN),
        ("Pre-order", Availability.PRE_ORDER),
        ("Available on backorder", Availability.BACK_ORDER),
    ],
)
@pytest.mark.parametrize("element", ['<p class="availability">', "<div><div><i>"])
def test_words_that_differ_from_plain_stock_are_always_heard(words: str, meaning: Availability, element: str) -> None:
    assert says(ENGLISH + json_ld(product("InStock")) + element + words) is meaning


def test_a_short_text_far_from_the_products_name_says_nothing_against_the_pages_data() -> None:
    name, other = f"<div><div><div><div>{ENGLISH}</div></div></div></div>", "<div><b>Hat</b><i>Sold out</i></div>"
    assert says(name + json_ld(product("InStock")) + other) is IN


def test_of_cards_side_by_side_none_is_the_pages_product() -> None:
    cards = ("Jacket", "In stock"), ("Hat", "Out of stock")
    markup = "".join(f'<div class="card"><h2>{name}</h2><p class="stock">{said}</p></div>' for name, said in cards)
    assert says(markup, page_text) is UNKNOWN


def test_columns_of_one_product_are_no_cards() -> None:
    picture, words = "<img>", '<h2>Jacket</h2><p class="stock">Out of stock</p>'
    assert says(f'<div class="col">{picture}</div><div class="col">{words}</div>', page_text) is OUT


@pytest.mark.parametrize("source", [page, schema_org])
@pytest.mark.parametrize(
    "wrap", [lambda node: node, lambda node: [{"@type": "WebSite"}, node], lambda node: {"@graph": [node]}]
)
def test_an_answer_that_is_json_ld_itself_is_read(source: Source, wrap: Any) -> None:
    assert variants(json.dumps(wrap(product("OutOfStock"))), source) == {"JACKET": OUT}


def test_attributes_in_capitals_are_read() -> None:
    assert says(microdata("Jacket", "OutOfStock").replace("itemprop", "ITEMPROP"), schema_org) is OUT


def test_a_saved_page_without_an_address_is_known_by_its_name(reported: Any) -> None:
    found = reported("<h1>Jacket</h1><p class='stock'>Sold out</p>")
    assert (found["id"], found["variants"][0]["id"]) == ("Jacket", "Jacket")
