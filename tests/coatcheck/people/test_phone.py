"""Phone numbers as people write them."""

import pytest

from coatcheck.errors import Invalid
from coatcheck.people.phone import parse, zone

SERVED = ("US", "CA")


@pytest.mark.parametrize(
    "text", ["(415) 555-0100", "+1 415 555 0100", "1-415-555-0100", "415.555.0100", " 4155550100 "]
)
def test_one_number_has_one_form(text: str) -> None:
    assert parse(text, "US", SERVED) == "+14155550100"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not a phone number"),
        ("hello", "not a phone number"),
        ("+1 415 555", "no such phone number"),
        ("+1 415 055 0100", "no such phone number"),
        ("+1 900 555 1212", "a premium number"),
        ("+1 800 555 1212", "a toll-free number"),
        ("+49 151 12345678", "can't text numbers in Germany, only in United States, Canada"),
    ],
)
def test_what_can_not_be_texted_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        parse(text, "US", SERVED)


def test_a_landline_is_refused_where_it_can_be_told() -> None:
    with pytest.raises(Invalid, match="landline"):
        parse("030 12345678", "DE", ("DE",))


def test_a_mobile_of_a_served_country_is_taken() -> None:
    assert parse("0151 12345678", "DE", ("DE",)) == "+4915112345678"


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("+14155550100", "America/Los_Angeles"),
        ("+12125550100", "America/New_York"),
        ("+4915112345678", "Europe/Berlin"),
        ("+61412345678", "Australia/Brisbane"),  # all of Australia: the middle
        ("+447700900123", "UTC"),
    ],
)
def test_a_number_has_its_own_time_zone(number: str, name: str) -> None:
    assert zone(number) == name
