"""Lists of hundreds: narrowed, put in order and cut into pages by their addresses alone."""

import gzip
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from coatcheck.model import Availability, DeliveryState, Ended, Health
from signup_web.site.listing import PAGE, Line, Wanted, listing, matching, wanted
from signup_web.site.status_words import CHECKED, MESSAGES, STOPPED
from tests import examples
from tests.fakes.ports import NOON
from tests.signup_web.visiting import IN, OUT, PUBLIC, Site, words

STATES = ("in", "out", "unknown")
COATS = [
    Line("a", "Ärmelmantel Größe M", "out", "b.example", ("Winter",)),
    Line("b", "Parka", "in", "a.example", ("Winter", "rain")),
    Line("c", "コート 紺", "unknown", "a.example"),
    Line("d", "parka, red", "out", "a.example", ("rain",)),
]


def shown(**asked: str) -> str:
    return "".join(listing(COATS, wanted(asked, STATES), STATES).shown)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "badc"),  # what is in stock first, then as they were added
        ({"q": "PARKA"}, "bd"),
        ({"q": "red parka"}, "d"),
        ({"q": "armel grosse"}, "a"),
        ({"q": "winter b.example"}, "a"),
        ({"q": "紺"}, "c"),
        ({"q": "  "}, "badc"),
        ({"q": "shoe"}, ""),
        ({"state": "out"}, "ad"),
        ({"state": "sold"}, "badc"),  # no state of these
        ({"shop": "a.example"}, "bdc"),
        ({"shop": "c.example"}, ""),
        ({"tag": "RAIN"}, "bd"),
        ({"tag": "rain", "state": "out"}, "d"),
        ({"sort": "name"}, "abdc"),
        ({"sort": "newest"}, "dcba"),
        ({"sort": "price"}, "badc"),
    ],
)
def test_an_address_says_what_is_shown_and_in_what_order(asked: dict[str, str], found: str) -> None:
    assert shown(**asked) == found


def test_the_counts_tell_of_all_that_is_found_whatever_its_state() -> None:
    assert listing(COATS, wanted({"state": "in"}, STATES), STATES).counts == {"in": 1, "out": 2, "unknown": 1}
    assert listing(COATS, wanted({"tag": "rain", "state": "unknown"}, STATES), STATES).counts == {
        "in": 1,
        "out": 1,
        "unknown": 0,
    }


@pytest.mark.parametrize("page", ["0", "-1", "9" * 5000, "²", "x", "999999", "", "1e3"])
def test_every_page_that_is_asked_for_is_one_that_there_is(page: str) -> None:
    many = [Line(number, f"Coat {number}", "in", "a.example") for number in range(2 * PAGE + 1)]
    cut = listing(many, wanted({"page": page}, STATES), STATES)
    assert cut.wanted.page == (3 if page == "999999" else 1)
    assert (len(cut.shown), cut.pages, cut.total) == (1 if page == "999999" else PAGE, 3, 2 * PAGE + 1)


def test_what_an_address_asks_for_is_what_its_links_ask_for() -> None:
    asked = wanted({"q": "x" * 5000, "state": "in", "shop": "s" * 5000, "tag": "rain", "sort": "name"}, STATES)
    assert len(asked.q) == 100
    assert wanted({key: str(value) for key, value in asked.parameters(page=7).items()}, STATES) == replace(
        asked, page=7
    )
    assert Wanted().parameters() == {}
    assert matching(COATS, Wanted(shop="a.example", page=9)) == [COATS[1], COATS[2], COATS[3]]


# On the pages


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two hundred coats: twelve in stock, eight unknown; one is never looked at."""
    site = Site(tmp_path_factory.mktemp("many"))
    for number in range(200):
        host = f"shop{number % 3}.example"
        tags = ("rain",) if number % 50 == 0 else ()
        watch = examples.watch(
            f"coat-{number}", title=f"Coat number {number}", url=f"https://{host}/{number}", tags=tags
        )
        watch = site.store.add_watch(replace(watch, created_at=NOON - timedelta(days=1, minutes=-number)))
        if number:
            site.look(watch, NOON - timedelta(minutes=2), **dict.fromkeys("SML", IN if number > 187 else OUT))
        if 0 < number < 8:
            site.trouble(watch, (Health.BLOCKED, Health.UNREADABLE)[number % 2])
    site.tick()
    yield site
    site.services.close()


def names(page: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(page).css(".products .name")]


def counted(page: str) -> list[str]:
    return [" ".join(node.text().split()) for node in LexborHTMLParser(page).css(".counts li")]


def test_the_home_says_how_many_and_shows_fifty_of_them_what_is_there_first(many: Site) -> None:
    page = many.visitor().get("/").text
    assert counted(page) == ["12 in stock", "180 sold out", "8 unknown"]
    assert len(names(page)) == 50
    assert names(page)[:13] == [*(f"Coat number {number}" for number in range(188, 200)), "Coat number 8"]


def test_every_product_is_on_one_page_and_its_neighbours_are_linked(many: Site) -> None:
    visitor, path, found = many.visitor(), "/?q=coat&shop=shop1.example&sort=name", []
    while path:
        tree = LexborHTMLParser(visitor.get(path).text)
        found += names(tree.html or "")
        following = tree.css_first('a[rel="next"]')
        path = (following.attributes["href"] or "") if following else ""
        assert "shop1.example" in path or not path
    assert len(found) == len(set(found)) == 67
    assert tree.css_first('a[rel="prev"]')


def test_a_search_stays_in_every_link_and_in_the_form(many: Site) -> None:
    page = many.visitor().get('/?q="number+7&state=out&lang=de').text
    tree = LexborHTMLParser(page)
    assert tree.css_first("#list-q").attributes["value"] == '"number 7'
    page = many.visitor().get("/?q=number+7&state=out&sort=name").text
    tree = LexborHTMLParser(page)
    assert tree.css_first("#list-state option[selected]").attributes["value"] == "out"
    assert tree.css_first("#list-sort option[selected]").attributes["value"] == "name"
    links = [link.attributes["href"] or "" for link in tree.css(".counts a, .languages a")]
    assert len(links) > 8
    assert all("q=number+7" in link and "sort=name" in link for link in links)
    assert 'content="noindex, follow"' in page


def test_where_nothing_is_found_it_says_what_to_do(many: Site) -> None:
    for path in ("/?q=shoe", "/status?q=shoe", "/?shop=other.example", "/?tag=<script>"):
        page = many.visitor().get(path).text
        assert "Search for fewer words" in words(page)
        assert "<script>" not in page
        assert LexborHTMLParser(page).css_first(".empty a").attributes["href"] == urlsplit(path).path


def test_each_search_is_a_page_of_its_own_to_whoever_has_it_already(many: Site) -> None:
    visitor = many.visitor()
    tags = {path: visitor.get(path).headers["ETag"] for path in ("/", "/?page=2", "/?q=7", "/?state=in", "/?sort=name")}
    assert len(set(tags.values())) == len(tags)
    for path, tag in tags.items():
        assert visitor.get(path, **{"If-None-Match": tag}).status_code == 304
    assert visitor.get("/?q=8", **{"If-None-Match": tags["/?q=7"]}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/status"])
def test_a_list_of_two_hundred_is_small(many: Site, path: str) -> None:
    answer = many.app.test_client().get(path, base_url=PUBLIC, headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) < 12_000
    assert len(gzip.decompress(answer.data)) > len(answer.data)


def test_an_address_that_is_too_long_is_refused_with_a_short_page(many: Site) -> None:
    answer = many.visitor().get("/?q=" + "x" * 5000)
    assert answer.status_code == 414
    assert len(answer.text) < 5000


def test_few_products_need_no_search(site: Site) -> None:
    site.watch("parka")
    for path in ("/", "/status"):
        assert 'role="search"' not in site.visitor().get(path).text
    assert 'role="search"' in site.visitor().get("/?q=parka").text


# How it is doing


def test_the_status_counts_first_and_shows_trouble_first(many: Site) -> None:
    page = many.visitor().get("/status").text
    assert counted(page) == ["7 in trouble", "1 not checked yet", "192 well"]
    assert "Coat number 1 The page can’t be read for less than a minute Coat number 2 The shop refuses us" in words(
        page
    )
    assert "Coat number 0 Not checked yet Coat number 8 Is being checked" in words(page)
    assert len(names(many.visitor().get("/status?state=trouble").text)) == 7


def test_whatever_becomes_of_watches_and_messages_there_are_words_for_it() -> None:
    assert (set(CHECKED), set(MESSAGES)) == (set(Health), set(DeliveryState))
    assert set(STOPPED) == {None, *Ended}
    said = [*CHECKED.values(), *STOPPED.values(), *MESSAGES.values()]
    machine = {str(name) for name in (*Health, *Availability)} - {"over"}
    assert not [each for each in said if "_" in each or each.casefold() in machine]


def test_no_page_says_what_the_shops_answer_was_in_the_machines_words(site: Site) -> None:
    parka = site.watch("parka")
    site.trouble(parka)
    site.store.put_delivery(examples.delivery(state=DeliveryState.SOLD_OUT))
    page = words(site.visitor().get("/status").text)
    assert "Parka The shop refuses us" in page
    assert "not sent, it was gone again 1" in page
    assert not re.search(r"\b(403|blocked|healthy|sold_out)\b", page)
