"""The quick look misses no phrase that speaks against an account, however a page's source writes it."""

from collections.abc import Callable
from html.entities import codepoint2name
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coatcheck.model import Availability
from coatcheck.ports import Target
from coatcheck.sources import page
from coatcheck.sources.html.language.prefilter import may_say_more
from coatcheck.sources.html.language.reading import plain
from coatcheck.sources.html.language.stock_phrases import (
    BACK_ORDER,
    IN_STOCK,
    LIMITED,
    MEANINGS,
    PRE_ORDER,
    SOLD_OUT,
    phrases,
)
from tests.coatcheck.sources.answering import IN, OUT, answer
from tests.coatcheck.sources.pages import URL, json_ld, microdata, product

WAYS: dict[str, Callable[[str], str]] = {
    "as in the table": str,
    "capitals": str.upper,
    "capitals without accents": lambda phrase: plain(phrase.upper()),
    "accents of their own": lambda phrase: normalize("NFD", phrase),
    "a tag between": lambda phrase: phrase.replace(" ", '</i> <b class="big">'),
    "a blank that doesn't break": lambda phrase: phrase.replace(" ", "&nbsp;"),
    "hyphens": lambda phrase: phrase.replace(" ", "-"),
    "a typographic apostrophe": lambda phrase: phrase.replace("'", "’"),
    "an apostrophe by name": lambda phrase: phrase.replace("'", "&rsquo;"),
    "letters by number": lambda phrase: phrase.encode("ascii", "xmlcharrefreplace").decode(),
    "letters by name": lambda phrase: "".join(map(named, phrase)),
    "capitals by number": lambda phrase: phrase.upper().encode("ascii", "xmlcharrefreplace").decode(),
}
AGAINST = {OUT: (IN_STOCK, LIMITED, PRE_ORDER, BACK_ORDER), IN: (SOLD_OUT, PRE_ORDER, BACK_ORDER)}
STATES = [state.value for state in Availability if state is not Availability.UNKNOWN]
PHRASES = [phrase.replace("#", "3") for table, _ in MEANINGS for phrase in phrases(table)]


def named(letter: str) -> str:
    name = codepoint2name.get(ord(letter))
    return f"&{name};" if name and not letter.isascii() else letter


@pytest.mark.parametrize("way", WAYS)
def test_every_phrase_is_seen_however_it_is_written(way: str) -> None:
    for account, tables in AGAINST.items():
        written = [WAYS[way](phrase.replace("#", "12")) for table in tables for phrase in phrases(table)]
        assert [words for words in written if not may_say_more(f"<p>{words}</p>", account)] == []


@pytest.mark.parametrize(
    "witness", ['<link itemprop="availability">', '<meta property="og:availability" content="oos">']
)
def test_other_witnesses_are_seen(witness: str) -> None:
    assert may_say_more(witness, IN)
    assert may_say_more(witness, OUT)


@pytest.mark.parametrize(
    "harmless", ["Winter jacket, $120", "Unsoldout", "sold outside", "Notin stockings", '<p class="price">0</p>', ""]
)
def test_a_page_that_says_nothing_of_stock_is_not_looked_at_twice(harmless: str) -> None:
    assert not may_say_more(f"<h1>{harmless}</h1>", IN)


def test_what_agrees_is_not_more() -> None:
    assert not may_say_more("<p>In stock</p>", IN)
    assert not may_say_more("<p>Sold out</p>", OUT)


written = st.builds(lambda way, phrase: WAYS[way](phrase), st.sampled_from(sorted(WAYS)), st.sampled_from(PHRASES))
frames = st.sampled_from(
    [
        '<p class="stock">{}</p>', "<span>{}</span>", "<button>{}</button>", "<button disabled>{}</button>", '<input type="submit" value="{}">',
        "<div class='stock'><label>Availability:</label> <span>{}</span></div>", '<meta property="og:availability" content="{}">',
        '<meta name="twitter:label1" content="Availability"><meta name="twitter:data1" content="{}">',
    ]
)  # fmt: skip
classes = st.sampled_from(
    ["stock out-of-stock", "stock no-stock", "stock not-available", "stock in-stock", "type-product instock", "type-product onbackorder"]
)  # fmt: skip
statements = st.one_of(
    st.builds(str.format, frames, written),
    st.builds('<div class="{}"></div>'.format, classes),
    st.builds(microdata, st.just("Jacket"), st.sampled_from(STATES)),
)


@settings(max_examples=300)
@given(st.sampled_from(STATES), st.lists(statements, min_size=1, max_size=2))
def test_a_page_is_read_as_it_would_be_with_all_witnesses_heard(state: str, stated: list[str]) -> None:
    body = f"{json_ld(product(state))}<h1>Jacket</h1>{''.join(stated)}".encode()
    quick, thorough = (
        page.read(Target(URL, thorough=thorough), [answer(body, URL)]).products[0] for thorough in (False, True)
    )
    assert quick.availability is thorough.availability
