"""What the news of a restock says. A text is one segment of the phone network's 7-bit alphabet, whatever the shop's words. Pure."""

from coatcheck.model import Restocked, RestockEvent
from coatcheck.telling.texts import fit, length, listed
from coatcheck.telling.variant_names import NAMELESS

ITEM = 24  # septets of a text that the product's name may take
SIZES = 16
SEGMENT = 160
SYMBOLS = {"USD": "$", "CAD": "CA$", "AUD": "A$", "EUR": "€", "GBP": "£", "JPY": "¥"}

RESET = "Reply RESET for the next restock, STOP to opt out."
STOP = "STOP to opt out."


def announcement(event: RestockEvent, link: str, brand: str, is_text: bool) -> str:
    """The news with this link. `is_text`: one segment, with the words that texting needs; other channels get the whole names."""
    return _text(event, link, brand) if is_text else f"{headline(event)}\n{link}"


def price(variant: Restocked) -> str:
    """A price in few characters: $120, €89.90, 120 CHF; "" where there is none."""
    if not variant.price:
        return ""
    amount = variant.price.removesuffix(".00")
    symbol = SYMBOLS.get(variant.currency or "")
    return f"{symbol}{amount}" if symbol else f"{amount} {variant.currency or ''}".strip()


def size(variant: Restocked) -> str:
    """What the shop calls a variant; "" where it has no name."""
    name = variant.title if variant.title not in NAMELESS else ""
    return name or " / ".join(value for value in variant.options.values() if value not in NAMELESS)


def _text(event: RestockEvent, link: str, brand: str) -> str:
    """One segment: the fullest form in which the product's name has its room, else the shortest with the name cut."""
    name, room = fit(event.title, ITEM), 0
    for news, end in _forms(event):
        rest = f"{news} {link} {end}"
        room = SEGMENT - length(f"{fit(brand, 20)}:  {rest}")
        if room >= length(name):
            break
    return f"{fit(brand, 20)}: {fit(name, max(room, 1))} {rest}"


def _forms(event: RestockEvent) -> list[tuple[str, str]]:
    """What can be said, the fullest first, each with how it ends."""
    if tickets := _tickets(event):
        return [(tickets, STOP), (f"{len(event.variants)} shows open.", STOP)]
    if len(event.variants) > 1:
        named = listed([size(variant) for variant in event.variants], SIZES)
        several = f"{named} are back." if named else "is back."
        return [(several, RESET), (several, STOP), ("is back.", STOP)]
    only = event.variants[0]
    one = f"{fit(size(only), SIZES)} is back".strip()
    full = f"{one}, {fit(price(only), 12)}." if price(only) else f"{one}."
    return [(full, RESET), (f"{one}.", RESET), (f"{one}.", STOP), ("is back.", STOP)]


def _tickets(event: RestockEvent) -> str:
    """Shows that opened at a cinema; "" where the event is of goods."""
    options = event.variants[0].options
    venue, date = options.get("venue"), options.get("date")
    if not venue or not date:
        return ""
    kind = " ".join(filter(None, (options.get("language"), options.get("format"))))
    shows = "show opens" if len(event.variants) == 1 else "shows open"
    details = f"({fit(kind, 12)}) " if kind else ""
    return f"{details}{fit(date, 10)}: {len(event.variants)} {shows} at {fit(venue, 24)}."


def headline(event: RestockEvent) -> str:
    """The whole names, in one line."""
    named = ", ".join(filter(None, map(size, event.variants)))
    of = f" ({named})" if named else ""
    cost = price(event.variants[0]) if len(event.variants) == 1 else ""
    return " ".join(f"{event.title}{of} is back{f', {cost}' if cost else ''}.".split())
