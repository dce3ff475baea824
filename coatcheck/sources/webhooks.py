"""Webhooks in: a shop that tells us of its stock by itself, instead of waiting to be asked.

| sender | signature | what is read |
| --- | --- | --- |
| Shopify | `X-Shopify-Hmac-SHA256` | `products/update` |
| WooCommerce | `X-WC-Webhook-Signature` | `product.updated`, of a product or a variation |
| anybody | https://www.standardwebhooks.com | `{"variants": [{"id": "M", "availability": "InStock"}]}` |

https://shopify.dev/docs/apps/build/webhooks/subscribe/https
https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks
"""

import hmac
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from coatcheck.errors import Gone, Invalid, Unreadable
from coatcheck.model import Availability, Frozen, Observation, Offer, Product, Variant, Witness
from coatcheck.process.standard_webhooks import base64_mac, is_signed
from coatcheck.sources.answers import decode, fingerprint, observe
from coatcheck.sources.availability import read_availability
from coatcheck.sources.shopify import shelf_of
from coatcheck.sources.shopify_items import VariantItem, decode_products, read_product
from coatcheck.sources.woocommerce import read_products
from coatcheck.sources.woocommerce_items import decode_items

# WooCommerce tries an address by this form, unsigned, before it uses it, and takes nothing but 200 for a yes (`WC_Webhook::deliver_ping`).
PING = re.compile(rb"webhook_id=\d{1,20}")
TOLERANCE = timedelta(minutes=5)  # of a signed time, either way; the Standard Webhooks' own figure


class Pushed(Frozen, frozen=True):
    """What a shop told us, and when it said so. Variants that it did not speak of are left out or UNKNOWN."""

    observation: Observation
    made_at: datetime


def receive(url: str, headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> Pushed | None:
    """Read what a webhook says of the watch at this address; None where it is genuine and says nothing of variants.

    `headers` have names in lower case. Raises `Invalid` where the signature is missing or wrong, or too old to be
    no replay; `Unreadable` or `Gone` as a look does. Older news than the last look is for the caller to drop.
    """
    for mark, (check, reader) in _SENDERS.items():
        if mark in headers:
            if not secret or not check(headers, body, secret, now):
                raise Invalid("The webhook's signature is not right.")
            return reader(url, headers, body, now)
    raise Invalid("The webhook is not signed.")


def is_ping(headers: Mapping[str, str], body: bytes) -> bool:
    """Return whether a shop asks no more than whether somebody is there; it says nothing, and so needs no signature."""
    return not any(mark in headers for mark in _SENDERS) and PING.fullmatch(body) is not None


def _signed_base64(mark: str) -> Callable[[Mapping[str, str], bytes, str, datetime], bool]:
    """Shopify's and WooCommerce's way: the base64 of an HMAC-SHA256 over the body."""

    def check(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
        return hmac.compare_digest(base64_mac(secret.encode(), body).encode(), headers[mark].strip().encode())

    return check


def _signed_standard(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """One of several signatures over id, time and body, and the time is now."""
    made_at = _from_seconds(headers.get("webhook-timestamp", ""))
    if made_at is None or abs(now - made_at) > TOLERANCE:
        return False
    key = headers.get("webhook-id", "")
    return is_signed(headers["webhook-signature"], secret, key, headers["webhook-timestamp"], body)


def _from_seconds(text: str) -> datetime | None:
    return datetime.fromtimestamp(int(text), UTC) if text.isascii() and text.isdigit() and len(text) < 12 else None


# Shopify


def _read_shopify(url: str, headers: Mapping[str, str], body: bytes, now: datetime) -> Pushed | None:
    """Read a product of the Admin API, which tells the inventory and not `available`: that follows from it.

    `inventory_levels/update` names an inventory item at one place, and neither a variant nor what the others hold.
    The quantity is that of all places together: a shop with stores that don't send to customers is better polled.
    """
    if headers.get("x-shopify-topic") != "products/update":
        return None
    items = decode_products(body)
    if len(items) != 1:
        raise Unreadable("The webhook is about several products.")
    item = items[0]
    if item.published_at is None or item.status not in (None, "active"):
        raise Gone("The shop has taken the product off its online store.")
    for variant in item.variants or []:
        variant.available = _sellable(variant)
    product = read_product(item, shelf_of(url), None)
    offers = {str(variant.id): _inventory(variant) for variant in item.variants or []}
    variants = tuple(
        replace(each, offer=replace(each.offer, witnesses=offers.get(each.id, ()))) for each in product.variants
    )
    made_at = _moment(headers.get("x-shopify-triggered-at"), now)
    return Pushed(observe([replace(product, variants=variants)], fingerprint("shopify-push", [])), made_at)


def _sellable(variant: VariantItem) -> bool | None:
    """Whether this variant can be ordered. None where the shop's own books don't decide it."""
    tracked, quantity = variant.inventory_management, variant.inventory_quantity
    if tracked is None or variant.inventory_policy == "continue":
        return True
    if not isinstance(quantity, int) or isinstance(quantity, bool) or variant.inventory_policy != "deny":
        return None
    if quantity > 0:
        return True
    return False if tracked == "shopify" else None


def _inventory(variant: VariantItem) -> tuple[Witness, ...]:
    words = f"inventory_quantity: {variant.inventory_quantity}, inventory_policy: {variant.inventory_policy}"
    return (Witness("shopify webhook", words),)


# WooCommerce


def _read_woocommerce(url: str, headers: Mapping[str, str], body: bytes, now: datetime) -> Pushed | None:
    """Read a product or variation of the REST API. Of other topics it may send one as well."""
    if headers.get("x-wc-webhook-topic") not in ("product.updated", "product.restored"):
        return None
    modified = decode(body, _Modified).date_modified_gmt
    observation = observe(read_products(decode_items(body)), fingerprint("woocommerce-push", []))
    return Pushed(observation, _moment(f"{modified}Z" if modified else None, now))


class _Modified(msgspec.Struct):
    date_modified_gmt: str | None = None


# Anybody


class _Line(msgspec.Struct):
    id: str | int
    availability: str | bool
    title: str = ""
    price: str | None = None
    currency: str | None = None


class _Note(msgspec.Struct):
    variants: list[_Line]
    title: str = ""


def _read_standard(url: str, headers: Mapping[str, str], body: bytes, now: datetime) -> Pushed | None:
    note = decode(body, _Note)
    product = Product(id=url, title=note.title, url=url, variants=tuple(_told(line) for line in note.variants))
    made_at = _from_seconds(headers["webhook-timestamp"]) or now
    return Pushed(observe([product], fingerprint("push", [])), min(made_at, now))


def _told(line: _Line) -> Variant:
    if isinstance(line.availability, bool):
        availability = Availability.IN_STOCK if line.availability else Availability.OUT_OF_STOCK
    else:
        availability = read_availability(line.availability)
    witness = Witness("webhook", f"availability: {line.availability}")
    offer = Offer(availability=availability, price=line.price, currency=line.currency, witnesses=(witness,))
    return Variant(id=str(line.id), title=line.title, offer=offer)


def _moment(text: str | None, now: datetime) -> datetime:
    """Read the time a shop gives, but never later than now; now where it gives none."""
    try:
        made_at = datetime.fromisoformat(text or "")
    except ValueError:
        return now
    return min(made_at.astimezone(UTC) if made_at.tzinfo else made_at.replace(tzinfo=UTC), now)


_SENDERS = {
    "x-shopify-hmac-sha256": (_signed_base64("x-shopify-hmac-sha256"), _read_shopify),
    "x-wc-webhook-signature": (_signed_base64("x-wc-webhook-signature"), _read_woocommerce),
    "webhook-signature": (_signed_standard, _read_standard),
}
