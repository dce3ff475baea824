"""Prices that a shop tells in whole numbers of a currency's smallest unit: 12000 cents are 120.00. Pure."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

# The digits after the point in ISO 4217's list one, where they are not two:
# https://www.six-group.com/en/products-services/financial-information/data-standards.html
_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_UNUSUAL = {code: digits for digits, codes in _DIGITS.items() for code in codes.split()}
MOST_DIGITS = 18  # of a price; a shop that writes a million of them would end every reader that counts with it
_CODE = re.compile(r"[A-Z]{3}")


def minor_digits(currency: str | None) -> int | None:
    """Return how many digits a currency has after the point; None where that is no ISO 4217 code."""
    code = (currency or "").upper()
    return _UNUSUAL.get(code, 2) if _CODE.fullmatch(code) else None


def in_major_units(amount: Any, digits: int) -> str | None:
    """Write as a decimal string what is told in units of which one has so many digits; None where it is no number."""
    if not isinstance(amount, str | int | float) or isinstance(amount, bool):
        return None
    try:
        price = Decimal(str(amount).strip())
        return str(price.scaleb(-digits)) if price.is_finite() and abs(price.adjusted()) <= MOST_DIGITS else None
    except InvalidOperation:
        return None
