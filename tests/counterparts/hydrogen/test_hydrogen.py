"""A shop made of Shopify's Hydrogen, as its starter has it; what stands behind it answers by Shopify's own schema."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copy, copytree
from typing import Any

import pytest
import requests

from console.serving import free_port
from tests.counterparts.installed import FOLDER, answers, installed, run, running
from tests.counterparts.shop_story import told_once_each, watching

STARTER = "@shopify/create-hydrogen/dist/assets/hydrogen/starter"
OWN = ("vite.config.ts", "server.mjs", "shop.mjs")


class Hydrogen:
    """The shop while it runs."""

    def __init__(self, url: str, keeper: str) -> None:
        self.url, self._keeper = url, keeper

    def page(self, handle: str) -> str:
        return f"{self.url}/products/{handle}"

    def put(self, size: str, count: int) -> None:
        """Have so many storm coats of a size."""
        self.change("storm-coat", stock={size: count})

    def change(self, handle: str, **told: Any) -> None:
        requests.post(f"{self._keeper}/keeper", json={"handle": handle, **told}, timeout=10).raise_for_status()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hydrogen]:
    node, folder = installed("hydrogen", "node"), tmp_path_factory.mktemp("hydrogen") / "site"
    modules, port, keeper = FOLDER / "hydrogen" / "node_modules", free_port(), free_port()
    copytree(modules / STARTER, folder)
    for name in OWN:
        copy(Path(__file__).with_name(name), folder)
    (folder / "node_modules").symlink_to(modules)
    environment = {"PATH": f"{node.parent}:{os.environ['PATH']}", "NODE_ENV": "production"}
    run([node, modules / ".bin" / "react-router", "build"], folder, environment)
    shop = Hydrogen(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{keeper}")
    command: list[str | Path] = [node, "server.mjs", str(port), str(keeper)]
    with running(command, lambda: answers(shop.page("storm-coat")), folder, environment):
        yield shop


def test_each_size_is_told_once_with_its_price(shop: Hydrogen, tmp_path: Path) -> None:
    with watching(tmp_path) as watched:
        slug = watched.product.watch(shop.page("storm-coat"), "Storm Coat")
        told_once_each(watched, shop, {"S": (slug, "S"), "L": (slug, "L")}, {"M": (slug, "M")})
        assert "€120.50" in watched.alert("waits-for-s@example.org")

        rain = shop.page("rain-coat")
        slug = watched.product.watch(rain, "Rain Coat")
        for name, in_stock in (("Black / S", False), ("Black / M", True), ("Sand / S", True)):
            watched.product.wait_for((slug, name), in_stock)
        assert watched.product.size((slug, "Sand / M")) == {}, "a combination that is not made"
        seen = watched.product.run("watch", "test", rain, "--source", "json_api", "--option", "preset=hydrogen")
        told = [re.search(rf" {name} +(\w+)", seen)[1] for name in ("Black / S", "Black / M", "Sand / S")]
        assert told == ["OutOfStock", "InStock", "BackOrder"], "what Hydrogen passes on of Shopify's API"
        gone = watched.product.run("watch", "test", shop.page("felt-coat"), exit_code=4)
        assert "there is no such page" in gone
