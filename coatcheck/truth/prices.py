"""Prices as numbers, to compare them. Pure."""

from decimal import Decimal, InvalidOperation


def number(price: str | None) -> Decimal | None:
    """Return a price as a number; None where there is none, or the shop wrote none that is one."""
    try:
        found = Decimal(price or "")
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
