"""The public pages: true, small, sent once, and safe to show whatever a shop writes."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from coatcheck.catalogue import set_active
from coatcheck.errors import StoreUnavailable
from coatcheck.model import Availability, Batch, Change, Glance, Health, Snapshot, Verdict
from tests import examples
from tests.services.notifying import NOON
from tests.services.visiting import IN, OUT, PUBLIC, Site

PAGES = ["/", "/p/jacket", "/p/jacket/live", "/p/jacket/log", "/status", "/help", "/terms", "/privacy", "/consent"]
MACHINE = ["/p/jacket.json", "/p/jacket.atom", "/p/jacket/badge.svg", "/robots.txt", "/sitemap.xml"]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    site.watch()
    site.watch("parka", "M XXL")
    yield site
    site.services.close()


def words(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(LexborHTMLParser(page).body.text(separator=" ").split())


def card(site: Site, size: str) -> str:
    """What the product page says of one size."""
    tree = LexborHTMLParser(site.visitor().get("/p/jacket").text)
    return " ".join(tree.css_first(f'[data-size="{size}"] .facts').text(separator=" ").split())


def restock(site: Site, minutes: float, **sizes: Availability) -> None:
    """Sizes come back for so long."""
    watch = site.store.watch("jacket")
    site.look(watch, None, **{"S": OUT, "M": OUT, "L": OUT, **sizes})
    site.wait(minutes=minutes)
    site.look(watch, S=OUT, M=OUT, L=OUT)
    site.wait(seconds=2)
    site.tick()


# What it says


def test_a_size_in_stock_says_since_when(site: Site) -> None:
    site.look(site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
    site.wait(minutes=8)
    site.tick()
    assert card(site, "M").startswith("M In stock for 8 minutes $120.00")


def test_a_sold_out_size_says_when_it_was_last_there_and_how_long(site: Site) -> None:
    restock(site, 12, M=IN)
    site.wait(hours=3)
    site.tick()
    assert "Sold out $120.00 Last in stock 3 hours ago , for about 12 minutes" in card(site, "M")


def test_a_size_never_seen_says_since_when_we_look(site: Site) -> None:
    assert "Not seen in stock since we began on 20 Feb 2026" in card(site, "L")


def test_sizes_in_stock_come_first_then_the_shops_order(site: Site) -> None:
    site.look(site.store.watch("jacket"), S=OUT, M=OUT, L=IN)
    page = site.visitor().get("/p/jacket").text
    assert re.findall('data-size="(.)"', page) == ["L", "S", "M"]


def test_a_blocked_shop_is_unknown_and_never_sold_out(site: Site) -> None:
    site.trouble(site.store.watch("jacket"))
    page = site.visitor().get("/p/jacket").text
    assert "The shop has not given a clear answer since" in page
    assert "Sold out" not in page
    assert card(site, "M").startswith("M Unknown")


def test_when_our_own_looks_stop_the_page_says_so(site: Site) -> None:
    site.wait(minutes=30)
    page = site.visitor().get("/p/jacket").text
    assert "Our own checks have not run since" in page
    assert "Sold out" not in page


def test_a_paused_watch_says_so_and_claims_nothing_until_it_is_looked_at_again(site: Site) -> None:
    watch = set_active(site.store, site.store.watch("jacket"), False, site.clock.now())
    site.wait(hours=2)
    site.tick()
    page = site.visitor().get("/p/jacket").text
    assert "This watch is paused since 2 Mar 2026, 20:00" in page
    assert "Not watched since 2 Mar 2026, 20:00" in page
    assert "Jacket Paused" in words(site.visitor().get("/").text)
    set_active(site.store, watch, True, site.clock.now())
    page = site.visitor().get("/p/jacket").text
    assert "The first check after that is under way" in page
    assert "Sold out" not in page


def test_a_pause_stays_in_the_history_as_a_time_in_which_nobody_looked(site: Site) -> None:
    state = site.store.states(["jacket"])["jacket"]
    unseen = Change("jacket", state.version + 1, site.clock.now(), unseen_since=NOON - timedelta(days=1))
    site.store.commit_verdict("b1", Verdict(replace(state, version=unseen.version), unseen))
    assert "Not watched from 1 Mar 2026, 20:00 to 2 Mar 2026, 20:00" in site.visitor().get("/p/jacket").text


def test_a_removed_product_closes_its_sign_up(site: Site) -> None:
    site.trouble(site.store.watch("jacket"), Health.GONE)
    visitor = site.visitor()
    assert "The shop removed this page" in visitor.get("/p/jacket").text
    assert visitor.get("/p/jacket/join").status_code == 409


def test_a_watch_that_was_never_looked_at_says_so(site: Site) -> None:
    site.store.add_watch(examples.watch("new", title="New"))
    assert "The first check is under way" in site.visitor().get("/p/new").text


def test_few_restocks_are_told_one_by_one_and_many_as_a_map(site: Site) -> None:
    restock(site, 5, M=IN)
    assert "Seen 1 restock so far: Mon 20:00" in words(site.visitor().get("/p/jacket").text)
    for _ in range(5):
        site.wait(hours=5)
        restock(site, 5, M=IN)
    page = site.visitor().get("/p/jacket").text
    assert "Restocks by weekday and hour" in page
    assert len(re.findall('class="heat[1-4]"', page)) >= 2


def test_the_log_lists_every_stay(site: Site) -> None:
    restock(site, 12, M=IN, L=IN)
    page = words(site.visitor().get("/p/jacket/log").text)
    assert page.count("about 12 minutes") == 2


def test_the_title_says_what_is_in_stock(site: Site) -> None:
    site.look(site.store.watch("jacket"), S=OUT, M=IN, L=IN)
    assert "<title>M, L in stock – Jacket</title>" in site.visitor().get("/p/jacket").text


def test_the_list_names_every_product_and_a_single_one_is_shown_at_once(site: Site) -> None:
    assert "Jacket Sold out" in words(site.visitor().get("/").text)
    site.store.remove_watch("parka")
    visitor = site.visitor()
    visitor.get("/")
    assert visitor.at == "/p/jacket"


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    assert "Nothing is watched yet" in Site(tmp_path).visitor().get("/").text


def test_an_unlisted_product_is_found_by_its_address_only(site: Site) -> None:
    site.store.put_watch(replace(site.store.watch("parka"), listed=False))
    assert 'content="noindex"' in site.visitor().get("/p/parka").text
    for path in ("/sitemap.xml", "/status", "/status.json"):
        assert "parka" not in site.visitor().get(path).text


def test_the_same_facts_for_machines(site: Site) -> None:
    restock(site, 12, M=IN)
    facts = site.visitor().get("/p/jacket.json").json
    medium = facts["sizes"][1]
    assert (medium["id"], medium["in_stock"], medium["availability"]) == ("M", False, "OutOfStock")
    assert facts["restocks"][0]["size"] == "M"
    assert "<title>M is back in stock, $120.00</title>" in site.visitor().get("/p/jacket.atom").text
    assert "Sold out" in site.visitor().get("/p/jacket/badge.svg").text


def test_machines_are_told_null_where_nothing_is_known(site: Site) -> None:
    site.trouble(site.store.watch("jacket"))
    facts = site.visitor().get("/p/jacket.json").json
    assert {size["in_stock"] for size in facts["sizes"]} == {None}


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
    assert again.headers["Last-Checked"] == site.clock.now().isoformat()


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


def test_a_product_page_is_small_and_needs_five_requests_at_most(site: Site) -> None:
    for _ in range(12):
        restock(site, 5, M=IN, L=IN)
        site.wait(hours=30)
    visitor = site.visitor()
    page = visitor.get("/p/jacket", **{"Accept-Encoding": "gzip"})
    plain = visitor.get("/p/jacket").text
    assets = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', plain))
    sizes = [len(visitor.get(asset, **{"Accept-Encoding": "gzip"}).data) for asset in assets]
    assert len(sizes) + 1 <= 5
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
    monkeypatch.setattr(type(site.app.extensions["memory"]), "by_slug", lambda self, slug: 1 / 0)
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


# How everything is doing


def test_healthz_is_ok_while_the_store_answers(site: Site) -> None:
    assert site.visitor().get("/healthz").text == "ok"


def report(site: Site) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(site.visitor().get("/status.json").text)
    return told


def test_status_tells_of_ticks_watches_and_messages(site: Site) -> None:
    site.store.put_delivery(examples.delivery())
    site.trouble(site.store.watch("parka"))
    told = report(site)
    assert told["tick_age"] == 0
    assert told["health"] == {"healthy": 1, "blocked": 1}
    assert told["deliveries"] == {"pending": 1}
    jacket, parka = told["watches"]
    assert (jacket["health"], parka["health"], parka["reason"]) == ("healthy", "blocked", "403")
    assert parka["since"].startswith("2026-03-02T20:00:01")
    assert not told["ok"]


def test_the_report_names_what_is_paused_and_since_when(site: Site) -> None:
    set_active(site.store, site.store.watch("parka"), False, site.clock.now())
    site.wait(hours=2)
    site.tick()
    told = report(site)
    assert (told["ok"], told["paused"], told["health"]) == (True, 1, {"healthy": 1})
    assert told["watches"][1]["since"].startswith("2026-03-02T20:00:00")
    assert "Parka paused for 2 hours" in words(site.visitor().get("/status").text)


def test_t2_without_ticks_for_five_minutes_something_is_wrong(site: Site) -> None:
    assert report(site)["ok"]
    site.wait(minutes=7)
    assert not report(site)["ok"]


def test_the_public_report_names_no_person_and_no_alert(site: Site) -> None:
    site.store.put_subscriber(examples.subscriber())
    site.store.open_alert(examples.alert(text="secret trouble"))
    told = json.dumps(report(site))
    assert "ann" not in told
    assert "secret trouble" not in told
    assert "shop.example is" not in told


def test_an_hourly_watch_says_when_it_was_really_looked_at(site: Site) -> None:
    watch = site.store.add_watch(examples.watch("hourly", interval=3600, batch="b2"))
    site.look(watch, at=NOON - timedelta(hours=5), M=OUT)
    looked_at = NOON - timedelta(minutes=40)
    batch = site.store.lease_batch(Batch("b2"), NOON, "worker", NOON, NOON)
    glance = Glance(watch.id, looked_at, Health.HEALTHY)
    site.store.commit_looks(batch, Snapshot("b2", looked_at, (glance,)), [])
    assert site.visitor().get("/p/hourly").headers["Last-Checked"] == looked_at.isoformat()
