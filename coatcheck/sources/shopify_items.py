"""A product in any of the forms in which Shopify writes it."""

from functools import lru_cache
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from coatcheck.errors import Unreadable
from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.answers import decode_with
from coatcheck.sources.caps import require_few_variants

NUMBER = (int, float)
ONLY_VARIANT = "Default Title"  # of a product without options


class VariantItem(msgspec.Struct, gc=False):
    id: int | str | None = None
    available: bool | UnsetType | None = UNSET
    title: Any = None
    option1: Any = None
    option2: Any = None
    option3: Any = None
    sku: Any = None
    price: Any = None
    price_currency: Any = None
    inventory_management: Any = UNSET
    inventory_policy: Any = None
    inventory_quantity: Any = None


class ProductItem(msgspec.Struct, gc=False):
    """A bare product (.js, webhooks), or an envelope around one (.json) or many (products.json)."""

    variants: list[VariantItem] | UnsetType = UNSET
    product: "ProductItem | UnsetType" = UNSET
    products: "list[ProductItem] | UnsetType" = UNSET
    id: int | str | None = None
    title: Any = None
    handle: Any = None
    options: Any = None
    featured_image: Any = None
    image: Any = None
    images: Any = None
    status: Any = None
    published_at: Any = UNSET


_DECODER = msgspec.json.Decoder(ProductItem | list[ProductItem])


def decode_products(body: bytes) -> list[ProductItem]:
    """Read the products of an answer, each with its list of variants. Raises `Unreadable` naming what is not as it should be."""
    found = decode_with(_DECODER, body)
    if isinstance(found, ProductItem):
        if found.variants is not UNSET:
            return [found]
        found = found.products if found.products is not UNSET else found
    listed = found if isinstance(found, list) else [found]
    products = [each.product if each.product is not UNSET else each for each in listed]
    if products and all(product.variants is UNSET for product in products):
        raise Unreadable("No product in the answer has `variants`: that is not Shopify's form.")
    require_few_variants(sum(len(product.variants or ()) for product in products))
    return products


def read_product(item: ProductItem, shelf: str, currency: str | None) -> Product:
    """Read the product; `shelf` is what the addresses of the shop's products begin with.

    One that lists no variants has none here.
    """
    handle, title = _text(item.handle), _text(item.title)
    id = str(item.id) if item.id is not None else handle or title
    url = f"{shelf}/{handle}" if handle else None
    options = item.options if isinstance(item.options, list) else []
    names = [_text(each.get("name") if isinstance(each, dict) else each).lower() for each in options]
    return Product(
        id=id,
        title=title,
        url=url,
        image=_image(item),
        variants=tuple(
            [_variant(variant, id, place, names, url, currency) for place, variant in enumerate(item.variants or [], 1)]
        ),
    )


def _variant(
    item: VariantItem, product: str, place: int, names: list[str], url: str | None, currency: str | None
) -> Variant:
    title, sku = _text(item.title), _text(item.sku)
    plain = title == ONLY_VARIANT
    options = {}
    if not plain:
        for name, value in zip(names, (item.option1, item.option2, item.option3)):  # noqa: B905, there may be one name
            if name and value:
                options[name] = _text(value)
    id = str(item.id) if type(item.id) is int else _text(item.id) or sku or f"{product} {place}"
    availability, witnesses = _SAID[item.available]
    return Variant(
        id=id,
        title="" if plain else title,
        options=options,
        sku=sku or None,
        offer=Offer(
            availability=availability,
            price=_price(item.price),
            currency=(_text(item.price_currency) if item.price_currency else "") or currency,
            url=f"{url}?variant={id}" if url else None,
            witnesses=witnesses,
        ),
    )


_SAID = {
    available: (availability, (Witness("shopify", f"available: {words}"),))
    for available, availability, words in (
        (True, Availability.IN_STOCK, "true"),
        (False, Availability.OUT_OF_STOCK, "false"),
        (None, Availability.UNKNOWN, "null"),
        (UNSET, Availability.UNKNOWN, "not there"),
    )
}


def _price(price: Any) -> str | None:
    """Write a decimal string. Whole numbers are hundredths in every currency, Shopify says: even in yen."""
    if type(price) is int:  # which a bool is not
        return _hundredths(price) if price >= 0 else None
    return _text(price) or None


@lru_cache(4096)  # the sizes of a product have one price
def _hundredths(price: int) -> str:
    return f"{price // 100}.{price % 100:02}"


def _text(value: Any) -> str:
    if type(value) is str:
        return value.strip()
    if value is None or type(value) is bool:
        return ""
    return str(value) if isinstance(value, NUMBER) else ""


def _image(item: ProductItem) -> str | None:
    """Read the address of the first picture; the forms write one as a text, as an object with `src`, or as a list of either."""
    for said in (item.featured_image, item.image, item.images):
        for each in said if isinstance(said, list) else (said,) if said else ():
            address = each.get("src") if isinstance(each, dict) else each
            if isinstance(address, str) and address:
                return f"https:{address}" if address.startswith("//") else address
    return None
