"""What the news of a restock says. A text is one segment of the phone network's 7-bit alphabet, whatever the shop's words. Pure."""

from coatcheck.languages import N_, gettext
from coatcheck.model import Restocked, RestockEvent
from coatcheck.telling.texts import BRAND, SIZES, Form, fit, fullest, listed
from coatcheck.telling.variant_names import NAMELESS

SYMBOLS = {"USD": "$", "CAD": "CA$", "AUD": "A$", "EUR": "€", "GBP": "£", "JPY": "¥"}

RESET = N_("Reply RESET for the next restock, STOP to opt out.")
STOP = N_("STOP to opt out.")


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


def _form(says: Form, link: str, end: str, brand: str) -> Form:
    return lambda name: f"{fit(brand, BRAND)}: {says(name)} {link} {gettext(end)}"


def _forms(event: RestockEvent) -> list[tuple[Form, str]]:
    """List what can be said, the fullest first, each with how it ends."""
    plain = _is_back("")
    if len(event.variants) > 1:
        named = listed([size(variant, event.title) for variant in event.variants], SIZES)
        several = _are_back(named) if named else plain
        return [(several, RESET), (several, STOP), (plain, STOP)]
    only = event.variants[0]
    named = fit(size(only, event.title), SIZES)
    one, full = _is_back(named), _is_back(named, fit(price(only), 12))
    return [(full, RESET), (one, RESET), (one, STOP), (plain, STOP)]


def _is_back(sizes: str, cost: str = "") -> Form:
    if cost:
        return lambda name: gettext("{item} is back, {price}.", item=f"{name} {sizes}".strip(), price=cost)
    return lambda name: gettext("{item} is back.", item=f"{name} {sizes}".strip())


def _are_back(sizes: str) -> Form:
    return lambda name: gettext("{item} are back.", item=f"{name} {sizes}")


def headline(event: RestockEvent) -> str:
    """Write the whole names, in one line."""
    named = ", ".join(filter(None, (size(variant, event.title) for variant in event.variants)))
    item = f"{event.title} ({named})" if named else event.title
    cost = price(event.variants[0]) if len(event.variants) == 1 else ""
    return " ".join(_is_back("", cost)(item).split())
