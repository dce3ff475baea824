"""Shops of which the page as it is sent holds nothing: made with Vue, React and Svelte, drawn by Chromium, told to the text."""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from tests.counterparts.installed import FOLDER, installed, run
from tests.counterparts.product import Place
from tests.counterparts.shop_story import Watched, told_once_each, watching
from tests.counterparts.single_page.shop import Shop
from tests.fakes.serving import served

DRAWN = {"fetch": "browser", "wait_for": "h1"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    node, folder = installed("single_page", "node"), tmp_path_factory.mktemp("single_page") / "pages"
    modules = FOLDER / "single_page" / "node_modules"
    copytree(Path(__file__).parent, folder)
    (folder / "node_modules").symlink_to(modules)
    run([node, modules / ".bin" / "vite", "build"], folder, {"PATH": f"{node.parent}:{os.environ['PATH']}"})
    shop = Shop(folder / "dist")
    with served(shop.app()) as shop.url:
        yield shop


def places(watched: Watched, shop: Shop, name: str) -> dict[str, Place]:
    """Watch the page made with this; where each size is told."""
    if name != "react":
        slug = watched.product.watch(shop.page(name), "Storm Coat", "page", DRAWN)
        return {size: (slug, size if name == "vue" else f"Storm Coat {size}") for size in shop.counts}
    chosen = {size: {**DRAWN, "press": size, "selector": ".availability"} for size in shop.counts}
    return {
        size: (watched.product.watch(shop.page(name), f"Coat {size}", "page", options), "")
        for size, options in chosen.items()
    }


@pytest.mark.parametrize("name", ["vue", "react", "svelte"])
def test_each_size_of_a_page_that_a_script_draws_is_told_once(name: str, shop: Shop, tmp_path: Path) -> None:
    for size, count in {"S": 0, "M": 3, "L": 0}.items():
        shop.put(size, count)
    with watching(tmp_path) as watched:
        at = places(watched, shop, name)
        told_once_each(watched, shop, {"S": at["S"], "L": at["L"]}, {"M": at["M"]})
