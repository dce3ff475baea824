"""Webhooks in: nothing is read that is not signed, and nothing is said that the shop did not say."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook

from coatcheck.errors import Gone, Invalid, Unreadable
from coatcheck.model import Availability
from coatcheck.process.standard_webhooks import is_signed
from coatcheck.sources.webhooks import Pushed, receive
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN, stock
from tests.fakes.ports import NOON

SECRET = "a secret of thirty-two characters"
URL = "https://shop.example/products/coat"


def mac(said: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), said, hashlib.sha256).digest()).decode()


def shopify(body: Any, topic: str = "products/update", **headers: str) -> Pushed | None:
    sent = json.dumps(body).encode()
    signed = {"x-shopify-hmac-sha256": mac(sent), "x-shopify-topic": topic, **headers}
    return receive(URL, signed, sent, SECRET, NOON)


def woocommerce(body: Any) -> Pushed | None:
    sent = json.dumps(body).encode()
    headers = {"x-wc-webhook-signature": mac(sent), "x-wc-webhook-topic": "product.updated"}
    return receive(URL, headers, sent, SECRET, NOON)


def standard(body: Any, seconds: float = 0, secret: str = SECRET) -> Pushed | None:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    stamp = str(int((NOON + timedelta(seconds=seconds)).timestamp()))
    signature = f"v1,bm9wZQ== v1,{mac(f'msg-1.{stamp}.'.encode() + sent, secret)}"
    headers = {"webhook-id": "msg-1", "webhook-timestamp": stamp, "webhook-signature": signature}
    return receive(URL, headers, sent, SECRET, NOON)


def coat(quantity: Any, policy: str = "deny", tracked: str | None = "shopify", **fields: Any) -> dict[str, Any]:
    variant = {
        "id": 1,
        "title": "S",
        "option1": "S",
        "inventory_quantity": quantity,
        "inventory_policy": policy,
        "inventory_management": tracked,
    }
    return {"id": 7, "title": "Coat", "handle": "coat", "options": [{"name": "Size"}], "variants": [variant], **fields}


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        (coat(3), IN),
        (coat(0), OUT),
        (coat(-2), OUT),
        (coat(0, policy="continue"), IN),
        (coat(0, tracked=None), IN),
        (coat(0, tracked="a-warehouse"), UNKNOWN),
        (coat(None), UNKNOWN),
        (coat(0, policy="perhaps"), UNKNOWN),
    ],
)
def test_shopifys_inventory_decides_what_can_be_ordered(product: dict[str, Any], expected: Availability) -> None:
    pushed = shopify(product)
    assert pushed is not None
    assert stock(pushed.observation) == {"1": expected}
    variant = pushed.observation.products[0].variants[0]
    assert variant.options == {"size": "S"}
    assert "inventory_quantity" in variant.offer.witnesses[0].says


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"published_at": None}])
def test_a_product_taken_off_the_shop_is_gone_and_not_sold_out(fields: dict[str, Any]) -> None:
    with pytest.raises(Gone):
        shopify(coat(0, **fields))


def test_an_inventory_level_says_nothing_of_a_variant() -> None:
    assert shopify({"inventory_item_id": 5, "available": 3}, topic="inventory_levels/update") is None


def test_woocommerce_tells_of_a_product_or_variation() -> None:
    pushed = woocommerce({"id": 51, "name": "Coat", "type": "variation", "stock_status": "outofstock"})
    assert pushed is not None
    assert stock(pushed.observation) == {"51": OUT}


def test_woocommerces_parent_tells_nothing_of_its_variations() -> None:
    pushed = woocommerce({"id": 5, "type": "variable", "stock_status": "instock", "variations": [51, 52]})
    assert pushed is not None
    assert stock(pushed.observation) == {"51": UNKNOWN, "52": UNKNOWN}


def test_anybody_may_tell_in_schema_orgs_words() -> None:
    lines = [("S", "InStock"), ("M", "https://schema.org/SoldOut"), ("L", "perhaps"), ("XL", True)]
    pushed = standard({"variants": [{"id": id, "availability": said} for id, said in lines]})
    assert pushed is not None
    assert stock(pushed.observation) == {"S": IN, "M": Availability.SOLD_OUT, "L": UNKNOWN, "XL": IN}


def test_the_time_is_the_shops_own_but_never_in_the_future() -> None:
    earlier = shopify(coat(3), **{"x-shopify-triggered-at": "2026-03-02T19:00:00Z"})
    later = shopify(coat(3), **{"x-shopify-triggered-at": "2026-03-02T21:00:00Z"})
    told = standard({"variants": [{"id": "S", "availability": "InStock"}]}, seconds=-60)
    assert earlier is not None
    assert later is not None
    assert told is not None
    assert earlier.made_at == NOON - timedelta(hours=1)
    assert later.made_at == NOON
    assert told.made_at == NOON - timedelta(minutes=1)


def test_woocommerces_time_is_the_products() -> None:
    pushed = woocommerce({"id": 51, "stock_status": "instock", "date_modified_gmt": "2026-03-02T19:59:00"})
    assert pushed is not None
    assert pushed.made_at == NOON - timedelta(minutes=1)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-shopify-hmac-sha256": ""},
        {"x-shopify-hmac-sha256": mac(b"{}", "another secret")},
        {"x-shopify-hmac-sha256": "é"},
        {"x-wc-webhook-signature": mac(b"{ }")},
        {"webhook-signature": f"v1,{mac(b'..{}')}"},
        {"webhook-signature": f"v1,{mac(b'..{}')}", "webhook-timestamp": "soon"},
    ],
)
def test_what_is_not_signed_by_the_shop_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        receive(URL, headers, b"{}", SECRET, NOON)


def test_a_watch_without_a_secret_takes_no_webhooks() -> None:
    with pytest.raises(Invalid):
        receive(URL, {"x-shopify-hmac-sha256": mac(b"{}", "")}, b"{}", "", NOON)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_a_repeat_of_an_old_webhook_is_refused(seconds: float) -> None:
    with pytest.raises(Invalid):
        standard({"variants": []}, seconds=seconds)


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", {}, {"variants": []}, {"variants": [{"id": "S"}]}])
def test_a_webhook_of_another_shape_is_unreadable(body: Any) -> None:
    with pytest.raises(Unreadable):
        standard(body)


@pytest.mark.parametrize("send", [shopify, woocommerce])
@pytest.mark.parametrize("body", [None, [], {}, {"variants": []}, {"id": [], "stock_status": 1}])
def test_a_shops_webhook_of_another_shape_is_unreadable(send: Any, body: Any) -> None:
    with pytest.raises(Unreadable):
        send(body)


def test_a_webhook_about_several_products_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        shopify({"products": [coat(1), coat(2)]})


def test_what_the_standards_own_library_signs_is_read() -> None:
    secret, sent = (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        json.dumps({"variants": [{"id": "M", "availability": True}]}),
    )
    for signature in (Webhook(secret).sign("msg-1", NOON, sent), Webhook(secret.encode()).sign("msg-1", NOON, sent)):
        stamp = str(int(NOON.timestamp()))
        headers = {"webhook-id": "msg-1", "webhook-timestamp": stamp, "webhook-signature": signature}
        assert stock(receive(URL, headers, sent.encode(), secret, NOON).observation) == {"M": IN}


@pytest.mark.parametrize("secret", ["whsec_", "whsec_====", "whsec_not base64", "a secret"])
def test_no_secret_stands_for_an_empty_key(secret: str) -> None:
    empty = base64.b64encode(hmac.new(b"", b"msg-1.0.{}", hashlib.sha256).digest()).decode()
    own = mac(b"msg-1.0.{}", secret)
    assert not is_signed(f"v1,{empty}", secret, "msg-1", "0", b"{}")
    assert is_signed(f"v1,{own}", secret, "msg-1", "0", b"{}")
