"""What a browser draws is what is read: by script, after a wait, after something was pressed, with cookies."""

from http.server import BaseHTTPRequestHandler
from typing import Any

from coatcheck.errors import LookFailed
from coatcheck.ports import Answer, Drawing, Fetcher, Request, fetch_one
from tests.coatcheck.browser.pages import Shop, answer

IN = "<h1>Coat</h1><p>In stock</p>"
SHOW = "document.querySelector('main').innerHTML"


def drawn(fetcher: Fetcher, url: str, known: str = "", **drawing: Any) -> Answer:
    found = fetch_one(fetcher, Request(url=url, known=known, drawing=Drawing(**drawing)), 20)
    assert isinstance(found, Answer), found
    return found


def refused(fetcher: Fetcher, url: str, seconds: float = 20, **drawing: Any) -> LookFailed:
    found = fetch_one(fetcher, Request(url=url, drawing=Drawing(**drawing)), seconds)
    assert isinstance(found, LookFailed), found
    return found


def test_what_a_script_draws_is_read_with_what_it_asked_for_and_a_picture(fetcher: Fetcher, store: Shop) -> None:
    store.pages["/api"] = lambda handler: answer(handler, '{"stock": "In stock"}', Content_Type="application/json")
    url = store.put("/coat", f"fetch('/api').then(r => r.json()).then(d => {SHOW} = '<h1>Coat</h1><p>' + d.stock)")
    found = drawn(fetcher, url)
    assert "<p>In stock</p>" in found.body.decode()
    assert [(call.url, call.body) for call in found.calls] == [(store.address + "/api", b'{"stock": "In stock"}')]
    assert found.picture.startswith(b"\xff\xd8")
    assert all(headers["user-agent"].startswith("CoatCheck/") for _, headers in store.asked)


def test_what_a_script_sends_reaches_the_shop_and_is_told_with_what_it_answered(fetcher: Fetcher, store: Shop) -> None:
    def echo(handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        answer(handler, body.decode(), Content_Type="application/json")

    store.pages["/graphql"] = echo
    asked = "fetch('/graphql', {method: 'POST', body: '{\"stock\": \"In stock\"}'}).then(r => r.json())"
    found = drawn(fetcher, store.put("/coat", f"{asked}.then(d => {SHOW} = '<p>' + d.stock)"))
    assert b"<p>In stock</p>" in found.body
    assert [(call.method, call.sent) for call in found.calls] == [("POST", b'{"stock": "In stock"}')]


def test_a_page_that_is_as_it_was_is_not_read_again_whatever_tokens_it_holds(fetcher: Fetcher, store: Shop) -> None:
    token = 'document.head.innerHTML += `<meta name="csrf-token" content="${Math.random()}">`;'
    url = store.put("/coat", f"{token} {SHOW} = '{IN}'")
    first = drawn(fetcher, url)
    again = drawn(fetcher, url, known=first.fingerprint)
    assert (again.unchanged, again.body, again.picture, again.calls) == (True, b"", b"", ())
    store.put("/coat", f"{token} {SHOW} = 'Sold out'")
    turned = drawn(fetcher, url, known=first.fingerprint)
    assert not turned.unchanged
    assert b"Sold out" in turned.body
