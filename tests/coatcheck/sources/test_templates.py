"""A page of which only tags differ from the last look is known by these tags alone, wherever they stand and whatever they hold."""

from typing import Any

import pytest

from coatcheck.model import Product
from coatcheck.sources.html.parsing.judged import Judged, Judgement
from coatcheck.sources.html.parsing.templates import MOST_CHANGED, changed, pieces, template
from tests.coatcheck.sources.test_judged_once import document, same

HEX, OTHER = "8f3c0aa1b2", "9f3c0aa1b2"
AROUND = '<p title="size-abcdef0123">S</p>'
DATA = '<script>var a = {{"stock": 1, "token": "{}"}}{}</script>'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<i id="look-1"></i>', '<i id="look-27"></i>'),
        ('<p>In stock</p><i id="look-1">', '<p>In stock</p><i id="look-27">'),
        ("<!-- 12 ms, web3 -->Sold out", "<!-- 7 ms, web4 -->Sold out"),
        ("Sold out<!-- > 12 <b> --><p>1</p>", "Sold out<!-- <b> 9 --><p>1</p>"),
        ("Sold out<!-- 12 ms -->", "Sold out<!-- 7 ms -->"),
        ("Sold out<!-- 12 ms -->\n", "Sold out<!-- 7 ms -->\n"),
        ('<script nonce="a">x(1)</script>S', '<script nonce="bc">x(2)</script>S'),
        ('<script nonce="a">if (1<2) "<b>"</script>S', '<script nonce="bc">if (3<4) "<i>"</script>S'),
        (DATA.format("aB_9/cD+34567", ""), DATA.format("x-Y.z:0123456789", "")),
        (DATA.format("aB_9-cD-34567", '"<b>"') + DATA.format("x" * 12, ""), DATA.format("c" * 14, '"<b>"') + DATA.format("y" * 13, "")),
        ("<style>.a{}</style>S", "<style>.b{color:red}</style>S"),
        (f'<iframe src="/a?v={HEX}"></iframe><b>S', f'<iframe src="/a?v={OTHER}"></iframe><b>S'),
        (f'<title class="a-{HEX}">S</title><b>', f'<title class="a-{OTHER}">S</title><b>'),
        ('<meta name="csrf-token" content="8f3c0aa1b2"><b>', '<meta name="csrf-token" content="aZ/12345678"><b>'),
        ('<svg class="a"><path d="M0 0"/></svg><b>', '<svg class="a"><path d="M1 1"/></svg><b>'),
        (f'<div class="[&>svg]:size-4"><a href="/p?v={HEX}" class="[&>p]:x">', f'<div class="[&>svg]:size-4"><a href="/p?v={OTHER}" class="[&>p]:x">'),
        ("<p title='a > b' id=x-1><i id=look-1>", "<p title='a > b' id=x-1><i id=look-2>"),
        ("Sold<wbr>out<i id=look-1>", "Sold<wbr>out<i id=look-2>"),
        ("é €<i id=look-1>é", "é €<i id=look-2>é"),
    ],
)  # fmt: skip
def test_tags_that_say_the_same_to_readers_make_no_other_page(one: str, other: str) -> None:
    for before, after in ((one, other), (AROUND + one, AROUND + other), (one + one, other + other)):
        assert same(document(before), document(after))
        assert same(document(after), document(before))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("In stock", "Sold out"),
        ("<i id=look-1>In stock", "<i id=look-2>Sold out"),
        ("<!-- > In stock", "<!-- > Sold out"),
        ("<!-- a --> In stock", "<!-- b --> Sold out"),
        ("<!-- a > In stock<b", "<!-- b > Sold out<b"),
        ('<script>x = "1"</script>', '<script>x = "stock"</script>'),
        ("<script>x = 1</script>S<script>x = 'stock'</script>", "<script>x = 'stock'</script>S<script>x = 1</script>"),
        ('<script type="a">[1, 2]</script>', '<script type="json">[1, 2]</script>'),
        ('<script a="json">1</script><script a="js">1</script>', '<script a="js">1</script><script a="json">1</script>'),
        ("<script>let stock = 1 > 0; a", "<script>let stock = 1 > 0; b"),
        ('<p>S</p><script nonce="1"<x y="1"', '<p>S</p><script nonce="2"<x y="2"'),
        ("<script>stock</script>In stock", "<script>stock1</script>Sold out"),
        (f'<b id="size-1"><label for="size-{OTHER}">', f'<b id="size-{OTHER}"><label for="size-{OTHER}">'),
        ('<b id="0"><label for="0">', '<b id="7"><label for="0">'),
        ('<b id="7"><label for="0">', '<b id="0"><label for="0">'),
        ('<b id="7"><p title="x > y" for="0">', '<b id="0"><p title="x > y" for="0">'),
        ('<b id="7"><label for="&#48;">', '<b id="0"><label for="&#48;">'),
        ('<b id="a1"><i for="a<wbr>2">', '<b id="a2"><i for="a<wbr>2">'),
        ('<b id="a1"><i itemref="a2 a3">', '<b id="a2"><i itemref="a2 a3">'),
        (f'<a href="/p/{HEX}">{OTHER.upper()}', f'<a href="/p/{OTHER}">{OTHER.upper()}'),
        (f'<a href="/p/{HEX}"><p>ab{OTHER}c', f'<a href="/p/{OTHER}"><p>ab{OTHER}c'),
        (f'<a href="/p/{HEX}"><script>{{"stock": "{OTHER}"}}</script>', f'<a href="/p/{OTHER}"><script>{{"stock": "{OTHER}"}}</script>'),
        ("<textarea>x</textarea><p data-x=1>", "<textarea>x</textarea><p data-x=2>S"),
        ("<textarea><p data-x=1></textarea>", "<textarea><p data-x=2></textarea>"),
        ('<p title="<b data-x=1>">', '<p title="<b data-x=2>">'),
        ("<title><b id=x1></title>", "<title><b id=x2></title>"),
        ('<svg class="a"><path d="1"></svg>', '<svg class="b"><path d="1"></svg>'),
        ("<i id=look-1>S\0<b>", "<i id=look-2>S\0<b>"),
        ('<meta charset="utf-8"><i id=look-1>é', '<meta charset="cp1252"><i id=look-2>é'),
        ('<i data-x="1">S', '<i data-x="1" charset=cp1252>é'),
        ("<b>x</b><p>S", "<i>x</b><p>S"),
        ("<p>M<b></b>S<p>", "<p>M</b><b>S<p>"),
    ],
)  # fmt: skip
def test_tags_that_say_anything_else_make_another_page(one: str, other: str) -> None:
    for before, after in ((one, other), (AROUND + one, AROUND + other), ("<u>" + one, "<u>" + other)):
        assert not same(document(before), document(after))
        assert not same(document(after), document(before))


def test_what_changes_is_learnt_from_look_to_look() -> None:
    judged = Judged()
    markup = "<i id=a{}></i><b>In stock</b><i id=b{}></i>{}"

    def look(*parts: object) -> bool:
        looked = document(markup.format(*parts)).looked
        known = judged.get(looked) is not None
        if not known:
            judged.remember(looked, Judgement(None, looked.answer.ended_at, None))
        return known

    assert [look(each, 0, "") for each in range(5)] == [False, False, True, True, True]
    assert [look(9, each, "") for each in range(5)] == [True, False, True, True, True]
    assert [look(each, each, "") for each in range(5)] == [True] * 5
    assert [look(each, each, "Sold out") for each in range(5)] == [False, True, True, True, True]
    assert [look(each, each, "<p>") for each in range(5)] == [False, False, True, True, True]


def test_a_page_in_which_too_much_changes_or_in_an_encoding_of_many_bytes_is_known_as_a_whole_alone() -> None:
    one, other = ("".join(f"<i id={visit}{each}>" for each in range(MOST_CHANGED + 1)) for visit in "ab")
    assert not same(document(one), document(other))
    assert same(document(one), document(one))
    for charset, known in (("utf-8", True), ("windows-1252", True), ("gb18030", False), ("utf-16", False)):
        body, last = (f"<i id=a{each}>S<b>".encode(charset) for each in (1, 2))
        made = template(body, charset, changed(pieces(last), pieces(body)), "", b"")
        assert (made.fits(last, charset), made.fits(body, charset)) == (known, True)


def test_a_page_whose_tags_grow_many_times_over_is_judged_anew() -> None:
    """Else more is asked of a tag than a page may take: each of a million attributes, before they are counted."""
    page, more = "<h1>Mug</h1><i data-v={}></i>", " data-w=1" * 3000
    assert same(document(page.format(1)), document(page.format(2)))
    assert not same(document(page.format(1)), document(page.format(2 * (more + " "))))


class Walked(bytes):
    """A page that counts how often one goes back in it."""

    times = 0

    def rfind(self, *where: Any) -> int:
        Walked.times += 1
        return super().rfind(*where)


def test_no_end_of_a_tag_is_passed_twice_on_the_way_back_to_where_it_began() -> None:
    page = b"<p>" + b"</x>" * 5000 + b"<b>"
    texts = range(5001 - MOST_CHANGED + 1, 5001)
    found = template(Walked(page), "utf-8", texts, "", b"")
    assert list(found.lengths) == [0]
    assert MOST_CHANGED < Walked.times < page.count(b"<") + 10


def test_names_that_are_kept_count_towards_what_may_be_kept() -> None:
    pages = [f'<h1>{HEX}</h1><i class="{HEX}{letter * 5000}"></i>' for letter in "ab"]
    judged, product = Judged(), Product(id="1", title=HEX, variants=())
    for page in map(document, pages):
        judged.remember(page.looked, Judgement(product, page.answer.ended_at, None))
    assert judged._held > 4
