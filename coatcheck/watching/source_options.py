"""Whether a source knows the options that somebody gave."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from coatcheck.errors import Invalid
from coatcheck.ports import Source


def strange_options(source: Source, given: Mapping[str, str]) -> list[str]:
    """List the options among these that the source does not know."""
    known = {option.name for option in source.OPTIONS}
    return [name for name in given if name not in known]


def check_options(name: str, source: Source, given: Mapping[str, str]) -> None:
    """Raise `Invalid` naming the options that a source does not know, and those it knows; and one that should be a number and is none."""
    if strange := strange_options(source, given):
        known = ", ".join(option.name for option in source.OPTIONS) or "none"
        raise Invalid(f"The source {name} has no option {', '.join(map(repr, strange))}. It has: {known}.")
    for option in source.OPTIONS:
        if option.kind == "number" and not _is_number(given.get(option.name) or "0"):
            raise Invalid(f"The option `{option.name}` is a number, like 120.00.", option.name)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
