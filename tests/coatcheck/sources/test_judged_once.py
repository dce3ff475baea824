"""A page that differs from one that was judged in nothing that a reader sees is not judged anew; any other is."""

import gc
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from unittest.mock import Mock
from weakref import ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coatcheck.errors import LookFailed
from coatcheck.model import Product, Variant
from coatcheck.sources.html import hearing
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.hearing import hear, judge
from coatcheck.sources.html.parsing.judged import Judged, Judgement
from coatcheck.sources.html.seen.accounts import doubted
from coatcheck.sources.html.weighing import weigh
from coatcheck.sources.limits import Limits
from tests.coatcheck.sources.answering import answer
from tests.coatcheck.sources.layouts import harmless, pages, saying, tiles
from tests.coatcheck.sources.pages import json_ld, product
from tests.coatcheck.sources.unseen_pages import PAGES

URL = "https://shop.example/p/mug"
# The second is what Cloudflare puts at the end of its customers' pages, with another id in each answer.
SCRIPT = '<script nonce="{nonce}">window.visit = {{"token": "{nonce}"}};</script><script defer src="/beacon.js?{nonce}" data-beacon="{nonce}"></script>'
FIELDS = '<meta name="csrf-token" content="{nonce}"><form action="/cart"><input type="hidden" name="form_key" value="{nonce}"><input type="submit" value="Add to cart"></form>'
NONCES = ("8f3c0aa1b2d4", "Zm9vYmFyMQ==")


def document(markup: str, url: str = URL, came: str | None = None, days: int = 0, **options: str) -> Document:
    given = answer(markup.encode(), url, came=came)
    return Document(replace(given, ended_at=given.ended_at + timedelta(days=days)), Limits.of(options))


def anew(page: Document, options: Mapping[str, str]) -> Product | None:
    """Judge a page as if none had been judged before."""
    accounts, read = hear(page)
    return doubted(weigh(accounts), read) if accounts else None


def outcome(way: Callable[[Document, Mapping[str, str]], Product | None], page: Document) -> Product | str | None:
    try:
        return way(page, {})
    except LookFailed as failed:
        return str(failed)


def same(one: Document, other: Document, product: Product | None = None) -> bool:
    """Whether one page is taken for another one that was judged, where it is known what changes from one to the other."""
    judged, first, last = Judged(), *(Judgement(product, one.answer.ended_at, None) for _ in range(2))
    judged.remember(one.looked, first)
    judged.remember(other.looked, last)
    return judged.get(one.looked) is last


def with_visit(page: str, nonce: str) -> str:
    return (SCRIPT + page.replace("</body>", f"{FIELDS}{SCRIPT}</body>").replace("<body", f"{SCRIPT}<body")).replace("{nonce}", nonce)  # fmt: skip


PIECES = [
    "Sold out", "In stock", "<p>Out of stock</p>", '<p class="stock">Ausverkauft</p>', "Stock: 0", "<button>Add to cart</button>", "<button disabled>Add to cart</button>",
    '<input type="submit" value="Sold out">', '<input type="hidden" value="12345678">', '<input type="hidden" itemprop="sku" value="12345678">', "<h1>Bowl</h1>", "<div hidden>",
    "</div>", '<b class="price">9 EUR</b>', "<!-- sold out -->", "<style>.a{}</style>", '<script>var stock = [{"id": 1, "size": "M", "available": false}]</script>',
    "<script>var a = 1</script>", '<script type="application/json">{"a": 1}</script>', json_ld(product("OutOfStock", "Trail Mug", url=URL)),
    '<meta property="product:availability" content="out of stock">', '<link rel="canonical" href="/p/bowl">', '<meta name="csrf-token" content="0123456789">',
]  # fmt: skip
edits = st.lists(st.tuples(st.sampled_from(PIECES), st.floats(0, 1)), min_size=1, max_size=3)


def edited(page: str, changes: list[tuple[str, float]]) -> str:
    """A page with these pieces put in before tags of it."""
    for piece, where in changes:
        place = page.find("<", int(where * len(page)))
        page = page[:place] + piece + page[place:] if place >= 0 else page + piece
    return page


@settings(max_examples=max(300, settings().max_examples))
@given(pages(inside=st.one_of(saying, harmless), outside=st.one_of(harmless, tiles())), edits)
def test_judging_with_what_was_judged_before_says_what_judging_anew_says(
    page: str, changes: list[tuple[str, float]]
) -> None:
    for other in (page, with_visit(page, NONCES[0]), with_visit(page, NONCES[1]), edited(page, changes), edited(with_visit(page, NONCES[1]), changes)):  # fmt: skip
        assert outcome(judge, document(other)) == outcome(anew, document(other))


@given(pages(inside=st.one_of(saying, harmless), outside=st.one_of(harmless, tiles())))
def test_readers_see_nothing_but_what_a_page_is_parted_into(page: str) -> None:
    whole = document(page)
    parted = document("")
    parted.__dict__["_parts"] = (whole.scripts, whole.markup)
    assert outcome(anew, parted) == outcome(anew, whole)


def test_pages_that_differ_in_tokens_alone_are_judged_twice_and_never_again(monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"{json_ld(product('InStock', 'Trail Mug', url=URL))}<body><h1>Trail Mug</h1>In stock</body>"
    monkeypatch.setattr(hearing, "JUDGED", Judged())
    _, second = (judge(document(with_visit(page, nonce)), {}) for nonce in NONCES)
    monkeypatch.setattr(hearing, "hear", None)  # nothing is heard again
    assert judge(document(with_visit(page, "0a1b2c3d4e5f")), {}) is second


NOW = document("").answer.ended_at


def judgement(sizes: int) -> Judgement:
    return Judgement(Product(id="mug", variants=tuple(Variant(id=str(each)) for each in range(sizes))), NOW, None)


def test_what_is_remembered_has_an_end_however_many_sizes_pages_have_and_the_last_ones_stay() -> None:
    kept = Judged(most=100)
    shops = [document("In stock", f"https://shop.example/p/{number}") for number in range(200)]
    for number, shop in enumerate(shops):
        kept.remember(shop.looked, judgement(number % 30))
        kept.remember(shop.looked, judgement(number % 30))  # by another thread
    left = [number for number, shop in enumerate(shops) if kept.get(shop.looked)]
    assert left == list(range(left[0], 200))
    held = sum(1 + number % 30 for number in left)
    assert held <= 100 < held + 1 + (left[0] - 1) % 30
    large = document("In stock", "https://shop.example/p/large")
    kept.remember(large.looked, judgement(100))
    assert kept.get(large.looked) is None
    assert kept.get(shops[199].looked)


BEFORE = f"{json_ld(product('InStock', 'Trail Mug'))}<body><h1>Trail Mug</h1>{FIELDS}<p class='a'>In stock</p></body>"


@pytest.mark.parametrize(
    "other",
    [
        document(BEFORE.replace("In stock", "Sold out")), document(BEFORE.replace("InStock", "OutOfStock")), document(BEFORE.replace("class='a'", "hidden")),
        document(BEFORE.replace("Add to cart", "Sold-out-now")), document(BEFORE, "https://shop.example/p/bowl"), document(BEFORE, came="https://shop.example/fr/p/mug"),
        document(BEFORE, max_price="10"), document(BEFORE + '<script>{"sold_out": true}</script>'), document(BEFORE.replace("<h1>", "<h1>2 ")),
    ],
)  # fmt: skip
def test_pages_that_differ_in_what_a_reader_sees_are_not_taken_for_the_same(other: Document) -> None:
    assert not same(document(BEFORE), other)


def test_an_offer_that_begins_and_ends_is_judged_once_for_each_time_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    times = {"availabilityStarts": "2026-11-01T00:00Z", "availabilityEnds": "2026-12-01T00:00Z"}
    offer = {"@type": "Offer", "price": "9", "availability": "InStock", **times}
    page = f"{json_ld({'@type': 'Product', 'name': 'Trail Mug', 'offers': offer})}<h1>Trail Mug</h1>"
    heard = Mock(side_effect=hear)
    monkeypatch.setattr(hearing, "JUDGED", Judged())
    monkeypatch.setattr(hearing, "hear", heard)
    start = document(page).answer.ended_at
    said = []
    for moment in ("2026-10-01", "2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01", "2027-12-01", "2026-11-15"):
        looked = document(page, days=(datetime.fromisoformat(moment) - start.replace(tzinfo=None)).days + 1)
        judged = judge(looked, {})
        said.append((judged.availability.buyable if judged else "nothing", looked.turns_at and looked.turns_at.month))
    assert said == [(False, 11)] * 2 + [(True, 12)] * 2 + [(None, None)] * 2 + [(True, 12)]
    assert heard.call_count == 4  # the last time the clock went back


def test_a_page_that_speaks_of_no_product_is_heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Mock(side_effect=hear)
    monkeypatch.setattr(hearing, "hear", heard)
    assert [judge(document("<p>We moved house</p>"), {}) for _ in range(3)] == [None] * 3
    assert heard.call_count == 1


@pytest.mark.parametrize(
    ("drawn", "left"),
    [
        ('<svg class="no"><g><path d="M0 0"/></g></svg>Sold out', '<svg class="no"></svg>Sold out'),
        ("<svg/>Sold out<svg></svg>", "<svg/>Sold out<svg></svg>"),
        ("<svg><path><div>Sold out</div></svg>", "<svg><path><div>Sold out</div></svg>"),
        ("<svg><title>Sold out</title></svg>", "<svg><title>Sold out</title></svg>"),
    ],
)
def test_of_drawings_nothing_but_their_shapes_is_left_out(drawn: str, left: str) -> None:
    assert document(drawn).markup == left


@pytest.mark.parametrize("ending", ["<meta name='a'>", "<!-- a -->", '<input type="hidden" value="12345678">', ""])
def test_what_follows_the_last_tag_of_a_page_is_seen(ending: str) -> None:
    assert document(f"<script>let stock</script>{ending}Sold out").markup.endswith("Sold out")
    assert "Sold" not in document(f"<script>let stock</script>{ending}<script>let a = 1 > 0; Sold out").markup


def test_a_page_that_was_judged_is_held_by_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "JUDGED", Judged())
    gc.disable()  # which finds what holds itself, with the whole page, some time later
    try:
        for title, each in [*PAGES.items()][::4]:
            page = document(each.markup, each.url)
            judged = ref(page)
            with suppress(LookFailed):
                judge(page, {})
            del page
            assert judged() is None, title
    finally:
        gc.enable()
