"""The data of a shop's own buy form, variant by variant."""

import html
import json
from typing import Any

import pytest

from coatcheck.model import Availability
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN
from tests.coatcheck.sources.pages import json_ld, look, product, says, variants

HEADING = "<h1>Jacket</h1>"


# WooCommerce's variations


def form(*variations: dict[str, Any]) -> str:
    """WooCommerce's form of a product with variations."""
    return f'{HEADING}<form data-product_variations="{html.escape(json.dumps(variations))}"></form>'


def test_a_variation_without_an_id_is_known_by_its_attributes() -> None:
    sizes = [
        {"attributes": {"attribute_pa_size": size, "attribute_pa_color": "red"}, "is_in_stock": stocked}
        for size, stocked in (("S", True), ("M", False))
    ]
    assert variants(form(*sizes)) == {"S / red": IN, "M / red": OUT}


def test_a_variation_without_an_id_or_attributes_is_nobodys() -> None:
    nameless = {"attributes": {"attribute_pa_size": ""}, "is_in_stock": True}
    assert variants(form(nameless, {"variation_id": 7, "is_in_stock": False})) == {"7": OUT}


@pytest.mark.parametrize(
    ("says_more", "expected"),
    [
        ({"availability_html": '<p class="stock in-stock">3 in stock</p>'}, IN),
        ({"availability_html": '<p class="stock out-of-stock">Out of stock</p>'}, UNKNOWN),
        ({"availability_html": '<p class="stock out-of-stock">Gone</p>', "is_in_stock": False}, OUT),
        ({"availability_html": '<p class="stock available-on-backorder"></p>'}, Availability.BACK_ORDER),
        ({"variation_is_active": True}, IN),
        ({"variation_is_active": False}, OUT),
        ({"variation_is_active": False, "is_in_stock": None}, OUT),
        ({"is_purchasable": False}, UNKNOWN),
    ],
)
def test_a_variation_is_in_stock_only_where_nothing_of_it_says_otherwise(
    says_more: dict[str, Any], expected: Availability
) -> None:
    others = {"variation_id": 2, "is_in_stock": True}
    assert variants(form({"variation_id": 1, "is_in_stock": True} | says_more, others)) == {"1": expected, "2": IN}


@pytest.mark.parametrize(
    ("written", "read"),
    [("9-%d7%9e%d7%98%d7%a8", "9-מטר"), ("100%cotton", "100%cotton"), ("20%de", "20%de"), ("s-m", "s-m")],
)
def test_an_attribute_in_another_script_is_read_as_people_read_it(written: str, read: str) -> None:
    name = "attribute_pa_%d7%92%d7%95%d7%93%d7%9c"
    seen = look(form({"variation_id": 1, "attributes": {name: written}, "is_in_stock": True}))
    assert (seen.variants[0].title, seen.variants[0].options) == (read, {"גודל": read})


# Squarespace's variants


def sizes_form(*variants: dict[str, Any], item: str = "1") -> str:
    """Squarespace's form of a product with variants."""
    listed = [
        {"id": f"id {size}", "attributes": {"Size": size}} | stock for size, stock in zip("SML", variants, strict=False)
    ]
    return (
        f'<div class="product-variants" data-item-id="{item}" data-variants="{html.escape(json.dumps(listed))}"></div>'
    )


@pytest.mark.parametrize(
    ("stock", "expected"),
    [
        ({"unlimited": True, "qtyInStock": 0}, IN),
        ({"unlimited": False, "qtyInStock": 4}, IN),
        ({"unlimited": False, "qtyInStock": 0}, OUT),
        ({"unlimited": False, "qtyInStock": -1}, OUT),
        ({"qtyInStock": 0}, UNKNOWN),
        ({"unlimited": False, "qtyInStock": None}, UNKNOWN),
        ({"unlimited": False, "qtyInStock": True}, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_squarespaces_variants_are_read_each(stock: dict[str, Any], expected: Availability) -> None:
    others = {"unlimited": False, "qtyInStock": 2}
    assert variants(HEADING + sizes_form(stock, others)) == {"id S": expected, "id M": IN}


def test_squarespaces_price_is_the_one_that_is_asked_for() -> None:
    money = {"priceMoney": {"value": "50.00"}, "salePriceMoney": {"value": "40.00"}, "unlimited": True, "qtyInStock": 0}
    seen = look(HEADING + sizes_form({**money, "onSale": False}, {**money, "onSale": True}))
    assert [(size.title, size.options, size.offer.price) for size in seen.variants] == [
        ("S", {"size": "S"}, "50.00"),
        ("M", {"size": "M"}, "40.00"),
    ]


def test_squarespaces_forms_of_other_products_say_nothing() -> None:
    form_of_other = sizes_form({"unlimited": True, "qtyInStock": 0}, item="2")
    shop = HEADING + json_ld(product("OutOfStock"))
    assert says(shop + f'<div class="sqs-block">{form_of_other}</div>') is OUT
    assert says(shop + sizes_form({"qtyInStock": 1}) + form_of_other) is OUT


def test_squarespaces_variants_are_heard_beside_an_answer() -> None:
    gone = {"unlimited": False, "qtyInStock": 0}
    seen = variants(HEADING + json_ld(product("InStock")) + sizes_form(gone, {"unlimited": True, "qtyInStock": 0}))
    assert seen == {"id S": OUT, "id M": IN}


# PrestaShop 1.6's combinations


def combinations(settings: str, **quantities: Any) -> str:
    """The script by which PrestaShop 1.6 tells its own script what there is of each size."""
    listed = {
        str(place): {"attributes_values": {"1": size}, "attributes": [place], "price": 0, "quantity": quantity, "reference": f"J-{size}"}
        for place, (size, quantity) in enumerate(quantities.items(), 1)
    }  # fmt: skip
    return f"{HEADING}<script>var CUSTOMIZE_TEXTFIELD=1;{settings}var combinations={json.dumps(listed)};</script>"


@pytest.mark.parametrize(
    ("settings", "gone"),
    [
        ("var allowBuyWhenOutOfStock=false;var stock_management=1;", OUT),
        ("var allowBuyWhenOutOfStock=true;var stock_management=1;", Availability.BACK_ORDER),
        ("var allowBuyWhenOutOfStock=false;var stock_management=0;", UNKNOWN),
        ("var stock_management=1;", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_a_combination_without_pieces_is_what_the_shop_does_with_those(settings: str, gone: Availability) -> None:
    assert variants(combinations(settings, S=3, M=0, L=-2, XL=None)) == {"1": IN, "2": gone, "3": gone, "4": UNKNOWN}


def test_other_combinations_tell_no_stock() -> None:
    assert (
        says(f'{HEADING}<script>var combinations={{"1":{{"quantity":3}}}};</script><p class="stock">Sold out</p>')
        is OUT
    )
