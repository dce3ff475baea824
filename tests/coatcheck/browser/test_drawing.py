"""What a browser draws is what is read: by script, after a wait, after something was pressed, with cookies."""

import re
from http.server import BaseHTTPRequestHandler
from typing import Any

from coatcheck.errors import LookFailed
from coatcheck.ports import Answer, Drawing, Fetcher, Request, fetch_one
from tests.coatcheck.browser.pages import Shop, answer

IN = "<h1>Coat</h1><p>In stock</p>"
SHOW = "document.querySelector('main').innerHTML"


def drawn(fetcher: Fetcher, url: str, known: str = "", seconds: float = 20, **drawing: Any) -> Answer:
    found = fetch_one(fetcher, Request(url=url, known=known, drawing=Drawing(**drawing)), seconds)
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


BANNER = """
<div id=cover style="position: fixed; inset: 0; background: white"><p>We value your privacy</p>
<button onclick="answered('all')">Accept all</button><button onclick="answered('none')">Reject all</button></div>
<main></main>
"""


def test_what_covers_the_page_is_refused_and_what_the_watch_names_is_pressed_in_turn(
    fetcher: Fetcher, store: Shop
) -> None:
    answered = f"""function answered(how) {{ cover.remove(); {SHOW} = `consent ${{how}}
        <select onchange="pick(this.value)"><option>Size<option value=42>EU 42</select><label>Blue <input type=radio onchange="colour()"></label>`; }}
        function pick(value) {{ document.body.dataset.size = value; }}
        function colour() {{ setTimeout(() => document.querySelector('main').append(`In stock in ${{document.body.dataset.size}}`), 50); }}"""
    url = store.put("/coat", answered, BANNER)
    body = drawn(fetcher, url, press=("eu 42", "Blue")).body.decode()
    assert "consent none" in body
    assert "In stock in 42" in body
    assert "In stock in 42" in drawn(fetcher, url, press=("EU 42", "input[type=radio]")).body.decode()
    assert (
        drawn(fetcher, url, press=("EU 43",)).unfinished
        == "Nothing on the page can be pressed by 'EU 43': check press."
    )


def test_a_banner_that_covers_nothing_is_let_alone(fetcher: Fetcher, store: Shop) -> None:
    url = store.put(
        "/coat", "function answered(how) { document.body.dataset.answered = how; }", BANNER.replace("fixed", "static")
    )
    assert "data-answered" not in drawn(fetcher, url).body.decode()


def test_it_waits_for_what_the_watch_names_and_comes_with_its_cookies(fetcher: Fetcher, store: Shop) -> None:
    late = f"setTimeout(() => {SHOW} = '<h1>Coat</h1><p class=stock>In stock ' + document.cookie, 1500)"
    url = store.put("/coat", late)
    assert "In stock country=DE" in drawn(fetcher, url, wait_for=".stock", cookies={"country": "DE"}).body.decode()
    assert "country" not in drawn(fetcher, url, wait_for=".stock").body.decode()  # each look has a context of its own
    store.put("/coat", "")
    missing = drawn(fetcher, url, wait_for=".stock")
    assert re.fullmatch(r"Nothing on the page fits '.stock' within \d+ s: check wait_for.", missing.unfinished)
    assert missing.picture


SHADOW = """
customElements.define('shop-stock', class extends HTMLElement { connectedCallback() {
  const root = this.attachShadow({mode: this.getAttribute('mode') || 'open'});
  root.innerHTML = `<style>p {color: red}</style><p><slot name=size>No size</slot>: <b>${this.dataset.says}</b></p><button>Show</button>`;
  root.querySelector('button').onclick = () => { root.querySelector('b').textContent = 'pressed'; };
} });
"""
PARTS = """
<main><shop-stock data-says="In stock"><i slot=size>Size M</i><u>never drawn</u></shop-stock>
<shop-stock data-says="hidden away" mode=closed></shop-stock><template><b>kept</b></template>
<iframe class=own src="/part"></iframe><iframe src="/part?unseen" style="width: 0; height: 0; border: 0"></iframe></main>
"""


def test_open_shadow_roots_and_frames_of_the_same_host_are_read_where_they_are_seen(
    fetcher: Fetcher, store: Shop
) -> None:
    store.put("/part", "document.querySelector('main').innerHTML = `Ships in 3 days${location.search}`")
    url = store.put("/coat", SHADOW, PARTS)
    body = drawn(fetcher, url).body.decode()
    assert '<p><i slot="size">Size M</i>: <b>In stock</b></p>' in body
    assert '<div class="own">' in body
    assert "<main>Ships in 3 days</main>" in body
    assert "<template><b>kept</b></template>" in body
    assert not any(unseen in body for unseen in ("never drawn", "hidden away</b>", "unseen</main>"))
    assert drawn(fetcher, url, known=drawn(fetcher, url).fingerprint).unchanged
    pressed = drawn(fetcher, url, press=("Show",), wait_for="p > b").body.decode()
    assert "<b>pressed</b>" in pressed


def test_two_who_ask_for_the_same_page_have_it_drawn_once(fetcher: Fetcher, store: Shop) -> None:
    url = store.put("/coat", f"{SHOW} = '{IN}'")
    known = drawn(fetcher, url).fingerprint
    store.asked.clear()
    requests = [Request(url=url, drawing=Drawing(), known=name) for name in (known, "")]
    found = dict(filter(None, fetcher.fetch(requests, 20)))
    assert store.paths() == ["/coat"]
    assert isinstance(found[0], Answer)
    assert isinstance(found[1], Answer)
    assert (found[0].unchanged, found[1].unchanged) == (True, False)
    assert "In stock" in found[1].body.decode()
