"""Whatever a page does, its look ends with a reason in time, and the next one is fine."""

import re
import socket
import time
from http.server import BaseHTTPRequestHandler

import pytest

from coatcheck.errors import Blocked, LookFailed, Unreachable, Unreadable
from coatcheck.ports import Answer, Drawing, Fetcher, Request
from coatcheck.sources.answers import require_ok
from tests.coatcheck.browser.pages import Shop, answer, hang
from tests.coatcheck.browser.test_drawing import IN, SHOW, drawn, refused

ENDLESS = "for (;;) {}"
EATS = "const all = []; setInterval(() => { for (let i = 0; i < 40; i++) all.push(new Uint8Array(4e6).fill(1)) }, 5)"
HARMLESS = {
    "dialogs": "alert('a'); confirm('b'); prompt('c');",
    "windows": "for (let i = 0; i < 30; i++) window.open('/other');",
    "prints": "window.print();",
    "mines": "for (let i = 0; i < 2; i++) new Worker(URL.createObjectURL(new Blob(['for(;;){}'])));",
    "leaves": "window.onbeforeunload = () => 'stay'; addEventListener('unload', () => { for (;;) {} });",
    "downloads beside": "const a = document.createElement('a'); a.href = 'data:,x'; a.download = 'x'; document.body.append(a); a.click();",
    "closes": "try { window.close(); } catch {}",
    "moves on": "setInterval(() => document.querySelector('main').style.left = Math.random() + 'px', 10);",
}


@pytest.mark.parametrize("does", HARMLESS)
def test_what_a_page_does_beside_its_product_changes_nothing(does: str, fetcher: Fetcher, store: Shop) -> None:
    url = store.put("/coat", f"{SHOW} = '{IN}'; {HARMLESS[does]}")
    assert "<p>In stock</p>" in drawn(fetcher, url).body.decode()


def redirect(where: str) -> object:
    def send(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, "", 302, Location=where)

    return send


def test_a_page_that_can_not_be_drawn_says_why(fetcher: Fetcher, store: Shop) -> None:
    store.pages["/round"] = redirect("/round")  # type: ignore[assignment]
    store.pages["/file"] = lambda handler: answer(handler, "x", Content_Type="application/zip")
    store.pages["/named"] = lambda handler: answer(handler, "x", Content_Disposition="attachment; filename=coat.html")
    store.pages["/away"] = redirect("http://169.254.169.254/latest/meta-data")  # type: ignore[assignment]
    store.put("/on", "setTimeout(() => location.href = '/on?' + Math.random(), 20)")
    store.put("/memory", EATS)
    store.pages["/big"] = lambda handler: answer(handler, "<p hidden>" + "x" * 9_000_000)
    store.pages["/none"] = lambda handler: answer(handler, "", 204)
    cases = {
        "/none": (Unreachable, "127.0.0.1 gave no page, or the browser lost it (net::ERR_ABORTED)."),
        "/round": (Unreachable, "127.0.0.1 redirects for ever."),
        "/file": (Unreadable, "127.0.0.1 gives a file to download in place of a page. Give the address of a page."),
        "/named": (Unreadable, "127.0.0.1 gives a file to download in place of a page. Give the address of a page."),
        "/away": (
            Unreachable,
            "127.0.0.1 sends the browser on: 169.254.169.254 leads to a link-local or metadata address, which is never looked at.",
        ),
        "/on": (Unreachable, "127.0.0.1 sends the browser on to other pages more than 8 times."),
        "/memory": (Unreadable, "The page crashed in the browser, or took more memory than a page may."),
        "/big": (Unreadable, "The page of 127.0.0.1 as drawn is larger than 8 MiB."),
    }
    for path, (kind, reason) in cases.items():
        failure = refused(fetcher, store.address + path)
        assert (type(failure), failure.reason) == (kind, reason), path
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    closed = refused(fetcher, f"http://127.0.0.1:{port}/coat")
    assert (type(closed), closed.reason) == (Unreachable, "127.0.0.1 takes no connection.")
    unknown = refused(fetcher, "http://nowhere.invalid/coat")
    assert unknown.reason == "The name nowhere.invalid can't be found. Check the address, or the network's DNS."
    assert "In stock" in drawn(fetcher, store.put("/coat", f"{SHOW} = '{IN}'")).body.decode()


def test_a_page_that_hangs_is_given_up_at_its_deadline_and_others_are_not_late(fetcher: Fetcher, store: Shop) -> None:
    hangs = store.put("/hangs", ENDLESS)
    fine = store.put("/coat", f"{SHOW} = '{IN}'").replace("127.0.0.1", "localhost")
    requests = [Request(url=url, drawing=Drawing(), allow_private=True) for url in (hangs, fine, fine + "?2")]
    began, ended = time.monotonic(), {}
    for place, found in filter(None, fetcher.fetch(requests, 15)):
        ended[place] = (time.monotonic() - began, found)
    assert isinstance(ended[0][1], LookFailed)
    assert re.fullmatch(r"127.0.0.1 was not drawn in full within 1[23](.\d+)? s.", ended[0][1].reason)
    assert all(isinstance(ended[place][1], Answer) and ended[place][0] < ended[0][0] for place in (1, 2))


def test_a_page_that_does_not_come_to_rest_is_not_guessed_at(fetcher: Fetcher, store: Shop) -> None:
    store.pages["/api"] = hang
    url = store.put("/coat", f"{SHOW} = '{IN}'; fetch('/api')")
    found = drawn(fetcher, url)
    assert "did not come to rest within" in found.unfinished
    assert found.fingerprint == ""
    with pytest.raises(Unreadable, match="write in wait_for what to wait for"):
        require_ok(found)
    assert drawn(fetcher, url, wait_for="h1").unfinished == ""


def test_a_shop_that_refuses_is_blocked_as_for_a_plain_look(fetcher: Fetcher, store: Shop) -> None:
    store.pages["/coat"] = lambda handler: answer(handler, "no", 429, Retry_After="90")
    with pytest.raises(Blocked) as caught:
        require_ok(drawn(fetcher, store.address + "/coat"))
    assert caught.value.retry_after == 90
    store.pages["/coat"] = lambda handler: answer(handler, "<title>Just a moment...</title>", 403)
    with pytest.raises(Blocked):
        require_ok(drawn(fetcher, store.address + "/coat"))
