"""Shopify shops, by the JSON that every one of them has beside its pages.

`/products/<handle>.js` says of each variant whether it is `available`: that is the truth, whatever quantities and
policies stand beside it. `products.json` says it too; `/products/<handle>.json` does not, so there all is UNKNOWN.
https://shopify.dev/docs/api/ajax/reference/product
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from urllib.parse import urljoin, urlsplit

import msgspec
from msgspec import UNSET, UnsetType

from coatcheck.errors import Unreadable
from coatcheck.model import Availability, Observation, Offer, Product, Variant, Witness
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources.answers import decode_with, fingerprint, is_live, looks_like_html, observe, require_ok

OPTIONS = (Option("currency", "the ISO 4217 code of the prices, where the shop's answer does not tell it"),)

# An optional language or market (/en-gb), an optional collection, the product's handle.
PRODUCT_PATH = re.compile(
    r"^(?P<market>/[a-z]{2}(?:-[a-z]{2,4})?)?(?:/collections/[^/]+)?/products/(?P<handle>[^/]+?)(?:\.(?:js|json|oembed))?/?$",
    re.I,
)
EMBEDDED = re.compile(rb"<script[^>]*application/json[^>]*>(.*?)</script", re.I | re.S)
CART_CURRENCY = re.compile(r"\bcart_currency=([A-Z]{3})\b")  # the cookie that storefronts set


class _Variant(msgspec.Struct):
    id: int | str
    available: bool | UnsetType | None = UNSET
    title: str | None = None
    option1: str | None = None
    option2: str | None = None
    option3: str | None = None
    sku: str | None = None
    price: int | float | str | None = None
    price_currency: str | None = None


class _OptionName(msgspec.Struct):
    name: str = ""


class _Product(msgspec.Struct):
    id: int | str
    variants: list[_Variant]
    title: str = ""
    handle: str = ""
    options: list[_OptionName | str] = []
    featured_image: msgspec.Raw = msgspec.Raw(b"null")
    image: msgspec.Raw = msgspec.Raw(b"null")
    images: msgspec.Raw = msgspec.Raw(b"null")


class _Envelope(msgspec.Struct):
    """Whichever of Shopify's forms an answer has: a bare product (.js), {"product": ...} or {"products": [...]}."""

    product: _Product | UnsetType = UNSET
    products: list[_Product] | UnsetType = UNSET


_ENVELOPE = msgspec.json.Decoder(_Envelope)
_PRODUCT = msgspec.json.Decoder(_Product)
_PRODUCTS = msgspec.json.Decoder(list[_Product])


def request(target: Target) -> Request:
    """The product's `.js`, for the address of a product's page in any language or collection; else the address itself."""
    address = _product_address(target.url)
    return Request(url=f"{address}.js" if address else target.url, headers={"accept": "application/json"})


def read(target: Target, answers: Sequence[Answer]) -> Observation | Request:
    """Every product in the answer. Where `.js` is gone, the page is asked for and the product inside it read."""
    answer = answers[-1]
    address = _product_address(target.url)
    if len(answers) == 1 and address and answer.status in (404, 410) and target.url != answer.request.url:
        return Request(url=address)
    require_ok(answer)
    products = [_embedded(answer.body, address)] if looks_like_html(answer.body) else _decode(answer.body)
    found = [_product(product, target, answer) for product in products]
    if is_live(answer) and _promises_stock(answer):
        _require_available(products)
    return observe(found, _shape(products))


def _product_address(url: str) -> str | None:
    """The address of a product's page without collection, suffix and query; None where it is no such page."""
    parts = urlsplit(url)
    match = PRODUCT_PATH.match(parts.path)
    if not match or not parts.netloc:
        return None
    return f"{parts.scheme}://{parts.netloc}{match['market'] or ''}/products/{match['handle']}"


def _decode(body: bytes) -> list[_Product]:
    start = body[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"["):
        return decode_with(_PRODUCTS, body)
    envelope = decode_with(_ENVELOPE, body)
    if envelope.products is not UNSET:
        return envelope.products
    return [envelope.product if envelope.product is not UNSET else decode_with(_PRODUCT, body)]


def _embedded(body: bytes, address: str | None) -> _Product:
    """The product that a page carries for its own scripts; with several, the one of this address."""
    handle = address.rpartition("/")[2] if address else ""
    for script in EMBEDDED.finditer(body):
        if b'"variants"' not in script[1] or b'"available"' not in script[1]:
            continue
        try:
            product = _decode(script[1].strip())[0]
        except (Unreadable, IndexError):
            continue
        if product.handle == handle:
            return product
    raise Unreadable("The page carries no product in Shopify's form.")


def _promises_stock(answer: Answer) -> bool:
    path = urlsplit(answer.request.url).path
    return path.endswith((".js", "/products.json"))


def _require_available(products: list[_Product]) -> None:
    for product in products:
        for place, variant in enumerate(product.variants):
            if variant.available is UNSET:
                raise Unreadable(
                    f"`variants[{place}].available` of {product.title!r} is missing: the answer's form has changed."
                )


def _shape(products: list[_Product]) -> str:
    variants = [variant for product in products for variant in product.variants]
    fields = {
        "available": any(variant.available is not UNSET for variant in variants),
        "price": any(variant.price is not None for variant in variants),
        "option1": any(variant.option1 is not None for variant in variants),
    }
    return fingerprint("shopify", [name for name, present in fields.items() if present])


def _product(product: _Product, target: Target, answer: Answer) -> Product:
    url = urljoin(answer.url, f"/products/{product.handle}") if product.handle and is_live(answer) else None
    url = _product_address(target.url) or url
    cookie = CART_CURRENCY.search(answer.headers.get("set-cookie", ""))
    currency = target.options.get("currency") or (cookie[1] if cookie else None)
    names = [(option if isinstance(option, str) else option.name).strip().lower() for option in product.options]
    return Product(
        id=str(product.id),
        title=product.title,
        url=url,
        image=_image(product),
        variants=tuple(_variant(variant, names, url, currency) for variant in product.variants),
    )


def _variant(variant: _Variant, names: list[str], url: str | None, currency: str | None) -> Variant:
    values = (variant.option1, variant.option2, variant.option3)
    title = variant.title or ""
    plain = title == "Default Title"  # the one variant of a product without options
    return Variant(
        id=str(variant.id),
        title="" if plain else title,
        options={} if plain else {name: value for name, value in zip(names, values, strict=False) if name and value},
        sku=variant.sku or None,
        offer=Offer(
            availability=_availability(variant.available),
            price=_price(variant.price),
            currency=variant.price_currency or currency,
            url=f"{url}?variant={variant.id}" if url else None,
            witnesses=(Witness("shopify", f"available: {_said(variant.available)}"),),
        ),
    )


def _availability(available: bool | UnsetType | None) -> Availability:
    if isinstance(available, bool):
        return Availability.IN_STOCK if available else Availability.OUT_OF_STOCK
    return Availability.UNKNOWN


def _said(available: bool | UnsetType | None) -> str:
    return "not there" if available is UNSET else {True: "true", False: "false", None: "null"}[available]


def _price(price: int | float | str | None) -> str | None:
    """A decimal string. Whole numbers are hundredths in every currency, Shopify says: even in yen."""
    if isinstance(price, int):
        return str(Decimal(price).scaleb(-2))
    return None if price is None or price == "" else str(price)


def _image(product: _Product) -> str | None:
    return next(_addresses(product), None)


def _addresses(product: _Product) -> Iterator[str]:
    """Addresses of pictures, which the forms write as a text, as an object with `src`, or as a list of either."""
    for raw in (product.featured_image, product.image, product.images):
        said = msgspec.json.decode(raw)
        for each in said if isinstance(said, list) else [said]:
            address = each.get("src") if isinstance(each, dict) else each
            if isinstance(address, str) and address:
                yield f"https:{address}" if address.startswith("//") else address
