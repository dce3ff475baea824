"""Shopify shops, by the JSON that every one of them has beside its pages.

`/products/<handle>.js` says of each variant whether it is `available`: that is the truth, whatever quantities and
policies stand beside it. `products.json` says it too; `/products/<handle>.json` does not, so there all is UNKNOWN.
https://shopify.dev/docs/api/ajax/reference/product
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec import UNSET, UnsetType

from coatcheck.errors import Unreadable
from coatcheck.model import Availability, Observation, Offer, Product, Variant, Witness
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources.answers import decode_with, fingerprint, is_live, looks_like_html, observe, require_ok

OPTIONS = (Option("currency", "the ISO 4217 code of the prices, where the shop's answer does not tell it"),)

# An optional language or market (/en-gb), an optional collection, the product's handle.
PRODUCT_PATH = re.compile(
    r"(?P<market>/[a-z]{2}(?:-[a-z]{2,4})?)?(?:/collections/[^/]+)?/products/(?P<handle>[^/]+?)(?:\.(?:js|json|oembed))?/?",
    re.IGNORECASE,
)
EMBEDDED = re.compile(rb"<script[^>]*application/json[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL)
CART_CURRENCY = re.compile(r"\bcart_currency=([A-Z]{3})\b")  # a cookie that storefronts set
NUMBER = (int, float)
ONLY_VARIANT = "Default Title"  # of a product without options


class _Variant(msgspec.Struct):
    id: int | str | None = None
    available: bool | UnsetType | None = UNSET
    title: Any = None
    option1: Any = None
    option2: Any = None
    option3: Any = None
    sku: Any = None
    price: Any = None
    price_currency: Any = None


class _Product(msgspec.Struct):
    """Whichever of Shopify's forms: a bare product (.js), or an envelope around one (.json) or many (products.json)."""

    variants: list[_Variant] | UnsetType = UNSET
    product: "_Product | UnsetType" = UNSET
    products: "list[_Product] | UnsetType" = UNSET
    id: int | str | None = None
    title: Any = None
    handle: Any = None
    options: Any = None
    featured_image: Any = None
    image: Any = None
    images: Any = None


_DECODER = msgspec.json.Decoder(_Product | list[_Product])


def request(target: Target) -> Request:
    """The product's `.js`, for the address of a product's page in any language or collection; else the address itself."""
    address = _product_address(target.url)
    return Request(url=f"{address}.js" if address else target.url)


def read(target: Target, answers: Sequence[Answer]) -> Observation | Request:
    """Every product in the answer. Where `.js` is gone, the page is asked for and the product inside it read."""
    answer = answers[-1]
    address = _product_address(target.url)
    if len(answers) == 1 and address and answer.status in (404, 410):
        return Request(url=address)
    require_ok(answer)
    products = [_embedded(answer.body, address)] if looks_like_html(answer.body) else _decode(answer.body)
    if is_live(answer) and urlsplit(answer.request.url).path.endswith((".js", "/products.json")):
        _require_stock(products)
    currency = target.options.get("currency") or _cookie_currency(answer)
    shelf = _shelf(answer, address)
    return observe([_product(product, shelf, currency) for product in products], _shape(products))


def _product_address(url: str) -> str | None:
    """The address of a product's page without collection, suffix and query; None where it is no such page."""
    parts = urlsplit(url)
    match = PRODUCT_PATH.fullmatch(parts.path)
    if not match or not parts.netloc:
        return None
    return f"{parts.scheme}://{parts.netloc}{match['market'] or ''}/products/{match['handle']}"


def _decode(body: bytes) -> list[_Product]:
    found = decode_with(_DECODER, body)
    if isinstance(found, _Product) and found.products is not UNSET:
        found = found.products
    listed = found if isinstance(found, list) else [found]
    products = [each.product if each.product is not UNSET else each for each in listed]
    for place, product in enumerate(products):
        if product.variants is UNSET:
            raise Unreadable(f"Product {place} in the answer has no `variants`: that is not Shopify's form.")
    return products


def _embedded(body: bytes, address: str | None) -> _Product:
    """The product of this address, as the page carries it for its own scripts."""
    handle = address.rpartition("/")[2] if address else None
    for script in EMBEDDED.finditer(body):
        if b'"variants"' in script[1] and b'"available"' in script[1]:
            try:
                product = _decode(script[1].strip())[0]
            except (Unreadable, IndexError):
                continue
            if handle and product.handle == handle:
                return product
    raise Unreadable("The page carries no product in Shopify's form.")


def _require_stock(products: list[_Product]) -> None:
    """These addresses always say it: where one does not, the shop's form has changed."""
    for product in products:
        for place, variant in enumerate(product.variants or []):
            if variant.available is UNSET or variant.id is None:
                missing = "id" if variant.id is None else "available"
                raise Unreadable(f"`variants[{place}].{missing}` of {product.title!r} is missing.")


def _shape(products: list[_Product]) -> str:
    variants = [variant for product in products for variant in product.variants or []]
    fields = {
        "available": any(variant.available is not UNSET for variant in variants),
        "id": any(variant.id is not None for variant in variants),
        "price": any(variant.price is not None for variant in variants),
    }
    return fingerprint("shopify", [name for name, present in fields.items() if present])


def _cookie_currency(answer: Answer) -> str | None:
    cookie = CART_CURRENCY.search(answer.headers.get("set-cookie", ""))
    return cookie[1] if cookie else None


def _product(product: _Product, shelf: str, currency: str | None) -> Product:
    handle, title = _text(product.handle), _text(product.title)
    id = str(product.id) if product.id is not None else handle or title
    url = f"{shelf}/{handle}" if handle else None
    options = product.options if isinstance(product.options, list) else []
    names = [_text(each.get("name") if isinstance(each, dict) else each).lower() for each in options]
    variants = product.variants or []
    return Product(
        id=id,
        title=title,
        url=url,
        image=next(_images(product), None),
        variants=tuple(_variant(variant, id, names, url, currency) for variant in variants),
    )


def _shelf(answer: Answer, address: str | None) -> str:
    """What products' own addresses begin with; without a host where the answer came from a file."""
    if address:
        return address.rpartition("/")[0]
    parts = urlsplit(answer.url)
    return f"{parts.scheme}://{parts.netloc}/products" if parts.netloc else "/products"


def _variant(variant: _Variant, product: str, names: list[str], url: str | None, currency: str | None) -> Variant:
    title = _text(variant.title)
    plain = title == ONLY_VARIANT
    options = {}
    if not plain:
        for name, value in zip(names, (variant.option1, variant.option2, variant.option3), strict=False):
            if name and value:
                options[name] = _text(value)
    id = _text(variant.id) or _text(variant.sku) or f"{product} {title}".strip()
    return Variant(
        id=id,
        title="" if plain else title,
        options=options,
        sku=_text(variant.sku) or None,
        offer=Offer(
            availability=_availability(variant.available),
            price=_price(variant.price),
            currency=_text(variant.price_currency) or currency,
            url=f"{url}?variant={id}" if url else None,
            witnesses=_WITNESSES[variant.available],
        ),
    )


def _availability(available: bool | UnsetType | None) -> Availability:
    if isinstance(available, bool):
        return Availability.IN_STOCK if available else Availability.OUT_OF_STOCK
    return Availability.UNKNOWN


_WITNESSES = {
    said: (Witness("shopify", f"available: {words}"),)
    for said, words in ((True, "true"), (False, "false"), (None, "null"), (UNSET, "not there"))
}


def _price(price: Any) -> str | None:
    """A decimal string. Whole numbers are hundredths in every currency, Shopify says: even in yen."""
    if isinstance(price, int) and not isinstance(price, bool):
        return f"{price // 100}.{price % 100:02}" if price >= 0 else None
    return _text(price) or None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, NUMBER) and not isinstance(value, bool) else ""


def _images(product: _Product) -> Iterator[str]:
    """Addresses of pictures, which the forms write as a text, as an object with `src`, or as a list of either."""
    for said in (product.featured_image, product.image, product.images):
        for each in said if isinstance(said, list) else [said]:
            address = each.get("src") if isinstance(each, dict) else each
            if isinstance(address, str) and address:
                yield f"https:{address}" if address.startswith("//") else address
