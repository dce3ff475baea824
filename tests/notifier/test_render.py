"""What a message says: one segment of the phone network's alphabet, whatever the shop's words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from coatcheck.languages import LANGUAGES, speaking
from coatcheck.model import NO_CONDITIONS, Availability, Conditions, Restocked, RestockEvent, Showing
from coatcheck.telling.announcement import price
from coatcheck.telling.deliveries import code
from coatcheck.telling.texts import is_gsm7, length, room
from notifier.render import note
from tests.examples import delivery, event

SITE = "https://coatcheck.app"  # 21 characters: with /r/ and a code 31
LONGEST_SITE = "https://signup-web-abcdefghij-uc.a.run.app"
IN_STOCK = Availability.IN_STOCK
LONG = "Alpine Down Jacket Deluxe Edition 2026"


def says(about: RestockEvent, site: str = SITE, brand: str = "CoatCheck") -> str:
    return note(delivery(of=about, code="aB3dE6g"), site, brand, is_text=True).text


def back(*names: str, title: str = "Jacket", amount: str | None = "120.00", currency: str = "USD") -> RestockEvent:
    sizes = tuple(Restocked(id=name, title=name, price=amount, currency=currency) for name in names)
    return replace(event(), title=title, variants=sizes)


def shows(count: int, title: str = "Film", place: str = "Phoenix Marketcity Mall of Everything") -> RestockEvent:
    times = [
        Showing(str(number), f"2026-11-22T{number % 24:02}:30", place, "Telugu", "IMAX 3D", IN_STOCK)
        for number in range(count)
    ]
    cinema = Restocked("PVPH", place, {"location": place, "date": "2026-11-22"}, showings=tuple(times))
    return replace(back(title=title), variants=(cinema,), to_open={"INVS": place})


def test_one_size_is_told_with_its_price_and_the_link() -> None:
    assert says(back("M")) == (
        "CoatCheck: Jacket M is back, $120. https://coatcheck.app/r/aB3dE6g "
        "Reply RESET for the next restock, STOP to opt out."
    )


def test_several_sizes_are_told_in_one_text() -> None:
    assert says(back("S", "M")) == (
        "CoatCheck: Jacket S, M are back. https://coatcheck.app/r/aB3dE6g "
        "Reply RESET for the next restock, STOP to opt out."
    )


LIMIT = Conditions(maximum_price="100.00", currency="USD")


def fell(*names: str, amount: str = "95.00", currency: str | None = "USD", title: str = "Jacket") -> RestockEvent:
    about = back(*names, title=title, amount=amount)
    variants = (replace(each, price_before="1120.00", currency=currency) for each in about.variants)
    return replace(about, variants=tuple(variants))


@pytest.mark.parametrize(
    ("about", "conditions", "words"),
    [
        (back("M", amount="95.00"), LIMIT, "Jacket M is back, $95 (limit $100)."),
        (fell("M"), LIMIT, "Jacket M: now $95 (limit $100), was $1120."),
        (replace(back("M"), was_there=True), NO_CONDITIONS, "Jacket M: in stock now, $120."),
        (replace(back("S", "M"), was_there=True), NO_CONDITIONS, "Jacket S, M: in stock now."),
        (fell("M"), NO_CONDITIONS, "Jacket M: now $95, was $1120."),
        (fell("M", currency=None), NO_CONDITIONS, "Jacket M: now 95.00, was 1120.00."),
        (fell("S", "M"), LIMIT, "Jacket S, M: now from $95 (limit $100)."),
    ],
)
def test_a_price_is_told_with_what_it_was_and_the_limit(
    about: RestockEvent, conditions: Conditions, words: str
) -> None:
    made = delivery(of=about, code="aB3dE6g", conditions=conditions)
    assert words in note(made, SITE, "CoatCheck", is_text=True).text
    whole = note(made, SITE, "CoatCheck", is_text=False).text
    assert words.removesuffix(".").partition(" now")[2] in whole


@pytest.mark.parametrize("names", [("M",), ("Extra extra large, tall", "Small / Anthracite grey"), ("M", "L", "XL")])
@pytest.mark.parametrize("make", [back, fell])
def test_the_longest_prices_take_one_segment_in_every_language(
    names: tuple[str, ...], make: Callable[..., RestockEvent]
) -> None:
    limit = Conditions(maximum_price="123456789.00", currency="USD")
    made = delivery(of=make(*names, title=LONG, amount="123456788.99"), code="aB3dE6g", conditions=limit)
    for code_of_language in LANGUAGES:
        with speaking(code_of_language):
            text = note(made, LONGEST_SITE, "Brand of twenty chars", is_text=True).text
            assert length(text) <= room(), (code_of_language, text)
            assert "/r/aB3dE6g" in text


def test_many_sizes_are_counted() -> None:
    assert "Jacket XS, S, M, L +2 are back." in says(back("XS", "S", "M", "L", "XL", "XXL"))


@pytest.mark.parametrize("name", ["Default Title", "", "Jacket"])
def test_a_product_without_sizes_is_just_back(name: str) -> None:
    assert "CoatCheck: Jacket is back, $120. " in says(back(name))
    told = note(delivery(of=back(name), code="aB3dE6g"), SITE, "CoatCheck", is_text=False)
    assert told.title == "Jacket is back, $120"


def test_a_price_of_no_currency_is_left_out() -> None:
    assert "Jacket M is back. https" in says(back("M", amount="20", currency=""))


def test_showings_are_told_with_day_theatre_and_times() -> None:
    assert says(shows(2)) == (
        "CoatCheck: Film (Telugu, IMAX 3D) Sun 22 Nov (2026-11-22): Phoenix Marketcity Mall of Everything 00:30, 01:30. "
        "To open: Phoenix Marketcity Mall of Everything. https://coatcheck.app/r/aB3dE6g STOP to opt out."
    )


def test_many_showings_are_counted() -> None:
    assert "Everything 00:30, 01:30, 02:30, 03:30, 04:30 +94. To open" in says(shows(99))


@given(title=some.text(max_size=90), place=some.text(max_size=60), count=some.integers(1, 300))
def test_showings_are_two_segments_at_the_most_whatever_they_are_called(title: str, place: str, count: int) -> None:
    text = says(shows(count, title, place), LONGEST_SITE, "B" * 20)
    assert is_gsm7(text)
    assert length(text) <= 306
    assert text.endswith("/r/aB3dE6g STOP to opt out.")


@pytest.mark.parametrize(
    ("amount", "currency", "short"),
    [
        ("120.00", "USD", "$120"),
        ("89.90", "EUR", "€89.90"),
        ("120.00", "CHF", "120 CHF"),
        ("5", "", ""),
        (None, "USD", ""),
        ("35.0", "EUR", "€35"),
        ("120.5", "EUR", "€120.50"),
        ("12.500", "KWD", "12.500 KWD"),
        ("129,5", "EUR", "€129,5"),
    ],
)
def test_prices_are_short(amount: str | None, currency: str, short: str) -> None:
    assert price(back("M", amount=amount, currency=currency).variants[0]) == short


@pytest.mark.parametrize("site", [SITE, LONGEST_SITE])
@pytest.mark.parametrize(
    "longest",
    [
        back("Extra Large Tall / Midnight Black", title=LONG, amount="12345.67", currency="CHF"),
        back(*(f"Extra Large {number}" for number in range(40)), title=LONG),
    ],
    ids=["one size", "several"],
)
def test_every_template_fits_one_segment_at_its_longest_values(longest: RestockEvent, site: str) -> None:
    text = says(longest, site, brand="B" * 20)
    assert is_gsm7(text)
    assert length(text) <= 160
    assert text.endswith("STOP to opt out.")
    assert f"{site}/r/aB3dE6g" in text
    assert "Alpine Down" in text


def test_at_the_usual_lengths_nothing_is_left_out() -> None:
    text = says(back("Extra Large Tall", title="Alpine Down Jacket Coat!"))
    assert "Alpine Down Jacket Coat! Extra Large Tall is back, $120." in text
    assert "RESET" in text


@given(title=some.text(max_size=80), size=some.text(max_size=40), brand=some.text(min_size=1, max_size=20))
def test_whatever_a_shop_writes_is_one_segment_with_its_code(title: str, size: str, brand: str) -> None:
    text = says(back(size, title=title), brand=brand)
    assert length(text) <= 160
    assert is_gsm7(text)
    assert "\n" not in text
    assert "/r/aB3dE6g STOP" in text or "/r/aB3dE6g Reply" in text


def test_other_channels_get_the_whole_names_and_a_way_out() -> None:
    made = note(
        delivery(of=back("M", title="Jäcket " * 9)), SITE, "CoatCheck", is_text=False, unsubscribe="https://out"
    )
    assert made.title == f"{('Jäcket ' * 9).strip()} (M) is back, $120"
    assert made.unsubscribe == "https://out"
    assert "STOP" not in made.text


def test_codes_are_short_and_differ() -> None:
    codes = {code(f"jacket-{number}.ann") for number in range(2000)}
    assert len(codes) == 2000
    assert {len(one) for one in codes} == {7}
