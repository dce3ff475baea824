"""A price in a text: understood at its end, kept with the size, refused with a sentence where it can't be meant."""

import pytest

from coatcheck.model import Conditions
from signup_web.texting.priced import split_limit
from tests.signup_web.joining.test_conditions import wish
from tests.signup_web.visiting import IN, OUT, Site


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("M below 100", ("M", "100")), ("m, l UNDER $99.90.", ("m, l", "$99.90")), ("M for less than 100 eur", ("M", "100 eur")),
        ("jacket M at most 1,299.00", ("jacket M", "1,299.00")), ("L, below $ 100", ("L", "$ 100")), ("M at most 90 €", ("M", "90 €")),
        ("<3", ("<3", None)), ("M <3", ("M <3", None)),
        ("below 100", ("", "100")), ("M any price", ("M", "")), ("any price", ("", "")),
        ("M", ("M", None)), ("air max 90", ("air max 90", None)), ("underwear 100", ("underwear 100", None)),
        ("below zero", ("below zero", None)), ("100", ("100", None)),
    ],
)  # fmt: skip
def test_the_price_at_the_end_of_a_text_is_understood(text: str, parts: tuple[str, str | None]) -> None:
    assert split_limit(text) == parts


@pytest.mark.parametrize("text", ["M below 100", "JOIN jacket M under $100", "JOIN M for less than 100 USD"])
def test_who_texts_a_size_and_a_price_waits_for_both(site: Site, text: str) -> None:
    if not text.startswith("JOIN"):
        site.text("JOIN")
    assert "M, at $100 or less." in site.text(text)
    assert (wish(site).wants, wish(site).conditions) == (("M",), Conditions("100", "USD"))


def test_a_limit_is_changed_and_taken_away_by_text(site: Site) -> None:
    site.text("JOIN M below 100")
    assert "M, at $80.50 or less." in site.text("under 80.50")
    assert wish(site).conditions.maximum_price == "80.50"
    assert "alerts on: Jacket L." in site.text("L any price")
    assert (wish(site).wants, wish(site).conditions) == (("M", "L"), Conditions())


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("M below 0", "Write a price above 0"),
        ("M below 100 EUR", "Its price is in USD: write your limit in USD, too."),
        ("M below 1-2", "Write the price as a number"),
        ("below 100", "text a size with the price, like M below 100."),
    ],
)
def test_a_price_that_can_not_be_meant_is_answered_with_a_sentence_and_keeps_nothing(
    site: Site, text: str, answer: str
) -> None:
    site.text("JOIN")
    assert answer in site.text(text)
    assert site.wants() == {}


def test_a_product_that_is_called_like_a_price_is_that_product(site: Site) -> None:
    site.watch("below-100", title="Below 100", sizes="M")
    assert "Below 100" in site.text("JOIN below 100")


def test_what_is_there_for_more_is_not_offered_to_who_waits_for_a_price(site: Site) -> None:
    jacket = site.store.watch("jacket")
    assert jacket
    site.wait(seconds=30)
    site.look(jacket, S=OUT, M=IN, L=OUT)
    site.tick()
    site.wait(seconds=6)
    assert "in stock now" not in site.text("JOIN M below 100").lower()
