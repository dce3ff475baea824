"""What the news of a restock says. A text is one segment of the phone network's 7-bit alphabet, whatever the shop's words. Pure."""

from coatcheck.model import Restocked, RestockEvent
from coatcheck.telling.texts import BRAND, SIZES, Form, fit, fullest, listed
from coatcheck.telling.variant_names import NAMELESS

SYMBOLS = {"USD": "$", "CAD": "CA$", "AUD": "A$", "EUR": "€", "GBP": "£", "JPY": "¥"}

ONE, SEVERAL = "is back", "are back"
RESET = "Reply RESET for the next restock, STOP to opt out."
STOP = "STOP to opt out."


def announcement(event: RestockEvent, link: str, brand: str, is_text: bool) -> str:
    """Write the news with this link. `is_text`: one segment, with the words that texting needs; other channels get the whole names."""
    if not is_text:
        return f"{headline(event)}\n{link}"
    return fullest([_form(news, link, end, brand) for news, end in _forms(event)], event.title)


def price(variant: Restocked) -> str:
    """Write a price in few characters: $120, €89.90, 120 CHF; "" where there is none, or nobody knows of what money."""
    return amount(variant.price, variant.currency) if variant.price and variant.currency else ""


def amount(price: str, currency: str) -> str:
    """Write an amount of money in few characters."""
    short = price.removesuffix(".00")
    symbol = SYMBOLS.get(currency)
    return f"{symbol}{short}" if symbol else f"{short} {currency}"


def size(variant: Restocked, product: str = "") -> str:
    """Return what the shop calls a variant; "" where it has no name but its product's."""
    name = variant.title if variant.title not in (*NAMELESS, product) else ""
    return name or " / ".join(value for value in variant.options.values() if value not in NAMELESS)


def _form(news: str, link: str, end: str, brand: str) -> Form:
    return lambda name: f"{fit(brand, BRAND)}: {name} {news} {link} {end}"


def _forms(event: RestockEvent) -> list[tuple[str, str]]:
    """List what can be said, the fullest first, each with how it ends."""
    if len(event.variants) > 1:
        named = listed([size(variant, event.title) for variant in event.variants], SIZES)
        several = f"{named} {SEVERAL}." if named else f"{ONE}."
        return [(several, RESET), (several, STOP), (f"{ONE}.", STOP)]
    only = event.variants[0]
    one = f"{fit(size(only, event.title), SIZES)} {ONE}".strip()
    full = f"{one}, {fit(price(only), 12)}." if price(only) else f"{one}."
    return [(full, RESET), (f"{one}.", RESET), (f"{one}.", STOP), (f"{ONE}.", STOP)]


def headline(event: RestockEvent) -> str:
    """Write the whole names, in one line."""
    named = ", ".join(filter(None, (size(variant, event.title) for variant in event.variants)))
    of = f" ({named})" if named else ""
    cost = price(event.variants[0]) if len(event.variants) == 1 else ""
    return " ".join(f"{event.title}{of} {ONE}{f', {cost}' if cost else ''}.".split())
