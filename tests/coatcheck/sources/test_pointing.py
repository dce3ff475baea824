"""Every statement on stock on a page can be pointed at, and what is pointed at is what is read."""

from datetime import UTC, datetime

import pytest

from coatcheck.model import Availability
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources import page
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.seen.pointing import Pointed, statements_anywhere

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
IN, OUT = Availability.IN_STOCK, Availability.OUT_OF_STOCK
SHOP = """<body><nav><p>Sold out</p></nav><main><h1>Coat</h1><p class="stock sold-out">Sold out</p>
<form action="/cart"><button class="btn">Add to cart</button></form>
<div class="related"><article><h3>Hat</h3><a href="/hat">Hat</a> <p>In stock</p></article><article><h3>Cap</h3><a href="/cap">Cap</a> <p>Out of stock</p></article></div>
<div hidden><p>In stock</p></div></main></body>"""


def answer(html: str) -> Answer:
    return Answer(Request("https://shop.example/coat"), "https://shop.example/coat", 200, {}, html.encode(), NOW, NOW)


def pointed(html: str) -> tuple[Pointed, ...]:
    return statements_anywhere(Document(answer(html)))


def test_what_counts_comes_first_and_what_is_left_out_says_why() -> None:
    first, *others = pointed(SHOP)
    assert (first.words, first.reading, first.left_out) == ("Sold out", OUT, "")
    reasons = {each.left_out for each in others}
    assert all(reasons)
    for part in ("menu", "another product's", "hidden", "a button proves nothing alone"):
        assert any(part in reason for reason in reasons), (part, reasons)


def test_each_selector_finds_its_element_alone_and_gives_its_reading() -> None:
    for each in pointed(SHOP):
        assert len(Document(answer(SHOP)).tree.css(each.selector)) == 1
        if each.words != "Add to cart":
            seen = page.read(Target("https://shop.example/coat", {"selector": each.selector}), [answer(SHOP)])
            assert seen.products[0].availability is each.reading, each


def test_a_selector_outlives_the_state() -> None:
    (first, *_) = pointed(SHOP)
    later = SHOP.replace('class="stock sold-out">Sold out', 'class="stock in-stock">In stock')
    seen = page.read(Target("https://shop.example/coat", {"selector": first.selector}), [answer(later)])
    assert seen.products[0].availability is IN


@pytest.mark.parametrize(
    "html", ["", "<p>A coat</p>", "<p>" * 300 + "Sold out", "<i>" * 300, "<p class='\"]'>Sold out</p>" * 500]
)
def test_whatever_the_page_is_there_is_an_answer(html: str) -> None:
    assert len(pointed(html)) <= 60


def test_words_split_over_tags_are_one_statement() -> None:
    (each,) = pointed("<h1>Coat</h1><p>Sold <b>out</b></p>")
    assert (each.words, each.reading) == ("Sold out", OUT)


ROW = '<article id="item-{size}"><h5>{size}</h5><div class="price"><p>€20.00</p></div><div class="col-2 availability-box {state}">{says}</div></article>'
GONE, COUNT = (
    "<strong>SOLD OUT</strong>",
    '<button type="button">-</button><input type="number" max="3"><button type="button">+</button>',
)


def tickets(**sizes: str) -> str:
    rows = (
        ROW.format(size=size, says=says, state="gone" if says == GONE else "available") for size, says in sizes.items()
    )
    return f"<main><h1>Concert</h1>{''.join(rows)}<button>Add to cart</button></main>"


def test_statements_alike_are_told_apart_by_what_stands_around_them() -> None:
    gone = [each for each in pointed(tickets(S=GONE, M=COUNT, L=GONE)) if each.words == "SOLD OUT"]
    assert [each.around for each in gone] == ["S €20.00 SOLD OUT", "L €20.00 SOLD OUT"]


def test_of_two_elements_with_the_same_words_the_one_that_stays_is_offered() -> None:
    (first, *_) = (each for each in pointed(tickets(S=GONE, M=COUNT)) if each.words == "SOLD OUT")
    assert first.selector.endswith("availability-box")
    now = page.read(
        Target("https://shop.example/coat", {"selector": first.selector}), [answer(tickets(S=COUNT, M=COUNT))]
    )
    (witness,) = now.products[0].offer.witnesses if now.products[0].offer else now.variants[0].offer.witnesses
    assert (witness.name, witness.says) == ("selected-text", "- +")


def test_a_place_that_tells_nothing_any_more_is_not_what_the_watch_relied_on() -> None:
    target = Target("https://shop.example/coat", {"selector": "#item-S .availability-box"})
    before, after = (page.read(target, [answer(tickets(S=says))]) for says in (GONE, "<input>"))
    assert (before.shape, after.shape) == ("page: one, page-text", "page: one, selected-text")
    assert after.variants[0].offer.witnesses[0].says == "(no words)"
