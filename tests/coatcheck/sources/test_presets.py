"""Presets: a shop's address and the make of the shop are enough. Vendure's and pretix's are tried on real shops in tests/counterparts, Magento's and Saleor's on their makers' schemas.

The answers here are written after what the makers document: the addresses stand beside each preset.
"""

import copy
import json
from contextlib import suppress
from typing import Any

import pytest

from coatcheck.errors import Invalid, Unreadable
from coatcheck.model import Availability
from coatcheck.ports import Request, Target
from coatcheck.sources import json_api
from coatcheck.sources.presets import PRESETS, recognised
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN, answer
from tests.coatcheck.sources.test_any_json import places

PAGE = "https://shop.example/en/products/storm-coat"
BACK, FEW = Availability.BACK_ORDER, Availability.LIMITED_AVAILABILITY

# Preset: the watch's options, what is asked, an answer, and what it says: name, and by size availability, price, currency.
CASES: dict[str, tuple[dict[str, str], str, dict[str, str], Any, str, dict[str, tuple[Availability, str | None, str | None]]]] = {
    "vendure": (
        {"channel": "t1"},
        "https://shop.example/shop-api",
        {"vendure-token": "t1"},
        {"data": {"product": {"name": "Storm Coat", "featuredAsset": {"preview": "https://shop.example/coat.jpg"}, "variants": [
            {"id": "1", "name": "Storm Coat S", "sku": "A", "priceWithTax": 12050, "currencyCode": "USD", "stockLevel": "OUT_OF_STOCK", "options": [{"name": "S"}, {"name": "Red"}]},
            {"id": "2", "name": "Storm Coat M", "sku": "B", "priceWithTax": 12050, "currencyCode": "JPY", "stockLevel": "IN_STOCK", "options": [{"name": "M"}, {"name": "Red"}]},
            {"id": "3", "name": "Storm Coat L", "sku": "C", "priceWithTax": 0, "currencyCode": "USD", "stockLevel": "LOW_STOCK", "options": []},
            {"id": "4", "name": "Storm Coat XL", "sku": "D", "priceWithTax": 1, "currencyCode": "USD", "stockLevel": "3", "options": [{"name": "XL"}]},
        ]}}},
        "Storm Coat",
        {"S / Red": (OUT, "120.50", "USD"), "M / Red": (IN, "12050", "JPY"), "Storm Coat L": (FEW, "0.00", "USD"), "XL": (UNKNOWN, "0.01", "USD")},
    ),
    "medusa": (
        {"channel": "reg_1", "api_key": "pk_1"},
        "https://shop.example/store/products?handle=storm-coat&region_id=reg_1&fields=%2Avariants.calculated_price%2C%2Bvariants.inventory_quantity%2C%2Bvariants.manage_inventory%2C%2Bvariants.allow_backorder",
        {"x-publishable-api-key": "pk_1"},
        {"products": [{"title": "Storm Coat", "thumbnail": None, "variants": [
            {"id": f"variant_{size}", "title": size, "manage_inventory": manage, "allow_backorder": later, **({"inventory_quantity": left} if left is not None else {}), "calculated_price": {"calculated_amount": 120.5, "currency_code": "usd"}}
            for size, manage, later, left in [("S", True, False, 0), ("M", True, False, 3), ("L", True, True, 0), ("XL", False, False, None), ("XXL", True, True, None), ("XS", True, False, -1)]
        ]}], "count": 1, "offset": 0, "limit": 50},
        "Storm Coat",
        {"S": (OUT, "120.5", "USD"), "M": (IN, "120.5", "USD"), "L": (BACK, "120.5", "USD"), "XL": (IN, "120.5", "USD"), "XXL": (UNKNOWN, "120.5", "USD"), "XS": (OUT, "120.5", "USD")},
    ),
    "saleor": (
        {"channel": "default-channel", "api": "https://api.shop.example/graphql/"},
        "https://api.shop.example/graphql/",
        {},
        {"data": {"product": {"name": "Storm Coat", "isAvailableForPurchase": True, "thumbnail": None, "variants": [
            {"id": size, "name": size, "sku": size, "quantityAvailable": left, "pricing": pricing}
            for size, left, pricing in [("S", 0, None), ("M", 3, {"price": {"gross": {"amount": 120.5, "currency": "USD"}}}), ("L", None, None)]
        ]}}},
        "Storm Coat",
        {"S": (OUT, None, None), "M": (IN, "120.5", "USD"), "L": (UNKNOWN, None, None)},
    ),
    "magento": (
        {"channel": "fr"},
        "https://shop.example/graphql",
        {"Store": "fr"},
        {"data": {"products": {"items": [{"sku": "COAT", "name": "Storm Coat", "stock_status": "IN_STOCK", "price_range": {"minimum_price": {"final_price": {"value": 100, "currency": "EUR"}}}, "variants": [
            {"attributes": [{"code": "size", "label": "S"}, {"code": "color", "label": "Red"}], "product": {"sku": "COAT-S", "name": "Storm Coat-S", "stock_status": "OUT_OF_STOCK", "price_range": {"minimum_price": {"final_price": {"value": 120.5, "currency": "EUR"}}}}},
            {"attributes": [{"code": "size", "label": "M"}, {"code": "color", "label": "Red"}], "product": {"sku": "COAT-M", "name": "Storm Coat-M", "stock_status": "IN_STOCK", "price_range": {"minimum_price": {"final_price": {"value": 121, "currency": "EUR"}}}}},
        ]}]}}},
        "Storm Coat",
        {"S / Red": (OUT, "120.5", "EUR"), "M / Red": (IN, "121", "EUR")},
    ),
    "hydrogen": (
        {"api_key": "t1"},
        "https://shop.example/api/2026-04/graphql.json",
        {"X-Shopify-Storefront-Access-Token": "t1"},
        {"data": {"product": {"title": "Storm Coat", "featuredImage": None, "variants": {"nodes": [
            {"id": f"gid://shopify/ProductVariant/{at}", "sku": None, "availableForSale": sold, "currentlyNotInStock": later, "selectedOptions": [{"value": "Red"}, {"value": size}], "price": {"amount": "120.5", "currencyCode": "EUR"}}
            for at, size, sold, later in [(1, "S", False, False), (2, "M", True, False), (3, "L", True, True)]
        ]}}}},
        "Storm Coat",
        {"Red / S": (OUT, "120.5", "EUR"), "Red / M": (IN, "120.5", "EUR"), "Red / L": (BACK, "120.5", "EUR")},
    ),
    "pretix": (
        {"product": "3,4"},
        "https://shop.example/en/products/storm-coat/widget/product_list?items=3%2C4",
        {},
        {"name": "Concert", "currency": "EUR", "items_by_category": [{"id": None, "name": None, "items": [
            {"id": id, "name": name, "current_unavailability_reason": why, "price": price, "avail": avail, "variations": variations}
            for id, name, why, price, avail, variations in [
                (3, "Shirt", None, None, None, [{"id": at, "value": size, "current_unavailability_reason": None, "price": {"gross": "20.00"}, "avail": [left, None]} for at, size, left in [(1, "S", 0), (2, "M", 100)]]),
                (1, "Entry", None, {"gross": "30.00"}, [20, 0], []),
                (2, "Members", "require_voucher", {"gross": "10.00"}, [100, None], []),
                (4, "Late", "available_from", {"gross": "40.00"}, [100, None], []),
            ]
        ]}]},
        "Concert",
        {"Shirt / S": (OUT, "20.00", "EUR"), "Shirt / M": (IN, "20.00", "EUR"), "Entry": (OUT, "30.00", "EUR"), "Members": (UNKNOWN, "10.00", "EUR"), "Late": (OUT, "40.00", "EUR")},
    ),
}  # fmt: skip


def test_a_page_and_the_make_of_the_shop_are_enough() -> None:
    assert CASES.keys() == PRESETS.keys()
    for preset, (options, address, headers, body, name, sizes) in CASES.items():
        target = Target(PAGE, {"preset": preset, **options})
        asked = json_api.request(target)
        assert asked.url == address, preset
        assert headers.items() <= asked.headers.items(), preset
        assert (asked.method, bool(asked.body)) == (("POST", True) if PRESETS[preset].query else ("GET", False))
        seen = json_api.read(target, [answer(body, asked.url)])
        assert not isinstance(seen, Request)
        (product,) = seen.products
        offers = {
            each.title: (each.offer.availability, each.offer.price, each.offer.currency) for each in product.variants
        }
        assert (product.title, product.url, offers) == (name, PAGE, sizes), preset
        assert len({each.id for each in product.variants}) == len(sizes)
        assert all(len(witness.name) <= 60 for each in product.variants for witness in each.offer.witnesses)


def test_a_query_has_the_product_of_the_address_among_its_variables() -> None:
    told: dict[str, str] = {"channel": "default-channel", "preset": "saleor"}
    for url, options, product in (
        (PAGE, {}, "storm-coat"),
        ("https://shop.example/caf%C3%A9.html?size=m", {}, "café"),
        (PAGE, {"product": "other"}, "other"),
        ("https://shop.example/graphql/", {"product": "coat"}, "coat"),
    ):
        asked = json_api.request(Target(url, told | options))
        assert json.loads(asked.body)["variables"] == {"product": product, "channel": "default-channel"}
        assert asked.url == "https://shop.example/graphql/"


def test_a_simple_product_of_magento_is_its_own_variant() -> None:
    item = {"sku": "HAT", "name": "Wool Hat", "stock_status": "IN_STOCK"}
    target = Target("https://shop.example/wool-hat.html", {"preset": "magento"})
    seen = json_api.read(target, [answer({"data": {"products": {"items": [item]}}}, "https://shop.example/graphql")])
    assert not isinstance(seen, Request)
    assert [(each.id, each.title, each.offer.availability) for each in seen.products[0].variants] == [
        ("HAT", "Wool Hat", IN)
    ]


def test_a_product_that_may_not_be_bought_is_in_stock_in_no_size() -> None:
    coat = json.loads(json.dumps(CASES["saleor"][3]).replace("true", "false"))
    shut = json.loads(json.dumps(CASES["magento"][3]).replace('"IN_STOCK", "price_range": {"minimum_price": {"final_price": {"value": 100,', '"OUT_OF_STOCK", "price_range": {"minimum_price": {"final_price": {"value": 100,'))  # fmt: skip
    for preset, body in (("saleor", coat), ("magento", shut)):
        seen = json_api.read(Target(PAGE, {"preset": preset, "channel": "c"}), [answer(body, PAGE)])
        assert not isinstance(seen, Request)
        assert {each.offer.availability for each in seen.products[0].variants} == {OUT}


WRONG = {"current_unavailability_reason": (...,)}  # null is what it says of most


def without(body: Any, way: tuple[Any, ...], value: Any) -> Any:
    """A copy in which one field is null, or (value ...) not there."""
    changed = copy.deepcopy(body)
    holder = changed
    for key in way[:-1]:
        holder = holder[key]
    holder[way[-1]] = value
    if value is ...:
        del holder[way[-1]]
    return changed


def test_no_field_that_is_gone_or_null_makes_a_false_word() -> None:
    for preset, (options, address, _, body, _, sizes) in CASES.items():
        target, read = Target(PAGE, {"preset": preset, **options}), 0
        for way in places(body):
            for value in WRONG.get(way[-1], (None, ...)) if isinstance(way[-1], str) else ():
                with suppress(Unreadable):
                    seen = json_api.read(target, [answer(without(body, way, value), address)])
                    assert not isinstance(seen, Request)
                    read += 1
                    for each in seen.products[0].variants:
                        true, said = sizes.get(each.title, (UNKNOWN,))[0], each.offer.availability
                        assert each.title not in sizes or said in (true, UNKNOWN), (
                            preset,
                            way,
                            value,
                            each.title,
                            said,
                        )
        assert read > 20, preset


@pytest.mark.parametrize("preset", PRESETS)
def test_a_product_that_is_not_there_and_a_refusal_prove_nothing(preset: str) -> None:
    options, address, *_ = CASES[preset]
    for body in ({"data": {"product": None, "products": {"items": []}}, "products": [], "items_by_category": []}, {"error": "closed"}, {"errors": [{"message": "no"}], "data": None}):  # fmt: skip
        with pytest.raises(Unreadable):
            json_api.read(Target(PAGE, {"preset": preset, **options}), [answer(body, address)])


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"preset": "medusa"}, "channel"),
        ({"preset": "medusa", "channel": "reg_1"}, "api_key"),
        ({"preset": "saleor", "api": "ftp://shop.example"}, "api"),
        ({"preset": "magento", "api": "https://"}, "api"),
        ({"preset": "magento", "api": "https://[shop"}, "api"),
        ({"value": "in", "api": "shop.example/api"}, "api"),
        ({"preset": "prestashop"}, "preset"),
        ({"product": "storm-coat", "value": "in"}, "product"),
        ({"preset": "pretix", "value": "avail["}, "value"),
    ],
)
def test_what_is_missing_is_named(options: dict[str, str], named: str) -> None:
    with pytest.raises(Invalid, match=f"`{named}`|no {named}") as error:
        json_api.request(Target(PAGE, options))
    assert error.value.option == named
    with pytest.raises(Invalid, match="`product`"):
        json_api.request(Target("https://shop.example/", {"preset": "vendure"}))


def test_the_api_behind_a_page_is_asked_and_people_are_sent_to_the_page() -> None:
    target = Target(PAGE, {"api": "https://api.shop.example/stock", "items": "sizes", "value": "in"})
    asked = json_api.request(target)
    seen = json_api.read(target, [answer({"sizes": [{"id": "S", "in": True}]}, asked.url)])
    assert not isinstance(seen, Request)
    assert (asked.url, seen.products[0].url) == ("https://api.shop.example/stock", PAGE)


def test_a_watchs_own_options_go_before_the_presets() -> None:
    target = Target(PAGE, {"preset": "pretix", "title": "id"})
    body = CASES["pretix"][3]
    seen = json_api.read(target, [answer(body, PAGE)])
    assert not isinstance(seen, Request)
    assert [each.title for each in seen.products[0].variants] == ["3 / 1", "3 / 2", "1", "2", "4"]


def test_a_make_is_recognised_by_its_apis_address_or_the_mark_of_its_pages() -> None:
    for url, page, names in (
        ("https://shop.example/shop-api", b"", ["vendure"]),
        ("https://shop.example/store/products/", b"", ["medusa"]),
        ("https://shop.example/graphql", b"", ["saleor", "magento"]),
        ("https://shop.example/hall/gala/widget/product_list?lang=en", b"", ["pretix"]),
        ("https://shop.example/hall/gala/", b'<link href="/static/pretixpresale/scss/main.css">', ["pretix"]),
        ("https://shop.example/coat.html", b'<script type="text/x-magento-init">{}</script>', ["magento"]),
        (PAGE, b"<p>Made with Vendure, Medusa, Saleor, Magento and pretix", []),
        ("https://shop.example/my-shop-api-guide", b"", []),
    ):
        assert list(recognised(url, page)) == names
