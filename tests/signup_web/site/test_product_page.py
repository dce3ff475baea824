"""The product page as somebody reads it who wants a thing: how it is now, where to get it, and how to be told."""

import gzip
import re
from datetime import timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from coatcheck.model import Availability, Look, Observation, Offer, Product, Variant, VariantState, Watch, Witness
from signup_web.product.grid import Grid, arranged
from tests.fakes.ports import NOON
from tests.signup_web.visiting import IN, OUT, Site, words

COLOURS = ("Midnight Navy", "Black", "Sand", "Brick Red", "Forest Green", "Off White")
SIZES = ("XS", "S", "M", "L", "XL", "XXL")


def named(*titles: str) -> list[VariantState]:
    return [VariantState(title, title) for title in titles]


@pytest.fixture
def coat(site: Site) -> Watch:
    """36 variants, all sold out but one that came eight minutes ago; another one was there for two hours, three hours ago."""
    sold_out: dict[str, Availability] = {f"{colour} / {size}": OUT for colour in COLOURS for size in SIZES}
    watch = site.watch("coat", "", created_at=NOON - timedelta(days=80))
    site.look(watch, at=NOON - timedelta(days=79), **sold_out)
    for day in range(70, 1, -2):
        site.look(watch, at=NOON - timedelta(days=day), **{**sold_out, f"Black / {SIZES[day % 6]}": IN})
        site.look(watch, at=NOON - timedelta(days=day, hours=-3), **sold_out)
    site.look(watch, at=NOON - timedelta(hours=5), **{**sold_out, "Sand / M": IN})
    site.look(watch, at=NOON - timedelta(hours=3), **sold_out)
    site.look(watch, at=NOON - timedelta(minutes=8), **{**sold_out, "Black / M": IN})
    site.tick()
    return watch


def cell(tree: LexborHTMLParser, size: str) -> LexborNode:
    """The cell of a size."""
    return tree.css_first(f'td[data-size="{size}"]')


def test_many_variants_of_two_options_are_a_table_with_the_sizes_side_by_side() -> None:
    titles = [f"{size} / {colour}" for colour in ("Black", "Sand", "Navy") for size in ("L", "S", "M")]
    found = arranged(named(*titles))
    assert found is not None
    assert found.columns == ("S", "M", "L")
    assert [row for row, _ in found.rows] == ["Black", "Sand", "Navy"]
    assert found.rows[1][1] == ("S / Sand", "M / Sand", "L / Sand")
    told = [VariantState(str(n), "", {"cut": "x", "farbe": each[0], "form": each[1:]}) for n, each in enumerate(titles)]
    assert arranged([*told[:8]]) is None, "few"
    gap = arranged(named(*titles[:-1], "S / Olive"))
    assert gap == Grid(
        ("S", "M", "L"),
        (
            ("Black", ("S / Black", "M / Black", "L / Black")),
            ("Sand", ("S / Sand", "M / Sand", "L / Sand")),
            ("Navy", ("S / Navy", None, "L / Navy")),
            ("Olive", ("S / Olive", None, None)),
        ),
    )


@pytest.mark.parametrize(
    ("why", "variants"),
    [
        ("one option", named(*"ABCDEFGHIJKL")),
        ("three", named(*(f"{a} / {b} / {c}" for a in "AB" for b in "CD" for c in "EFG"))),
        ("not told of each", named("plain", *(f"{a} / {b}" for a in "ABC" for b in "DEF"))),
        ("two of one name", [VariantState(str(n), f"{'ABC'[n % 3]} / {'DE'[n % 2]}") for n in range(12)]),
        ("gaps for the most part", named(*(f"{n} / {n + 50}" for n in range(12)))),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_what_is_no_table_is_none(why: str, variants: list[VariantState]) -> None:
    assert arranged(variants) is None


def test_a_cell_says_how_it_is_and_when_it_was_there(site: Site, coat: Watch) -> None:
    tree = LexborHTMLParser(site.visitor().get("/p/coat").text)
    assert [th.text() for th in tree.css(".grid th[scope=col]")] == list(SIZES)
    assert [th.text() for th in tree.css(".grid th[scope=row]")] == ["Black", "Midnight Navy", *COLOURS[2:]]
    assert len(tree.css(".grid td[data-size]")) == 36
    assert not tree.css("ul.sizes")
    there, was, never = (words(cell(tree, size).html or "") for size in ("Black / M", "Sand / M", "Sand / XL"))
    assert "In stock" in there
    assert "for 8 min" in there
    assert "Sold out 3 hr ago" in was
    assert "Last in stock 3 hours ago , for 2 hours" in was, "in full for whoever hears the page"
    assert "Sold out never" in never


def test_ticks_in_the_table_sign_up_without_script(site: Site, coat: Watch) -> None:
    visitor = site.visitor()
    tree = LexborHTMLParser(visitor.get("/p/coat").text)
    box = cell(tree, "Sand / M").css_first("input")
    form = tree.css_first(f"form#{box.attributes['form']}")
    assert box.attributes["name"] == "size"
    page = visitor.get(f"{form.attributes['action']}?size={box.attributes['value']}".replace(" ", "+")).text
    ticked = LexborHTMLParser(page).css("input[name=size][checked]")
    assert [each.attributes["value"] for each in ticked] == ["Sand / M"]


def test_a_page_of_36_sizes_is_small_and_asks_for_little(site: Site, coat: Watch) -> None:
    visitor = site.visitor()
    page = visitor.get("/p/coat").text
    tree = LexborHTMLParser(page)
    others = [each.attributes["href"] for each in tree.css("link[rel=stylesheet], link[rel=icon]")]
    others += [each.attributes["src"] for each in tree.css("script[src], img[src]:not([loading=lazy])")]
    assert 1 + len(others) <= 6
    sent = [page, *(visitor.get(str(each)).text for each in others)]
    assert sum(len(gzip.compress(each.encode(), 6)) for each in sent) <= 20_000


def test_each_cell_of_a_large_table_is_on_one_page(site: Site) -> None:
    watch = site.watch("tents", "", created_at=NOON - timedelta(days=3))
    tents = {f"Colour {number} / {size}": OUT for number in range(50) for size in range(30, 70)}
    site.look(watch, at=NOON - timedelta(minutes=1), **{**tents, "Colour 49 / 40": IN})
    site.tick()
    shown: list[str] = []
    page = site.visitor().get("/p/tents").text
    assert 'data-size="Colour 49 / 40"' in page, "what is there comes first"
    while True:
        shown += re.findall(r'<td class="cell[^>]+data-size="([^"]+)"', page)
        more = re.search(r'rel="next" href="([^"]+)"', page)
        if not more:
            break
        page = site.visitor().get(more[1].replace("&amp;", "&")).text
    assert sorted(shown) == sorted(tents)
    assert site.visitor().get("/p/tents?sizes=99").status_code == 404


def test_the_headline_follows_the_state(site: Site) -> None:
    watch = site.store.watch("jacket")

    def says() -> str:
        return words(LexborHTMLParser(site.visitor().get("/p/jacket").text).css_first(".headline").html or "")

    assert says() == "Sold out; not seen in stock since 20 Feb 2026"
    site.wait(minutes=1)
    site.look(watch, S=OUT, M=IN, L=OUT)
    assert says() == "M is in stock now $120.00"
    site.wait(minutes=1)
    site.look(watch, S=IN, M=IN, L=OUT)
    assert says() == "S, M are in stock now $120.00"
    site.wait(minutes=1)
    site.look(watch, S=OUT, M=OUT, L=OUT)
    site.wait(hours=3)
    site.tick()
    assert says() == "Sold out; last in stock 3 hours ago"


def test_what_is_there_has_a_button_and_what_is_not_asks_to_be_told_of(site: Site) -> None:
    watch = site.store.watch("jacket")
    site.look(watch, S=OUT, M=IN, L=OUT)
    tree = LexborHTMLParser(site.visitor().get("/p/jacket").text)
    button = tree.css_first(".get a.button")
    assert (button.text(), button.attributes["href"]) == ("Get M", watch.url), (
        "the product's page: it has none of its own"
    )
    asks = {each.text(): each.attributes["href"] for each in tree.css(".size .act a[href*=join]")}
    assert asks == {f"Tell me {size}": f"/p/jacket/join?size={size}" for size in "SL"}


@pytest.mark.parametrize(
    ("age", "range"), [(timedelta(hours=2), "24h"), (timedelta(days=3), "7d"), (timedelta(days=10), "90d")]
)
def test_the_strip_begins_as_long_as_the_history_is(site: Site, age: timedelta, range: str) -> None:
    site.watch("new", created_at=site.clock.now() - age)
    tree = LexborHTMLParser(site.visitor().get("/p/new").text)
    assert tree.css_first(".ranges [aria-current]").text() == range


def test_why_we_think_so_is_one_tap_away(site: Site) -> None:
    watch, now = site.watch("hat", ""), site.clock.now() - timedelta(minutes=1)
    said = {"S": (OUT, "available: false"), "M": (IN, "available: true"), "L": (OUT, "available: false")}
    variants = tuple(
        Variant(size, size, offer=Offer(shown, witnesses=(Witness("shopify", words),)))
        for size, (shown, words) in said.items()
    )
    site.record(watch, Look("hat", now, now, observation=Observation((Product("hat", "Hat", variants=variants),))))
    site.tick()

    def why() -> list[str]:
        page = LexborHTMLParser(site.visitor().get("/p/hat").text)
        return [" ".join(each.text(separator=" ").split()) for each in page.css("details.why li")]

    assert why() == ["S, L shopify: available: false", "M shopify: available: true"]
    site.wait(minutes=1)
    site.trouble(watch)
    assert why() == [], "nobody can say now"
