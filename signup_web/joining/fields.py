"""What a form needs to ask for an address: the kind of field of each channel, and the countries of phone numbers."""

from typing import Any

from flask import request

from coatcheck import channels
from coatcheck.languages import locale
from coatcheck.ports import Field
from signup_web import context

INPUTS: dict[Field, dict[str, str]] = {
    Field.TEXT: {"autocomplete": "off", "spellcheck": "false"},
    Field.NAME: {"autocomplete": "name"},
    Field.NUMBER: {"inputmode": "numeric"},
    Field.EMAIL: {"dir": "ltr", "type": "email", "autocomplete": "email", "spellcheck": "false"},
    Field.URL: {"dir": "ltr", "type": "url", "autocomplete": "off"},
    Field.PHONE: {"dir": "ltr", "type": "tel", "inputmode": "tel", "autocomplete": "tel"},
}


def address_fields() -> dict[str, Any]:
    """Collect what `_address.html` shows: the channel that was chosen, the others, and what was typed."""
    settings = context.settings()
    offered, by = channels.offered(settings.channels), request.values.get("by", "")
    return {
        "offered": offered,
        "by": by if by in offered else next(iter(offered), ""),
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
            f"{names.get(code, code)} (\N{LEFT-TO-RIGHT ISOLATE}+{country_code_for_region(code)}\N{POP DIRECTIONAL ISOLATE})",
        )
        for code in codes
    ]
