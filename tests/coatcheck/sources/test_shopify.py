"""Shopify's forms: what is available is what the variant says, and nothing else is an answer."""

from typing import Any

import pytest

from coatcheck.errors import Blocked, Gone, Unreadable
from coatcheck.model import Observation, Product
from coatcheck.ports import Request, Target
from coatcheck.sources import shopify
from coatcheck.truth.drift import lost
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN, answer, read, stock

PAGE = "https://shop.example/products/down-jacket"


def variant(id: int, size: str, available: Any = True, **fields: Any) -> dict[str, Any]:
    return {"id": id, "title": f"{size} / Black", "option1": size, "option2": "Black", "available": available, **fields}


def product(*variants: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "title": "Down jacket",
        "handle": "down-jacket",
        "options": [{"name": "Size"}, {"name": "Color"}],
        "variants": list(variants),
        **fields,
    }


JACKET = product(variant(1, "S"), variant(2, "M", available=False), featured_image="//cdn.example/jacket.jpg")


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (PAGE, f"{PAGE}.js"),
        (f"{PAGE}/?variant=2", f"{PAGE}.js"),
        (f"{PAGE}.json", f"{PAGE}.js"),
        ("https://shop.example/collections/coats/products/down-jacket", f"{PAGE}.js"),
        ("https://shop.example/en-gb/products/down-jacket", "https://shop.example/en-gb/products/down-jacket.js"),
        ("https://shop.example/fr/collections/a/products/b", "https://shop.example/fr/products/b.js"),
        ("https://shop.example/products.json?limit=250", "https://shop.example/products.json?limit=250"),
        ("http://127.0.0.1:8000/saved.json", "http://127.0.0.1:8000/saved.json"),
    ],
)
def test_the_products_js_is_asked_for(url: str, asked: str) -> None:
    assert shopify.request(Target(url)).url == asked


def test_each_variant_says_whether_it_is_available() -> None:
    assert stock(read(shopify, JACKET, PAGE)) == {"1": IN, "2": OUT}


def test_a_variant_has_its_options_price_link_and_evidence() -> None:
    body = product(variant(1, "S", sku="DJ-S", price=12050))
    [found] = read(shopify, body, PAGE, currency="EUR").products[0].variants
    assert (found.title, found.sku, found.options) == ("S / Black", "DJ-S", {"size": "S", "color": "Black"})
    assert (found.offer.price, found.offer.currency, found.offer.url) == ("120.50", "EUR", f"{PAGE}?variant=1")
    assert [(witness.name, witness.says) for witness in found.offer.witnesses] == [("shopify", "available: true")]


def test_a_product_has_its_title_address_and_picture() -> None:
    [found] = read(shopify, JACKET, f"{PAGE}?variant=2").products
    assert (found.id, found.title, found.url) == ("7", "Down jacket", PAGE)
    assert found.image == "https://cdn.example/jacket.jpg"


def test_the_only_variant_of_a_product_has_no_name_of_its_own() -> None:
    body = product({"id": 1, "title": "Default Title", "option1": "Default Title", "available": True})
    [found] = read(shopify, body, PAGE).products[0].variants
    assert (found.title, found.options) == ("", {})


def test_quantities_and_policies_are_no_answer() -> None:
    silent = {"id": 1, "title": "S", "inventory_quantity": 10, "inventory_policy": "continue"}
    assert stock(read(shopify, {"product": product(silent)})) == {"1": UNKNOWN}


def test_null_is_unknown() -> None:
    assert stock(read(shopify, product(variant(1, "S", available=None)), PAGE)) == {"1": UNKNOWN}


def test_a_dear_offer_proves_nothing_about_what_is_wanted() -> None:
    body = product(variant(1, "S", price=9000), variant(2, "M", price=12000), variant(3, "L", False, price=12000))
    assert stock(read(shopify, body, PAGE, max_price="100")) == {"1": IN, "2": UNKNOWN, "3": OUT}


def test_a_list_gives_several_products() -> None:
    coat = {**product(variant(3, "L", price="80.00"), handle="coat"), "id": 8, "options": ["Size", "Color"]}
    seen = read(shopify, {"products": [JACKET, coat]}, "https://shop.example/products.json")
    assert stock(seen) == {"1": IN, "2": OUT, "3": IN}
    assert (seen.products[1].url, seen.products[1].variants[0].offer.price) == (
        "https://shop.example/products/coat",
        "80.00",
    )


def test_products_without_ids_are_known_by_handle_and_sku() -> None:
    body = {"products": [{"handle": "coat", "variants": [{"sku": "C-1", "available": True}]}]}
    seen = read(shopify, body)
    assert (seen.products[0].id, stock(seen)) == ("coat", {"C-1": IN})


def test_variants_without_any_name_are_known_by_their_place() -> None:
    body = {"products": [{"handle": "coat", "variants": [{"available": True}, {"available": False}]}]}
    assert stock(read(shopify, body)) == {"coat 1": IN, "coat 2": OUT}


@pytest.mark.parametrize("missing", [{}, {"variants": []}])
def test_one_of_several_products_that_lists_no_variants_is_unknown(missing: dict[str, Any]) -> None:
    coat = {"id": 8, "title": "Coat", "handle": "coat"} | missing
    assert stock(read(shopify, {"products": [JACKET, coat]})) == {"1": IN, "2": OUT, "8": UNKNOWN}


def test_the_cart_cookie_tells_the_currency() -> None:
    seen = shopify.read(
        Target(PAGE), [answer(JACKET, f"{PAGE}.js", headers={"set-cookie": "cart_currency=CAD; path=/"})]
    )
    assert isinstance(seen, Observation)
    assert seen.products[0].variants[0].offer.currency == "CAD"


def test_where_js_is_gone_the_page_is_read() -> None:
    gone = answer(b"", f"{PAGE}.js", status=404)
    following = shopify.read(Target(PAGE), [gone])
    assert following == Request(url=PAGE)
    other = b'<script type="application/json">{"handle":"hat","variants":[{"id":9,"available":true}]}</script>'
    ours = b'<script type="application/json">{"handle":"down-jacket","variants":[{"id":1,"available":false}]}</script>'
    seen = shopify.read(Target(PAGE), [gone, answer(b"<html>" + other + ours, PAGE)])
    assert isinstance(seen, Observation)
    assert stock(seen) == {"1": OUT}


def test_a_product_whose_page_is_gone_too_is_gone() -> None:
    with pytest.raises(Gone):
        shopify.read(Target(PAGE), [answer(b"", f"{PAGE}.js", status=404), answer(b"", PAGE, status=404)])


@pytest.mark.parametrize("status", [401, 429, 430])
def test_a_closed_shop_is_blocked(status: int) -> None:
    with pytest.raises(Blocked):
        shopify.read(Target(PAGE), [answer(b"Too many", f"{PAGE}.js", status=status)])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (product({"id": 1, "title": "S", "is_available": True}), r"variants\[0\].available"),  # B9
        (product(variant(1, "S", available="true")), r"variants\[0\].available"),  # B10
        (product(variant(1, "S", available=1)), r"variants\[0\].available"),  # B10
        (product(variant(1, "S"), {"id": 2, "title": "M"}), r"variants\[1\].available"),
        (product({"title": "S", "available": True}), r"variants\[0\].id"),
        (product(variant(1e18, "S")), r"variants\[0\].id"),  # type: ignore[arg-type] # B11
        (product(variant(1, "S"), variant(1, "M")), "'1'"),  # B11
        (product(), "variants"),  # B8
        (product() | {"variants": None}, "variants"),  # B8
        ({"id": 7, "title": "Down jacket"}, "variants"),  # B8
        ({"products": []}, "does not mean"),  # B6
    ],
)
def test_drift_is_unreadable_and_names_the_field(body: Any, field: str) -> None:
    with pytest.raises(Unreadable, match=field):
        read(shopify, body, PAGE)


def test_the_shape_holds_while_values_change() -> None:
    sold = product(variant(1, "S", available=False), variant(2, "M"), variant(3, "L"))
    assert read(shopify, JACKET, PAGE).shape == read(shopify, sold, PAGE).shape


def test_the_shape_changes_with_the_fields() -> None:
    silent = {"product": product({"id": 1, "title": "S"})}
    assert lost(read(shopify, JACKET, PAGE).shape, read(shopify, silent).shape) == ["available"]


def test_an_answer_that_leaves_the_stock_open_has_another_shape() -> None:
    hidden = product(variant(1, "S", available=None))
    assert lost(read(shopify, JACKET, PAGE).shape, read(shopify, hidden, PAGE).shape) == ["available"]


def test_a_product_is_as_available_as_its_best_variant() -> None:
    [found] = read(shopify, JACKET, PAGE).products
    assert isinstance(found, Product)
    assert found.availability is IN
