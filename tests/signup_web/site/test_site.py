"""The public pages: true, small, sent once, and safe to show whatever a shop writes."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from coatcheck.model import Change, Health, Verdict, Watch
from coatcheck.watching.catalogue import set_active
from tests import examples
from tests.fakes.ports import NOON
from tests.signup_web.visiting import IN, OUT, Site, restock, words


def card(site: Site, size: str) -> str:
    """What the product page says of one size."""
    tree = LexborHTMLParser(site.visitor().get("/p/jacket").text)
    return " ".join(tree.css_first(f'[data-size="{size}"] .facts').text(separator=" ").split())


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


@pytest.mark.parametrize("path", ["/p/jacket", "/p/jacket/join", "/restocks", "/status", "/promise", "/mine"])
def test_no_two_links_run_together_where_there_is_no_style(site: Site, path: str) -> None:
    assert (
        re.findall(r"[^>]*</a><a\b[^>]*", site.visitor().get(path).text) == []
    )  # as in lynx, w3m, or a copy of the page


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


@pytest.mark.usefixtures("parka")
def test_a_paused_watch_says_so_and_claims_nothing_until_it_is_looked_at_again(site: Site) -> None:
    watch = set_active(site.store, site.store.watch("jacket"), False, site.clock.now())
    assert card(site, "M").startswith("M Unknown")
    site.wait(hours=2)
    site.tick()
    page = site.visitor().get("/p/jacket").text
    assert "This watch has been paused since 2 Mar 2026, 20:00" in page
    assert "Not watched since 2 Mar 2026, 20:00" in page
    assert site.visitor().get("/p/jacket.json").json["paused_at"] == "2026-03-02T20:00:00Z"
    assert "Jacket Paused" in words(site.visitor().get("/").text)
    set_active(site.store, watch, True, site.clock.now())
    site.wait(seconds=1)
    page = site.visitor().get("/p/jacket").text
    assert "The first check after that is under way" in page
    assert "Sold out" not in page


def test_a_pause_stays_in_the_history_as_a_time_in_which_nobody_looked(site: Site) -> None:
    state = site.store.states(["jacket"])["jacket"]
    unseen = Change("jacket", state.version + 1, site.clock.now(), unseen_since=NOON - timedelta(days=1))
    site.store.commit_verdict("b1", Verdict(replace(state, version=unseen.version), unseen))
    assert "Not watched from 1 Mar 2026, 20:00 to 2 Mar 2026, 20:00" in site.visitor().get("/p/jacket").text
    facts = site.visitor().get("/p/jacket.json").json
    assert facts["unwatched"] == [{"from": "2026-03-01T20:00:00Z", "until": "2026-03-02T20:00:00Z"}]
    assert facts["paused_at"] is None


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


def test_a_moment_is_written_as_html_has_it_without_millionths_of_a_second(site: Site) -> None:
    site.wait(microseconds=123_456)
    restock(site, 12, M=IN)
    for path in ("/p/jacket", "/p/jacket/log"):
        moments = re.findall('datetime="([^"]*)"', site.visitor().get(path).text)
        assert moments
        assert not [moment for moment in moments if not re.fullmatch(r"[\d-]{10}T[\d:]{8}\+00:00", moment)]


def test_the_title_says_what_is_in_stock(site: Site) -> None:
    site.look(site.store.watch("jacket"), S=OUT, M=IN, L=IN)
    assert "<title>M, L in stock – Jacket</title>" in site.visitor().get("/p/jacket").text


def test_the_list_names_every_product_and_a_single_one_is_shown_at_once(site: Site, parka: Watch) -> None:
    assert "Jacket Sold out" in words(site.visitor().get("/").text)
    site.store.remove_watch(parka.id)
    site.wait(seconds=1)
    visitor = site.visitor()
    visitor.get("/")
    assert visitor.at == "/p/jacket"


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    assert "Nothing is watched yet" in Site(tmp_path).visitor().get("/").text


def test_an_unlisted_product_is_found_by_its_address_only(site: Site, parka: Watch) -> None:
    site.store.put_watch(replace(parka, listed=False))
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


@pytest.mark.parametrize("strange", ["\x00\x08\x1b", "\ufffe\uffff", "<&\"'>]]>"])
def test_machines_can_read_whatever_shops_call_their_products_and_sizes(site: Site, strange: str) -> None:
    watch = site.watch("strange", f"M{strange}", title=f"Coat {strange}")
    site.look(watch, None, **{f"M{strange}": IN})
    site.wait(minutes=8)
    site.tick()
    for path in ("/p/strange.atom", "/p/strange/badge.svg", "/sitemap.xml"):
        ElementTree.fromstring(site.visitor().get(path).data)
    assert "is back in stock" in site.visitor().get("/p/strange.atom").text


def test_machines_are_told_null_where_nothing_is_known(site: Site) -> None:
    site.trouble(site.store.watch("jacket"))
    facts = site.visitor().get("/p/jacket.json").json
    assert {size["in_stock"] for size in facts["sizes"]} == {None}


@pytest.mark.parametrize(
    "strange", ["\x00", "\x07", "\x1b[31m", "\x7f\x85", "\ufffe", "\uffff", "]]>", "\U0001f9e5", "a\u200db"]
)
def test_feed_and_badge_are_xml_whatever_a_shop_calls_its_products(site: Site, strange: str) -> None:
    watch = site.store.add_watch(examples.watch("odd", title=f"Coat {strange}&", created_at=NOON - timedelta(days=10)))
    for shown in (OUT, IN):
        site.look(watch, None, **{f"M{strange}": shown})
        site.wait(minutes=1)
        site.tick()
    for path in ("/p/odd.atom", "/p/odd/badge.svg", "/sitemap.xml"):
        ElementTree.fromstring(site.visitor().get(path).data)
    assert "<entry>" in site.visitor().get("/p/odd.atom").text


def test_products_of_one_title_are_told_apart_by_their_shops(site: Site) -> None:
    for slug, host in (("hat", "a.example"), ("hat-2", "b.example")):
        site.store.add_watch(examples.watch(slug, title="Wool Hat", url=f"https://{host}/hat"))
    for path in ("/", "/status"):
        shown = words(site.visitor().get(path).text)
        assert "Wool Hat (a.example)" in shown
        assert "Wool Hat (b.example)" in shown


def test_icons_are_where_programs_look_for_them_that_read_no_page(site: Site) -> None:
    for path in ("/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"):
        icon = site.app.test_client().get(path, buffered=True)
        assert icon.status_code == 200
        with Image.open(BytesIO(icon.data)) as picture:
            assert picture.size in {(48, 48), (180, 180)}


def test_moments_in_pages_have_no_more_digits_than_html_takes(site: Site) -> None:
    """https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#times: three of a second at the most."""
    site.clock.moment += timedelta(microseconds=123456)
    restock(site, 5, M=IN)
    site.look(site.store.watches()[0], M=IN)
    site.tick()
    site.wait(seconds=10)
    for path in ("/p/jacket", "/p/jacket/log", "/restocks"):
        moments = re.findall(r'datetime="([^"]*)"', site.visitor().get(path).text)
        assert moments
        assert not [moment for moment in moments if re.search(r"\.\d{4}", moment)]
