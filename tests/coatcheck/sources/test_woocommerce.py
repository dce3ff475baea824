"""WooCommerce's APIs: a variation is in stock when it says so itself."""

from typing import Any

import pytest

from coatcheck.errors import Gone, Unreadable
from coatcheck.model import Availability, Observation
from coatcheck.ports import Request, Target
from coatcheck.sources import woocommerce
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN, answer, read, stock

PAGE = "https://shop.example/product/wool-jacket/"
API = "https://shop.example/wp-json/wc/store/v1/products"
ALL = "stock_status=instock,outofstock,onbackorder"
ASKED = f"{API}?slug=wool-jacket&{ALL}"
PRICES = {"price": "12050", "currency_code": "EUR", "currency_minor_unit": 2}


def item(id: int = 5, **fields: Any) -> dict[str, Any]:
    return {"id": id, "name": "Wool &amp; jacket", "permalink": PAGE, "prices": PRICES, **fields}


PARENT = item(
    type="variable",
    is_in_stock=True,
    variations=[
        {"id": 51, "attributes": [{"name": "Size", "value": "S"}]},
        {"id": 52, "attributes": [{"name": "Size", "value": "M"}]},
    ],
)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (PAGE, ASKED),
        (
            "https://shop.example/boutique/produit/veste",
            f"https://shop.example/boutique/wp-json/wc/store/v1/products?slug=veste&{ALL}",
        ),
        (f"{API}/5", f"{API}/5"),
        ("http://127.0.0.1:8000/saved.json", "http://127.0.0.1:8000/saved.json"),
    ],
)
def test_the_store_api_is_asked(url: str, asked: str) -> None:
    assert woocommerce.request(Target(url)).url == asked


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"is_in_stock": True}, IN),
        ({"is_in_stock": True, "is_purchasable": True, "low_stock_remaining": None}, IN),
        ({"is_in_stock": True, "low_stock_remaining": 2}, Availability.LIMITED_AVAILABILITY),
        ({"is_in_stock": True, "low_stock_remaining": False}, IN),
        ({"is_in_stock": True, "is_on_backorder": True}, Availability.BACK_ORDER),
        ({"is_in_stock": True, "stock_availability": {"class": "available-on-backorder"}}, Availability.BACK_ORDER),
        ({"is_in_stock": True, "stock_availability": {"class": "in-stock", "text": "2 in stock"}}, IN),
        ({"is_in_stock": True, "stock_availability": {"class": "out-of-stock"}}, UNKNOWN),
        ({"is_in_stock": True, "is_purchasable": False}, UNKNOWN),
        ({"is_in_stock": False, "is_purchasable": False}, OUT),
        ({"is_in_stock": False, "low_stock_remaining": 2}, OUT),
        ({"is_in_stock": None}, UNKNOWN),
        ({}, UNKNOWN),
        ({"stock_status": "instock", "purchasable": True}, IN),
        ({"in_stock": True, "purchasable": True, "backordered": False}, IN),
        ({"in_stock": True, "purchasable": True, "backordered": True}, Availability.BACK_ORDER),
        ({"in_stock": False, "purchasable": True, "backordered": False}, OUT),
        ({"in_stock": True}, UNKNOWN),  # any shop's field may be called that
        ({"stock_status": "outofstock"}, OUT),
        ({"stock_status": "onbackorder"}, Availability.BACK_ORDER),
        ({"stock_status": "lagernd"}, UNKNOWN),
    ],
)
def test_what_the_fields_of_a_product_say_together(fields: dict[str, Any], expected: Availability) -> None:
    assert stock(read(woocommerce, [item(**fields)])) == {"5": expected}


def test_prices_are_in_the_smallest_unit() -> None:
    yen = {"price": "4500", "currency_code": "JPY", "currency_minor_unit": 0}
    seen = read(woocommerce, [item(is_in_stock=True), item(6, is_in_stock=True, prices=yen)])
    offers = [product.variants[0].offer for product in seen.products]
    assert [(offer.price, offer.currency) for offer in offers] == [("120.50", "EUR"), ("4500", "JPY")]


@pytest.mark.parametrize("price", ["1" * 1_000_001, "9e999999999999999", "a", "NaN", [1], None])
def test_what_is_no_price_leaves_the_stock_as_it_is(price: Any) -> None:
    [found] = read(woocommerce, item(is_in_stock=True, prices={**PRICES, "price": price})).products
    assert (found.variants[0].offer.price, found.variants[0].offer.availability) == (None, IN)


def test_a_dear_offer_proves_nothing_about_what_is_wanted() -> None:
    assert stock(read(woocommerce, [item(is_in_stock=True)], max_price="100")) == {"5": UNKNOWN}


def test_names_are_unescaped_and_evidence_is_kept() -> None:
    [found] = read(woocommerce, item(is_in_stock=False, images=[{"src": "https://cdn.example/j.jpg"}])).products
    assert (found.title, found.url, found.image) == ("Wool & jacket", PAGE, "https://cdn.example/j.jpg")
    assert found.variants[0].offer.witnesses[0].says == "is_in_stock: false"


def test_an_item_without_an_id_is_known_by_the_next_best_name() -> None:
    body = [
        {"slug": "wool-jacket", "is_in_stock": False},
        {"permalink": "https://shop.example/p/2", "is_in_stock": True},
    ]
    assert stock(read(woocommerce, body)) == {"wool-jacket": OUT, "https://shop.example/p/2": IN}


@pytest.mark.parametrize("wrapped", [{"products": [item(is_in_stock=True)]}, {"product": item(is_in_stock=True)}])
def test_products_in_an_envelope_are_read(wrapped: dict[str, Any]) -> None:
    assert stock(read(woocommerce, wrapped)) == {"5": IN}


def test_the_parent_says_nothing_of_a_variation() -> None:
    seen = read(woocommerce, [PARENT])
    assert stock(seen) == {"51": UNKNOWN, "52": UNKNOWN}
    assert seen.products[0].availability is IN


def test_a_variations_options_have_the_names_that_people_read() -> None:
    terms = [{"name": "Size", "terms": [{"name": "Small", "slug": "s"}]}]
    listed = [{"id": 51, "attributes": [{"name": "Size", "value": "s"}]}]
    [found] = read(woocommerce, item(is_in_stock=True, attributes=terms, variations=listed)).products[0].variants
    assert (found.title, found.options) == ("Small", {"size": "Small"})


def test_variations_are_asked_for() -> None:
    asked = woocommerce.read(Target(PAGE), [answer([PARENT], ASKED)])
    assert asked == Request(url=f"{API}?type=variation&parent=5&{ALL}&per_page=100&page=1")


def test_each_variation_speaks_for_itself() -> None:
    parent = answer([PARENT], ASKED)
    children = answer([item(51, is_in_stock=False), item(52, is_in_stock=True, sku="WJ-M")], API)
    seen = woocommerce.read(Target(PAGE), [parent, children])
    assert isinstance(seen, Observation)
    assert stock(seen) == {"51": OUT, "52": IN}
    assert (seen.products[0].variants[1].options, seen.products[0].variants[1].sku) == ({"size": "M"}, "WJ-M")


def test_further_pages_of_variations_are_asked_for() -> None:
    first = answer([item(51, is_in_stock=False)], API, headers={"x-wp-totalpages": "2"})
    asked = woocommerce.read(Target(PAGE), [answer([PARENT], ASKED), first])
    assert isinstance(asked, Request)
    assert asked.url.endswith("page=2")


def test_a_variation_that_the_shop_hides_is_unknown() -> None:
    children = answer([item(52, is_in_stock=False)], API)
    seen = woocommerce.read(Target(PAGE), [answer([PARENT], ASKED), children])
    assert isinstance(seen, Observation)
    assert stock(seen) == {"51": UNKNOWN, "52": OUT}


def test_a_variation_that_is_hidden_while_it_is_sold_out_is_read() -> None:
    parent = answer([{**PARENT, "variations": []}], ASKED)
    children = answer([item(51, parent=5, is_in_stock=False, attributes=[{"name": "Size", "value": "S"}])], API)
    seen = woocommerce.read(Target(PAGE), [parent, children])
    assert isinstance(seen, Observation)
    assert (stock(seen), seen.products[0].variants[0].options) == ({"51": OUT}, {"size": "S"})


@pytest.mark.parametrize(("in_stock", "expected"), [(True, UNKNOWN), (False, OUT)])
def test_a_variable_product_without_variations_is_known_only_when_all_are_out(
    in_stock: bool, expected: Availability
) -> None:
    assert stock(read(woocommerce, item(type="variable", is_in_stock=in_stock))) == {"5": expected}


def test_a_variation_beside_its_parent_is_listed_once() -> None:
    assert stock(read(woocommerce, [PARENT, item(51, is_in_stock=False)])) == {"51": OUT, "52": UNKNOWN}


def test_a_name_that_the_shop_does_not_list_is_gone() -> None:
    with pytest.raises(Gone):
        woocommerce.read(Target(PAGE), [answer([], ASKED)])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([item(in_the_shop=True)], "is_in_stock"),  # B9
        ([item(is_in_stock="true")], "is_in_stock"),  # B10
        ([item(is_in_stock=1)], "is_in_stock"),  # B10
        ({"code": "rest_error", "message": "Sorry"}, "`id`"),
        ([{"id": 5, "title": "Something else"}], "WooCommerce"),
        ([item(is_in_stock=True), item(is_in_stock=False)], "'5'"),  # B11
    ],
)
def test_drift_is_unreadable_and_names_the_field(body: Any, field: str) -> None:
    with pytest.raises(Unreadable, match=field):
        read(woocommerce, body, PAGE)
