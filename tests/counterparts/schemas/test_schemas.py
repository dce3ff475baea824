"""Presets for shops that can't be had: what they ask is answered by a shop with the schema that its makers publish."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coatcheck.errors import Unreadable
from coatcheck.model import Availability, Observation
from coatcheck.ports import Target
from coatcheck.sources import json_api
from tests.coatcheck.sources.answering import answer
from tests.counterparts.installed import FOLDER, installed, run

HERE = Path(__file__).parent
PACKAGES = FOLDER / "schemas" / "node_modules"
PAGE = "https://shop.example/storm-coat.html"
IN, OUT = Availability.IN_STOCK, Availability.OUT_OF_STOCK


def _money(currency: str) -> dict[str, Any]:
    return {"price_range": {"minimum_price": {"final_price": {"value": 120.5, "currency": currency}}}}


def _simple(size: str, stock: str) -> dict[str, Any]:
    return {
        "__typename": "SimpleProduct",
        "sku": f"coat-{size}",
        "name": f"Coat {size}",
        "stock_status": stock,
    } | _money("EUR")


def _variant(size: str, stock: str) -> dict[str, Any]:
    return {"attributes": [{"code": "size", "label": size}], "product": _simple(size, stock)}


COAT = {
    "__typename": "ConfigurableProduct",
    "sku": "coat",
    "name": "Storm Coat",
    "stock_status": "IN_STOCK",
    "small_image": {"url": "https://shop.example/coat.jpg"},
} | _money("EUR")
MAGENTO = {"products": {"items": [COAT | {"variants": [_variant("S", "OUT_OF_STOCK"), _variant("M", "IN_STOCK")]}]}}
ALONE = {"products": {"items": [_simple("L", "OUT_OF_STOCK")]}}
SALEOR = {
    "product": {
        "name": "Storm Coat",
        "isAvailableForPurchase": True,
        "thumbnail": {"url": "https://shop.example/coat.jpg"},
        "variants": [
            {
                "id": size,
                "name": size,
                "sku": size,
                "quantityAvailable": left,
                "pricing": {"price": {"gross": {"amount": 120.5, "currency": "EUR"}}},
            }
            for size, left in [("S", 0), ("M", 3)]
        ],
    }
}
# Preset: the file in which its makers publish the schema, the watch's options, a shop's data, and what is read.
SCHEMAS = {
    "magento": ("@magento/venia-concept/lastCachedGraphQLSchema.json", {}, MAGENTO, {"S": OUT, "M": IN}),
    "magento, a product alone": ("@magento/venia-concept/lastCachedGraphQLSchema.json", {}, ALONE, {"Coat L": OUT}),
    "saleor": ("@saleor/sdk/src/apollo/types.ts", {"channel": "default-channel"}, SALEOR, {"S": OUT, "M": IN}),
}  # fmt: skip


def read(name: str, change: tuple[str, str] = ("", "")) -> Observation:
    """What is read of the answer that a shop with this schema gives to the preset's question, or to one that was changed."""
    file, options, data, _ = SCHEMAS[name]
    target = Target(PAGE, {"preset": name.partition(",")[0], **options})
    asked = msgspec.json.decode(json_api.request(target).body or b"", type=dict[str, Any])
    asked["query"] = asked["query"].replace(*change) if change[0] else asked["query"]
    typed = json.dumps({**asked, "data": data})
    said = run([installed("schemas"), HERE / "answer.py", PACKAGES / file], HERE, typed=typed)
    seen = json_api.read(target, [answer(said.encode())])
    assert isinstance(seen, Observation)
    return seen


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_a_preset_asks_is_answered_by_the_makers_schema_and_read(name: str) -> None:
    (product,) = read(name).products
    assert {each.title: each.offer.availability for each in product.variants} == SCHEMAS[name][3]
    assert {(each.offer.price, each.offer.currency) for each in product.variants} == {("120.5", "EUR")}


@pytest.mark.parametrize(("name", "field"), [("magento", "stock_status"), ("saleor", "quantityAvailable")])
def test_a_field_that_the_schema_has_not_would_be_found(name: str, field: str) -> None:
    with pytest.raises(Unreadable, match=field):
        read(name, (field, f"{field}s"))
