"""Names that say that their product is gone."""

import pytest

from coatcheck.model import Availability
from coatcheck.sources import page_text
from coatcheck.sources.html.language.reading import read_words
from coatcheck.sources.html.language.sold_out_names import SOLD_OUT, says_sold_out
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import json_ld, look, product, says, witnesses

PRICE = '<meta property="og:price:amount" content="10">'
BUY = "<button>Add to cart</button>"


@pytest.mark.parametrize(
    "name",
    [
        "X Jacket (SOLD OUT)",
        "X Jacket [Sold-out!]",
        "SOLD OUT - X Jacket",
        "X Jacket — sold out",
        "*Sold out* X Jacket",
        "X Jacket ** ((SOLD OUT))",
        "(Out of stock) X Jacket - M",
        "Veste - ÉPUISÉE",
        "Veste - EPUISEE",
        "Jacke (ausverkauft)",
        "【完売】ジャケット",
        "재킷 [품절]",
        "X Jacket (SOLD)",
        "[Sold] X Jacket",
        "X Jacket - SOLD",
        "Jacke (verkauft)",
    ],
)
def test_a_name_with_sold_out_set_off_beside_it_is_a_statement(name: str) -> None:
    heading = f"<h1>{name}</h1>"
    assert says(json_ld(product("InStock")) + heading) is UNKNOWN
    assert says(json_ld(product("OutOfStock")) + heading + BUY) is OUT
    assert says(PRICE + heading + BUY) is OUT


@pytest.mark.parametrize(
    "name",
    [
        "Sold Out",
        "(Sold Out)",
        "Sold Out!",
        "- Sold Out -",
        "Sold Out Tour Shirt",
        "The Sold Out Jacket (M)",
        "Sold Out: How Supply Chains Broke",
        "Jacket - never sold out",
        "Jacket (Sold Out Tour)",
        "Camera (Discontinued by Manufacturer)",
        "Book (out of print)",
        "Jacket (coming soon) - M",
        "【完売続出】ジャケット",
        "Sold-Out Jacket",
        "Sold - a novel",
        "Jacket (sold separately)",
        "Jacket (sold by the metre)",
        "Jacket - sold in pairs",
    ],
)
def test_a_name_that_merely_holds_the_words_says_nothing(name: str) -> None:
    assert not says_sold_out(name)


def test_the_evidence_is_the_name_as_it_is_read() -> None:
    seen = look("<h1>X <b>Jacket</b> (SOLD OUT)</h1>")
    assert (seen.availability, witnesses(seen)["page-text"]) == (OUT, "X Jacket (SOLD OUT)")


def test_a_name_speaks_beside_what_is_stated_elsewhere() -> None:
    assert says('<h1>X Jacket (SOLD OUT)</h1><p class="stock">In stock</p>', page_text) is UNKNOWN
    assert says('<h1>X Jacket (SOLD OUT)</h1><p class="stock">Out of stock</p>', page_text) is OUT


@pytest.mark.parametrize(
    "heading",
    [
        "<h1>X Jacket</h1><h1 hidden>X Jacket (SOLD OUT)</h1><title>X Jacket (SOLD OUT)</title>",
        '<h1>X Jacket</h1><div class="related"><h1>Socks (SOLD OUT)</h1></div>',
    ],
)
def test_only_the_heading_that_people_see_counts(heading: str) -> None:
    assert says(json_ld(product("InStock")) + heading) is IN


def test_every_word_for_it_is_one_that_a_quick_look_finds() -> None:
    phrases = [phrase.strip() for phrase in SOLD_OUT.split(";")]
    assert {read_words(phrase, own=True) for phrase in phrases} == {Availability.OUT_OF_STOCK}
    assert [phrase for phrase in phrases if says(f"{json_ld(product('InStock'))}<h1>X [{phrase}]</h1>") is IN] == []
