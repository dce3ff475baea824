"""A service without a browser has its pages drawn by the renderer, over HTTP, and hears what to do where it can't."""

import time
from http.server import BaseHTTPRequestHandler

import msgspec
import pytest
import requests

from coatcheck import sources
from coatcheck.bootstrap import SystemClock
from coatcheck.browser.messages import Failure, Order, Result
from coatcheck.errors import Blocked, Late, LookFailed, Unreachable, Unreadable
from coatcheck.model import Availability
from coatcheck.ports import Answer, Drawing, Request, Target, fetch_one
from coatcheck.watching.looking import look
from tests.coatcheck.browser.pages import answer
from tests.renderer.conftest import Renderer

COAT = """document.querySelector('main').innerHTML = `<h1>Coat</h1><script type="application/ld+json">
{"@type": "Product", "name": "Coat", "offers": {"@type": "Offer", "availability": "https://schema.org/OutOfStock"}}<\\/script>`"""


def test_a_watch_reads_a_page_that_the_renderer_drew(renderer: Renderer) -> None:
    target = Target(renderer.store.put("/coat", COAT), {"fetch": "browser"})
    with renderer.called() as fetcher:
        seen = look(("w", sources.load("page"), target), fetcher, SystemClock(), 30)
    assert [variant.offer.availability for variant in seen.variants] == [Availability.OUT_OF_STOCK], seen.reason


def test_what_the_browser_saw_and_was_asked_comes_along_and_the_moments_are_the_callers(renderer: Renderer) -> None:
    renderer.store.pages["/stock"] = lambda handler: answer(
        handler, '{"left": 3}', 200, **{"Content-Type": "application/json"}
    )
    url = renderer.store.put(
        "/called", "fetch('/stock').then(r => r.json()).then(j => document.body.append(j.left + ' left'))"
    )
    before = SystemClock().now()
    with renderer.called() as fetcher:
        drawn = fetch_one(fetcher, Request(url, drawing=Drawing()), 30)
    assert isinstance(drawn, Answer), drawn
    assert b"3 left" in drawn.body
    assert [call.body for call in drawn.calls] == [b'{"left": 3}']
    assert drawn.picture.startswith(b"\xff\xd8")
    assert before <= drawn.started_at <= drawn.ended_at <= SystemClock().now()


def test_it_reaches_no_private_network_whatever_the_caller_allows(renderer: Renderer) -> None:
    url = renderer.url + "/livez"  # on this machine, as the shop, but not among those that the renderer's settings name
    with renderer.called() as fetcher:
        refused = fetch_one(fetcher, Request(url, allow_private=True, drawing=Drawing()), 30)
    assert isinstance(refused, Unreachable)
    assert "private network" in refused.reason


@pytest.mark.parametrize(
    ("account", "audience"), [("somebody@elsewhere.example", ""), ("push@emulated.example", "https://else.example")]
)
def test_whoever_is_no_service_of_ours_gets_nothing_drawn(renderer: Renderer, account: str, audience: str) -> None:
    url = renderer.store.put("/secret", "")
    with renderer.called(account or "", audience) as fetcher:
        refused = fetch_one(fetcher, Request(url, drawing=Drawing()), 30)
    assert isinstance(refused, Unreachable)
    assert "COATCHECK_RENDERER_CALLERS" in refused.reason
    assert "/secret" not in renderer.store.paths()


def test_without_a_token_the_door_is_shut_and_an_order_that_is_none_is_told_so(renderer: Renderer) -> None:
    assert requests.post(f"{renderer.url}/draw", json={}, timeout=10).status_code == 401
    bearer = {"Authorization": f"Bearer {renderer.identity.sign(renderer.identity.claims(renderer.url))}"}
    assert requests.post(f"{renderer.url}/draw", data="{", headers=bearer, timeout=10).status_code == 400
    assert requests.post(f"{renderer.url}/draw", json={"id": "x"}, headers=bearer, timeout=10).status_code == 400


BLOCKED = Result(0, failure=Failure("Blocked", "shop.example wants a captcha."))


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (403, b"", Unreachable, "roles/run.invoker"),
        (404, b"", Unreachable, "answers 404"),
        (429, b"", Late, "no place free"),
        (503, b"", Late, "no place free"),
        (500, b"", Unreachable, "answers 500"),
        (302, b"", Unreachable, "answers 302"),
        (200, b"<p>Hello</p>", Unreachable, "something else"),
        (200, b'{"id": 0}', Unreachable, "something else"),
        (200, b"x" * 34_000_000, Unreadable, "more than 32 MiB"),
        (200, msgspec.json.encode(BLOCKED), Blocked, "a captcha"),
    ],
)
def test_each_answer_of_the_service_says_whether_to_look_again(
    renderer: Renderer, status: int, body: bytes, kind: type[LookFailed], words: str
) -> None:
    def say(handler: BaseHTTPRequestHandler) -> None:
        handler.rfile.read(int(handler.headers["Content-Length"]))
        answer(handler, body.decode(), status)

    renderer.store.pages["/draw"] = say
    with renderer.called(url=renderer.store.address) as fetcher:
        failure = fetch_one(fetcher, Request("http://shop.example/", drawing=Drawing()), 30)
    assert type(failure) is kind
    assert words in str(failure)


def test_a_service_that_is_not_there_or_says_nothing_is_told_in_a_sentence(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Request("http://shop.example/", drawing=Drawing())
    with renderer.called(url="http://127.0.0.1:1") as fetcher:
        assert "can't be reached" in str(fetch_one(fetcher, request, 30))
    monkeypatch.setattr("coatcheck.browser.renderer.GRACE", 0.1)
    renderer.store.pages["/draw"] = lambda handler: time.sleep(2)
    with renderer.called(url=renderer.store.address) as fetcher:
        assert type(fetch_one(fetcher, request, 0.2)) is Late


def test_a_process_without_an_account_says_what_it_lacks(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    with renderer.called() as fetcher:
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere.json")
        failure = fetch_one(fetcher, Request("http://shop.example/", drawing=Drawing()), 30)
    assert isinstance(failure, Unreachable)
    assert "no token of our own account" in failure.reason


def test_an_order_that_waits_too_long_for_its_place_is_late() -> None:
    from coatcheck.config import Settings
    from renderer.browser import Browser

    browser = Browser(Settings(browser_concurrency=1))
    with browser._places:
        result = browser.result(Order(0, Request("http://shop.example/", drawing=Drawing()), 0.05))
    assert result.failure.error == "Late"
