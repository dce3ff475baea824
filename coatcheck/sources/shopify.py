"""Shopify shops, by the JSON that every one of them has beside its pages.

`/products/<handle>.js` says of each variant whether it is `available`: that is the truth, whatever quantities and
policies stand beside it. `products.json` says it too; `/products/<handle>.json` does not, so there all is UNKNOWN.
https://shopify.dev/docs/api/ajax/reference/product
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from msgspec import UNSET
from msgspec.structs import replace

from coatcheck.errors import Unreadable
from coatcheck.model import Observation, Product, Variant
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources.answers import fingerprint, is_live, looks_like_html, observe, require_ok
from coatcheck.sources.limits import MAX_PRICE, limited
from coatcheck.sources.shopify_items import ProductItem, decode_products, read_product

OPTIONS = (
    Option("currency", "the ISO 4217 code of the prices, where the shop's answer does not tell it"),
    MAX_PRICE,
)

# An optional language or market, an optional collection, the product's handle: /en-gb/collections/coats/products/parka.js
PRODUCT_PATH = re.compile(
    r"(?P<market>/[a-z]{2}(?:-[a-z]{2,4})?)?(?:/collections/[^/]+)?/products/(?P<handle>[^/]+?)(?:\.(?:js|json|oembed))?/?",
    re.IGNORECASE,
)
SCRIPT = re.compile(rb"<script", re.IGNORECASE)
SCRIPT_END = re.compile(rb"</script", re.IGNORECASE)
CART_CURRENCY = re.compile(r"\bcart_currency=([A-Z]{3})\b")  # a cookie that storefronts set


def request(target: Target) -> Request:
    """Ask for the product's `.js`, for the address of a product's page in any language or collection; else for the address itself."""
    address = product_address(target.url)
    return Request(url=f"{address}.js" if address else target.url)


def read(target: Target, answers: Sequence[Answer]) -> Observation | Request:
    """Read every product in the answer. Where `.js` is gone, the page is asked for and the product inside it read."""
    answer = answers[-1]
    address = product_address(target.url)
    if len(answers) == 1 and address and answer.status in (404, 410):
        return Request(url=address)
    require_ok(answer)
    items = [_embedded(answer.body, address)] if looks_like_html(answer.body) else decode_products(answer.body)
    if is_live(answer) and urlsplit(answer.request.url).path.endswith((".js", "/products.json")):
        _require_stock(items)
    shelf = address.rpartition("/")[0] if address else shelf_of(answer.url)
    currency = target.options.get("currency") or _cookie_currency(answer)
    products = [limited(read_product(item, shelf, currency), target.options) for item in items]
    if len(products) > 1 and any(product.variants for product in products):
        products = [product if product.variants else _unlisted(product) for product in products]
    return observe(products, _shape(items))


@lru_cache(maxsize=4096)
def product_address(url: str) -> str | None:
    """Return the address of a product's page without collection, suffix and query; None where it is no such page."""
    parts = urlsplit(url)
    match = PRODUCT_PATH.fullmatch(parts.path)
    if not match or not parts.netloc:
        return None
    return f"{parts.scheme}://{parts.netloc}{match['market'] or ''}/products/{match['handle']}"


def cart_url(page: str, variant_id: str) -> str | None:
    """Return the address that opens the shop's checkout with one of this variant in it; None where nobody documents one.

    https://shopify.dev/docs/apps/build/checkout/create-cart-permalinks tells it for the shop's own root; a market that
    is a folder ("/en-gb/products/...") has its own prices, and a cart there is not told of.
    """
    parts, match = urlsplit(page), PRODUCT_PATH.fullmatch(urlsplit(page).path)
    if not match or match["market"] or not (variant_id.isascii() and variant_id.isdecimal()):
        return None
    return f"{parts.scheme}://{parts.netloc}/cart/{variant_id}:1"


def shelf_of(url: str) -> str:
    """Say what products' own addresses begin with; without a host where the answer came from a file."""
    if address := product_address(url):
        return address.rpartition("/")[0]
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/products" if parts.netloc else "/products"


def _unlisted(product: Product) -> Product:
    """One of several products, about which nothing is known because its variants are not listed."""
    return replace(product, variants=(Variant(id=product.id, title=product.title),))


def _embedded(body: bytes, address: str | None) -> ProductItem:
    """Read the product of this address, as the page carries it for its own scripts."""
    handle = unquote(address.rpartition("/")[2]) if address else None
    for source in _json_scripts(body):
        if b'"variants"' in source and b'"available"' in source:
            try:
                item = decode_products(source.strip())[0]
            except (Unreadable, IndexError):
                continue
            if handle and item.handle == handle:
                return item
    raise Unreadable("The page carries no product in Shopify's form.")


def _json_scripts(body: bytes) -> Iterator[bytes]:
    """Find the scripts of a page that hold JSON; each search goes on where the last one ended."""
    place = 0
    while (begun := SCRIPT.search(body, place)) and (opened := body.find(b">", begun.end())) >= 0:
        ended = SCRIPT_END.search(body, opened)
        if ended is None:
            return
        if b"application/json" in body[begun.end() : opened].lower():
            yield body[opened + 1 : ended.start()]
        place = ended.end()


def _require_stock(items: Sequence[ProductItem]) -> None:
    """Require what these addresses always say: where one does not, the shop's form has changed."""
    for item in items:
        for place, variant in enumerate(item.variants or []):
            if variant.available is UNSET or variant.id is None:
                missing = "id" if variant.id is None else "available"
                raise Unreadable(f"`variants[{place}].{missing}` of {item.title!r} is missing.")


def _shape(items: Sequence[ProductItem]) -> str:
    fields: set[str] = set()
    for item in items:
        for variant in item.variants or ():
            if isinstance(variant.available, bool):
                fields.add("available")
            if variant.id is not None:
                fields.add("id")
            if variant.price is not None:
                fields.add("price")
            if len(fields) == 3:
                break
    return fingerprint("shopify", fields)


def _cookie_currency(answer: Answer) -> str | None:
    cookies = answer.headers.get("set-cookie")
    cookie = CART_CURRENCY.search(cookies) if cookies else None
    return cookie[1] if cookie else None
