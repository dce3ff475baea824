"""Where words stand on a page, over layouts of every kind: the product's own are heard, those of others are not."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from coatcheck.errors import LookFailed
from coatcheck.model import Availability
from tests.coatcheck.sources.layouts import NAME, harmless, pages, parts_of_others, saying, tiles
from tests.coatcheck.sources.pages import json_ld, look, product, variants

MANY = settings(max_examples=max(300, settings().max_examples))
IN = Availability.IN_STOCK
URL = "https://shop.example/p/mug"
SIZES = json_ld(
    {
        "@type": "ProductGroup",
        "name": NAME,
        "hasVariant": [product("InStock", size, size=size) for size in ("Small", "XL", "Red")],
    }
)


@MANY
@given(pages(inside=saying, outside=st.one_of(harmless, tiles(), parts_of_others())))
def test_an_absence_that_names_nothing_never_leaves_the_product_in_stock(page: str) -> None:
    with contextlib.suppress(LookFailed):
        assert look(page, url=URL).availability.buyable is not True


@MANY
@given(pages(inside=harmless, outside=st.one_of(tiles(), parts_of_others())))
def test_what_is_said_of_others_leaves_the_product_in_stock(page: str) -> None:
    assert look(page, url=URL).availability is IN


NAMING = st.sampled_from(
    ["{} - Sold out", "{}: sold out", "Size {} is sold out", "{} (out of stock)", "Sold out: {}", "{} ausverkauft", "{} épuisé", "Not available in {}"]
)  # fmt: skip
FRAMES = st.sampled_from(
    ["<p>{}</p>", "<li>{}</li>", '<p class="stock">{}</p>', "<select><option>Small</option><option>XL</option><option>Red</option><option>{}</option></select>",
     "<label><input type=radio name=s>{}</label><label><input type=radio name=s>Other</label>"]
)  # fmt: skip
one_gone = st.builds(lambda frame, naming: frame.replace("{}", naming.format("XL")), FRAMES, NAMING)


@MANY
@given(pages(inside=one_gone, outside=harmless, data=SIZES))
def test_an_absence_that_names_one_size_changes_that_size_alone(page: str) -> None:
    seen = variants(page)
    assert (seen["SMALL"], seen["RED"]) == (IN, IN)
    assert seen["XL"].buyable is not True


@MANY
@given(pages(inside=one_gone, outside=harmless))
def test_an_absence_that_names_one_size_is_not_the_products(page: str) -> None:
    assert look(page, url=URL).availability is IN
