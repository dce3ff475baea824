"""What the fields of things in JSON tell of them, by their names and all their values: stock, what tells them apart, names, prices. Pure."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from msgspec.structs import replace

from coatcheck.model import Availability, Frozen
from coatcheck.sources.availability import read_availability
from coatcheck.sources.field_names import (
    AMBIGUOUS,
    CODES,
    COUNTED,
    CURRENCIES,
    GONE,
    ITSELF,
    MINOR,
    OF_PRICE,
    OF_STOCK,
    ON_SALE,
    OPTIONS,
    PRICES,
    STOCK,
    STOCK_COUNTED,
    STOCK_WORDED,
    THERE,
    TITLES,
    VAGUE_COUNTS,
    VAGUE_WORDS,
    WORDED,
    YES_AND_NO,
    holder,
    plain,
)
from coatcheck.sources.html.structured.stock_fields import read_stock
from coatcheck.sources.json_lists import Fields, Things
from coatcheck.sources.mapping import KEYS, whole, written

Options = dict[str, str]
# How much a field speaks for itself. Much that is sold out may be "purchasable": https://developer.woocommerce.com/docs/apis/store-api/
SAID, FOR_SALE, COUNT, VAGUE = 4, 3, 2, 1


class Told(Frozen, frozen=True):
    """Options that tell the stock, and how much the field speaks for itself. `doubtful`: if these are goods at all."""

    options: Options
    weight: int
    doubtful: bool = False


# Stock


def stock_of(things: Things, fields: Fields) -> Told | None:
    """Find the field that tells of stock: one that says so in words or by yes and no, else a number of pieces; None where none does."""
    within = STOCK | {""} if things.alone else STOCK | ITSELF | {""}
    told = {place: [value for value in values if value is not None] for place, values in fields.items()}
    found = [each for place, said in told.items() if said and holder(place) in within and (each := _tells(place, said))]
    best = max(found, key=lambda each: each.weight, default=None)
    uncounted = best is not None and "quantity" in best.options and any(_is_uncounted(item) for item in things.items)
    return None if uncounted else best


def _is_uncounted(item: dict[str, Any]) -> bool:
    """Return whether a count of nought proves nothing of it: more is sold than there is, or nobody counts."""
    said = read_stock(item)
    return said is not None and said[0] is Availability.UNKNOWN


def _tells(place: str, said: Sequence[Any]) -> Told | None:
    found = _two_valued(place, said) or _worded(place, said) or _counted(place, said)
    doubtful = plain(place) in AMBIGUOUS and holder(place) not in STOCK
    return replace(found, doubtful=True) if found and doubtful else found


def _two_valued(place: str, said: Sequence[Any]) -> Told | None:
    """Take what says yes or no, as a boolean or in words."""
    name, pair = plain(place), _pair(said)
    if pair is None or name not in WORDED | GONE:
        return None
    yes, no = (pair[1], pair[0]) if name in GONE else pair
    plainly_said = name not in GONE and isinstance(said[0], bool)
    weight = SAID if OF_STOCK.search(name) else FOR_SALE
    return Told({"value": place} if plainly_said else {"value": place, "in_stock": yes, "out_of_stock": no}, weight)


def _pair(said: Sequence[Any]) -> tuple[str, str] | None:
    if all(isinstance(value, bool) for value in said):
        return "true", "false"
    words = {value.strip().casefold() if isinstance(value, str) else "" for value in said}
    return next((pair for pair in YES_AND_NO if words <= set(pair)), None)


def _worded(place: str, said: Sequence[Any]) -> Told | None:
    """Take what names a state in words that are known."""
    if not all(isinstance(value, str) for value in said):
        return None
    known = [word for word in said if read_availability(word) is not Availability.UNKNOWN]
    if known and (plain(place) in WORDED or (holder(place) in STOCK and plain(place) in STOCK_WORDED)):
        return Told({"value": place}, SAID)
    if plain(place) not in VAGUE_WORDS or not known:
        return None
    others = sorted({word for word in said if word not in known})
    if not others:
        return Told({"value": place}, FOR_SALE, True)
    # "On sale" may mean reduced, but hardly where another is sold out.
    on_sale = len(others) == 1 and "".join(filter(str.isalpha, others[0].casefold())) in ON_SALE
    return Told({"value": place, "in_stock": others[0]}, FOR_SALE, True) if on_sale else None


def _counted(place: str, said: Sequence[Any]) -> Told | None:
    """Take what tells how many there are, in whole numbers."""
    if not all(_is_whole(value) for value in said):
        return None
    name, within = plain(place), holder(place) in STOCK
    if name in COUNTED or name in THERE or (within and name in STOCK_COUNTED):
        return Told({"quantity": place}, COUNT)
    return Told({"quantity": place}, VAGUE, True) if name in VAGUE_COUNTS else None


def _is_whole(value: Any) -> bool:
    number = whole(value)
    return number is not None and float(value) == number


# What tells one from another


def key_of(things: Things, fields: Fields) -> Options | None:
    """Return the options `key`, where the usual names don't do, and `title`, where it takes two; None where nothing tells these things apart."""
    if things.grouped:
        return {"key": "group"}
    usual = next((name for name in KEYS if any(isinstance(value, str | int) for value in fields.get(name, ()))), None)
    if usual and _tells_apart(things, fields[usual]):
        return {}
    if is_nested(things):
        return None
    places = [place for name in (*CODES, *TITLES) for place in fields if place == name or place.endswith(f".{name}")]
    own = next((place for place in places if _tells_apart(things, fields[place])), None)
    if own:
        return {"key": own}
    named = (place for place in (*OPTIONS, *TITLES) if _is_everywhere(fields.get(place, ()), len(things.items)))
    pair = list(islice(named, 2))
    both = f"[{', '.join(pair)}]"
    return {"key": both, "title": both} if len(pair) == 2 and _differ(things, pair) else None


def is_nested(things: Things) -> bool:
    """Return whether they are sizes of several products."""
    return things.above is not None and len(things.above.items) > 1


def _is_everywhere(values: Sequence[Any], count: int) -> bool:
    named = (isinstance(value, str | int) and not isinstance(value, bool) and value != "" for value in values)
    return len(values) == count and all(named)


def _tells_apart(things: Things, values: Sequence[Any]) -> bool:
    """Return whether each has a value that no other has; sizes of several products: none of its own product."""
    if not _is_everywhere(values, len(things.items)):
        return False
    told = [*zip(things.owners, map(written, values), strict=True)] if things.owners else list(map(written, values))
    return len(set(told)) == len(told)


def _differ(things: Things, pair: Sequence[str]) -> bool:
    return len({tuple(written(item[name]) for name in pair) for item in things.items}) == len(things.items)


# What else they say


def titles_of(things: Things, fields: Fields) -> list[str]:
    """List the fields that name a thing, those that tell all of them apart first."""
    count = len(things.items)
    found = [name for name in TITLES if _is_everywhere(fields.get(name, ()), count)]
    return sorted(found, key=lambda name: len(set(map(written, fields[name]))) < count)


def options_of(fields: Fields, titles: Sequence[str]) -> Options:
    """Return the option `options`, where more distinguishes a thing than what it is called by."""
    named = [name for name in OPTIONS if all(isinstance(value, str | int) for value in fields.get(name, [None]))]
    parts = ", ".join(f"{name}: {name}" for name in named)
    return {"options": f"{{{parts}}}"} if parts and (len(named) > 1 or named != list(titles[:1])) else {}


def price_of(document: Any, fields: Fields) -> Options:
    """Return the options of the price and its currency, and what it is divided by where its name says cents; {} for none."""
    places = [place for place, values in fields.items() if _is_price(place, values)]
    if not places:
        return {}
    place = min(places, key=lambda each: (each.count("."), list(fields).index(each)))
    currencies = [each for each in fields if plain(each) in CURRENCIES and _are_codes(fields[each])]
    beside = [
        name
        for name in ("currency", "currencyCode", "currency_code")
        if isinstance(document, dict) and _are_codes([document.get(name)])
    ]
    currency = {"currency": [*currencies, *beside][0]} if currencies or beside else {}
    minor = bool(MINOR.search(plain(place)))
    return {"price": place, **({"price_divisor": "currency" if currency else "100"} if minor else {}), **currency}


def _is_price(place: str, values: Sequence[Any]) -> bool:
    name, said = plain(place), [value for value in values if value is not None]
    of_price = OF_PRICE.search(place.rpartition(".")[0]) or name.startswith("price") or name.endswith("price")
    return bool(said and of_price) and MINOR.sub("", name) in PRICES and all(map(_is_number, said))


def _is_number(value: Any) -> bool:
    text = written(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else ""
    return bool(re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", text, re.ASCII))


def _are_codes(values: Sequence[Any]) -> bool:
    return bool(values) and all(isinstance(value, str) and re.fullmatch(r"[A-Za-z]{3}", value) for value in values)
