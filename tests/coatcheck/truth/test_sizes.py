"""Names that tell variants apart, and the order in which people name sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coatcheck.model import Observation, Product, Variant
from coatcheck.truth.sizes import in_order, named


def ordered(*titles: str) -> list[str]:
    return list(in_order(titles, titles))


@pytest.mark.parametrize(
    "expected",
    [
        "XXS XS S M L XL XXL 3XL 4XL",
        "2XS XS S M L 1XL 2XL 3XL",
        "36 37 38 38.5 39 40",
        "36,5 37 37,5",
        "N1 N2 N9 N10 N35",
        "28/30 28/32 30/30 30/34",
        "S/M M/L L/XL",
        "Small Medium Large X-Large",
    ],
)
def test_sizes_come_in_the_order_in_which_people_name_them(expected: str) -> None:
    sizes = expected.split()
    assert ordered(*reversed(sizes)) == sizes
    assert ordered(*sorted(sizes)) == sizes
    assert ordered(*sizes) == sizes


@pytest.mark.parametrize(
    "sizes",
    [
        ["EU 36", "EU 36 1/2", "EU 37"],
        ["36", "36 ⅓", "36 ½", "36 2/3", "37"],
        ["6 years", "8 years", "10 years"],
        ["0-3 months", "3-6 months", "12-18 months"],
        ["UK 6 (EU 39)", "UK 10 (EU 44)"],
    ],
)
def test_sizes_of_several_words_too(sizes: list[str]) -> None:
    assert ordered(*reversed(sizes)) == sizes


@pytest.mark.parametrize(
    "shop",
    [
        ["Navy", "Black", "Red"],
        ["One Size"],
        ["Regular", "Short", "Long"],
        ["M", "Gift card"],
        ["40", "M"],
        ["EU 40", "UK 6"],
        ["VIP", "Standing", "Row 12"],
        [],
    ],
)
def test_what_is_no_size_stays_as_the_shop_has_it(shop: list[str]) -> None:
    assert ordered(*shop) == shop
    assert ordered(*reversed(shop)) == list(reversed(shop))


def test_sizes_are_put_in_order_within_each_colour_and_colours_stay_as_they_are() -> None:
    assert ordered("White / L", "Black / L", "White / S", "Black / S") == [
        "White / S",
        "White / L",
        "Black / S",
        "Black / L",
    ]
    assert ordered("M / White", "M / Black", "S / White", "S / Black") == [
        "S / White",
        "M / White",
        "S / Black",
        "M / Black",
    ]


@given(st.lists(st.text(max_size=6)))
def test_nothing_is_lost_or_added(titles: list[str]) -> None:
    assert sorted(ordered(*titles)) == sorted(titles)


def seen(*variants: Variant, title: str = "Coat") -> list[str]:
    (product,) = named(Observation((Product("1", title, variants=variants),))).products
    return [variant.title for variant in product.variants]


def test_two_styles_of_one_size_are_named_by_their_options() -> None:
    styles = [
        Variant(f"{colour}{size}", size, {"Colour": colour, "Size": size})
        for colour in ("Black", "White")
        for size in "SM"
    ]
    assert seen(*styles) == ["Black / S", "Black / M", "White / S", "White / M"]


def test_a_name_that_is_its_own_stays() -> None:
    assert seen(Variant("1", "S"), Variant("2", "M", {"Colour": "Black"})) == ["S", "M"]
    assert seen(Variant("1", "M", {"Colour": "Black"}), Variant("2", "M", {"Colour": "White"})) == [
        "M / Black",
        "M / White",
    ]


def test_what_is_called_like_its_product_has_no_name_of_its_own() -> None:
    assert seen(Variant("1", "Wool  hat"), title="Wool Hat") == [""]
    assert seen(Variant("1", "M"), title="Wool Hat") == ["M"]


def test_an_observation_whose_names_are_clear_is_the_same_object() -> None:
    observation = Observation((Product("1", "Coat", variants=(Variant("1", "S"), Variant("2", "M"))),))
    assert named(observation) is observation


def test_sizes_in_names_of_more_parts_than_options_make_keep_the_shops_order() -> None:
    def titles(parts: int) -> list[str]:
        return [" / ".join([*["1"] * (parts - 1), size]) for size in ("L", "M")]

    assert ordered(*titles(8)) == titles(8)[::-1]
    assert ordered(*titles(9)) == titles(9)
    assert ordered(*titles(500)) == titles(500)
