"""The sizes of a configurable product as Magento's own script gets them: which products there are for each option.

An option that is shown without a product is sold out; with several attributes a combination without a product isn't listed at all.
https://github.com/magento/magento2/blob/2.4-develop/app/code/Magento/ConfigurableProduct/Block/Product/View/Type/Configurable.php
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.caps import MOST_VARIANTS
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.structured.offers import text
from coatcheck.sources.html.structured.products import Candidate

NAME = "page-data"
LARGEST = 2_000_000  # characters of one script
_NAMES = ('"jsonConfig"', '"spConfig"')


def read_configurable(document: Document) -> Iterator[Candidate]:
    """Read the page's product by its configuration, the first that lists options."""
    for attributes, source in document.scripts:
        if "magento-init" not in attributes or len(source) > LARGEST or not _may_list(source):
            continue
        for config in filter(None, (_config(source, name) for name in _NAMES)):
            if variants := _variants(config):
                title = next(iter(document.headings), "")
                identity = text(config.get("productId")) or document.identity
                product = Product(id=identity, title=title, url=document.canonical, variants=variants)
                yield Candidate(product=product, main=True)
                return


def _may_list(source: str) -> bool:
    """Whether a script may list attributes; swatches of other products in a list do not."""
    return '"attributes"' in source or "\\u" in source


def _config(source: str, name: str) -> dict[str, Any] | None:
    """The object that stands under a name in a script; None where none does."""
    begin = source.find("{", source.find(name)) if name in source else -1
    try:
        value = json.JSONDecoder().raw_decode(source, begin)[0] if begin >= 0 else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and isinstance(value.get("attributes"), dict) else None


def _variants(config: Mapping[str, Any]) -> tuple[Variant, ...]:
    """Of one attribute an option is a variant; of several each product that is listed for an option of every one."""
    attributes = [each for each in config["attributes"].values() if isinstance(each, dict) and _options(each)]
    if len(attributes) == 1:
        [sizes] = attributes
        return tuple(_variant({_code(sizes): option}, _products(option, config)) for option in _options(sizes))
    listed: dict[str, dict[str, Mapping[str, Any]]] = {}
    for attribute in attributes:
        for option in _options(attribute):
            for product in _products(option, config):
                listed.setdefault(product, {})[_code(attribute)] = option
    whole = [options for options in listed.values() if len(options) == len(attributes)]
    if attributes and not whole:
        first = attributes[0]
        return tuple(_variant({_code(first): option}, []) for option in _options(first))
    return tuple(_variant(options, ["1"]) for options in whole[:MOST_VARIANTS])


def _options(attribute: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    options = attribute.get("options")
    listed = options[:MOST_VARIANTS] if isinstance(options, list) else []
    return [option for option in listed if isinstance(option, dict) and text(option.get("id"))]


def _products(option: Mapping[str, Any], config: Mapping[str, Any]) -> list[str]:
    """The products of an option that can be sold; where the configuration lists those by themselves, only these."""
    products = [text(product) for product in option.get("products") or [] if text(product)]
    salable = config.get("salable")
    if not isinstance(salable, dict):
        return products
    sold = {text(each) for options in salable.values() if isinstance(options, dict) for each in _flat(options)}
    return [product for product in products if product in sold]


def _flat(options: Mapping[str, Any]) -> Iterator[Any]:
    for products in options.values():
        yield from products if isinstance(products, list) else []


def _code(attribute: Mapping[str, Any]) -> str:
    return text(attribute.get("code")) or text(attribute.get("label")) or text(attribute.get("id"))


def _variant(options: Mapping[str, Mapping[str, Any]], products: list[str]) -> Variant:
    """A variant, known by its options: one that is sold out has no product by which it could be."""
    named = {code: text(option.get("label")) for code, option in options.items()}
    availability = Availability.IN_STOCK if products else Availability.OUT_OF_STOCK
    says = "products: listed" if products else "products: none"
    return Variant(
        id="-".join(text(option["id"]) for option in options.values()),
        title=" / ".join(filter(None, named.values())),
        options=named,
        offer=Offer(availability=availability, witnesses=(Witness(name=NAME, says=says),)),
    )
