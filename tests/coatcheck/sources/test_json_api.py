"""Any JSON, by a mapping: only listed values, booleans and schema.org's words are an answer."""

import json
from typing import Any

import pytest

from coatcheck.errors import Invalid, Unreadable
from coatcheck.model import Availability, Observation
from coatcheck.ports import Request, Target
from coatcheck.sources import json_api
from coatcheck.truth.drift import lost
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN, answer, read, stock

URL = "https://shop.example/api/jacket"
SIZES = {"sizes": [{"id": "S", "stock": "yes"}, {"id": "M", "stock": "no"}, {"id": "L", "stock": "perhaps"}]}
LISTED = {"items": "sizes[]", "value": "stock", "in_stock": "yes", "out_of_stock": "no"}


def test_listed_values_are_answers_and_others_are_not() -> None:
    assert stock(read(json_api, SIZES, **LISTED)) == {"S": IN, "M": OUT, "L": UNKNOWN}


def test_the_whole_mapping_may_be_one_json_object() -> None:
    mapping = {"items": "sizes[]", "key": "id", "value": "stock", "in_stock": ["yes"], "out_of_stock": ["no"]}
    assert read(json_api, SIZES, map=json.dumps(mapping)) == read(json_api, SIZES, **LISTED, key="id")


def test_a_shop_that_names_colours_by_members_takes_one_line() -> None:
    body = {"Black": [{"size": "S", "purchasable": True}], "White": [{"size": "S", "purchasable": False}]}
    seen = read(json_api, body, key="[group, size]", value="purchasable", options="{color: group, size: size}")
    assert stock(seen) == {"Black / S": IN, "White / S": OUT}
    assert seen.products[0].variants[0].options == {"color": "Black", "size": "S"}


def test_items_may_be_the_members_of_an_object() -> None:
    body = {"stock": {"S": {"left": 3}, "M": {"left": 0}}}
    assert stock(read(json_api, body, items="stock", key="group", quantity="left")) == {"S": IN, "M": OUT}


def test_a_variant_of_an_item_is_told_by_both_names() -> None:
    coat = {
        "id": 1,
        "title": "Coat",
        "sizes": [{"id": 1, "title": "S", "in": True}, {"id": 2, "title": "M", "in": False}],
    }
    hat = {"id": 2, "title": "Hat", "in": True, "sizes": []}
    nested = {"items": "list", "variants": "sizes", "value": "in", "title": "title"}

    def names(body: Any, **options: str) -> dict[str, str]:
        return {each.id: each.title for each in read(json_api, body, **nested, **options).products[0].variants}

    body = {"shop": "Hat", "list": [coat, hat]}
    seen = read(json_api, body, **nested)
    assert stock(seen) == {"1 / 1": IN, "1 / 2": OUT, "2": IN}
    assert names(body) == {"1 / 1": "Coat / S", "1 / 2": "Coat / M", "2": "Hat"}
    assert names({"shop": "Coat", "list": [coat]}, name="shop") == {"1 / 1": "S", "1 / 2": "M"}
    assert names({"list": [coat]}, key="[parent.title, title]") == {"Coat / S": "Coat / S", "Coat / M": "Coat / M"}
    for strange in (None, 7, "S", {"a": 1}):
        assert names({"list": [hat | {"sizes": strange}]}) == {"2": "Hat"}


def test_one_object_alone_is_an_item() -> None:
    body = {"sku": "J-1", "availability": "OUT_OF_STOCK"}
    assert stock(read(json_api, body, value="availability")) == {"J-1": OUT}
    assert stock(read(json_api, {"availability": "PreOrder"}, value="availability")) == {"item": Availability.PRE_ORDER}


def test_json_lines_are_a_list() -> None:
    body = b'{"id": 1, "in": true}\n{"id": 2, "in": false}\n'
    assert stock(read(json_api, body, value="in")) == {"1": IN, "2": OUT}


@pytest.mark.parametrize("between", [b"\n", b",\n", b" "])
def test_objects_one_after_the_other_are_a_list(between: bytes) -> None:
    body = between.join([b'{\n "id": 1,\n "in": true\n}', b'{\n "id": 2,\n "in": false\n}'])
    assert stock(read(json_api, body, value="in")) == {"1": IN, "2": OUT}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, IN),
        (False, OUT),
        ("https://schema.org/InStock", IN),
        ("out of stock", OUT),
        ("soon", UNKNOWN),
        (1, UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_what_is_understood_without_lists(value: object, expected: Availability) -> None:
    assert stock(read(json_api, {"id": 1, "in": value}, value="in")) == {"1": expected}


def test_words_may_mean_other_states() -> None:
    body = [{"id": 1, "s": "LATER"}, {"id": 2, "s": "LOW"}]
    seen = read(json_api, body, value="s", backorder="LATER", limited="LOW")
    assert stock(seen) == {"1": Availability.BACK_ORDER, "2": Availability.LIMITED_AVAILABILITY}


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (4, IN),
        ("5", IN),
        ("4.0000", IN),
        (3, OUT),
        (0, OUT),
        ("0.0000", OUT),
        ("3.9", OUT),
        (-1, UNKNOWN),
        (None, UNKNOWN),
        (True, UNKNOWN),
        ("4 left", UNKNOWN),
    ],
)
@pytest.mark.parametrize("place", ["quantity", "value"])
def test_a_quantity_counts_from_its_threshold(left: object, expected: Availability, place: str) -> None:
    body = [{"id": 1, "left": left}, {"id": 2, "left": 9}]
    assert stock(read(json_api, body, threshold="4", **{place: "left"}))["1"] is expected


def test_a_value_that_words_explain_is_no_quantity() -> None:
    body = [{"id": 1, "left": 0}, {"id": 2, "left": 9}]
    assert stock(read(json_api, body, value="left", threshold="1", out_of_stock="0")) == {"1": OUT, "2": UNKNOWN}


def test_an_offer_has_its_price_link_quantity_and_evidence() -> None:
    body = {"title": "Jacket", "items": [{"id": 1, "in": True, "cost": 12.5, "path": "/buy/1", "left": 2}]}
    places = {"items": "items", "value": "in", "price": "cost", "currency": "EUR", "url": "path", "quantity": "left"}
    seen = read(json_api, body, map=json.dumps(places), name="title")
    offer = seen.products[0].variants[0].offer
    assert (offer.price, offer.currency, offer.url, offer.quantity) == ("12.5", "EUR", "https://shop.example/buy/1", 2)
    assert [(witness.name, witness.says) for witness in offer.witnesses] == [("in", "true"), ("left", "2")]
    assert seen.products[0].title == "Jacket"


def test_another_sellers_offer_and_a_dear_one_prove_nothing() -> None:
    body = [
        {"id": id, "in": True, "by": by, "cost": cost} for id, by, cost in ((1, "Us", 9), (2, "Them", 9), (3, "Us", 11))
    ]
    limits = {"seller": "us", "max_price": "10"}
    assert stock(read(json_api, body, value="in", seller_name="by", price="cost", **limits)) == {
        "1": IN,
        "2": UNKNOWN,
        "3": UNKNOWN,
    }


def _prices(*items: dict[str, Any], **options: str) -> list[str | None]:
    numbered = [{"id": number, "in": True, **item} for number, item in enumerate(items)]
    seen = read(json_api, numbered, value="in", price="cost", currency="code", **options)
    return [variant.offer.price for variant in seen.products[0].variants]


def test_a_currency_may_stand_beside_the_items_and_is_written_in_capitals() -> None:
    body = {
        "currency": "eur",
        "items": [{"id": 1, "in": True, "cost": 1250}, {"id": 2, "in": True, "cost": 1250, "currency": "JPY"}],
    }
    seen = read(json_api, body, items="items", value="in", price="cost", currency="currency", price_divisor="currency")
    offers = [variant.offer for variant in seen.products[0].variants]
    assert [(offer.price, offer.currency) for offer in offers] == [("12.50", "EUR"), ("1250", "JPY")]


def test_prices_in_cents_are_divided() -> None:
    costs = [{"cost": cost} for cost in (12000, "12050", 12000.0, 0, 5, -100)]
    assert _prices(*costs, price_divisor="100") == ["120.00", "120.50", "120.00", "0.00", "0.05", "-1.00"]
    assert _prices({"cost": 12000}, price_divisor="1") == ["12000"]
    assert _prices({"cost": 12000}) == ["12000"]


def test_prices_in_a_currencys_smallest_unit_are_divided_by_its_own() -> None:
    told: list[dict[str, Any]] = [{"cost": 12000, "code": code} for code in ("USD", "eur", "JPY", "KWD", "CLF")]
    assert _prices(*told, price_divisor="currency") == ["120.00", "120.00", "12000", "12.000", "1.2000"]


@pytest.mark.parametrize("cost", ["$120", "", "NaN", True, {}, None])
def test_what_cannot_be_divided_is_no_price(cost: Any) -> None:
    assert _prices({"cost": cost}, price_divisor="100") == [None]


@pytest.mark.parametrize("code", [None, "", "dollars"])
def test_a_price_in_a_unit_that_nobody_knows_is_no_price(code: Any) -> None:
    assert _prices({"cost": 12000, "code": code}, price_divisor="currency") == [None]


def test_a_limit_is_held_against_the_divided_price() -> None:
    body = [{"id": cost, "in": True, "cost": cost} for cost in (12000, 12001)]
    limits = {"price_divisor": "100", "max_price": "120"}
    assert stock(read(json_api, body, value="in", price="cost", **limits)) == {"12000": IN, "12001": UNKNOWN}


@pytest.mark.parametrize("link", ["https://[object Object]/", "//[", "javascript:alert(1)", "data:text/html,x", "", 7])
def test_a_link_that_leads_to_no_page_is_none_and_costs_no_look(link: Any) -> None:
    seen = read(json_api, [{"id": "S", "in": True, "path": link}], map='{"value": "in", "url": "path"}')
    assert [(variant.offer.url, variant.offer.availability) for variant in seen.variants] == [(None, IN)]


def test_a_query_is_posted_with_its_headers() -> None:
    made = json_api.request(Target(URL, {"value": "in", "body": '{"query": "{a}"}', "headers": '{"x-api-key": "k"}'}))
    assert (made.method, made.body) == ("POST", b'{"query": "{a}"}')
    assert made.headers == {"accept": "application/json", "content-type": "application/json", "x-api-key": "k"}


def test_all_pages_are_read() -> None:
    target = Target(URL, {"items": "items", "value": "in", "next": "more"})
    first = answer({"items": [{"id": 1, "in": True}], "more": "?page=2"}, URL)
    asked = json_api.read(target, [first])
    assert isinstance(asked, Request)
    assert asked.url == f"{URL}?page=2"
    seen = json_api.read(target, [first, answer({"items": [{"id": 2, "in": False}], "more": None}, asked.url)])
    assert isinstance(seen, Observation)
    assert stock(seen) == {"1": IN, "2": OUT}


@pytest.mark.parametrize(
    "more", ["https://other.example/page", "http://169.254.169.254/", "https://[object Object]/", URL]
)
def test_the_next_page_is_another_one_of_the_same_host(more: str) -> None:
    target = Target(URL, {"items": "items", "value": "in", "next": "more"})
    with pytest.raises(Unreadable, match="next"):
        json_api.read(target, [answer({"items": [{"id": 1, "in": True}], "more": more}, URL)])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"sizes": []}, "items"),  # B6
        ({"sizes": None}, "items"),  # B8
        ({"other": 1}, "items"),  # B9
        ({"sizes": [{"id": "S", "is_in": True}]}, "value"),  # B9
        ({"sizes": [{"stock": "yes"}]}, "key"),
        ({"sizes": [{"id": 1.5, "stock": "yes"}]}, "key"),
        ({"sizes": [{"id": "S", "stock": "yes"}, {"id": "", "stock": "no"}]}, "key"),
        ({"sizes": [{"id": "S", "stock": "yes"}, {"id": "S", "stock": "no"}]}, "'S'"),  # B11
        ({"errors": [{"message": "Throttled"}]}, "Throttled"),
        ({"errors": [{"message": "Throttled"}, {"message": "No product"}]}, "Throttled"),
        ({"errors": [{"message": "No product"}], "data": {"product": None}}, "No product"),
        ({"errors": [{"message": "Too slow"}], "data": {"cart": 1}, "sizes": [{"id": "S", "stock": "no"}]}, "Too slow"),
    ],
)
def test_drift_and_errors_are_unreadable_and_named(body: Any, field: str) -> None:
    with pytest.raises(Unreadable, match=field):
        read(json_api, body, **LISTED)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({}, "value"),
        ({"value": "a["}, "value"),
        ({"value": "(" * 10_000}, "value"),
        ({"map": "[" * 100_000}, "map"),
        ({"value": "a", "threshold": "0"}, "threshold"),
        ({"value": "a", "method": "DELETE"}, "method"),
        ({"value": "a", "headers": "x: y"}, "headers"),
        *(({"value": "a", "price_divisor": text}, "price_divisor") for text in ("0", "12", "-100", "1e2", "Currency")),
        ({"map": "[]"}, "map"),
        ({"map": '{"colour": "a"}'}, "colour"),
    ],
)
def test_an_option_that_cannot_be_used_is_named(options: dict[str, str], named: str) -> None:
    with pytest.raises(Invalid, match=named):
        json_api.request(Target(URL, options))


def test_words_that_mean_nothing_any_more_are_drift_and_a_limit_is_none() -> None:
    strange = {"sizes": [{"id": "S", "stock": "perhaps"}, {"id": "M", "stock": "soon"}]}
    known = read(json_api, SIZES, **LISTED).shape
    assert lost(known, read(json_api, strange, **LISTED).shape) == ["a word that means in or out of stock"]
    dear = {"sizes": [{"id": "S", "stock": "yes", "price": "200.00"}]}
    seen = read(json_api, dear, **LISTED, max_price="100")
    assert stock(seen) == {"S": UNKNOWN}
    assert lost(known, seen.shape) == []


def test_the_shape_holds_while_values_change() -> None:
    other = {"sizes": [{"id": "XL", "stock": "no"}]}
    assert read(json_api, SIZES, **LISTED).shape == read(json_api, other, **LISTED).shape
