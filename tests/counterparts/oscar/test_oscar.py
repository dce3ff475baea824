"""A shop made of django-oscar, its stock changed in its own dashboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.serving import free_port
from tests.counterparts.installed import answers, installed, run, running
from tests.counterparts.shop_story import told_once_each, watching
from tests.counterparts.visitor import Visitor

EMAIL, PASSWORD = "keeper@shop.example", "a long password"
HERE = Path(__file__).parent
DJANGO = {"DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(HERE), "PYTHONWARNINGS": "ignore"}


class Oscar:
    """The shop while it runs: its products' pages, and its dashboard."""

    def __init__(self, url: str, products: dict[str, tuple[str, str]]) -> None:
        self.url, self._products = url, products
        self._dashboard = Visitor(f"{url}/dashboard/login/")
        self._dashboard.send({"username": EMAIL, "password": PASSWORD})

    def page(self, title: str) -> str:
        return self.url + self._products[title][1]

    def put(self, size: str, count: int) -> None:
        key = self._products[f"Storm Coat {size}"][0]
        self._dashboard.open(f"{self.url}/dashboard/catalogue/products/{key}/")
        self._dashboard.send({"stockrecords-0-num_in_stock": str(count)})
        assert "updated" in self._dashboard.text


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oscar]:
    folder, python, port = tmp_path_factory.mktemp("oscar"), installed("oscar"), free_port()
    django: list[str | Path] = [python, "-m", "django"]
    run([*django, "migrate", "--run-syncdb", "--verbosity=0"], folder, DJANGO)
    run([*django, "oscar_populate_countries", "--initial-only"], folder, DJANGO)
    lines = run([python, HERE / "seed.py", EMAIL, PASSWORD], folder, DJANGO).splitlines()
    products = {title: (key, path) for title, key, path in (line.split("\t") for line in lines)}
    url = f"http://127.0.0.1:{port}"
    command = [*django, "runserver", "--noreload", f"127.0.0.1:{port}"]
    with running(command, lambda: answers(f"{url}/catalogue/"), folder, DJANGO):
        yield Oscar(url, products)


def test_each_size_is_told_once(shop: Oscar, tmp_path: Path) -> None:
    with watching(tmp_path) as watched:
        names = {size: f"Storm Coat {size}" for size in ("S", "M", "L")}
        places = {size: (watched.product.watch(shop.page(name), name), "") for size, name in names.items()}
        at_hand = {"M": places.pop("M")}
        told_once_each(watched, shop, sold_out=places, at_hand=at_hand)
