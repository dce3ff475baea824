"""A ticket shop made of pretix, its quotas changed by its own API."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from console.serving import free_port
from tests.counterparts.desk import ANN, BEN, OPERATOR, Desk
from tests.counterparts.installed import answers, installed, run, running
from tests.counterparts.product import PATIENCE, coatcheck_up
from tests.counterparts.shop_story import told_once_each, watching
from tests.fakes.serving import served
from tests.fakes.telegram import TOKEN, Telegram, plain, read
from tests.waiting import until

HERE = Path(__file__).parent
EXPLAINED = {"selector": ".availability-box", "in_stock": "+|Select", "out_of_stock": "SOLD OUT"}


class Pretix:
    """The shop while it runs."""

    def __init__(self, url: str, token: str, quotas: dict[str, str], dates: dict[str, int]) -> None:
        self.url, self._quotas, self.dates = url, quotas, dates
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Token {token}"

    def put(self, name: str, count: int) -> None:
        """Have so many of a size or a ticket from now on."""
        quota = f"{self.url}/api/v1/organizers/hall/events/{self._quotas[name]}/"
        self._session.patch(quota, json={"size": count}, timeout=30).raise_for_status()

    def sell_out_of(self, names: Iterable[str]) -> None:
        for name in names:
            self.put(name, 0)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pretix]:
    folder, python, port = tmp_path_factory.mktemp("pretix"), installed("pretix"), free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        "DJANGO_SETTINGS_MODULE": "settings",
        "PYTHONPATH": str(HERE),
        "PYTHONWARNINGS": "ignore",
        "DATA_DIR": str(folder),
        "PRETIX_PRETIX_URL": url,
        "PRETIX_DJANGO_DEBUG": "false",
    }
    run([python, "-m", "django", "migrate", "--run-syncdb", "--verbosity=0"], folder, environment)
    made = json.loads(run([python, HERE / "seed.py"], folder, environment))
    command: list[str | Path] = [python, "-m", "django", "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"]
    with running(command, lambda: answers(f"{url}/hall/gala/"), folder, environment):
        yield Pretix(url, made["token"], made["quotas"], made["dates"])


def test_each_size_of_a_shirt_is_told_once(shop: Pretix, tmp_path: Path) -> None:
    with watching(tmp_path) as watched:
        slug = watched.product.watch(f"{shop.url}/hall/concert/", "Concert")
        sizes = {size: (slug, f"Shirt / {size}") for size in "SML"}
        told_once_each(watched, shop, {"S": sizes["S"], "L": sizes["L"]}, {"M": sizes["M"]})
        size = watched.product.size(sizes["S"])
        assert (size["price"], size["currency"]) == ("20.00", "EUR")


@pytest.mark.parametrize("words", [{}, EXPLAINED], ids=["the page by itself", "the page explained"])
def test_a_ticket_is_told_once(shop: Pretix, tmp_path: Path, words: dict[str, str]) -> None:
    shop.put("Entry", 0)
    with watching(tmp_path) as watched:
        slug = watched.product.watch(f"{shop.url}/hall/gala/", "Gala", "page", words)
        told_once_each(watched, shop, {"Entry": (slug, "")}, {})


def test_a_group_is_told_of_a_sold_out_ticket_that_comes_back_with_its_day_and_link(
    shop: Pretix, tmp_path: Path
) -> None:
    shop.put("Entry", 0)
    telegram = Telegram()
    with served(telegram.app()) as api:
        bot = {"COATCHECK_TELEGRAM_TOKEN": TOKEN, "COATCHECK_TELEGRAM_API_URL": api, "COATCHECK_TELEGRAM_PIN": "yes"}
        with coatcheck_up(tmp_path, {"COATCHECK_CHANNELS": "telegram", **bot}) as product:
            slug = product.watch(f"{shop.url}/hall/gala/", "Gala", "pretix")
            place = (slug, "")
            product.wait_for(place, False)
            product.sign_up(place, "telegram", "-1001234", lambda: read(telegram.sent[0]["text"])[1][:6])
            shop.put("Entry", 2)
            until(lambda: len(telegram.pinned) == 1, PATIENCE, "the group's message", every=0.1)
    links, said = read(telegram.sent[1]["text"])
    day = datetime.now(UTC) + timedelta(days=60)
    words = plain(said).splitlines()
    assert words[0] == "Gala"
    assert f"{day:%A} {day.day} {day:%B %Y} ({day:%Y-%m-%d})" in words
    assert "Entry" in words
    assert [line.endswith("from €30") for line in words].count(True) == 1
    assert set(links.values()) - {links["All showings"]} == {f"{shop.url}/hall/gala/"}


def test_each_date_of_a_series_is_watched_by_itself(shop: Pretix, tmp_path: Path) -> None:
    series = f"{shop.url}/hall/concerts/"
    first, second = (f"{series}{shop.dates[name]}/" for name in ("First", "Second"))
    with watching(tmp_path) as watched:
        refused = watched.product.run("watch", "test", series, "--source", "pretix", exit_code=4)
        assert "Watch one of them" in refused
        assert first in refused
        assert second in refused
        slug = watched.product.watch(second, "Second", "pretix")
        shop.put("First", 5)
        told_once_each(watched, shop, {"Second": (slug, "Seat")}, {})
        size = watched.product.size((slug, "Seat"))
        day = datetime.now(UTC) + timedelta(days=37)
        (showing,) = size["showings"]
        assert showing["start_date"][:10] == f"{day:%Y-%m-%d}"
        assert (size["price"], showing["url"], showing["seats_left"] is not None) == ("25.00", second, True)


def test_a_size_that_somebody_points_at_is_told_after_the_operator_was_asked_once_and_then_by_itself(
    shop: Pretix, desk: Desk
) -> None:
    shop.sell_out_of("SML")
    desk.look_at(f"{shop.url}/hall/concert/", "page")  # and not by its data, which has every size
    desk.press("Point at what tells the stock")
    desk.point_at("S €20.00 SOLD OUT")
    desk.says("We read: sold out. Is that what the page shows you?")
    desk.fill({"Title": "Shirt S", "Look every": "5"})
    desk.answer("Yes", "Save and watch")
    place = ("shirt-s", "")
    desk.product.wait_for(place, False)
    desk.open("shirt-s")
    desk.says("Never seen in stock yet")
    desk.sign_up("shirt-s", ANN)
    heard = len(desk.texts(ANN))

    shop.put("S", 2)  # a field for how many takes the place of the words
    question = desk.question()
    for _ in range(2):
        desk.page.goto(question)  # as a mail scanner would
    desk.says("selected-text: - +")
    assert len(desk.texts(ANN)) == heard
    desk.press("It is back: tell them")
    desk.wait_for_alert(ANN, "Shirt S")
    desk.page.goto(question)
    desk.says("There is no such question any more")

    shop.put("S", 0)
    desk.product.wait_for(place, False)
    desk.sign_up("shirt-s", BEN)
    shop.put("S", 3)
    desk.wait_for_alert(BEN, "Shirt S")
    desk.question()
    assert len(desk.texts(ANN)) == heard + 1


def test_words_typed_at_a_terminal_read_another_size_of_the_same_page(shop: Pretix, desk: Desk) -> None:
    shop.sell_out_of("SML")
    page = f"{shop.url}/hall/concert/"
    listed = desk.product.run("watch", "add", page, "--source", "page", typed="no\n", exit_code=1)
    number = desk.number(listed, "SOLD OUT .* L €20.00 SOLD OUT")
    words = f"no\n{number}\n+|Select\nSOLD OUT\nyes\ny\n"
    added = desk.product.run(
        "watch", "add", page, "--source", "page", "--every", "5s", "--title", "Shirt L", typed=words
    )
    assert "We read: sold out." in added
    assert desk.watch("shirt-l")["agreement"]["answer"] == "yes"
    desk.product.wait_for(("shirt-l", ""), False)
    desk.sign_up("shirt-l", ANN)
    shop.put("L", 2)
    desk.wait_for_alert(ANN, "Shirt L")
    assert desk.texts(OPERATOR) == []
