"""A page is parsed only where that takes a time and memory that go with its size; no page that people see is refused."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from benchmarks.makes import MAKES
from coatcheck.errors import Unreadable
from coatcheck.sources.html.parsing import parsable
from coatcheck.sources.html.parsing.marks import IN_QUOTES, LEFT_OPEN, find_marks
from coatcheck.sources.html.parsing.nesting import Nesting
from coatcheck.sources.html.parsing.parsable import require_parsable

BOMBS: dict[str, Callable[[int], str]] = {
    "elements within each other": lambda count: "<div>" * count,
    "elements within each other, all closed": lambda count: "<div>" * count + "</div>" * count,
    "ends that end nothing": lambda count: "<div class='a b c'></x>" * (count * 10),
    "ends that don't count where they stand": lambda count: "<div><table><td></div>" * count,
    "formatting that is never closed": lambda count: "".join(f"<p><b x={number}>" for number in range(count)),
    "formatting that is closed where it doesn't count": lambda count: "".join(f"<b x={number}><table><td></b></table><p>" for number in range(count)),
    "a link of many attributes in each block": lambda count: f"<p><a {' '.join(f'a{number}' for number in range(count))}>" + "<p>x" * count,
    "attributes hidden behind a bracket": lambda count: f"<p><b x='>' {' '.join(f'a{number}' for number in range(count))}>" + "<p>x" * count,
    "more attributes than a tag has": lambda count: "<p " + " ".join(f"a{number}" for number in range(20 * count)) + ">",
    "attributes in many brackets": lambda count: "<p " + " ".join(f"a{number}=\">\"" for number in range(20 * count)) + ">",
    "attributes behind a bracket that an odd quote hides": lambda count: "<i b\"c x=\"<d> \"" + " ".join(f"a{number}" for number in range(20 * count)) + ">",
    "attributes behind two values with brackets": lambda count: "<i z=\"<\" x=\">\" " + " ".join(f"a{number}" for number in range(20 * count)) + ">",
    "attributes behind a title that ends in quotes": lambda count: "<title><a b=\"</title><i x='>' " + " ".join(f"a{number}" for number in range(20 * count)) + " x='>'>",
    "attributes of an end": lambda count: "<i></i " + " ".join(f"a{number}" for number in range(20 * count)) + ">",
    "more options than anybody reads": lambda count: "<select>" + "<option>1" * (3 * count),
    "more tags than a page has": lambda count: "<i></i>" * (count * 30),
}  # fmt: skip
SOUP: dict[str, str] = {
    "paragraphs that nobody closed": "<p>Wool<p class=a>Cotton" * 2000,
    "items that nobody closed": "<ul>" + "<li><a href=/p>Wool</a><li><b>Cotton</b>" * 2000 + "</ul>",
    "cells that nobody closed": "<table>" + "<tr><td><font size=1>Wool<td>Cotton" * 2000 + "</table>",
    "definitions that nobody closed": "<dl>" + "<dt>Wool<dd>warm" * 2000 + "</dl>",
    "anchors that nobody closed": "<a name=x>Wool<br>" * 2000,
    "one font that nobody closed": "<font color=red>" + "<p>Wool</p>" * 4000,
    "line breaks and pictures": "<br><img src=a.png><hr>" * 3000,
    "drawings": '<svg><path d="M0 0"/><circle r=1 /><g><title>Wool</title></g></svg>' * 2000,
    "brackets and apostrophes in attributes": """<a class="[&>svg]:size-4" title="l'article" href=/p>Wool</a>""" * 1000,
    "pictures in their addresses": '<img src="data:image/png;base64,' + "A" * 2_000_000 + '">',
    "a form's data": f"<form data-product_variations='{'{&quot;id&quot;:1},' * 40_000}'></form>",
    "descriptions in attributes": """<a title="<p>Wool</p>" class="[&>svg]:size-4" href=/p>Wool</a>""" * 3000,
    "a long description in an attribute": "<a data-text='" + "<p>Wool</p>" * 30_000 + "'>Wool</a>",
    "icons": "".join(f'<i class="icon icon-{number}"></i><p>Wool</p>' for number in range(1500)),
    "a list of countries": "<select>" + "<option value=1>Wool</option>" * 2000 + "</select>",
}  # fmt: skip


def check(markup: str) -> None:
    source = markup.encode()
    require_parsable(source, find_marks(source))


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_would_stop_the_parser_is_refused(bomb: str) -> None:
    with pytest.raises(Unreadable):
        check(BOMBS[bomb](4000))


@pytest.mark.parametrize("soup", SOUP)
def test_what_people_write_is_parsed(soup: str) -> None:
    check(SOUP[soup])


@pytest.mark.parametrize("make", MAKES)
def test_what_shop_software_makes_is_parsed_even_if_it_is_followed_tag_by_tag(
    make: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = MAKES[make](1, "nonce").decode()
    check(page)
    monkeypatch.setattr(parsable, "MOST_WITHOUT_END", -1)
    check(page)


def depth_of(markup: str) -> int:
    """How deep the parser itself nests a page."""
    deepest, level = 0, [LexborHTMLParser(markup).root]
    while level := [child for node in level if node is not None for child in node.iter()]:
        deepest += 1
    return deepest


tags = st.sampled_from(
    ["div", "p", "b", "a", "i", "span", "table", "tr", "td", "ul", "li", "dl", "dd", "form", "button", "h1", "section", "svg", "g", "option", "br", "font"]
)  # fmt: skip
pieces = st.one_of(tags.map("<{}>".format), tags.map("<{}>".format), tags.map("</{}>".format), st.just("x"))


@settings(max_examples=500)
@given(st.lists(pieces, min_size=1, max_size=12).map("".join))
def test_nesting_is_never_taken_for_much_less_than_the_parser_makes_of_it(unit: str) -> None:
    times = 12
    nesting, deepest = Nesting(), 0
    place = 0
    for found in parsable._TAG.finditer((unit * times).encode()):
        if found.start() > place:
            nesting.text()
        place = found.end() + 1
        if found[1]:
            nesting.end(found[2])
        else:
            nesting.start(found[2], found[0])
        deepest = max(deepest, len(nesting.open))
    # the parser adds html, body, and a body and a row to each table
    assert depth_of(unit * times) <= 3 * deepest + 4


marks = st.sampled_from(
    [
        "<p ",
        "<b",
        "</p>",
        "<!-- ",
        "a",
        "b=",
        "c='d'",
        'e="f g"',
        "h=/i",
        '"',
        "'",
        "=",
        "/",
        "<",
        ">",
        " ",
        "\n",
        "é",
        "'>'",
    ]
)


@settings(max_examples=2000)
@given(st.lists(marks, max_size=30).map("".join))
def test_no_page_has_more_attributes_than_are_said_to_be_the_most(markup: str) -> None:
    source = markup.encode()
    counted = sum(
        len(parsable._ATTRIBUTE.findall(found[0][len(found[2]) + 1 :]))
        for found in parsable._TAG.finditer(source)
        if not found[1]
    )
    assert counted <= parsable._attributes_at_most(source)
    assert IN_QUOTES in find_marks(source) or counted <= parsable._attributes_of_tags(source)


formatting = st.one_of(
    st.lists(st.sampled_from(["<b>", "<i x=y>", "</b>", "</i>", "<span>", "</span>", "<a>", "</a>", "<svg>", "</svg>", "<img>", "x"]), max_size=4).map("".join).map("<b>{}</b>".format),
    pieces, st.sampled_from(["<b x=</b>", "<b>x<", "</b x", "<i/>", "<font x", ">", "<!x>", "<nobr>", "</br>", "<textarea>", "<select>"]),
)  # fmt: skip


@settings(max_examples=1000)
@given(st.lists(formatting, min_size=1, max_size=8).map("".join))
def test_formatting_is_not_opened_again_where_a_page_is_said_to_leave_none_open(markup: str) -> None:
    markup *= 3  # so that what is left open meets further elements
    if {LEFT_OPEN, IN_QUOTES}.isdisjoint(find_marks(markup.encode())):
        tree = LexborHTMLParser(markup)
        starts = re.findall(r"<(a|b|i|font|nobr)(?=[\s/>])", markup)
        for name in ("b", "i", "font", "nobr"):  # a link that begins in another one ends it, and all that stands in it
            assert len(tree.css(name)) <= starts.count(name) + starts.count("a")


def test_a_page_of_more_attributes_than_memory_has_is_refused_in_many_tags_too() -> None:
    with pytest.raises(Unreadable, match="megabytes"):
        check(("<p " + "a " * 1500 + ">x</p>") * 400)
    with pytest.raises(Unreadable, match="megabytes"):
        check(('<p b"c x="d> "' + "a " * 1500 + ">x</p>") * 400)
    with pytest.raises(Unreadable, match="megabytes"):
        check(("</p " + "a " * 1500 + ">x") * 400)
