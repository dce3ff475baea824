"""A shop made of Vendure, read by its shop API, its stock changed by its admin API."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from console.serving import free_port
from tests.counterparts.installed import answers, installed, running
from tests.counterparts.shop_story import told_once_each, watching

KEEPER, PASSWORD = "keeper", "a long password"
SIZES = {"S": 0, "M": 3, "L": 0}


class Vendure:
    """The shop while it runs."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._variants: dict[str, str] = {}

    def ask(self, query: str, **variables: Any) -> Any:
        """One request to the admin API; its data."""
        asked = {"query": query, "variables": variables}
        answer = self._session.post(f"{self.url}/admin-api", json=asked, timeout=30)
        if token := answer.headers.get("vendure-auth-token"):
            self._session.headers["Authorization"] = f"Bearer {token}"
        body = answer.json()
        assert "errors" not in body, body["errors"]
        return body["data"]

    def fill(self) -> None:
        """A coat in three sizes, sold at 120.50 in the channel's own currency."""
        self.ask(f'mutation {{ login(username: "{KEEPER}", password: "{PASSWORD}") {{ __typename }} }}')
        zone = self.ask('mutation { createZone(input: { name: "EU" }) { id } }')["createZone"]["id"]
        tax = self.ask('mutation { createTaxCategory(input: { name: "all" }) { id } }')["createTaxCategory"]["id"]
        (channel,) = self.ask("{ channels { items { id } } }")["channels"]["items"]
        self.ask(
            "mutation($rate: CreateTaxRateInput!, $channel: UpdateChannelInput!) {"
            " createTaxRate(input: $rate) { id } updateChannel(input: $channel) { __typename } }",
            rate={"name": "all", "enabled": True, "value": 19, "categoryId": tax, "zoneId": zone},
            channel={
                "id": channel["id"],
                "defaultTaxZoneId": zone,
                "defaultShippingZoneId": zone,
                "pricesIncludeTax": True,
            },
        )
        sizes = [{"code": size.lower(), "translations": named(size)} for size in SIZES]
        group = self.ask(
            "mutation($group: CreateProductOptionGroupInput!)"
            " { createProductOptionGroup(input: $group) { id options { id name } } }",
            group={"code": "size", "translations": named("Size"), "options": sizes},
        )["createProductOptionGroup"]
        coat = self.ask(
            "mutation($coat: CreateProductInput!) { createProduct(input: $coat) { id } }",
            coat={
                "enabled": True,
                "translations": [{**named("Storm Coat")[0], "slug": "storm-coat", "description": ""}],
            },
        )["createProduct"]["id"]
        self.ask(
            "mutation($coat: ID!, $group: ID!)"
            " { addOptionGroupToProduct(productId: $coat, optionGroupId: $group) { id } }",
            coat=coat,
            group=group["id"],
        )
        made = self.ask(
            "mutation($variants: [CreateProductVariantInput!]!) { createProductVariants(input: $variants) { id name } }",
            variants=[
                {
                    "productId": coat,
                    "sku": f"COAT-{option['name']}",
                    "price": 12050,
                    "taxCategoryId": tax,
                    "optionIds": [option["id"]],
                    "stockOnHand": SIZES[option["name"]],
                    "trackInventory": "TRUE",
                    "translations": named(option["name"]),
                }
                for option in group["options"]
            ],
        )["createProductVariants"]
        self._variants = {variant["name"]: variant["id"] for variant in made}

    def put(self, size: str, count: int) -> None:
        self.ask(
            "mutation($variants: [UpdateProductVariantInput!]!) { updateProductVariants(input: $variants) { id } }",
            variants=[{"id": self._variants[size], "stockOnHand": count}],
        )


def named(name: str) -> list[dict[str, str]]:
    """A name in the one language of the shop."""
    return [{"languageCode": "en", "name": name}]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vendure]:
    folder, node, port = tmp_path_factory.mktemp("vendure"), installed("vendure", "node"), free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {"NODE_PATH": str(node.parents[1] / "node_modules"), "VENDURE_DISABLE_TELEMETRY": "true"}
    command: list[str | Path] = [node, Path(__file__).with_name("server.js"), str(port), KEEPER, PASSWORD]
    with running(command, lambda: answers(f"{url}/health"), folder, environment):
        shop = Vendure(url)
        shop.fill()
        yield shop


def test_each_size_is_told_once_with_its_price(shop: Vendure, tmp_path: Path) -> None:
    with watching(tmp_path) as watched:
        slug = watched.product.watch(f"{shop.url}/shop-api", "Storm Coat", options={"product": "storm-coat"})
        told_once_each(watched, shop, {"S": (slug, "S"), "L": (slug, "L")}, {"M": (slug, "M")})
        size = watched.product.size((slug, "S"))
        assert (size["price"], size["currency"]) == ("120.50", "USD")
        assert "$120.50" in watched.alert("waits-for-s@example.org")
