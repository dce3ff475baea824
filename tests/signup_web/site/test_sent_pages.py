"""How pages travel: small, kept where they can be, and locked."""

import re

import pytest

from coatcheck.errors import StoreUnavailable
from tests import examples
from tests.signup_web.visiting import IN, OUT, PUBLIC, Site, restock

PAGES = [
    "/",
    "/p/jacket",
    "/p/jacket/live",
    "/p/jacket/log",
    "/status",
    "/promise",
    "/help",
    "/terms",
    "/privacy",
    "/consent",
]
MACHINE = ["/p/jacket.json", "/p/jacket.atom", "/p/jacket/badge.svg", "/robots.txt", "/sitemap.xml"]

pytestmark = pytest.mark.usefixtures("parka")  # the list of a single product would be its page


# How it is sent


@pytest.mark.parametrize("path", PAGES + MACHINE)
def test_an_unchanged_page_is_a_304_without_a_body(site: Site, path: str) -> None:
    visitor = site.visitor()
    first = visitor.get(path)
    again = visitor.get(path, **{"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_a_restock_makes_it_another_page_within_five_seconds(site: Site) -> None:
    visitor = site.visitor()
    tag = visitor.get("/p/jacket/live").headers["ETag"]
    site.look(site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
    site.wait(seconds=5)
    answer = visitor.get("/p/jacket/live", **{"If-None-Match": tag})
    assert answer.status_code == 200
    assert 'data-kind="in"' in answer.text


def test_the_moment_of_the_last_check_travels_beside_an_unchanged_page(site: Site) -> None:
    visitor = site.visitor()
    first = visitor.get("/p/jacket/live")
    site.wait(minutes=1)
    site.tick()
    again = visitor.get("/p/jacket/live", **{"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert first.headers["Last-Checked"] < again.headers["Last-Checked"] <= site.clock.now().isoformat()


def test_within_five_seconds_the_store_is_asked_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = 0
    states = site.store.states

    def counted(ids: list[str]) -> object:
        nonlocal reads
        reads += 1
        return states(ids)

    monkeypatch.setattr(site.store, "states", counted)
    for _ in range(20):
        site.visitor().get("/p/jacket/live")
    assert reads == 1


def test_a_product_page_is_small_and_needs_six_requests_at_most(site: Site) -> None:
    for _ in range(12):
        restock(site, 5, M=IN, L=IN)
        site.wait(hours=30)
    visitor = site.visitor()
    page = visitor.get("/p/jacket", **{"Accept-Encoding": "gzip"})
    plain = visitor.get("/p/jacket").text
    assets = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', plain))
    ask = visitor.client.get  # an icon is no text
    sizes = [len(ask(asset, headers={"Accept-Encoding": "gzip"}, buffered=True).data) for asset in assets]
    assert len(sizes) + 1 <= 6
    assert len(page.data) + sum(sizes) < 30_000
    assert "http" not in "".join(re.findall(r'src="([^"]+)"', plain))


def test_assets_are_kept_for_a_year(site: Site) -> None:
    visitor = site.visitor()
    style = re.search(r'href="(/static/site.css[^"]+)"', visitor.get("/").text)[1]
    assert "max-age=31536000" in visitor.get(style).headers["Cache-Control"]


# How it is locked


@pytest.mark.parametrize("path", [*PAGES, "/p/jacket/join", "/nope", "/admin/enter"])
def test_every_answer_carries_its_locks(site: Site, path: str) -> None:
    headers = site.visitor().get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"]
    assert headers["Referrer-Policy"]


@pytest.mark.parametrize("path", [*PAGES, "/p/jacket/join", "/admin/enter", "/nope"])
def test_no_page_has_anything_inline(site: Site, path: str) -> None:
    page = site.visitor().get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", page)


EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}",
    "javascript:alert(1)",
    '=HYPERLINK("https://evil.example")',
    "\u202eevil\r\nSet-Cookie: a=b",
    "😀" * 200,
]


@pytest.mark.parametrize("words", EVIL)
def test_a_shops_words_stay_words(site: Site, words: str) -> None:
    watch = site.store.add_watch(examples.watch("evil", title=words, url="javascript:alert(1)"))
    site.look(watch, None, **{words: IN})
    for path in ("/", "/p/evil", "/p/evil/log", "/p/evil/join", "/p/evil.atom", "/p/evil/badge.svg", "/status"):
        page = site.visitor().get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert 'href="javascript:' not in page.text
        assert "Set-Cookie" not in page.headers or "a=b" not in page.headers["Set-Cookie"]


def test_product_pages_set_no_cookie(site: Site) -> None:
    for path in PAGES:
        assert "Set-Cookie" not in site.visitor().get(path).headers


def test_a_short_link_leads_to_the_stored_address_and_nowhere_else(site: Site) -> None:
    site.store.put_delivery(examples.delivery(code="abc2345"))
    client = site.app.test_client()
    assert client.get("/r/abc2345?to=https://evil.example").location == "https://shop.example/jacket"
    assert client.get("/r/nope").status_code == 404


def test_a_short_link_never_leads_to_another_kind_of_address(site: Site) -> None:
    about = examples.event(url="javascript:alert(1)")
    site.store.put_delivery(examples.delivery(of=about, code="abc2345"))
    assert site.app.test_client().get("/r/abc2345").status_code == 404


def test_an_enormous_form_is_refused(site: Site) -> None:
    answer = site.app.test_client().post("/p/jacket/join", base_url=PUBLIC, data={"address": "1" * 100_000})
    assert answer.status_code == 413


def test_an_error_has_its_own_page_and_no_stack_trace(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(site.app.extensions["facts"]), "by_slug", lambda self, slug: 1 / 0)
    page = site.visitor().get("/p/jacket")
    assert page.status_code == 500
    assert page.headers["X-Request-Id"] in page.text
    assert "ZeroDivisionError" not in page.text


def test_g3_without_the_store_pages_say_so_and_health_fails(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailable("away")

    for name in ("watches", "check"):
        monkeypatch.setattr(site.store, name, away)
    assert site.visitor().get("/p/jacket").status_code == 503
    assert site.visitor().get("/healthz").status_code == 503
    assert site.visitor().get("/livez").status_code == 200
    assert "Alerts are not lost" in site.visitor().get("/").text
