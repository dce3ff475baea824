"""What a newcomer sees: the demo as it is started, and its two pages in a browser."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Browser, Page

from coatcheck.model import event_id
from coatcheck.sources.carts import buy_url
from console.demo import history, story, world
from console.demo.messages import NUMBER
from console.demo.phone import Phone
from console.demo.shop import Shop
from console.demo.visitor import _form
from signup_web.admin.lock import first_admin_link
from signup_web.app import create_app
from tests.fakes.serving import served, showing
from tests.processes import started
from tests.signup_web.visiting import Visitor, words
from tests.waiting import until

COMMAND = str(Path(sys.executable).with_name("coatcheck"))
DEMO = [COMMAND, "demo"]


def test_the_demo_ends_when_everybody_was_told_by_every_channel(tmp_path: Path) -> None:
    result = subprocess.run([*DEMO, "--once"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    assert re.search(r"Harbor jacket M .*\$120.* http://localhost:\d+/r/\w+ ", result.stdout)
    assert re.search(r"The Long Coat .*: Lantern 18:00, 21:00\.", result.stdout)
    assert "The email: Trail shirt (Moss / L) is back" in result.stdout
    assert "The notification: Trail shirt (Rust / S) is back" in result.stdout
    assert "Wool beanie was added" in result.stdout
    assert f"    {COMMAND} --server http://localhost:" in result.stdout  # as it can be typed where it is on no path
    assert list(tmp_path.iterdir()) == []


def test_the_demo_goes_on_until_ctrl_c(tmp_path: Path) -> None:
    with started(*DEMO, cwd=tmp_path, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "Ctrl-C" in line:
                break
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


def test_who_signs_up_before_the_first_look_reads_again_until_there_is_a_form() -> None:
    pages = iter(["<p>Not looked at yet.</p>", '<form method="post" action="/join"><input name="size"></form>'])
    with served(showing("/join", lambda: next(pages))) as site:
        form = _form(requests.Session(), f"{site}/join", "size")
    assert form is not None
    assert form.attributes["action"] == "/join"


def test_the_demos_own_shop_can_be_added_on_the_operators_pages() -> None:
    with world.world() as made:
        services = made.machine.services
        operator = Visitor(create_app(services).test_client())
        operator.submit(urlsplit(first_admin_link(services)).path)
        operator.submit("/admin/add", action="/admin/add", url=made.shop.page(story.UNWATCHED))
        assert "private network" not in operator.page
        operator.send(action="/save", agree="yes")
        assert "Wool beanie" in operator.page
        assert len(services.store.watches()) == 4


def test_whoever_explores_the_demo_runs_into_no_limit_and_sees_what_is_made_up() -> None:
    with world.world() as made:
        services = made.machine.services
        app = create_app(services)
        visitor = Visitor(app.test_client())
        for _ in range(12):
            visitor.submit("/admin/enter", key="wrong")
            assert visitor.status == 403
        jacket, shirt, film = made.watches
        for _ in range(12):
            visitor.submit(f"/p/{jacket.slug}/join", size=["*"], country="US", address="+14155550142", agree="1")
            assert visitor.at == "/join/code", visitor.page
        for _ in range(60):
            visitor.submit("/join/code", action="/join/code", code="000000")
            assert "not the code we sent" in visitor.page, visitor.page
        for _ in range(3):
            visitor.send(action="/again")
            assert visitor.status == 200
        for _ in range(12):
            made.phone.text_back("STATUS")
        until(lambda: sum("RESET" in text.body or "JOIN" in text.body for text in made.phone.texts()) >= 12, 60)
        for path in (f"/p/{jacket.slug}", f"/p/{shirt.slug}", f"/p/{film.slug}", "/promise", "/restocks"):
            assert history.NOTICE in visitor.get(path).text, path
        assert "95 in 100" in visitor.get("/promise").text
        said = words(visitor.get(f"/p/{jacket.slug}").text)
        assert re.search(r"\d+ restocks seen in 9\d days\. Mostly Tue to Thu, 07:00 to 09:00\.", said), said
        year = services.store.changes(jacket.id, services.clock.now() - timedelta(days=366))
        assert year[0].at < services.clock.now() - timedelta(days=364)
        assert len(year) > 50
        assert not any(services.store.event(event_id(jacket.id, change.version)) for change in year)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_a_switch_on_the_shops_page_changes_its_stock(shop: Shop, page: Page) -> None:
    page.goto(shop.page())
    page.get_by_text("M Sold out").click()
    page.get_by_text("M In stock").wait_for()
    assert shop.stock() == {"S": False, "M": True, "L": False, "XL": False}


def test_a_text_shows_on_the_phone_while_one_is_typed(phone: Phone, page: Page) -> None:
    page.goto(phone.url)
    page.get_by_label("Text message").fill("STAT")
    phone.accept(NUMBER, "M is back", None)
    page.get_by_text("M is back").wait_for()
    assert page.get_by_label("Text message").input_value() == "STAT"
    page.get_by_label("Text message").press_sequentially("US\n")
    until(lambda: [text.body for text in phone.texts() if text.mine] == ["STATUS"], 30)


def test_a_stop_on_the_phone_is_final_as_it_is_at_twilio(phone: Phone) -> None:
    phone.text_back("Stop")
    assert phone.accept(NUMBER, "M is back", None) is None
    phone.text_back("START")
    assert phone.accept(NUMBER, "M is back", None)


def test_the_demos_shop_sells_what_a_message_leads_to() -> None:
    shop = Shop()
    try:
        found = requests.get(f"{shop.page()}.js", timeout=10).json()["variants"][1]
        link = buy_url("shopify", str(found["id"]), shop.page())
        assert f", {found['title']}</p>" in requests.get(link, timeout=10).text
        assert requests.get(f"{link.rpartition('/')[0]}/7:1", timeout=10).status_code == 404
    finally:
        shop.close()
