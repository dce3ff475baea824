"""The operator's pages: closed to everybody else, nothing stored before Save, nothing lost on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from coatcheck.model import Answer, DeliveryState, Glance, Health, Snapshot
from coatcheck.ports import Request
from coatcheck.ports.messages import FanOut, dead_letter, encode
from coatcheck.telling import dead_letters, switches
from tests import examples
from tests.fakes.ports import NOON
from tests.fakes.serving import answering, served, showing
from tests.fakes.twilio import Control
from tests.signup_web.visiting import ANN, BOB, IN, OUT, PUBLIC, Site, Visitor, enter, words

# Watches

PICTURE = "https://cdn.shop.example/parka.jpg"
SHOP = {
    "id": 1,
    "title": "Parka",
    "featured_image": PICTURE,
    "variants": [{"id": 11, "title": "M", "option1": "M", "available": False}],
}


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    """A shop's address."""
    with served(answering("/products/parka.js", SHOP)) as base:
        yield base


def test_a_preview_shows_what_would_be_seen_and_stores_nothing(tmp_path: Path, shop: str) -> None:
    site = Site(tmp_path, allow_hosts=(shop.removeprefix("http://"),))
    visitor = enter(site)
    visitor.submit("/admin/add", action="/add", url=f"{shop}/products/parka", source="shopify")
    assert "OutOfStock" in visitor.page
    assert f'<img src="{PICTURE}"' in visitor.page
    assert site.store.watches() == []


def test_what_was_previewed_is_watched_after_save(tmp_path: Path, shop: str) -> None:
    site = Site(tmp_path, allow_hosts=(shop.removeprefix("http://"),))
    visitor = enter(site)
    visitor.submit("/admin/add", action="/add", url=f"{shop}/products/parka", source="shopify")
    visitor.send(action="/save", interval="30", zone="UTC")
    (watch,) = site.store.watches()
    assert (watch.title, watch.interval, watch.slug, watch.source) == ("Parka", 30, "parka", "shopify")


def test_a_setting_that_can_not_be_used_is_asked_for_again_beside_what_was_seen(tmp_path: Path, shop: str) -> None:
    site = Site(tmp_path, allow_hosts=(shop.removeprefix("http://"),))
    visitor = enter(site)
    visitor.submit("/admin/add", action="/add", url=f"{shop}/products/parka", source="shopify")
    visitor.send(action="/save", interval="1", title="My parka")
    assert visitor.status == 422
    assert all(words in visitor.page for words in ("5 seconds at the least", "OutOfStock", 'value="My parka"'))
    visitor.send(action="/save", interval="30", title="My parka")
    assert [watch.title for watch in site.store.watches()] == ["My parka"]


def test_the_operator_says_whether_what_was_read_is_true(tmp_path: Path, shop: str) -> None:
    site = Site(tmp_path, allow_hosts=(shop.removeprefix("http://"),))
    visitor = enter(site)
    visitor.submit("/admin/add", action="/add", url=f"{shop}/products/parka", source="shopify")
    assert "We read: M sold out. Is that what the page shows you?" in words(visitor.page)
    visitor.send(action="/save", agree="no")
    assert (visitor.status, site.store.watches()) == (422, [])  # this shop has no page to point at
    assert "can&#39;t be taught" in visitor.page
    visitor.submit("/admin/add", action="/add", url=f"{shop}/products/parka", source="shopify")
    visitor.send(action="/save", agree="yes", read="M in stock")
    assert "something else now" in visitor.page
    visitor.send(action="/save", agree="yes")
    (watch,) = site.store.watches()
    assert watch.agreement
    assert (watch.agreement.answer, watch.agreement.at) == (Answer.YES, site.clock.now())
    assert [(each.title, each.availability) for each in watch.agreement.read] == [("M", OUT)]
    assert "is it true: yes" in visitor.page


MISREAD = """<title>Coat</title><h1>Coat</h1><footer><p class="note">Sold out</p></footer>
<script type="application/ld+json">{"@type": "Product", "name": "Coat", "offers": {"availability": "InStock"}}</script>"""


def test_what_was_misread_is_taught_by_pointing_at_what_is_right(tmp_path: Path) -> None:
    with served(showing("/coat", lambda: MISREAD)) as base:
        site = Site(tmp_path, allow_hosts=(base.removeprefix("http://"),))
        visitor = enter(site)
        visitor.submit("/admin/add", action="/add", url=f"{base}/coat")
        assert "We read: in stock." in words(visitor.page)
        visitor.send(action="/save", agree="no")
        assert all(part in words(visitor.page) for part in ("Sold out", "as on every page", "footer > p.note"))
        (button,) = LexborHTMLParser(visitor.page).css('button[name="option-selector"]')
        visitor.send(action="/add", **{"option-selector": button.attributes["value"]})
        assert "We read: sold out." in words(visitor.page)
        assert site.store.watches() == []
        visitor.send(action="/save", agree="yes", **{"option-selector": "p.note"})
        (watch,) = site.store.watches()
        assert (watch.source, watch.options) == ("page", {"selector": "p.note"})
        assert watch.agreement
        assert watch.agreement.read[0].availability is OUT


def test_a_page_that_no_source_can_read_is_taught(tmp_path: Path) -> None:
    with served(showing("/coat", lambda: '<footer><p class="note">Sold out</p></footer>')) as base:
        visitor = enter(Site(tmp_path, allow_hosts=(base.removeprefix("http://"),)))
        visitor.submit("/admin/add", action="/add", url=f"{base}/coat")
        assert (visitor.status, "Point at what tells the stock" in visitor.page) == (422, True)
        answer = visitor.client.post(
            "/admin/add/teach", base_url=PUBLIC, data={"url": f"{base}/coat", "csrf_token": token(visitor.page)}
        )
        assert "footer &gt; p.note" in answer.text


def test_a_page_that_can_only_say_that_it_is_gone_is_taught_or_watched_by_those_who_tick_the_box(
    tmp_path: Path,
) -> None:
    lone = "<title>Coat</title><h1>Coat</h1><p>Sold out</p>"
    with served(showing("/coat", lambda: lone)) as base:
        site = Site(tmp_path, allow_hosts=(base.removeprefix("http://"),))
        visitor = enter(site)
        visitor.submit("/admin/add", action="/add", url=f"{base}/coat")
        assert all(part in words(visitor.page) for part in ("We read: sold out.", 'it can never say "in stock"'))
        assert ("<code>selector</code>" in visitor.page, "`" in visitor.page) == (True, False)
        visitor.send(action="/save", agree="yes")
        assert (visitor.status, site.store.watches()) == (422, [])
        taught = {"selector": "p", "in_stock": "here again", "out_of_stock": "sold"}
        typed = {f"option-{name}": text for name, text in taught.items()}
        visitor.send(action="/save", to="/admin/add", **typed)
        assert "it can never say" not in words(visitor.page)
        visitor.send(action="/save", agree="yes", **typed)
        assert [watch.options for watch in site.store.watches()] == [taught]


def token(page: str) -> str:
    """The token that every form of a page carries."""
    field = LexborHTMLParser(page).css_first('input[name="csrf_token"]')
    assert field
    return field.attributes["value"] or ""


def test_a_page_that_tells_no_stock_is_watched_by_those_only_who_tick_the_box(tmp_path: Path) -> None:
    product = (
        '<script type="application/ld+json">{"@type": "Product", "name": "Coat", "offers": {"price": "9"}}</script>'
    )
    with served(showing("/coat", lambda: product)) as base:
        site = Site(tmp_path, allow_hosts=(base.removeprefix("http://"),))
        visitor = enter(site)
        visitor.submit("/admin/add", action="/add", url=f"{base}/coat")
        assert "it can never say &#34;in stock&#34;" in visitor.page
        visitor.send(action="/save")
        assert (visitor.status, site.store.watches()) == (422, [])
        visitor.send(action="/save", anyway="1")
        assert [watch.title for watch in site.store.watches()] == ["Coat"]


def test_a_watch_that_was_never_in_stock_says_so_until_it_was(site: Site) -> None:
    visitor = enter(site)
    never = "Never seen in stock yet: we can't promise that we will know it."
    assert all(never in words(visitor.get(path).text) for path in ("/admin/", "/admin/watches/jacket"))
    site.look(site.store.watch("jacket"), S=OUT, M=IN, L=OUT)
    assert not any(never in words(visitor.get(path).text) for path in ("/admin/", "/admin/watches/jacket"))


@pytest.mark.parametrize("action", ["/add", "/save"])
def test_a_page_that_is_watched_already_is_refused_with_the_way_to_its_watch(
    tmp_path: Path, shop: str, action: str
) -> None:
    site = Site(tmp_path, allow_hosts=(shop.removeprefix("http://"),))
    visitor = enter(site)
    visitor.submit("/admin/add", action="/add", url=f"{shop}/products/parka", source="shopify")
    watch = site.store.add_watch(examples.watch("other", url=f"{shop}/products/parka", title="Parka"))
    if action == "/add":
        visitor.get("/admin/add")
    visitor.send(action=action, url=f"{shop}/products/parka")
    assert visitor.status == 422
    assert visitor.link("/watches/") == "/admin/watches/other"
    assert site.store.watches() == [watch]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://shop.example/x", "with https:// in front"),
        ("http://127.0.0.1/x", "private network"),
        ("http://169.254.169.254/x", "is never looked at"),
        ("http://localhost:8080/x", "private network"),
        ("http://[::1]/x", "private network"),
        ("http://intranet/x", "private network"),
    ],
)
def test_an_address_that_may_not_be_looked_at_is_refused_before_anything_is_fetched(
    site: Site, url: str, says: str
) -> None:
    class Nobody:
        def fetch(self, requests: list[Request], seconds: float) -> list[object]:
            raise AssertionError(requests)

        def close(self) -> None: ...

    site.services.__dict__["fetcher"] = Nobody()
    visitor = enter(site)
    visitor.submit("/admin/add", action="/add", url=url)
    assert visitor.status == 422
    assert says in visitor.page


def test_settings_are_saved_and_bad_ones_are_not(site: Site) -> None:
    visitor = enter(site)
    visitor.submit("/admin/watches/jacket", action="/jacket", title="Coat", interval="30", zone="Europe/Paris")
    watch = site.store.watch("jacket")
    assert (watch.title, watch.interval, watch.zone, watch.listed) == ("Coat", 30, "Europe/Paris", False)
    visitor.submit("/admin/watches/jacket", action="/jacket", title="Parka", interval="2", listed="1")
    assert "5 seconds at the least" in visitor.page
    assert 'value="Parka"' in visitor.page  # what was typed need not be typed again
    assert 'name="listed" value="1" checked' in visitor.page
    visitor.submit("/admin/watches/jacket", action="/jacket", settle="9" * 5000)
    assert "Write settle as a whole number of 9 digits at the most" in visitor.page
    assert site.store.watch("jacket").interval == 30


def test_tags_are_written_with_commas_between_them(site: Site) -> None:
    visitor = enter(site)
    visitor.submit("/admin/watches/jacket", action="/jacket", tags=" Coats,for  winter,, coats")
    assert site.store.watch("jacket").tags == ("Coats", "for winter")
    assert 'value="Coats, for winter"' in visitor.page
    visitor.submit("/admin/watches/jacket", action="/jacket", tags="x" * 31)
    assert "A tag has 30 characters at the most" in visitor.page
    visitor.submit("/admin/watches/jacket", action="/jacket", tags=",".join("abcdefghijk"))
    assert "10 tags at the most" in visitor.page
    assert site.store.watch("jacket").tags == ("Coats", "for winter")


def test_a_watch_is_paused_and_resumed(site: Site) -> None:
    visitor = enter(site)
    for active in ("0", "1"):
        visitor.get("/admin/")
        (button,) = LexborHTMLParser(visitor.page).css(f'button[form="one"][value="{active}"]')
        visitor.send("/admin/", to=button.attributes["formaction"] or "", active=active)
        assert site.store.watch("jacket").active is (active == "1")


def test_a_watch_in_trouble_says_by_how_many_looks(site: Site) -> None:
    visitor, watch = enter(site), site.watch("parka")
    for says in ("by one look without proof", "2 looks in a row without proof"):
        site.trouble(watch)
        assert says in visitor.get("/admin/watches/parka").text
        site.wait(minutes=1)


def test_a_look_now_is_asked_for_by_one_press(site: Site) -> None:
    visitor = enter(site)
    visitor.submit("/admin/watches/jacket", action="/look")
    assert site.store.watch("jacket").look_at == site.clock.now()
    assert "It is looked at with the next tick." in visitor.page


def test_removing_asks_first(site: Site) -> None:
    visitor = enter(site)
    visitor.submit("/admin/watches/jacket", action="/remove")
    assert site.store.watch("jacket")
    visitor.submit("/admin/watches/jacket", action="/remove", sure="1")
    assert site.store.watch("jacket") is None


# Messages


def test_the_kill_switch_holds_everything_until_it_is_released(site: Site) -> None:
    visitor = enter(site)
    visitor.submit("/admin/", action="/switch", stop="1")
    assert (visitor.status, switches.stopped(site.store)) == (422, None)
    assert "Tick the box to say that you are sure" in visitor.page
    visitor.send(action="/switch", stop="1", sure="1")
    assert switches.stopped(site.store)
    assert "All messages are held" in visitor.page
    visitor.submit("/admin/", action="/switch", resume="1")
    assert switches.stopped(site.store) is None


def test_deliveries_show_their_state_and_no_address(tmp_path: Path, small_stand_in: Control) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in)
    site.watch()
    site.join()
    site.store.put_delivery(
        examples.delivery(site.person().id, channel="sms", state=DeliveryState.FAILED, next_at=None)
    )
    visitor = enter(site)
    visitor.get("/admin/deliveries?state=failed")
    assert "+1 *** 2671" in visitor.page
    assert "+14155552671" not in visitor.page


def test_a_watchs_page_says_how_long_telling_everybody_takes(tmp_path: Path, small_stand_in: Control) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in)
    site.watch()
    site.join()
    visitor = enter(site)
    visitor.get("/admin/watches/jacket")
    assert "1 person waits for M: 1 s at 1 a second, 1 s at 100." in visitor.page


def test_a_dead_letter_is_sent_on_its_way_again(site: Site) -> None:
    about = FanOut(event=examples.event())
    dead_letters.bury(site.store, dead_letter("restocks", encode(about), "the store was away", NOON))
    visitor = enter(site)
    visitor.submit("/admin/dead-letters", action="/replay")
    assert about in site.line.messages
    assert site.store.dead_letters(10) == []


def test_a_letter_nobody_can_read_stays_and_says_so(site: Site) -> None:
    site.store.bury(examples.letter(body="garbage"))
    visitor = enter(site)
    visitor.submit("/admin/dead-letters", action="/replay")
    assert visitor.status == 422
    assert len(site.store.dead_letters(10)) == 1


def test_a_test_message_shows_the_providers_own_answer(tmp_path: Path, small_stand_in: Control) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in)
    visitor = enter(site)
    visitor.submit("/admin/test", action="/test", channel="sms", address="+1 415 555 2671")
    assert "The provider said: Twilio queued SM" in visitor.page
    small_stand_in.refuse("+14155552671", 21614)
    visitor.submit("/admin/test", action="/test", channel="sms", address="+1 415 555 2671")
    assert "21614" in visitor.page


def test_a_test_is_not_sent_to_whoever_said_stop(tmp_path: Path, small_stand_in: Control) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in)
    site.watch()
    site.join()
    site.text("STOP")
    visitor = enter(site)
    for path, action in (("/admin/test", "/test"), ("/admin/watches/jacket/rehearsal", "/rehearsal")):
        visitor.submit(path, action=action, variant="M", channel="sms", address=ANN)
        assert "said STOP" in visitor.page
    assert [text for text in site.texts() if "test" in text.lower()] == []


# Shops


def test_a_shop_shows_how_often_it_is_looked_at_and_how_it_takes_it(site: Site) -> None:
    site.watch("parka", interval=30)
    site.watch("hat", url="https://hats.example/hat")
    watch = site.store.watch("parka")
    assert watch
    for _ in range(3):
        site.trouble(watch)
        at = site.clock.now()
        snapshot = Snapshot("b1", at, (Glance("parka", at, Health.BLOCKED), Glance("jacket", at, Health.HEALTHY)))
        batch = site.store.batches(["b1"])["b1"]
        site.store.commit_looks(batch, snapshot, [])
        site.wait(minutes=1)
    visitor = enter(site)
    visitor.get("/admin/shops")
    assert [" ".join(row) for row in rows(visitor)] == [
        "hats.example shopify 1 1 none 0 of 0 as planned",
        "shop.example shopify 2 3 1 3 of 6 20:04:02 UTC in 2 min, backed off",
    ]
    visitor.get(visitor.link("/shops/shop.example"))
    parka, jacket = rows(visitor)
    assert parka[:5] == ["Parka", "shopify", "30 s", "The shop refuses us 403", "3"]
    assert jacket[:6] == ["Jacket", "shopify", "60 s", "Is being checked", "", "as planned"]


def test_a_shop_that_is_not_watched_has_no_page(site: Site) -> None:
    assert enter(site).get("/admin/shops/other.example").status_code == 404


def rows(visitor: Visitor) -> list[list[str]]:
    """The lines of the page's table."""
    lines = LexborHTMLParser(visitor.page).css("tbody tr")
    return [[" ".join(cell.text(separator=" ").split()) for cell in line.css("th, td")] for line in lines]


# Rehearsing a restock


def test_a_simulated_restock_goes_to_the_operator_as_a_test_and_to_nobody_else(
    tmp_path: Path, small_stand_in: Control
) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in, operator=f"sms:{BOB}")
    before = site.watch()
    site.join(ANN)
    state, texts, wants = site.store.states(["jacket"]), site.texts(ANN), site.wants(ANN)
    visitor = enter(site)
    visitor.submit("/admin/watches/jacket/rehearsal", action="/rehearsal", variant="M")
    assert "The provider said: Twilio queued SM" in visitor.page
    (text,) = site.texts(BOB)
    assert text.startswith("TEST by CoatCheck: Jacket M ")
    assert (site.texts(ANN), site.wants(ANN)) == (texts, wants)
    assert (site.store.states(["jacket"]), site.store.watch("jacket")) == (state, before)
    assert (len(site.line.messages), site.store.delivery_counts()) == (0, {})


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"variant": "XXL"}, "Choose a size"),
        ({"variant": "M", "channel": "console"}, "Write the address"),
        ({"variant": "M", "channel": "email", "address": "ann@example.org"}, "not switched on"),
    ],
)
def test_a_rehearsal_says_what_is_missing(site: Site, fields: dict[str, str], says: str) -> None:
    visitor = enter(site)
    visitor.submit("/admin/watches/jacket/rehearsal", action="/rehearsal", **fields)
    assert visitor.status == 422
    assert says in visitor.page
