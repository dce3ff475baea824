"""What an unknown answer may mean: shapes made after shops' real APIs are proposed right, and what only looks like goods is not.

The shapes follow what their makers document; the words and numbers are ours.
"""

from typing import Any

import pytest

from coatcheck.sources import json_api
from coatcheck.sources.json_lists import MOST_ITEMS, MOST_LISTS, things_in
from coatcheck.sources.proposals import MOST, propose
from tests.coatcheck.sources.answering import read

IN, OUT, LOW, NO = "InStock", "OutOfStock", "LimitedAvailability", "Unknown"
SIZES = ("S", "M")

# A shape, and what the first proposal reads in it: by label its availability, price and currency; under the product's name.
SHAPES: dict[str, tuple[Any, str, dict[str, tuple[str, str | None, str | None]]]] = {
    "https://shopify.dev/docs/api/ajax/reference/product": (
        {"id": 1, "title": "Coat", "handle": "coat", "variants": [{"id": 11 + at, "title": size, "available": bool(at), "price": 12050, "featured_image": None} for at, size in enumerate(SIZES)], "images": ["a.jpg"]},
        "Coat", {"S": (OUT, "12050", None), "M": (IN, "12050", None)},
    ),
    "https://shopify.dev/docs/api/storefront (edges)": (
        {"data": {"product": {"title": "Coat", "variants": {"edges": [{"cursor": size, "node": {"id": f"gid://{size}", "title": size, "availableForSale": bool(at), "price": {"amount": "120.50", "currencyCode": "EUR"}}} for at, size in enumerate(SIZES)]}}}},
        "", {"S": (OUT, "120.50", "EUR"), "M": (IN, "120.50", "EUR")},
    ),
    "https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/products/": (
        [{"id": 1 + at, "name": f"Coat {size}", "is_in_stock": bool(at), "prices": {"price": "12050", "currency_code": "EUR", "currency_minor_unit": 2}, "images": [{"id": 5, "src": "a.jpg"}], "categories": [{"id": 7, "name": "Coats"}]} for at, size in enumerate(SIZES)],
        "", {"Coat S": (OUT, "12050", "EUR"), "Coat M": (IN, "12050", "EUR")},
    ),
    "https://developer.bigcommerce.com/docs/rest-catalog/product-variants": (
        {"data": [{"id": 1 + at, "product_id": 9, "sku": f"C-{size}", "price": 120.5, "inventory_level": 3 * at} for at, size in enumerate(SIZES)], "meta": {"pagination": {"total": 2, "current_page": 1}}},
        "", {"1": (OUT, "120.5", None), "2": (IN, "120.5", None)},
    ),
    "https://developers.squarespace.com/commerce-apis/products-overview": (
        {"item": {"title": "Coat", "variants": [{"id": size, "attributes": {"Size": size}, "qtyInStock": 3 * at, "unlimited": False, "priceMoney": {"value": "120.50", "currency": "USD"}} for at, size in enumerate(SIZES)]}},
        "Coat", {"S": (OUT, "120.50", "USD"), "M": (IN, "120.50", "USD")},
    ),
    "https://docs.ecwid.com/api-reference/rest-api/products": (
        {"total": 2, "items": [{"id": 1 + at, "sku": size, "name": f"Coat {size}", "inStock": bool(at), "quantity": 9, "price": 120.5, "enabled": True} for at, size in enumerate(SIZES)]},
        "", {"Coat S": (OUT, "120.5", None), "Coat M": (IN, "120.5", None)},
    ),
    "https://docs.commercetools.com/api/projects/productProjections": (
        {"name": {"en": "Coat"}, "variants": [{"id": 2 + at, "sku": size, "availability": {"isOnStock": bool(at), "availableQuantity": 3}, "price": {"value": {"centAmount": 12050, "currencyCode": "EUR"}}} for at, size in enumerate(SIZES)]},
        "", {"2": (OUT, "120.50", "EUR"), "3": (IN, "120.50", "EUR")},
    ),
    "https://developer.salesforce.com/docs/commerce/commerce-api/references/shopper-products": (
        {"id": "coat", "name": "Coat", "currency": "USD", "variants": [{"productId": f"c-{size}", "orderable": bool(at), "price": 120.5, "variationValues": {"size": size}} for at, size in enumerate(SIZES)]},
        "Coat", {"c-S": (OUT, "120.5", "USD"), "c-M": (IN, "120.5", "USD")},
    ),
    "https://bestbuyapis.github.io/api-documentation/#products-api": (
        {"from": 1, "total": 2, "products": [{"sku": 1 + at, "name": f"Radio {at}", "onlineAvailability": bool(at), "salePrice": 12.5} for at in (0, 1)]},
        "", {"Radio 0": (OUT, "12.5", None), "Radio 1": (IN, "12.5", None)},
    ),
    "https://www.eventbrite.com/platform/api#/reference/ticket-class": (
        {"pagination": {"page_count": 1}, "ticket_classes": [{"id": str(at), "name": name, "free": False, "on_sale_status": state, "cost": {"display": "$12.50", "major_value": "12.50", "currency": "USD"}} for at, (name, state) in enumerate((("Early", "SOLD_OUT"), ("Late", "AVAILABLE")))]},
        "", {"Early": (OUT.replace("OutOf", "Sold").replace("Stock", "Out"), "12.50", "USD"), "Late": (IN, "12.50", "USD")},
    ),
    "https://developers.tickettailor.com": (
        {"object": "event", "name": "Gala", "ticket_types": [{"id": f"tt_{at}", "name": name, "status": state, "price": 1250, "quantity_total": 9} for at, (name, state) in enumerate((("Early", "sold_out"), ("Late", "on_sale")))]},
        "Gala", {"Early": ("SoldOut", "1250", None), "Late": (IN, "1250", None)},
    ),
    "https://docs.snipcart.com/v3/api-reference/products (stock of variations)": (
        {"userDefinedId": "coat", "name": "Coat", "price": 120.5, "variants": [{"variation": [{"name": "Size", "option": size}], "code": size, "stock": 3 * at, "allowOutOfStockPurchases": False} for at, size in enumerate(SIZES)]},
        "Coat", {"S": (OUT, None, None), "M": (IN, None, None)},
    ),
    "https://devdocs.prestashop-project.org/8/webservice/resources/combinations/": (
        {"combinations": [{"reference": f"C-{size}", "quantity": str(3 * at), "price": "120.500000", "minimal_quantity": "1"} for at, size in enumerate(SIZES)]},
        "", {},
    ),
    "sizes of a big sports shop": (
        {"id": "AB1", "availability_status": "IN_STOCK", "variation_list": [{"sku": f"AB1_{size}", "size": size, "availability": 3 * at, "availability_status": ("NOT_AVAILABLE", "IN_STOCK")[at]} for at, size in enumerate(SIZES)]},
        "", {"S": (OUT, None, None), "M": (IN, None, None)},
    ),
    "sizes by words of yes and no": (
        {"artikel": "Jacke", "groessen": [{"size": size, "verfügbar": ("nein", "ja")[at]} for at, size in enumerate(SIZES)]},
        "", {"S": (OUT, None, None), "M": (IN, None, None)},
    ),
    "sold out, said the other way round": (
        {"name": "Coat", "sizes": [{"label": size, "soldOut": not at} for at, size in enumerate(SIZES)]},
        "Coat", {"S": (OUT, None, None), "M": (IN, None, None)},
    ),
    "members of an object": (
        {"stock": {size: {"quantity_left": 3 * at, "price_cents": 12050} for at, size in enumerate(SIZES)}, "currency": "usd"},
        "", {"S": (OUT, "120.50", "USD"), "M": (IN, "120.50", "USD")},
    ),
    "sizes in several products": (
        {"products": [{"id": at, "title": title, "variants": [{"id": 1, "title": "S", "available": False, "price": "9.00"}, {"id": 2, "title": "M", "available": True, "price": "9.00"}]} for at, title in enumerate(("Coat", "Hat"))]},
        "", {"Coat / S": (OUT, "9.00", None), "Coat / M": (IN, "9.00", None), "Hat / S": (OUT, "9.00", None), "Hat / M": (IN, "9.00", None)},
    ),
    "sizes in the only product of a list": (
        {"products": [{"id": 1, "title": "Coat", "variants": [{"id": 1, "title": "S", "available": False}, {"id": 2, "title": "M", "available": True}]}]},
        "Coat", {"S": (OUT, None, None), "M": (IN, None, None)},
    ),
    "nothing but codes": (
        {"skusAvailability": [{"sku": 1, "availability": "out_of_stock"}, {"sku": 2, "availability": "low_on_stock"}]},
        "", {"1": (OUT, None, None), "2": (LOW, None, None)},
    ),
    "one thing alone": (
        {"product": {"sku": "C-1", "name": "Coat", "stock-level": "soldout", "price": 9}},
        "", {"Coat": ("SoldOut", "9", None)},
    ),
    "sizes in two colours, told by both": (
        {"name": "Coat", "variants": [{"color": color, "size": size, "in_stock": size == "M"} for color in ("Red", "Blue") for size in SIZES]},
        "Coat", {"S / Red": (OUT, None, None), "M / Red": (IN, None, None), "S / Blue": (OUT, None, None), "M / Blue": (IN, None, None)},
    ),
    "what may be bought, and what is there": (
        [{"id": 1 + at, "name": size, "is_purchasable": True, "is_in_stock": bool(at)} for at, size in enumerate(SIZES)],
        "", {"S": (OUT, None, None), "M": (IN, None, None)},
    ),
    "what is there, and how many of it are counted": (
        {"variants": [{"id": 1 + at, "title": size, "inventory_quantity": 5 - 5 * at, "available": bool(at)} for at, size in enumerate(SIZES)]},
        "", {"S": (OUT, None, None), "M": (IN, None, None)},
    ),
    "seats": (
        {"showtimes": [{"id": "a", "label": "18:00", "seatsAvailable": 0}, {"id": "b", "label": "20:00", "seatsAvailable": 12}]},
        "", {"18:00": (OUT, None, None), "20:00": (IN, None, None)},
    ),
}  # fmt: skip

# What must not be taken for goods and their stock.
NOT_GOODS: dict[str, Any] = {
    "ways to send": {"shipping_methods": [{"id": "post", "name": "Post", "available": True, "price": 4.9}, {"id": "van", "name": "Van", "available": False, "price": 9}]},
    "ways to pay": {"product": {"id": 1}, "paymentMethods": [{"id": "card", "name": "Card", "available": True}]},
    "what was ordered": {"order": {"id": 7, "line_items": [{"id": 1, "title": "Coat", "quantity": 2, "price": "9.00"}]}},
    "an order under another name": {"entries": [{"id": 1, "name": "Coat", "quantity": 2, "price": "9.00", "line_total": "18.00"}]},
    "a cart": {"cart": {"items": [{"id": 1, "name": "Coat", "quantity": 2, "price": 9, "available": True}]}},
    "places to collect it": {"stores": [{"id": 1, "name": "Berlin", "inStock": True}, {"id": 2, "name": "Paris", "inStock": False}]},
    "other products": {"related_products": [{"id": 1, "title": "Hat", "available": True, "price": 5}]},
    "what others think": {"reviews": [{"id": 1, "title": "Good", "status": "available"}]},
    "people": {"drivers": [{"id": 1, "name": "Ann", "available": True}, {"id": 2, "name": "Bob", "available": False}]},
    "machines": {"hosts": [{"id": 1, "name": "a", "status": "available"}, {"id": 2, "name": "b", "status": "unavailable"}]},
    "limits of an API": {"resources": {"core": {"limit": 60, "remaining": 58}, "search": {"limit": 10, "remaining": 10}}},
    "shares": {"quotes": [{"symbol": "ABC", "name": "Abc", "stock": "ABC", "price": 190.5}, {"symbol": "ABD", "name": "Abd", "stock": "ABD", "price": 1}]},
    "shares by the piece": {"quotes": [{"id": 1, "name": "Abc", "stock": 190.5, "price": 1.5}]},
    "what is on and off": {"products": [{"id": 1, "title": "Coat", "active": True, "published": True, "enabled": False, "on_sale": True, "price": 9}]},
    "how stock is kept": {"variants": [{"id": 1, "title": "S", "inventory_policy": "deny", "manage_stock": True, "inventory_management": "shop", "min_quantity": 1, "max_quantity": 5}]},
    "what is counted and sold beyond": {"variants": [{"id": 1, "title": "S", "inventory_quantity": 0, "inventory_policy": "continue"}]},
    "what nobody counts": {"variants": [{"id": 1, "title": "S", "stock": 0, "manage_stock": False, "price": 5}]},
    "when it comes": {"variants": [{"id": 1, "title": "S", "available_from": "2026-12-01", "available_sizes": ["S"], "availability_zone": "eu", "price": 1}]},
    "asking to be told": {"variants": [{"id": 1, "title": "S", "notify_in_stock": True, "stock_location": "A1", "stock_id": 4, "price": 5}]},
    "what part of it can be": {"products": [{"id": 1, "title": "Coat", "gift_wrap": {"available": True}, "financing": {"available": False}, "price": 5}]},
    "words that nobody knows": {"variants": [{"id": 1, "title": "S", "stock": "green"}, {"id": 2, "title": "M", "stock": "red"}]},
    "things that nothing tells apart": {"variants": [{"in_stock": True}, {"in_stock": False}]},
    "two of one name": {"variants": [{"name": "S", "in_stock": True}, {"name": "S", "in_stock": False}]},
    "what is in a parcel": {"parcel": [{"id": 1, "name": "Coat", "quantity": 2}, {"id": 2, "name": "Hat", "quantity": 0}]},
    "sizes of products that nothing tells apart": {"products": [{"variants": [{"id": 1, "title": "S", "available": True}]}, {"variants": [{"id": 1, "title": "S", "available": False}]}]},
    "what is reduced": {"products": [{"id": 1, "title": "Coat", "status": "on_sale", "price": 9}, {"id": 2, "title": "Hat", "status": "on_sale", "price": 9}]},
    "below nought": {"variants": [{"id": 1, "title": "S", "stock": -3}]},
    "accounts": {"accounts": [{"id": 1, "name": "Savings", "available": 100, "amount": 5}]},
    "nothing": {"variants": [], "a": None, "b": [1, 2], "c": [[]]},
    "an error": {"errors": [{"id": 1, "message": "no", "available": False}], "data": None},
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_what_looks_like_goods_is_proposed_as_it_is_read(shape: str) -> None:
    document, name, sizes = SHAPES[shape]
    proposals = propose(document)
    assert 1 <= len(proposals) <= MOST
    (product,) = read(json_api, document, **proposals[0]).products
    offers = {each.title: (each.offer.availability, each.offer.price, each.offer.currency) for each in product.variants}
    if sizes:
        assert (product.title, offers) == (name, sizes), proposals[0]


def test_what_only_looks_like_goods_is_not_proposed() -> None:
    assert {name: found for name, document in NOT_GOODS.items() if (found := propose(document))} == {}


def test_beside_goods_what_only_looks_like_them_changes_nothing() -> None:
    document, *_ = SHAPES["sold out, said the other way round"]
    for name, other in NOT_GOODS.items():
        if isinstance(other, dict) and not other.keys() & document.keys():
            assert propose(document | other)[0] == propose(document)[0], name


def test_a_proposal_reads_what_it_was_made_of_whatever_stands_around_it() -> None:
    for shape, (document, _, sizes) in SHAPES.items():
        for around in (
            {"data": document},
            {"my data": {"result": document}},
            {"status": "ok", "page": {"props": document}},
        ):
            found = [read(json_api, around, **options) for options in propose(around)]
            stock = [sorted(str(each.offer.availability) for each in seen.products[0].variants) for seen in found]
            assert not sizes or sorted(each[0] for each in sizes.values()) in stock, (shape, around)


def test_no_document_is_walked_through_further_than_anybody_could_look() -> None:
    wide = {f"list {number}": [{"id": at, "in_stock": True} for at in range(70)] for number in range(400)}
    found = things_in(wide)
    assert len(found) <= MOST_LISTS
    assert max(len(things.items) for things in found) <= MOST_ITEMS
    assert len(propose(wide)) == MOST
    long = [
        {"id": at, "title": f"Coat {at}", "in_stock": True, **{f"f{field}": field for field in range(200)}}
        for at in range(3000)
    ]
    assert propose(long) == ({"value": "in_stock", "title": "title"},)
    deep: Any = {"in_stock": True, "id": 1, "name": "S"}
    for _ in range(200):
        deep = {"a": [deep]}
    assert propose(deep) == ()
    assert propose({str(number): [number] for number in range(20_000)}) == ()
