"""What the news of a restock says. A text is one segment of the phone network's 7-bit alphabet, whatever the shop's words. Pure."""

from decimal import Decimal

from msgspec.structs import replace

from coatcheck.languages import N_, gettext
from coatcheck.model import NO_CONDITIONS, Conditions, Restocked, RestockEvent
from coatcheck.telling.texts import BRAND, SIZES, Form, fit, fullest, listed
from coatcheck.telling.variant_names import NAMELESS
from coatcheck.truth.prices import number

SYMBOLS = {"USD": "$", "CAD": "CA$", "AUD": "A$", "EUR": "€", "GBP": "£", "JPY": "¥"}

PRICE, PRICES = 12, 32  # the most that a price, or one beside a limit, may take

RESET = N_("Reply RESET for the next restock, STOP to opt out.")
STOP = N_("STOP to opt out.")


def announcement(
    event: RestockEvent, link: str, brand: str, is_text: bool, conditions: Conditions = NO_CONDITIONS
) -> str:
    """Write the news with this link. `is_text`: one segment, with the words that texting needs; other channels get the whole names."""
    if not is_text:
        return f"{headline(event, conditions)}\n{link}"
    return fullest([_form(news, link, end, brand) for news, end in _forms(event, conditions)], event.title)


def price(variant: Restocked) -> str:
    """Write a price in few characters: $120, €89.90, 120 CHF; "" where there is none, or nobody knows of what money."""
    return amount(variant.price, variant.currency) if variant.price and variant.currency else ""


def amount(price: str, currency: str) -> str:
    """Write an amount of money in few characters: 35.0 as 35, and 120.5 as 120.50."""
    whole, _, part = price.partition(".")
    short = f"{whole}.{part:0<2}" if part.strip("0") else whole
    symbol = SYMBOLS.get(currency)
    return f"{symbol}{short}" if symbol else f"{short} {currency}"


def cost(variant: Restocked, conditions: Conditions = NO_CONDITIONS) -> str:
    """Write what is asked, the number alone where nobody knows of what money, with the limit under which it is told: "$95 (limit $100)"."""
    asked = price(variant) or variant.price or ""
    if not asked or not conditions.maximum_price:
        return asked
    currency = variant.currency or conditions.currency
    limit = amount(conditions.maximum_price, currency) if currency else conditions.maximum_price
    return gettext("{price} (limit {limit})", price=asked, limit=limit)


def _short_cost(variant: Restocked, conditions: Conditions) -> str:
    """Write the same in few characters: without the limit where both take too many."""
    whole = cost(variant, conditions)
    return whole if len(whole) <= PRICES else fit(cost(variant), PRICE)


def size(variant: Restocked, product: str = "") -> str:
    """Return what the shop calls a variant; "" where it has no name but its product's."""
    name = variant.title if variant.title not in (*NAMELESS, product) else ""
    return name or " / ".join(value for value in variant.options.values() if value not in NAMELESS)


def _form(says: Form, link: str, end: str, brand: str) -> Form:
    return lambda name: signed(brand, f"{says(name)} {link} {gettext(end)}")


def _forms(event: RestockEvent, conditions: Conditions) -> list[tuple[Form, str]]:
    """List what can be said, the fullest first, each with how it ends."""
    if any(variant.price_before is not None for variant in event.variants):
        return [(form, STOP) for form in _priced(event, conditions)]
    if any(variant.quantity_before is not None for variant in event.variants):
        return [(_are_more(event), STOP), (_are_more(event, ""), STOP)]
    if event.was_there:
        return [(form, STOP) for form in _there_already(event, conditions)]
    plain = _is_back("")
    if len(event.variants) > 1:
        named = listed([size(variant, event.title) for variant in event.variants], SIZES)
        several = _are_back(named) if named else plain
        return [(several, RESET), (several, STOP), (plain, STOP)]
    only = event.variants[0]
    named = fit(size(only, event.title), SIZES)
    one, full = _is_back(named), _is_back(named, fit(price(only), PRICE))
    limited = [_is_back(named, _short_cost(only, conditions))] if conditions.maximum_price else []
    return [
        *((form, end) for form in limited for end in (RESET, STOP)),
        (full, RESET),
        (one, RESET),
        (one, STOP),
        (plain, STOP),
    ]


def signed(brand: str, says: str) -> str:
    """Write who says this."""
    return gettext("{brand}: {text}", brand=fit(brand, BRAND), text=says)


def _is_back(sizes: str, asked: str = "") -> Form:
    if asked:
        return lambda name: gettext("{item} is back, {price}.", item=_item(name, sizes), price=asked)
    return lambda name: gettext("{item} is back.", item=_item(name, sizes))


def _are_back(sizes: str) -> Form:
    return lambda name: gettext("{item} are back.", item=f"{name} {sizes}")


def _there_already(event: RestockEvent, conditions: Conditions) -> list[Form]:
    """List what can be said of what did not come back, but was there when somebody came, the fullest first."""
    named = listed([size(variant, event.title) for variant in event.variants], SIZES)
    only = event.variants[0] if len(event.variants) == 1 else None
    asked = [_short_cost(only, conditions)] if only and (only.currency or conditions.maximum_price) else []
    return [*(_is_there(named, each) for each in asked), _is_there(named), _is_there("")]


def _is_there(sizes: str, asked: str = "") -> Form:
    if asked:
        return lambda name: gettext("{item}: in stock now, {price}.", item=_item(name, sizes), price=asked)
    return lambda name: gettext("{item}: in stock now.", item=_item(name, sizes))


def _priced(event: RestockEvent, conditions: Conditions) -> list[Form]:
    """List what can be said where prices fell, of which some may be sizes that came back, the fullest first."""
    named = listed([size(variant, event.title) for variant in event.variants], SIZES)
    if len(event.variants) > 1:
        return [_costs(named, event, conditions), _costs("", event, conditions)]
    only = event.variants[0]
    was = fit(_before(only), PRICE)
    asked = (_short_cost(only, conditions), fit(cost(only), PRICE))
    forms = [_now_costs(named, each, was) for each in dict.fromkeys(asked)]
    return [*forms, _now_costs(named, asked[-1]), _now_costs("", asked[-1])]


def _before(variant: Restocked) -> str:
    return cost(replace(variant, price=variant.price_before))


def _now_costs(sizes: str, asked: str, was: str = "") -> Form:
    """Say what one size costs now, and what it cost before, where that is known."""
    if was:
        return lambda name: gettext(
            "{item}: now {price}, was {before}.", item=_item(name, sizes), price=asked, before=was
        )
    return lambda name: gettext("{item}: now {price}.", item=_item(name, sizes), price=asked)


def _are_more(event: RestockEvent, sizes: str | None = None) -> Form:
    """Say how many of the size are there of which there are most."""
    named = listed([size(variant, event.title) for variant in event.variants], SIZES) if sizes is None else sizes
    count = max(variant.quantity or 0 for variant in event.variants)
    return lambda name: gettext("{item}: {count} there now.", item=_item(name, named), count=count)


def _costs(sizes: str, event: RestockEvent, conditions: Conditions) -> Form:
    """Say from which price on several sizes can be had now."""
    lowest = min(event.variants, key=lambda variant: number(variant.price) or Decimal("inf"))
    asked = _short_cost(lowest, conditions)
    return lambda name: gettext("{item}: now from {price}.", item=_item(name, sizes), price=asked)


def _item(name: str, sizes: str) -> str:
    return f"{name} {sizes}" if sizes else name


def headline(event: RestockEvent, conditions: Conditions = NO_CONDITIONS) -> str:
    """Write the whole names, in one line."""
    named = ", ".join(filter(None, (size(variant, event.title) for variant in event.variants)))
    item = f"{event.title} ({named})" if named else event.title
    one = event.variants[0] if len(event.variants) == 1 else None
    if one and one.price_before is not None:
        form = _now_costs("", cost(one, conditions), _before(one))
    elif any(variant.price_before is not None for variant in event.variants):
        form = _costs("", event, conditions)
    elif any(variant.quantity_before is not None for variant in event.variants):
        form = _are_more(event, "")
    else:
        asked = cost(one, conditions) if one and conditions.maximum_price else price(one) if one else ""
        form = _is_there("", asked) if event.was_there else _is_back("", asked)
    return " ".join(form(item).split())
