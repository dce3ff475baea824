"""The quick look misses no phrase that speaks against an account, however a page's source writes it."""

from collections.abc import Callable
from html.entities import codepoint2name
from unicodedata import normalize

import pytest

from coatcheck.sources.html.phrases import IN_STOCK, SOLD_OUT, phrases
from coatcheck.sources.html.sieve import may_say_more
from coatcheck.sources.html.words import plain
from tests.sources.answering import IN, OUT

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
}


def named(letter: str) -> str:
    name = codepoint2name.get(ord(letter))
    return f"&{name};" if name and not letter.isascii() else letter


@pytest.mark.parametrize("way", WAYS)
def test_every_phrase_is_seen_however_it_is_written(way: str) -> None:
    for table, account in ((SOLD_OUT, IN), (IN_STOCK, OUT)):
        written = [WAYS[way](phrase.replace("#", "12")) for phrase in phrases(table)]
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
