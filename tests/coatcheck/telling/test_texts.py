"""Fitting words into a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coatcheck.languages import speaking
from coatcheck.telling.texts import SEGMENT, fit, fullest, is_gsm7, length, listed


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
    ("text", "places"), [("", 0), ("x" * 160, 160), ("€" * 80, 160), ("й" * 70, 70), ("🧥" * 35, 70), ("é[", 3)]
)
def test_places_are_counted_as_phone_networks_do(text: str, places: int) -> None:
    assert length(text) == places


def test_names_are_listed_as_far_as_they_fit() -> None:
    assert listed(["S", "M", "", "L"], 16) == "S, M, L"
    assert listed(["Extra Small", "Extra Large", "Huge"], 16) == "Extra Small +2"
    assert listed([], 16) == ""
    assert listed(["Midnight navy / XXL"] * 30, 16) == "Midnight nav +29"
    with speaking("ar"):
        assert listed(["مقاس كبير جدًا جدًا"] * 30, 16).endswith(" +29")


def test_the_first_form_that_has_room_for_the_name_is_taken() -> None:
    forms = [lambda name: f"{name} {'x' * 150}", lambda name: f"{name} {'y' * 140}", lambda name: f"{name} z"]
    assert fullest(forms, "Alpine jacket") == f"Alpine jacket {'y' * 140}"
    assert fullest(forms, "") == "x" * 150


@given(some.text(), some.integers(min_value=0, max_value=158))
def test_the_last_form_is_one_segment_whatever_the_name(name: str, rest: int) -> None:
    text = fullest([lambda item: f"{item} {'x' * 170}", lambda item: f"{item} {'x' * rest}"], name)
    assert length(text) <= SEGMENT
