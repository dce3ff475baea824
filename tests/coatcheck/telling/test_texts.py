"""Fitting words into a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coatcheck.telling.texts import fit, is_gsm7, length, listed, segments


@pytest.mark.parametrize(
    ("title", "fitted"),
    [
        ("Alpine Down Jacket", "Alpine Down Jacket"),
        ("Alpine Down Jacket Deluxe Edition", "Alpine Down Jacket"),
        ("Überjacke Größe 5", "Überjacke Größe 5"),
        ("“Parka” – new…", '"Parka" - new...'),
        ("Куртка", "Kurtka"),
        ("Jacket 🧥 now", "Jacket now"),
        ("Jacket\r\nSTOP", "Jacket STOP"),
        ("Supercalifragilisticexpialidocious", "Supercalifragilisticexpi"),
        ("", ""),
    ],
)
def test_titles_are_spelt_in_the_phones_alphabet_and_cut(title: str, fitted: str) -> None:
    assert fit(title, 24) == fitted


@given(some.text(), some.integers(min_value=1, max_value=160))
def test_what_was_fitted_fits(title: str, limit: int) -> None:
    assert is_gsm7(fit(title, limit))
    assert length(fit(title, limit)) <= limit
    assert "\n" not in fit(title, limit)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("й" * 70, 1),
        ("й" * 71, 2),
        ("🧥" * 35, 1),
        ("🧥" * 36, 2),
    ],
)
def test_segments_are_counted_as_they_are_billed(text: str, count: int) -> None:
    assert segments(text) == count


def test_names_are_listed_as_far_as_they_fit() -> None:
    assert listed(["S", "M", "", "L"], 16) == "S, M, L"
    assert listed(["Extra Small", "Extra Large", "Huge"], 16) == "Extra Small +2"
    assert listed([], 16) == ""
