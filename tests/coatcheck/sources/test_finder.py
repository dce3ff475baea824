"""The quick search over a page's text misses no place where something is said of stock, however the page writes it."""

from collections.abc import Callable

import pytest

from coatcheck.sources.html.language import closures, hedges, refusals
from coatcheck.sources.html.language.finder import find, lowered
from coatcheck.sources.html.language.marks import plain
from coatcheck.sources.html.language.stock_phrases import meanings
from coatcheck.sources.html.language.used_up import used_up

WAYS: dict[str, Callable[[str], str]] = {
    "as in the table": str,
    "capitals": str.upper,
    "capitals without accents": lambda phrase: plain(phrase.upper()),
    "a line's end between": lambda phrase: phrase.replace(" ", "\n"),
    "a blank that doesn't break": lambda phrase: phrase.replace(" ", "\u00a0"),
    "hyphens": lambda phrase: phrase.replace(" ", "-"),
    "a typographic apostrophe": lambda phrase: phrase.replace("'", "’"),
}
TOGETHER = list(used_up())  # made of two words each: one of eight will do
PHRASES = sorted({phrase.replace("#", "12") for phrase, _ in meanings()}.difference(TOGETHER).union(TOGETHER[::8]))
REFUSALS = [mark for table in (refusals.REFUSED, refusals.NOTIFY, refusals.LOG_IN) for mark in table.listed]


def is_found(text: str) -> bool:
    return any(True for _ in find(lowered(text)))


@pytest.mark.parametrize("way", WAYS)
def test_every_phrase_is_found_however_it_is_written(way: str) -> None:
    written = [WAYS[way](phrase) for phrase in PHRASES + REFUSALS]
    assert [text for text in written if not is_found(f"Jacket {text} $120")] == []


@pytest.mark.parametrize(
    "text",
    [
        "can't currently be bought", "kann derzeit nicht gekauft werden", "We don't ship this item to your country", "ne peut plus être commandé",
        "Stock\n0", "Availability\nno", "In stock ✗", "-2 in stock", "Ticket sales have ended", "Vorverkauf ist beendet", "販売は終了しました",
    ],
)  # fmt: skip
def test_what_is_said_in_two_words_with_others_between_is_found(text: str) -> None:
    assert is_found(text)


def test_a_mark_that_may_have_any_ending_is_found_with_one() -> None:
    pairs = [pair for pair in (*hedges.PAIRS, *closures.PAIRS) for pair in (pair, pair[::-1])]
    texts = [
        " ".join(f"{mark[:-1]}as" if mark.endswith("*") else mark for mark in (one, other))
        for first, second in pairs
        for one in first.listed
        for other in second.listed[:1]
        if one.endswith("*")
    ]
    assert [text for text in texts if not is_found(text)] == []


@pytest.mark.parametrize(
    "text", ["Winter jacket, $120", "Unsoldout", "resold outside", "Notin stockings", "0", "", "Warm and dry"]
)
def test_nothing_is_found_where_nothing_is_said(text: str) -> None:
    assert not is_found(text)


def test_the_place_is_told_in_bytes() -> None:
    text = lowered("Épais, SOLD OUT")
    assert [text[start:end] for start, end in find(text)] == [b"sold out"]
