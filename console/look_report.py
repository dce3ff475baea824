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
        **{name: getattr(product, name) for name in ("id", "title", "url", "image")},
        "state": product.availability,
        "witnesses": _witnesses(product.offer),
        "variants": [_variant(variant) for variant in product.variants],
    }


def _variant(variant: Variant) -> Json:
    return {
        **{name: getattr(variant, name) for name in ("id", "sku", "title", "options")},
        "availability": variant.offer.availability,
        "buyable": variant.offer.availability.buyable,
        **{name: getattr(variant.offer, name) for name in ("price", "currency")},
        "witnesses": _witnesses(variant.offer),
    }


def _witnesses(offer: Offer | None) -> list[dict[str, str]]:
    return [{"name": witness.name, "says": witness.says} for witness in (offer.witnesses if offer else ())]
