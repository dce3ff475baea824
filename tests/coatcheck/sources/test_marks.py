"""What isn't looked for in a page, because its source holds no sign of it, is surely not there: however an element is written."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import Document, select
from coatcheck.sources.html.language.reading import read_words
from coatcheck.sources.html.parsing.marks import MARKS
from coatcheck.sources.html.seen import choosing, finding, named, scene
from coatcheck.sources.html.seen.lines import label_of
from tests.coatcheck.sources.answering import answer

TABLES: list[Mapping[str, str]] = [
    choosing._PRESSED | choosing._OFF,
    named._MAYBE,
    scene._FIXED_FIELDS,
    finding._PICTURES,
    finding._BUTTONS,
]
words = st.sampled_from(
    [
        "sold-out",
        "soldout",
        "Sold-Out",
        "out-of-stock",
        "is-active",
        "active",
        "selected",
        "current",
        "checked",
        "disabled",
        "unavailable",
        "type-product",
        "label-unavailable",
        "stock--in",
        "Lagerstand",
        "verfügbar",
        "add-to-cart",
        "buybox",
        "btn",
        "x",
        ">",
        "/",
        "&amp;",
        "availability",
        "true",
        "button",
        "submit",
        "image",
    ]
)
values = st.lists(words, max_size=3).flatmap(lambda listed: st.sampled_from([" ", "\n", "\t", "\f"]).map(lambda gap: gap.join(listed)))  # fmt: skip
names = st.sampled_from(
    [
        "class",
        "id",
        "CLASS",
        "alt",
        "title",
        "aria-label",
        "aria-checked",
        "aria-disabled",
        "disabled",
        "DISABLED",
        "readonly",
        "role",
        "type",
        "itemprop",
        "data-availability",
        "data-stock-status",
    ]
)
written = st.one_of(
    st.builds("{}={}{}{}".format, names, st.shared(st.sampled_from("\"'"), key="quote"), values, st.shared(st.sampled_from("\"'"), key="quote")),
    st.builds("{} = {}".format, names, words),
    st.builds("{}={}".format, names, words),
    names,
)  # fmt: skip
tags = st.sampled_from(["a", "button", "input", "div", "span", "i", "img", "BUTTON", "p"])
elements = st.builds(
    lambda tag, gap, attributes, end: f"<{tag}{gap}{gap.join(attributes)}{end}words</{tag}>",
    tags,
    st.sampled_from([" ", "\n", "/", "\t"]),
    st.lists(written, max_size=4),
    st.sampled_from([">", "/>", " >"]),
)


def counts(table: Mapping[str, str], node: LexborNode) -> bool:
    """Whether an element of a table's kinds tells anything: a picture does where its label says that something is gone."""
    return table is not finding._PICTURES or read_words(label_of(node), own=True).buyable is False


@given(st.lists(elements, max_size=4).map("".join))
def test_nothing_is_missed_by_looking_only_for_what_the_source_holds(markup: str) -> None:
    page = Document(answer(f"<body>{markup}<p>end</p>".encode()))
    for table in TABLES:
        everything = {node.mem_id for node in select(page.tree, ", ".join(table)) if counts(table, node)}
        assert {node.mem_id for node in page.marked(table) if counts(table, node)} == everything


@pytest.mark.parametrize("table", TABLES)
def test_every_mark_is_looked_for(table: Mapping[str, str]) -> None:
    assert set(table.values()) <= {"", *MARKS}


def test_words_that_a_page_says_are_no_names_of_its_elements() -> None:
    page = Document(answer(b"<p>Sold out and unavailable, add to cart, selected.</p>"))
    assert page.marks.isdisjoint(mark for mark in MARKS if "*=" in mark)
