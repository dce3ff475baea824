"""What no reader reads of a page's attributes makes no other page of it; what any reads does."""

import re
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coatcheck.sources import html
from coatcheck.sources.html import hearing
from coatcheck.sources.html.hearing import judge
from coatcheck.sources.html.parsing import judged
from coatcheck.sources.html.parsing.essence import READ, REFERENCES, essence
from coatcheck.sources.html.parsing.templates import template
from tests.coatcheck.sources.layouts import harmless, pages, saying
from tests.coatcheck.sources.pages import json_ld, product
from tests.coatcheck.sources.test_judged_once import anew, document, outcome

TAGS = re.compile(r"<(?!script|style|svg)[a-z][a-z0-9]*")


def test_every_such_attribute_that_a_reader_names_is_read() -> None:
    source = "".join(file.read_text() for file in Path(html.__file__).parent.rglob("*.py") if file.stem != "essence")
    named = set(re.findall(r"\bdata-[a-z][a-z_-]*", source))
    assert named == READ | {"data-vocabulary"}  # a site's name
    assert not [name for name in REFERENCES if name.decode() in source]


@given(pages(inside=st.one_of(saying, harmless), outside=harmless), st.text("ab \"'<>&{[=/-", max_size=8))
def test_a_page_says_the_same_with_attributes_that_nobody_reads(page: str, value: str) -> None:
    quoted = value.replace('"', "&quot;")
    other = TAGS.sub(lambda tag: f'{tag[0]} data-visit="{quoted}" data-x=\'{{"a":"{len(value)}"}}\'', page)
    assert outcome(anew, document(other)) == outcome(anew, document(page))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('<p data-a="1" class="x">', '<p data-a="2" class="x">', True),
        ("<p data-a='{\"uenc\": \"1\"}' data-b='2'>", "<p data-a='{\"uenc\": \"3\"}'\n  data-b='4'>", True),  # a blank more
        ("<p data-a='{\"uenc\": \"1\"}' title='2'>", "<p data-a='{\"uenc\": \"3\"}'\n title='2'>", False),
        ("<p data-a='{\"uenc\": \"1\"}' data-b='2'>", "<p data-a='{\"uenc\": \"3\"}' data-b='4'>", True),
        ('<p data-a="{&quot;id&quot;: 1}">', '<p data-a="{&quot;id&quot;: 2}">', True),
        ("<p data-a='[{\"stock\": 1}]'>", "<p data-a='[{\"stock\": 2}]'>", False),
        ('<p data-price="1">', '<p data-price="2">', False),
        ('<p DATA-SKU="1">', '<p DATA-SKU="2">', False),
        ('<p class="1">', '<p class="2">', False),
        ("<p title=\"a data-b='1'\">", "<p title=\"a data-b='2'\">", False),
        ('<p>data-a="1"</p>', '<p>data-a="2"</p>', False),
        ('<p> data-a="1"</p>', '<p> data-a="2"</p>', False),
        ('5 < 6 data-a="1"', '5 < 6 data-a="2"', False),
        ('a data-a="1"<p>', 'a data-a="2"<p>', False),
        ("<p title=\"<b data-c='1'>\">", "<p title=\"<b data-c='2'>\">", False),
        ('<textarea><b data-c="1"></textarea>', '<textarea><b data-c="2"></textarea>', False),
        ('<textarea></b><b data-c="1"></textarea>', '<textarea></b><b data-c="2"></textarea>', False),
        ('<iframe src="x"></iframe><b data-c="1">', '<iframe src="x"></iframe><b data-c="2">', True),
        ('<title><b data-c="1"></title>', '<title><b data-c="2"></title>', False),
        ('<p title="1" data-a>', '<p title="2" data-a>', False),
    ],
)  # fmt: skip
def test_what_is_left_out_is_what_nobody_reads(one: str, other: str, same: bool) -> None:
    assert (essence(one.encode()).source == essence(other.encode()).source) is same


@pytest.mark.parametrize("blank", [" ", "/", " =", "x "])
def test_a_tag_of_a_hundred_thousand_blanks_is_parted_as_fast_as_any(blank: str) -> None:
    """Looking at each of them from each before it would take minutes."""
    tag = f'<p data-a="%d" class="x"{blank * 100_000}>'.encode()
    assert essence(tag % 1).source == essence(tag % 2).source


def test_a_page_that_changes_in_nothing_else_is_judged_once_more_and_never_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = f'{json_ld(product("InStock", "Trail Mug", url="https://shop.example/p/mug"))}<h1 data-visit="%s">Trail Mug</h1>In stock'
    hear = Mock(side_effect=hearing.hear)
    monkeypatch.setattr(hearing, "JUDGED", judged.Judged())
    monkeypatch.setattr(hearing, "hear", hear)
    said = [judge(document(page % visit), {}) for visit in "abcdd"]
    assert (hear.call_count, len({repr(each) for each in said})) == (2, 1)
    assert judge(document((page % "e").replace("In stock", "Sold out")), {}) != said[0]
    assert judge(document((page % "f").replace("In stock", "Sold out")), {}) != said[0]
    assert hear.call_count == 3
    learnt = Mock(side_effect=template)
    monkeypatch.setattr(judged, "template", learnt)
    for number in range(100):  # what is new in one that says something else each time is asked ever more rarely
        judge(document(page % "x" + f"<p>{number}</p>"), {})
    assert (learnt.call_count, hear.call_count) == (2 + 25, 103)
