"""Every reader takes a time that goes with an answer's size, and says in a sentence what it won't read."""

import pytest

from coatcheck.errors import Invalid, LookFailed, Unreadable
from coatcheck.plain_text import unescaped
from coatcheck.ports import Target
from coatcheck.sources import json_api, load, page, shopify, woocommerce
from coatcheck.sources.caps import MOST_BRACKETS, MOST_VARIANTS
from coatcheck.sources.mapping import Mapping
from coatcheck.sources.tickets.bookmyshow_shows import Category, Show, availability_of
from tests.coatcheck.sources.answering import answer, read, stock
from tests.coatcheck.sources.pages import json_ld, look

MANY = range(MOST_VARIANTS + 1)
STOCK = {"items": "items", "value": "stock"}


def test_a_list_of_as_many_variants_as_a_watch_can_have_is_read() -> None:
    variants = [{"id": number, "available": True} for number in range(MOST_VARIANTS)]
    assert len(stock(read(shopify, {"id": 1, "handle": "x", "variants": variants}))) == MOST_VARIANTS


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("shopify", {"id": 1, "variants": [{"id": number, "available": True} for number in MANY]}),
        ("shopify", {"products": [{"id": number, "variants": [{"id": number, "available": True}]} for number in MANY]}),
        ("woocommerce", [{"id": number, "is_in_stock": True} for number in MANY]),
        ("woocommerce", [{"id": 1, "type": "variable", "is_in_stock": True, "variations": [{"id": number} for number in MANY]}]),
        ("json_api", {"items": [{"id": number, "stock": True} for number in MANY]}),
        ("page", json_ld({"@type": "ProductGroup", "name": "Coat", "hasVariant": [{"@type": "Product", "sku": str(number)} for number in MANY]}).encode()),
        ("page", json_ld([{"@type": "Product", "name": "Coat", "sku": str(number), "inProductGroupWithID": "g"} for number in MANY]).encode()),
    ],
)  # fmt: skip
def test_a_list_of_more_variants_is_unreadable(source: str, body: object) -> None:
    with pytest.raises(Unreadable, match="more than 2,000 variants"):
        read(load(source), body, **(STOCK if source == "json_api" else {}))


def test_a_number_of_a_character_may_be_as_long_as_somebody_likes() -> None:
    endless = f"&#{'1' * 5000};"
    (name,) = read(woocommerce, [{"id": 1, "name": f"Coat {endless}&#8217;s", "is_in_stock": True}]).products
    assert name.title == "Coat \ufffd\u2019s"
    assert unescaped(f"{endless} &#{'0' * 5000}65; &#0; &amp;#1; &#x41;") == "\ufffd A \ufffd &#1; A"
    scripts = f'<script type="application/ld+json{endless}">{{}}</script><div id="product-details" data-product="{endless}"></div>'
    with pytest.raises(LookFailed):
        read(page, f"<h1>Coat {endless}</h1>{scripts}".encode())


def test_what_is_listed_twice_counts_once_however_far_apart() -> None:
    products = [{"id": number, "variants": [{"id": number, "available": True}]} for number in (1, 2, 3, 1)]
    assert list(stock(read(shopify, {"products": products}))) == ["1", "2", "3"]


def test_children_are_found_by_their_parent_among_many_products() -> None:
    items = [{"id": number, "type": "variable", "is_in_stock": True, "variations": []} for number in range(1, 4)]
    items += [{"id": number + 10, "parent": number, "is_in_stock": number == 2} for number in range(1, 4)]
    products = {
        product.id: [variant.id for variant in product.variants] for product in read(woocommerce, items).products
    }
    assert products == {"1": ["11"], "2": ["12"], "3": ["13"]}


@pytest.mark.parametrize(
    "body", [b"[" + b"[]," * MOST_BRACKETS + b"[]]", b'{"items":[' + b"{}," * MOST_BRACKETS + b"{}]}"]
)
@pytest.mark.parametrize("source", ["shopify", "woocommerce", "json_api", "page", "schema_org"])
def test_json_of_too_many_parts_is_not_decoded(source: str, body: bytes) -> None:
    with pytest.raises(Unreadable, match="more than 250,000 lists and objects"):
        read(load(source), body, **(STOCK if source == "json_api" else {}))


def test_data_that_points_at_itself_in_too_many_ways_is_unreadable() -> None:
    offers = [{"@type": "Offer", "sku": str(number)} for number in range(1000)]
    products = [{"@type": "Product", "name": f"Coat {number}", "offers": {"@id": "all"}} for number in range(1000)]
    with pytest.raises(Unreadable, match="references"):
        look(json_ld({"@graph": [{"@id": "all", "offers": offers}, *products]}))


@pytest.mark.parametrize("body", [b"[" * 5000, b'{"items":' + b"[" * 5000 + b"]" * 5000 + b"}"])
@pytest.mark.parametrize("source", ["shopify", "woocommerce", "json_api", "page"])
def test_json_that_is_nested_too_deep_is_no_failure_of_ours(source: str, body: bytes) -> None:
    with pytest.raises(LookFailed) as raised:
        read(load(source), body, **(STOCK if source == "json_api" else {}))
    assert "failed at this page" not in raised.value.reason


def test_an_id_of_lists_within_lists_is_none() -> None:
    body = b'{"items":[{"id":' + b"[" * 400 + b"1" + b"]" * 400 + b',"stock":true}]}'
    with pytest.raises(Unreadable, match="gives no id"):
        read(json_api, body, **STOCK)


@pytest.mark.parametrize("name", ["value", "items", "key"])
def test_an_expression_that_is_nested_too_deep_is_named(name: str) -> None:
    with pytest.raises(Invalid, match=f"`{name}` is nested too deep"):
        Mapping(Target("https://shop.example", STOCK | {name: "(" * 5000}))


def test_options_of_brackets_alone_are_named() -> None:
    with pytest.raises(Invalid, match="`map`"):
        Mapping(Target("https://shop.example", STOCK | {"map": "[" * 5000}))
    with pytest.raises(Invalid, match="`headers`"):
        Mapping(Target("https://shop.example", STOCK | {"headers": "[" * 5000})).headers()


def test_any_number_of_seats_is_understood() -> None:
    shows = [Show("1", "20991231", "9", [Category(SeatsAvail=seats)]) for seats in ("1" * 5000, "000")]
    assert [availability_of(show).buyable for show in shows] == [True, False]


@pytest.mark.parametrize("charset", ["idna", "punycode", "utf-7", "unicode_escape"])
def test_a_page_is_never_read_in_a_charset_that_browsers_do_not_know(charset: str) -> None:
    body = f'<meta charset="{charset}">{json_ld({"@type": "Product", "name": "Jacke für ihn", "offers": {"availability": "InStock"}})}'
    (product,) = page.read(Target("https://shop.example/p"), [answer(body.encode(), "https://shop.example/p")]).products
    assert product.title == "Jacke für ihn"
