"""Phone numbers: the one form in which they are kept, and whether they may be texted.

Numbering plans come from Google's libphonenumber by its port `phonenumbers`, imported on first use.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from coatcheck.errors import Invalid
from coatcheck.languages import N_, gettext

REFUSED = {
    "FIXED_LINE": N_("a landline, which can't get texts"),
    "PREMIUM_RATE": N_("a premium number"),
    "TOLL_FREE": N_("a toll-free number"),
    "SHARED_COST": N_("a shared-cost number"),
    "VOIP": N_("an internet phone number"),
    "PERSONAL_NUMBER": N_("a forwarding number"),
    "PAGER": N_("a pager"),
    "UAN": N_("a company's switchboard"),
    "VOICEMAIL": N_("a voicemail box"),
}


def parse(text: str, region: str, countries: Sequence[str]) -> str:
    """Read a number as people write it, and return it in E.164 (+14155550100).

    `region`: the country (ISO code) of a number written without one. `countries`: those that are served; empty: every one.
    Raises `Invalid` where there can be no such number, where it can't take texts, or its country is not served.
    """
    import phonenumbers
    from phonenumbers import PhoneNumberFormat, PhoneNumberType

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise Invalid(gettext("That is not a phone number. Write it like +1 415 555 0100.")) from error
    if not phonenumbers.is_valid_number(number):
        raise Invalid(
            gettext("There is no such phone number. Check the digits, and the country code if it is a foreign one.")
        )
    country = phonenumbers.region_code_for_number(number)
    if countries and country not in countries:
        raise Invalid(
            gettext(
                "We can't text numbers in {country}, only in {countries}.",
                country=_name(country),
                countries=", ".join(map(_name, countries)),
            )
        )
    kind = PhoneNumberType.to_string(phonenumbers.number_type(number))
    if kind in REFUSED:
        raise Invalid(gettext("This is {kind}. Give the number of a mobile phone.", kind=gettext(REFUSED[kind])))
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def is_country(code: str) -> bool:
    """Return whether a country of this ISO code has phone numbers of its own: GB, say, and not UK."""
    import phonenumbers

    return code in phonenumbers.SUPPORTED_REGIONS


def is_served(number: str, countries: Sequence[str]) -> bool:
    """Return whether this E.164 number is of one of these countries (ISO codes; empty: every one).

    Not by its first digits: +1 is the United States, Canada, and twenty islands that cost many times as much.
    """
    import phonenumbers

    try:
        return not countries or phonenumbers.region_code_for_number(phonenumbers.parse(number)) in countries
    except phonenumbers.NumberParseException:
        return False


def zone(number: str) -> str:
    """Return the time zone where an E.164 number belongs, an IANA name; "UTC" where nobody can tell.

    A number that belongs to a whole country gets the middle one of its zones, from west to east.
    """
    from phonenumbers import NumberParseException
    from phonenumbers import parse as parse_number
    from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number

    try:
        zones = [name for name in time_zones_for_number(parse_number(number)) if name != UNKNOWN_TIMEZONE]
    except NumberParseException:
        return "UTC"
    noon = datetime(2026, 1, 1, 12)  # noqa: DTZ001, noon by each zone's own clock
    zones.sort(key=lambda name: (ZoneInfo(name).utcoffset(noon), name))
    return zones[len(zones) // 2] if zones else "UTC"


def _name(country: str | None) -> str:
    """Return a country's English name."""
    from babel import Locale

    return str(Locale("en").territories.get(country or "", "that country"))
