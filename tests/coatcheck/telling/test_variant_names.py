"""What people call a size."""

import pytest

from coatcheck.errors import Invalid
from coatcheck.model import ANY, State, VariantState
from coatcheck.telling.variant_names import find_variants, label, labels, pick

JACKET = State(
    "jacket",
    variants=(
        VariantState("11", "M / Black", {"size": "M", "color": "Black"}),
        VariantState("12", "L / Black", {"size": "L", "color": "Black"}),
        VariantState("13", "M / Olive Green", {"size": "M", "color": "Olive Green"}),
    ),
)
SHOES = State("shoes", variants=(VariantState("1", "38,5"), VariantState("2", "6 1/2"), VariantState("3", "One Size")))


@pytest.mark.parametrize(
    ("state", "words", "found"),
    [
        (JACKET, "m", ("11", "13")),
        (JACKET, "M / Black", ("11",)),
        (JACKET, "m, l", ("11", "13", "12")),
        (JACKET, "black", ("11", "12")),
        (JACKET, "olive green", ("13",)),
        (JACKET, "12", ("12",)),
        (JACKET, "Any size", (ANY,)),
        (SHOES, "38,5", ("1",)),
        (SHOES, "6 1/2", ("2",)),
        (SHOES, "one size.", ("3",)),
    ],
)
def test_a_size_is_found_by_its_name_its_options_or_its_id(state: State, words: str, found: tuple[str, ...]) -> None:
    assert find_variants(state, words) == (found, ())


def test_words_that_name_no_size_are_told_apart() -> None:
    assert find_variants(JACKET, "M XS") == (("11", "13"), ("XS",))


def test_no_names_at_all_mean_any_size() -> None:
    assert pick(JACKET, []) == (ANY,)


def test_a_form_s_own_values_mean_exactly_what_they_are() -> None:
    numbers = State("rings", variants=(VariantState("1", "2"), VariantState("2", "3"), VariantState("+", "½")))
    assert [pick(numbers, [value]) for value in ("2", "+", ANY)] == [("2",), ("+",), (ANY,)]


def test_a_size_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(Invalid, match=r"'XS'\. There are: M / Black, L / Black, M"):
        pick(JACKET, ["XS"])


def test_what_is_wanted_is_told_in_the_shops_order() -> None:
    assert labels(JACKET, ("12", "11")) == ["M / Black", "L / Black"]
    assert labels(JACKET, (ANY,)) == ["any size"]


def test_the_only_variant_of_a_product_has_a_name_for_people() -> None:
    assert label(VariantState("1", "Default Title")) == "One size"
