"""Product tags: what a page tells other sites."""

import pytest

from coatcheck.errors import Unreadable
from coatcheck.model import Availability
from coatcheck.sources import open_graph
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import look, says


def tag(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize("name", ["product:availability", "og:availability"])
@pytest.mark.parametrize(
    ("content", "meaning"),
    [("in stock", IN), ("instock", IN), ("oos", OUT), ("out of stock", OUT), ("preorder", Availability.PRE_ORDER)],
)
def test_availability_is_read_from_either_tag(name: str, content: str, meaning: Availability) -> None:
    assert says(tag(name, content), open_graph) is meaning


def test_the_product_comes_with_name_price_and_code() -> None:
    seen = look(
        tag("og:title", "Jacket &amp; more") + tag("product:price:amount", "129") + tag("product:price:currency", "SAR")
        + tag("product:retailer_item_id", "42") + tag("product:availability", "in stock"), open_graph
    )  # fmt: skip
    variant = seen.variants[0]
    assert (seen.title, variant.id, variant.offer.price, variant.offer.currency) == (
        "Jacket & more",
        "42",
        "129",
        "SAR",
    )


def test_a_product_without_a_word_on_stock_is_unknown() -> None:
    assert says(tag("og:type", "product") + tag("og:title", "Jacket"), open_graph) is UNKNOWN
    assert says(tag("product:availability", "pending"), open_graph) is UNKNOWN


def test_tags_that_disagree_leave_it_unknown() -> None:
    assert says(tag("product:availability", "in stock") + tag("og:availability", "oos"), open_graph) is UNKNOWN
    assert says(tag("product:availability", "in stock") + tag("og:availability", "instock"), open_graph) is IN


def test_the_small_print_of_a_shared_link_is_read() -> None:
    assert says(tag("twitter:label2", "Availability") + tag("twitter:data2", "Out of stock"), open_graph) is OUT


def test_a_page_about_no_product_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="don't describe a product"):
        look(tag("og:type", "article") + tag("og:title", "News"), open_graph)
