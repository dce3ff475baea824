"""What the news of a restock says. A text is one segment of the phone network's 7-bit alphabet, whatever the shop's words. Pure."""

from coatcheck.model import Restocked, RestockEvent
from coatcheck.telling.texts import BRAND, SIZES, Form, fit, fullest, listed
from coatcheck.telling.variant_names import NAMELESS

SYMBOLS = {"USD": "$", "CAD": "CA$", "AUD": "A$", "EUR": "€", "GBP": "£", "JPY": "¥"}

RESET = "Reply RESET for the next restock, STOP to opt out."
STOP = "STOP to opt out."


def announcement(event: RestockEvent, link: str, brand: str, is_text: bool) -> str:
    """Write the news with this link. `is_text`: one segment, with the words that texting needs; other channels get the whole names."""
    if not is_text:
        return f"{headline(event)}\n{link}"
    return fullest([_form(news, link, end, brand) for news, end in _forms(event)], event.title)


def price(variant: Restocked) -> str:
    """Write a price in few characters: $120, €89.90, 120 CHF; "" where there is none, or nobody knows of what money."""
    if not variant.price or not variant.currency:
        return ""
    amount = variant.price.removesuffix(".00")
    symbol = SYMBOLS.get(variant.currency)
    return f"{symbol}{amount}" if symbol else f"{amount} {variant.currency}"


def size(variant: Restocked, product: str = "") -> str:
    """Return what the shop calls a variant; "" where it has no name but its product's."""
    name = variant.title if variant.title not in (*NAMELESS, product) else ""
    return name or " / ".join(value for value in variant.options.values() if value not in NAMELESS)


def _form(news: str, link: str, end: str, brand: str) -> Form:
    return lambda name: f"{fit(brand, BRAND)}: {name} {news} {link} {end}"


def _forms(event: RestockEvent) -> list[tuple[str, str]]:
    """List what can be said, the fullest first, each with how it ends."""
    if tickets := _tickets(event):
        return [(tickets, STOP), (f"{len(event.variants)} shows open.", STOP)]
    if len(event.variants) > 1:
        named = listed([size(variant, event.title) for variant in event.variants], SIZES)
        several = f"{named} are back." if named else "is back."
        return [(several, RESET), (several, STOP), ("is back.", STOP)]
    only = event.variants[0]
    one = f"{fit(size(only, event.title), SIZES)} is back".strip()
    full = f"{one}, {fit(price(only), 12)}." if price(only) else f"{one}."
    return [(full, RESET), (f"{one}.", RESET), (f"{one}.", STOP), ("is back.", STOP)]


def _tickets(event: RestockEvent) -> str:
    """Name the shows that opened at a cinema; "" where the event is of goods."""
    options = event.variants[0].options
    venue, date = options.get("venue"), options.get("date")
    if not venue or not date:
        return ""
    kind = " ".join(filter(None, (options.get("language"), options.get("format"))))
    shows = "show opens" if len(event.variants) == 1 else "shows open"
    details = f"({fit(kind, 12)}) " if kind else ""
    return f"{details}{fit(date, 10)}: {len(event.variants)} {shows} at {fit(venue, 24)}."


def headline(event: RestockEvent) -> str:
    """Write the whole names, in one line."""
    named = ", ".join(filter(None, (size(variant, event.title) for variant in event.variants)))
    of = f" ({named})" if named else ""
    cost = price(event.variants[0]) if len(event.variants) == 1 else ""
    return " ".join(f"{event.title}{of} is back{f', {cost}' if cost else ''}.".split())
