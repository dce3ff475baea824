"""The data that a shop's own buy form works with, variant by variant, as the common platforms write it into their pages.

WooCommerce: `data-product_variations` of the form; Shopify: a product with `variants` in a script of JSON; PrestaShop: `data-product`;
Squarespace: `data-variants`; BigCommerce: `BCData`; Magento: `configurable.py`; PrestaShop 1.6: `combinations.py`; Shopify's Hydrogen: `encoded_variants.py`.
"""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote

import msgspec
from selectolax.lexbor import LexborNode

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.plain_text import unescaped
from coatcheck.sources.caps import ONE_TOO_MANY
from coatcheck.sources.html.document import Document, attribute, clean, lineage, place
from coatcheck.sources.html.structured.choose import choose
from coatcheck.sources.html.structured.combinations import read_combinations
from coatcheck.sources.html.structured.configurable import read_configurable
from coatcheck.sources.html.structured.encoded_variants import read_encoded
from coatcheck.sources.html.structured.offers import read_price, text
from coatcheck.sources.html.structured.products import Candidate

NAME = "page-data"
LARGEST = 2_000_000  # characters of one script


def read_page_data(document: Document) -> Product | None:
    """Read the page's product by its buy form's data; None where the page has none in a form known here."""
    kinds: tuple[Callable[[Document], Iterator[Candidate]], ...] = (
        _shopify,
        _bigcommerce,
        read_configurable,
        read_combinations,
        read_encoded,
    )
    if not document.marks.isdisjoint(("data-product", "data-variants")):
        kinds = (_woocommerce, _prestashop, _squarespace, *kinds)
    found = [candidate for kind in kinds for candidate in kind(document)]
    return choose(found, document)


def _decode(source: str) -> Any:
    if not source or len(source) > LARGEST:
        return None
    try:
        return msgspec.json.decode(source)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _attributes(item: dict[str, Any]) -> dict[str, str]:
    """What tells a variant from its siblings, the names in lower case; those without a value left out."""
    attributes = item.get("attributes")
    listed = attributes.items() if isinstance(attributes, dict) else ()
    return {name.lower(): said for name, value in listed if (said := text(value))}


def _offer(availability: Availability, says: str, price: object = None, **others: Any) -> Offer:
    return Offer(
        availability=availability, price=read_price(price), witnesses=(Witness(name=NAME, says=says),), **others
    )


def _woocommerce(document: Document) -> Iterator[Candidate]:
    """https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/templates/single-product/add-to-cart/variable.php"""
    for form in document.tree.css("form[data-product_variations]")[:5]:
        listed = _decode(unescaped(attribute(form, "data-product_variations")))
        variants = (
            [found for item in listed[:ONE_TOO_MANY] if (found := _variation(item))] if isinstance(listed, list) else []
        )
        if variants:
            identity = attribute(form, "data-product_id") or document.identity
            product = Product(
                id=identity, title=next(iter(document.headings), ""), url=document.canonical, variants=tuple(variants)
            )
            yield Candidate(product=product, main=True)


def _variation(item: object) -> Variant | None:
    """One variation; without an id, as some plugins write them, it is known by its attributes' values."""
    if not isinstance(item, dict):
        return None
    options = {
        _slug(name).removeprefix("attribute_").removeprefix("pa_"): _slug(value)
        for name, value in _attributes(item).items()
    }
    title = " / ".join(options.values())
    identity = text(item.get("variation_id")) or title
    if not identity:
        return None
    availability, says = _stock(item)
    return Variant(
        id=identity,
        title=title,
        options=options,
        sku=text(item.get("sku")) or None,
        offer=_offer(availability, says, item.get("display_price")),
    )


def _slug(name: str) -> str:
    """A name as a person reads it; WordPress writes those that aren't Latin percent-encoded."""
    plain = unquote(name)
    return name if "\ufffd" in plain else plain  # which was no UTF-8: "100%cotton"


def _stock(item: dict[str, Any]) -> tuple[Availability, str]:
    """Whether a variation is there, and by which words. One that isn't active can't be chosen in the form.

    Plugins leave `is_in_stock` true where the shown words say out of stock: https://github.com/woocommerce/woocommerce/issues/22148
    """
    stocked, shown = item.get("is_in_stock"), text(item.get("availability_html"))
    says = f"is_in_stock: {stocked}"
    if stocked is False:
        return Availability.OUT_OF_STOCK, says
    if item.get("variation_is_active") is False:
        return Availability.OUT_OF_STOCK, "variation_is_active: False"
    if "out-of-stock" in shown:
        return Availability.UNKNOWN, f"{says}, availability_html: out-of-stock"
    if stocked is not True or item.get("is_purchasable", True) is not True:
        return Availability.UNKNOWN, says
    return Availability.BACK_ORDER if "available-on-backorder" in shown else Availability.IN_STOCK, says


def _shopify(document: Document) -> Iterator[Candidate]:
    """https://shopify.dev/docs/api/liquid/filters/json: `{{ product | json }}`, its prices in hundredths"""
    holding = (source for attributes, source in document.scripts if "application/json" in attributes.lower())
    for source in islice((source for source in holding if '"variants"' in source and '"available"' in source), 60):
        value = _decode(source.strip())
        inner = value.get("product") if isinstance(value, dict) else None
        product = inner if isinstance(inner, dict) else value
        listed = product.get("variants") if isinstance(product, dict) else None
        variants = (
            [found for item in listed[:ONE_TOO_MANY] if (found := _shopify_variant(item))]
            if isinstance(listed, list)
            else []
        )
        if variants:
            title, handle = text(product.get("title")), text(product.get("handle"))
            address = document.absolute(f"/products/{handle}") if handle else None
            yield Candidate(
                product=Product(
                    id=text(product.get("id")) or handle or title, title=title, url=address, variants=tuple(variants)
                ),
                places=(place(address),) if address else (),
            )


def _shopify_variant(item: object) -> Variant | None:
    if not isinstance(item, dict) or not text(item.get("id")) or not isinstance(item.get("available"), bool):
        return None
    price: Any = item.get("price")
    if isinstance(price, int) and not isinstance(price, bool):
        price = f"{price // 100}.{price % 100:02}"
    available = item["available"]
    return Variant(
        id=text(item["id"]),
        title=text(item.get("title")),
        sku=text(item.get("sku")) or None,
        offer=_offer(
            Availability.IN_STOCK if available else Availability.OUT_OF_STOCK,
            f"available: {str(available).lower()}",
            price,
        ),
    )


_PRESTASHOP = {
    "available": Availability.IN_STOCK,
    "last_remaining_items": Availability.LIMITED_AVAILABILITY,
    "unavailable": Availability.OUT_OF_STOCK,
}


def _prestashop(document: Document) -> Iterator[Candidate]:
    """https://devdocs.prestashop-project.org: the product's details with `availability`"""
    for node in document.tree.css("#product-details[data-product]")[:1]:
        value = _decode(unescaped(attribute(node, "data-product")))
        if not isinstance(value, dict):
            continue
        said = text(value.get("availability"))
        identity = text(value.get("id_product")) or text(value.get("id")) or document.identity
        offer = _offer(_PRESTASHOP.get(said, Availability.UNKNOWN), said or "nothing", value.get("price_amount"))
        title = clean(text(value.get("name"))) or next(iter(document.headings), "")
        variant = Variant(id=identity, title=title, sku=text(value.get("reference")) or None, offer=offer)
        yield Candidate(
            product=Product(id=identity, title=title, url=document.canonical, variants=(variant,)), main=True
        )


def _squarespace(document: Document) -> Iterator[Candidate]:
    """The form of a product's own page: https://developers.squarespace.com/commerce-apis/inventory-overview

    Forms inside of a block are an editor's, and sell other things; those of several products tell of none.
    """
    forms = [form for form in document.tree.css(".product-variants[data-variants]") if not _is_in_block(form)]
    identities = {attribute(form, "data-item-id") for form in forms}
    listed = _decode(attribute(forms[0], "data-variants")) if len(identities) == 1 else None
    if isinstance(listed, list):
        variants = tuple(found for item in listed[:ONE_TOO_MANY] if (found := _squarespace_variant(item)))
        product = Product(
            id=identities.pop() or document.identity,
            title=next(iter(document.headings), ""),
            url=document.canonical,
            variants=variants,
        )
        if variants:
            yield Candidate(product=product, main=True)


def _is_in_block(form: LexborNode) -> bool:
    return any("sqs-block" in attribute(above, "class").split() for above in lineage(form))


def _squarespace_variant(item: object) -> Variant | None:
    """One variant; what is sold without a limit has a quantity of 0 as well."""
    if not isinstance(item, dict) or not text(item.get("id")):
        return None
    options, unlimited, quantity = _attributes(item), item.get("unlimited"), item.get("qtyInStock")
    count = quantity if isinstance(quantity, int) and not isinstance(quantity, bool) else None
    availability = Availability.UNKNOWN
    if unlimited is True or (count is not None and count > 0):
        availability = Availability.IN_STOCK
    elif unlimited is False and count is not None:
        availability = Availability.OUT_OF_STOCK
    says = "unlimited: true" if unlimited is True else f"qtyInStock: {quantity}"
    price = item.get("salePriceMoney" if item.get("onSale") is True else "priceMoney")
    return Variant(
        id=text(item["id"]),
        title=" / ".join(options.values()),
        options=options,
        sku=text(item.get("sku")) or None,
        offer=_offer(availability, says, price.get("value") if isinstance(price, dict) else None),
    )


def _bigcommerce(document: Document) -> Iterator[Candidate]:
    """What BigCommerce's own script works with, of the product as it is chosen now:
    https://github.com/bigcommerce/cornerstone/blob/master/templates/components/products/product-view.html
    """
    source = next((source for _, source in document.scripts if "BCData" in source and len(source) <= LARGEST), "")
    begin = source.find("{", source.find("BCData")) if source else -1
    try:
        value = json.JSONDecoder().raw_decode(source, begin)[0] if begin >= 0 else None
    except (ValueError, RecursionError):
        return
    chosen = value.get("product_attributes") if isinstance(value, dict) else None
    if not isinstance(chosen, dict):
        return
    said = {name: chosen.get(name) for name in ("purchasable", "instock")}
    availability = Availability.UNKNOWN
    if False in said.values():
        availability = Availability.OUT_OF_STOCK
    elif set(said.values()) == {True}:
        availability = Availability.IN_STOCK
    offer = _offer(availability, ", ".join(f"{name}: {value}".lower() for name, value in said.items()))
    title = next(iter(document.headings), "")
    variant = Variant(id=document.identity, title=title, sku=text(chosen.get("sku")) or None, offer=offer)
    product = Product(id=variant.id, title=title, url=document.canonical, variants=(variant,))
    yield Candidate(product=product, main=True)
