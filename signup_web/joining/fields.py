"""What a form needs to ask for an address: the kind of field of each channel, and the countries of phone numbers."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import request

from coatcheck import channels
from coatcheck.languages import gettext, locale
from coatcheck.model import ChannelAddress
from coatcheck.ports import Field, Subscribable
from signup_web import context
from signup_web.site.direction import left_to_right, masked

LONGEST_ZONE = 64  # characters of the name of a time zone
INPUTS: dict[Field, dict[str, str]] = {
    Field.TEXT: {"autocomplete": "off", "spellcheck": "false"},
    Field.NAME: {"autocomplete": "name"},
    Field.NUMBER: {"inputmode": "numeric"},
    Field.EMAIL: {"dir": "ltr", "type": "email", "autocomplete": "email", "spellcheck": "false"},
    Field.URL: {"dir": "ltr", "type": "url", "autocomplete": "off"},
    Field.PHONE: {"dir": "ltr", "type": "tel", "inputmode": "tel", "autocomplete": "tel"},
    Field.SUBSCRIPTION: {"type": "hidden"},
}


def address_fields() -> dict[str, Any]:
    """Collect what `_address.html` shows: the channel that was chosen, the others, and what was typed."""
    settings, asked = context.settings(), request.values.get("by", "")
    offered = channels.offered(settings.channels)
    by = asked if asked in offered else next(iter(offered), "")
    return {
        "offered": offered,
        "by": by,
        "key": _key(by),
        "inputs": INPUTS,
        "countries": countries(settings.countries),
        "typed": request.form,
    }


def countries(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Name each country of these ISO codes, with the code one dials."""
    from phonenumbers import country_code_for_region

    names = locale().territories
    return [
        (
            code,
            f"{names.get(code, code)} ({left_to_right(f'+{country_code_for_region(code)}')})",
        )
        for code in codes
    ]


def is_subscription(channel: str) -> bool:
    """Say whether the visitor's browser makes the address of this channel, so that nobody can type it."""
    way = channels.sign_up(channel)
    return way is not None and way.field is Field.SUBSCRIPTION


def _key(channel: str) -> str:
    """Return for whom the visitor's browser makes the address; "" where it makes none."""
    opened = context.services().channel(channel) if is_subscription(channel) else None
    return opened.application_server_key if isinstance(opened, Subscribable) else ""


def shown(to: ChannelAddress) -> str:
    """Write an address as its owner is shown it, in the browser in which they gave it."""
    return gettext("this browser") if is_subscription(to.channel) else masked(to.address)


def zone_of_visitor() -> str:
    """Return the time zone that the visitor's browser named; "" where it named none that there is."""
    name = request.form.get("browser_zone", "")
    try:
        return str(ZoneInfo(name)) if name and len(name) <= LONGEST_ZONE else ""
    except (ValueError, OSError, ZoneInfoNotFoundError):  # no such name, or one that is no file's
        return ""
