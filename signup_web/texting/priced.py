"""The price up to which somebody wants to be told, at the end of a text: "M below 100", "M under $99.90", "M any price". Pure."""

import re

from coatcheck.errors import Invalid
from coatcheck.languages import gettext
from coatcheck.model import NO_CONDITIONS, Conditions, State
from coatcheck.telling.amounts import currency_of, read_amount
from coatcheck.telling.offer_words import is_event

# M below 100; M under $ 99,90; jacket M for less than 100 eur; M at most 100€. Not: <3, which is a heart
LIMIT = re.compile(
    r"(?:^|\s)(?:for )?(?:below|under|less than|at most)\s*((?:[$€£¥₹]\s?)?\S*\d\S*(?: (?:[a-z]{3}|[$€£¥₹]))?)$",
    re.IGNORECASE,
)
ANY_PRICE = re.compile(r"(?:^|\s)(?:at |for )?any price$", re.IGNORECASE)


def split_limit(text: str) -> tuple[str, str | None]:
    """Part a text's other words from the amount at its end: "" for any price; None where it names none."""
    plain = " ".join(text.split()).rstrip(" .!?")
    if found := ANY_PRICE.search(plain):
        return plain[: found.start()].strip(" ,"), ""
    if found := LIMIT.search(plain):
        return plain[: found.start()].strip(" ,"), found[1]
    return text, None


def asked_conditions(limit: str | None, state: State) -> Conditions | None:
    """Return the conditions of somebody who texted this limit; None where they named none. Raises `Invalid` for what is none of this product."""
    if limit is None:
        return None
    if not limit:
        return NO_CONDITIONS
    if is_event(state):
        raise Invalid(gettext("There is no price limit for tickets."))
    currency = currency_of(state)
    return Conditions(maximum_price=read_amount(limit, currency), currency=currency)
