"""What a shop tells us by itself: signed, about a watch, and taken for a look."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping

from coatcheck.ports.messages import FanOut
from coatcheck.ports.stored_values import webhook_secret
from tests.signup_web.visiting import IN, OUT, Site, enter


def hook(site: Site, body: Mapping[str, object], secret: str = "s3cret", at: float | None = None) -> int:
    """A shop's own program tells us something, signed."""
    moment = str(int(at or site.clock.now().timestamp()))
    raw = json.dumps(body).encode()
    mac = hmac.new(secret.encode(), f"m1.{moment}.".encode() + raw, hashlib.sha256).digest()
    headers = {
        "webhook-id": "m1",
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }
    return site.app.test_client().post("/hooks/jacket", data=raw, headers=headers).status_code


def test_a_signed_webhook_is_a_look_and_makes_a_restock(site: Site) -> None:
    enter(site).submit("/admin/watches/jacket", action="/hook", secret="s3cret")
    assert hook(site, {"variants": [{"id": "M", "availability": "InStock"}]}) == 204
    assert site.store.states(["jacket"])["jacket"].variant("M").in_stock
    (message,) = site.line.messages
    assert isinstance(message, FanOut)
    assert [variant.id for variant in message.event.variants] == ["M"]


def test_a_copy_of_an_old_webhook_is_no_restock(site: Site) -> None:
    """Shopify signs the body and no time: whoever kept one could send it again under a new date."""
    watch = site.watch("coat", "1")
    site.store.put_value(webhook_secret("coat"), "s3cret")
    variant = {
        "id": 1,
        "title": "S",
        "inventory_quantity": 3,
        "inventory_policy": "deny",
        "inventory_management": "shopify",
    }
    product = {"id": 7, "title": "Coat", "handle": "coat", "published_at": "2026-01-01", "variants": [variant]}
    raw = json.dumps(product).encode()
    signature = base64.b64encode(hmac.new(b"s3cret", raw, hashlib.sha256).digest()).decode()
    headers = {"X-Shopify-Hmac-SHA256": signature, "X-Shopify-Topic": "products/update", "Webhook-Signature": "v1,x"}
    for _ in range(2):
        site.wait(minutes=1)
        assert site.app.test_client().post("/hooks/coat", data=raw, headers=headers).status_code == 204
        site.wait(minutes=1)
        site.look(watch, None, **{"1": OUT})
    assert len(site.line.messages) == 1


def test_A4_a_webhook_that_comes_minutes_after_a_later_look_is_no_news(site: Site) -> None:
    enter(site).submit("/admin/watches/jacket", action="/hook", secret="s3cret")
    watch = site.store.watch("jacket")
    site.look(watch, S=OUT, M=IN, L=OUT)
    site.wait(minutes=4)
    site.look(watch, S=OUT, M=OUT, L=OUT)
    site.wait(seconds=2)
    said = {"variants": [{"id": "M", "availability": "InStock"}]}
    assert hook(site, said, at=site.clock.now().timestamp() - 200) == 204
    assert not site.store.states(["jacket"])["jacket"].variant("M").in_stock
    assert site.line.messages == []


def test_a_webhook_about_other_products_changes_nothing(site: Site) -> None:
    enter(site).submit("/admin/watches/jacket", action="/hook", secret="s3cret")
    assert hook(site, {"variants": [{"id": "sock", "availability": "InStock"}]}) == 204
    assert [variant.id for variant in site.store.states(["jacket"])["jacket"].variants] == ["S", "M", "L"]


def test_the_ping_by_which_woocommerce_tries_an_address_is_answered_and_does_nothing(site: Site) -> None:
    def post(path: str, body: str, **headers: str) -> int:
        sent = {
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "WooCommerce/8.9.1 Hookshot",
            **headers,
        }
        return site.app.test_client().post(path, data=body, headers=sent).status_code

    assert post("/hooks/jacket", "webhook_id=1") == 403
    site.store.put_value(webhook_secret("jacket"), "s3cret")
    before = site.store.states(["jacket"])
    assert post("/hooks/jacket", "webhook_id=1") == 200
    assert post("/hooks/scarf", "webhook_id=1") == 403
    for body in ("", "webhook_id=", "webhook_id=1&variants=M", '{"webhook_id": 1}', "webhook_id=one"):
        assert post("/hooks/jacket", body) == 403
    assert post("/hooks/jacket", "webhook_id=1", **{"X-WC-Webhook-Signature": "guess"}) == 403
    assert site.store.states(["jacket"]) == before


def test_webhooks_that_are_not_signed_right_or_not_wanted_are_refused(site: Site) -> None:
    body = {"variants": [{"id": "M", "availability": "InStock"}]}
    assert hook(site, body) == 403
    enter(site).submit("/admin/watches/jacket", action="/hook", secret="s3cret")
    assert hook(site, body, secret="guess") == 403
    assert hook(site, body, at=site.clock.now().timestamp() - 3600) == 403
    assert not site.store.states(["jacket"])["jacket"].variant("M").in_stock
