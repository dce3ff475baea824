"""A shop made of django-oscar, its stock changed in its own dashboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coatcheck.model import Health
from console.serving import free_port
from tests.counterparts.desk import ANN, BEN, Desk
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
        self.stock(f"Storm Coat {size}", count)

    def stock(self, title: str, count: int) -> None:
        key = self._products[title][0]
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


def test_what_the_operator_finds_to_be_true_is_kept_and_the_restock_is_told(shop: Oscar, desk: Desk) -> None:
    shop.stock("Wool Hat", 0)
    desk.look_at(shop.page("Wool Hat"))
    desk.says("We read: sold out. Is that what the page shows you?")
    desk.fill({"Look every": "5"})
    desk.answer("Yes", "Save and watch")
    desk.says("is it true: yes")
    desk.product.wait_for(("wool-hat", ""), False)
    desk.sign_up("wool-hat", ANN)
    shop.stock("Wool Hat", 4)
    desk.wait_for_alert(ANN, "Wool Hat")


def test_from_no_that_is_wrong_to_a_text_for_a_watch_that_is_there_already(shop: Oscar, desk: Desk) -> None:
    shop.stock("Wool Hat", 0)
    misread = {"in_stock": "available"}  # which is a part of "Unavailable"
    slug = desk.product.watch(shop.page("Wool Hat"), "Hat", "page", misread)
    desk.product.wait_for((slug, ""), True)
    desk.sign_up(slug, ANN)
    heard = len(desk.texts(ANN))
    desk.open(slug)
    desk.press("Is it read right?")
    desk.says("We read: in stock. Is that what the page shows you?")
    desk.answer("No", "Read it so")
    desk.says("What tells the stock?")
    desk.point_at("Unavailable")
    desk.says("We read: sold out. Is that what the page shows you?")
    desk.answer("Yes", "Read it so")
    desk.says("is it true: yes")
    desk.product.wait_for((slug, ""), False)
    assert len(desk.texts(ANN)) == heard
    shop.stock("Wool Hat", 4)
    desk.wait_for_alert(ANN, "Hat")


def test_a_button_in_the_place_of_a_word_asks_the_operator_and_what_they_deny_is_not_asked_again(
    shop: Oscar, desk: Desk
) -> None:
    shop.stock("Rain Coat", 0)
    slug = desk.product.watch(shop.page("Rain Coat"), "Rain Coat")
    desk.product.wait_for((slug, ""), False)
    desk.sign_up(slug, ANN)
    heard = len(desk.texts(ANN))
    shop.stock("Rain Coat", 3)
    question = desk.question()
    desk.page.goto(question)
    desk.says("buy-button: Add to cart")
    assert len(desk.texts(ANN)) == heard
    desk.press("It is not: learn")
    desk.says("Saved.")
    for count, health in ((0, Health.HEALTHY), (3, Health.UNREADABLE)):
        shop.stock("Rain Coat", count)
        desk.look_until(slug, health)
    assert len(desk.texts(ANN)) == heard
    desk.question()


def test_agreed_to_at_a_terminal_found_wrong_there_and_taught_by_a_number_to_the_text(shop: Oscar, desk: Desk) -> None:
    shop.stock("Wool Hat", 0)
    misread = ("--source", "page", "--option", "in_stock=available")  # which is a part of "Unavailable"
    add = ("watch", "add", shop.page("Wool Hat"), "--title", "Hat", "--every", "5s", *misread)
    assert "We read: in stock." in desk.product.run(*add, typed="can't tell\ny\n")
    assert desk.watch("hat")["agreement"]["answer"] == "can't tell"
    desk.product.wait_for(("hat", ""), True)
    desk.sign_up("hat", ANN)
    heard = len(desk.texts(ANN))
    listed = desk.product.run("watch", "teach", "hat", typed="no\n", exit_code=1)
    number = desk.number(listed, "Unavailable")
    taught = desk.product.run("watch", "teach", "hat", typed=f"no\n{number}\n\n\nyes\ny\n")
    assert "We read: sold out." in taught
    assert desk.watch("hat")["agreement"]["answer"] == "yes"
    desk.product.wait_for(("hat", ""), False)
    assert len(desk.texts(ANN)) == heard
    shop.stock("Wool Hat", 4)
    desk.wait_for_alert(ANN, "Hat")


def test_whether_it_is_back_is_said_at_a_terminal_and_known_the_next_time(shop: Oscar, desk: Desk) -> None:
    shop.stock("Rain Coat", 0)
    desk.product.run("watch", "add", shop.page("Rain Coat"), "--every", "5s", typed="yes\ny\n")
    desk.product.wait_for(("rain-coat", ""), False)
    desk.sign_up("rain-coat", ANN)
    shop.stock("Rain Coat", 3)
    assert "buy-button: Add to cart" in desk.asked_at_the_terminal("rain-coat", "yes")
    desk.wait_for_alert(ANN, "Rain Coat")
    shop.stock("Rain Coat", 0)
    desk.product.wait_for(("rain-coat", ""), False)
    desk.sign_up("rain-coat", BEN)
    shop.stock("Rain Coat", 2)
    desk.wait_for_alert(BEN, "Rain Coat")
    desk.question()
