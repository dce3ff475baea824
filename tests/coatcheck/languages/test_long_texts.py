"""Texts cost money by the segment: at their longest they take one, and in alphabets of their own three."""

import pytest

from coatcheck.languages import LANGUAGES
from coatcheck.telling.texts import WIDE, is_gsm7, segments
from tests.longest_texts import most_segments, texts


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_at_its_longest_takes_no_more_segments_than_it_may(code: str) -> None:
    long = [(name, segments(said), said) for name, said in texts(code) if segments(said) > most_segments(code, name)]
    assert long == []


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code not in WIDE])
def test_a_language_of_the_phone_networks_alphabet_is_sent_in_it(code: str) -> None:
    assert [name for name, said in texts(code) if not is_gsm7(said)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_product_is_named_in_every_text_that_is_about_one(code: str) -> None:
    about = {"join", "joined", "reset", "in", "out", "never", "closed", "restock", "restock of several", "tickets"}
    assert [name for name, said in texts(code) if name in about and "Par" not in said] == []
