"""Amounts of money as people write them: "100", "99,90", "1.299,00 €", "$1,299". Pure."""

import re
from collections.abc import Iterable
from decimal import Decimal
from unicodedata import normalize

from coatcheck.errors import Invalid
from coatcheck.languages import N_, gettext
from coatcheck.model import State
from coatcheck.telling.announcement import SYMBOLS
from coatcheck.truth.prices import number

MOST = Decimal(10**9)
LONGEST = 40  # characters
DIGITS = re.compile(r"\d[\d.,' ]*")
# 0.125; 1299.00; 1,299.00; 1.299,00; 1'299; 1,00,000
PARTS = re.compile(
    r"0[.,](?P<fraction>\d+)|(?P<whole>\d+|\d{1,3}(?:[.,' ]\d{2,3})*[.,' ]\d{3})(?:[.,](?P<cents>\d{1,2}))?"
)
WITHOUT_CENTS = re.compile(r"[.,][-–]+")  # 100,-
MONEY = re.compile(r"[A-Za-z]{3}|[A-Za-z]{0,2}[$€£¥₹]")  # EUR, CA$, €
NO_NUMBER = N_("Write the price as a number, like 100 or 99.90.")
SEPARATORS = str.maketrans({"٫": ".", "٬": ",", "’": "'", "،": ","})


def currency_of(state: State | None) -> str:
    """Return the ISO 4217 code of a product's prices; "" where the shop names none, or several."""
    named = {variant.currency for variant in state.variants if variant.currency} if state else set()
    return named.pop() if len(named) == 1 else ""


def read_amount(words: str, currency: str) -> str:
    """Read an amount of this money ("" for whichever), as a decimal string. Raises `Invalid` where it is none, or of other money.

    A point or a comma before one or two digits at the end parts the cents, any other the thousands.
    """
    plain = WITHOUT_CENTS.sub("", normalize("NFKC", words).translate(SEPARATORS)).strip()
    found = DIGITS.findall(plain[:LONGEST])
    if len(found) != 1 or len(plain) > LONGEST or "-" in plain:
        raise Invalid(gettext(NO_NUMBER))
    _check_money(DIGITS.sub(" ", plain).split(), currency)
    amount = number(_decimal(found[0].strip(" .,'")))
    if amount is None:
        raise Invalid(gettext(NO_NUMBER))
    if not 0 < amount <= MOST:
        raise Invalid(gettext("Write a price above 0, and no more than a billion."))
    return str(amount)


def _decimal(digits: str) -> str:
    """Write digits as a decimal number; "" where they are parted as no number is."""
    parts = PARTS.fullmatch(digits)
    if parts is None:
        return ""
    cents = parts["fraction"] or parts["cents"]
    return re.sub(r"\D", "", parts["whole"] or "0") + (f".{cents}" if cents else "")


def _check_money(said: Iterable[str], currency: str) -> None:
    """Raise `Invalid` where what stands beside the number is no money, or other money than the product's: nothing is converted."""
    for word in said:
        if not MONEY.fullmatch(word):
            raise Invalid(gettext(NO_NUMBER))
        dollars = word == "$" and currency.endswith("D")  # a sign that several currencies share
        if currency and word.upper() not in (currency, SYMBOLS.get(currency)) and not dollars:
            raise Invalid(
                gettext("Its price is in {currency}: write your limit in {currency}, too.", currency=currency)
            )
