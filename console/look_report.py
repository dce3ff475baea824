"""What a look saw, as the one JSON object that machines get from `coatcheck watch test --json`."""

from typing import Any

from coatcheck.model import Look, Offer, Product, Variant

Json = dict[str, Any]


def look_json(url: str, source: str | None, look: Look) -> Json:
    """Make the object: `health`, the `reason` where it is not healthy, and every product with its variants.

    Every key is always there; what is not known is null. `source` is null where none could read the answer.
    """
    products = look.observation.products if look.observation else ()
    return {
        "url": url,
        "source": source,
        "health": str(look.health),
        "reason": look.reason,
        "products": [_product(product) for product in products],
    }


def _product(product: Product) -> Json:
    return {
        "id": product.id,
        "title": product.title,
        "url": product.url,
        "image": product.image,
        "state": str(product.availability),
        "witnesses": _witnesses(product.offer),
        "variants": [_variant(variant) for variant in product.variants],
    }


def _variant(variant: Variant) -> Json:
    offer = variant.offer
    return {
        "id": variant.id,
        "sku": variant.sku,
        "title": variant.title,
        "options": variant.options,
        "availability": str(offer.availability),
        "buyable": offer.availability.buyable,
        "price": offer.price,
        "currency": offer.currency,
        "witnesses": _witnesses(offer),
    }


def _witnesses(offer: Offer | None) -> list[dict[str, str]]:
    return [{"name": witness.name, "says": witness.says} for witness in (offer.witnesses if offer else ())]
