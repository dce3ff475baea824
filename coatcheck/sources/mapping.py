"""What stands where in a shop's JSON: the options of `json_api`, checked and ready to use."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import jmespath
import msgspec
from jmespath.exceptions import JMESPathError

from coatcheck.errors import Invalid, Unreadable
from coatcheck.model import Availability
from coatcheck.ports import Option, Target, grouped
from coatcheck.sources.availability import read_availability
from coatcheck.sources.limits import OPTIONS as LIMITS
from coatcheck.sources.presets import NAMES as PRESETS
from coatcheck.sources.presets import OPTIONS as PRESET
from coatcheck.sources.presets import applied
from coatcheck.sources.prices import in_major_units, minor_digits

OPTIONS = (
    *PRESET,
    Option("items", "where the variants are: a list, or an object of lists whose names are `group` in each item"),
    Option(
        "key", "in an item: its id, or a list of parts that make it unique (default: id, sku, code, name and the like)"
    ),
    Option("value", "in an item: what tells whether it is in stock"),
    Option("quantity", "in an item: how many there are"),
    Option("title", "in an item: its name (default: the key)"),
    Option("price", "in an item: its price"),
    *grouped(
        "Which values mean what",
        Option(
            "in_stock", "values that mean in stock, as a JSON list or with commas (default: true, schema.org's words)"
        ),
        Option("out_of_stock", "values that mean sold out (default: false, schema.org's words)"),
        Option("preorder", "values that mean that it can be ordered before it is made"),
        Option("backorder", "values that mean that it can be ordered and is sent later"),
        Option("limited", "values that mean that few are left"),
        Option("threshold", "the quantity from which it counts as in stock (default: 1)", "number"),
    ),
    *grouped(
        "More of each variant",
        Option(
            "variants",
            "in an item: its own variants, if it has any, which are told by its name and theirs; it is their `parent`",
        ),
        Option("options", "in an item: what distinguishes it, like {size: size, color: group}"),
        Option("price_divisor", "what prices are divided by: 100 for cents, or `currency` for its own smallest unit"),
        Option("currency", "in an item, or in the answer: the currency, or the ISO code itself"),
        Option("seller_name", "in an item: who sells it"),
        Option("url", "in an item: the address where it is bought"),
    ),
    *grouped(
        "The product itself",
        Option("name", "in the answer: the product's name"),
        Option("image", "in the answer: the address of the product's picture"),
    ),
    *grouped(
        "How it is asked",
        Option("next", "in the answer: the address of the next page, on the same host"),
        Option("method", "GET or POST (default: POST where there is a body)", choices=("GET", "POST")),
        Option("headers", "a JSON object of headers to send", "lines"),
        Option("body", "what to send, for example a GraphQL query as JSON", "lines"),
    ),
    *LIMITS,
    *grouped("All of it at once", Option("map", "all of these in one JSON object", "lines")),
)

WORDS = {
    "in_stock": Availability.IN_STOCK,
    "out_of_stock": Availability.OUT_OF_STOCK,
    "preorder": Availability.PRE_ORDER,
    "backorder": Availability.BACK_ORDER,
    "limited": Availability.LIMITED_AVAILABILITY,
}
# Options that are taken as they are; all others are JMESPath
LITERAL = frozenset(
    {*WORDS, *PRESETS, "threshold", "method", "headers", "body", "seller", "max_price", "price_divisor", "map"}
)
LONGEST_WITNESS = 200  # characters
LONGEST = 2000  # characters of a name, a word or an id
DEEPEST = 10  # lists in lists that make up a value
_DIVISOR = re.compile(r"10{0,8}", re.ASCII)
PARENT = "parent"
_CODE = re.compile(r"[A-Za-z]{3}")
_PIECES = re.compile(r"(\d{1,9})(?:\.\d{1,9})?", re.ASCII)
KEYS = ("id", "sku", "code", "productId", "ean", "gtin", "slug", "name", "title", "size")


class Mapping:
    """A watch's options, and the address that they ask. Making one raises `Invalid` naming the option that can't be used."""

    def __init__(self, target: Target) -> None:
        given = {**target.options, **_unfold(target.options.get("map", ""))}
        self.address, self.options = applied(target.url, given)
        self.places = {name: _compile(name, text) for name, text in self.options.items() if name not in LITERAL}
        self.words = {written(word).casefold(): WORDS[name] for name in WORDS for word in _list(self.text(name))}
        self.threshold = _threshold(self.text("threshold") or "1")
        # A value that is held against a threshold, and against no words, is a number of pieces.
        self.counts = bool(self.text("threshold")) and "quantity" not in self.places and not self.words
        self._made: dict[tuple[str, int], tuple[Any, Any]] = {}
        self.divisor = self.text("price_divisor").strip()
        if self.divisor not in ("", "currency") and not _DIVISOR.fullmatch(self.divisor):
            raise Invalid("The option `price_divisor` is 10, 100, 1000 and so on, or `currency`.", "price_divisor")
        if self.text("method").upper() not in ("", "GET", "POST"):
            raise Invalid("The option `method` is GET or POST.", "method")

    def require_told(self) -> None:
        """Raise `Invalid` where no option says what shows the stock."""
        if not {"value", "quantity"} & self.places.keys():
            raise Invalid(
                "json_api has to be told what shows the stock: give the option `value` or `quantity`.", "value"
            )

    def text(self, name: str) -> str:
        """Return the option as it was given; "" where it was not."""
        return self.options.get(name, "")

    def search(self, name: str, value: Any) -> Any:
        """Find what stands at the place that an option names; None where nothing does or it names none."""
        if name not in self.places:
            return None
        try:
            return self.places[name].search(value)
        except (JMESPathError, TypeError, ValueError, RecursionError) as error:
            raise Unreadable(f"`{name}` ({self.text(name)}) does not fit this answer: {error}") from error

    def headers(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self.text("headers") or "{}", type=dict[str, str])
        except (msgspec.DecodeError, RecursionError) as error:
            raise Invalid(
                'The option `headers` is a JSON object of texts, like {"x-api-key": "..."}.', "headers"
            ) from error

    def key(self, item: Any, place: int) -> str:
        """Read the item's id, after its parent's. Raises `Unreadable` where it has none; an answer that is itself the item may do without."""
        found = self.search("key", item) if "key" in self.places else _usual_key(item)
        parts = found if isinstance(found, list) else [found]
        if parts and all(_is_id(part) for part in parts):
            return written(found)
        if not {"key", "items"} & self.places.keys() and place == 0:
            return "item"
        raise Unreadable(f"`key` ({self.text('key') or ', '.join(KEYS)}) gives no id for item {place}.")

    def title(self, item: Any, product: str) -> str | None:
        """Read the item's name, after its parent's where that is not the product's own; None where it has none."""
        own = _name(self.search("title", item))
        parent = parent_of(item)
        above = self._once("title", parent, lambda: _name(self.search("title", parent))) if parent else None
        return " / ".join(filter(None, (above if above != product else None, own))) or None

    def price(self, item: Any, currency: str | None) -> str | None:
        """Read the item's price in the shop's own words; as a decimal string, or None, where it is to be divided."""
        found = self.search("price", item)
        if found is None or not self.divisor:
            return None if found is None else written(found)
        digits = minor_digits(currency) if self.divisor == "currency" else len(self.divisor) - 1
        return None if digits is None else in_major_units(written(found), digits)

    def currency(self, item: Any) -> str | None:
        """Read the currency of an item, or of the whole answer; ISO 4217's codes in capitals."""
        given = self.text("currency")
        code = given if len(given) == 3 and given.isupper() else self.search("currency", item)
        code = written(code) if isinstance(code, str) else ""
        return (code.upper() if _CODE.fullmatch(code) else code) or None

    def require_stock(self, items: Sequence[Any]) -> None:
        """Raise `Unreadable` where no item has what shows its stock: the field is gone, or was never there."""
        for name in ("value", "quantity"):
            if name in self.places and all(self.search(name, item) is None for item in items):
                raise Unreadable(f"`{name}` ({self.text(name)}) is in none of the {len(items)} items.")

    def quantity(self, item: Any) -> int | None:
        """Read how many of it there are; None where the answer doesn't tell."""
        return whole(self.search("value" if self.counts else "quantity", item))

    def availability(self, item: Any) -> Availability:
        """Say what the item's value means, and whether there are as many as the threshold asks for."""
        quantity = self.quantity(item)
        if self.counts or "value" not in self.places:
            found = Availability.UNKNOWN if quantity is None else Availability.IN_STOCK
        else:
            found = self._meaning(self.search("value", item))
        scarce = quantity is not None and quantity < self.threshold
        return Availability.OUT_OF_STOCK if found.buyable and scarce else found

    def quoted(self, value: Any) -> str:
        """Write a value as the answer has it, in JSON, and no longer than a witness needs it."""
        said: str = self._once("json", value, lambda: msgspec.json.encode(value).decode()[:LONGEST_WITNESS])
        return said

    def _once(self, name: str, value: Any, make: Callable[[], Any]) -> Any:
        """Make what all variants of one item share once: it may be long. The value is kept as well, so that no other one gets its id."""
        key = (name, id(value))
        if key not in self._made:
            self._made[key] = (value, make())
        return self._made[key][1]

    def _meaning(self, value: Any) -> Availability:
        listed = None if isinstance(value, list | dict) else self.words.get(written(value).casefold())
        if listed or (self.text("in_stock") and self.text("out_of_stock")):
            return listed or Availability.UNKNOWN
        if isinstance(value, bool):
            return Availability.IN_STOCK if value else Availability.OUT_OF_STOCK
        return read_availability(value)


def parent_of(item: Any) -> Any:
    """Return the item whose variant this one is; None where it is none."""
    return item.get(PARENT) if isinstance(item, dict) else None


def with_parent(variant: Any, parent: Any) -> Any:
    """Return the variant of an item that knows the item as its `parent`."""
    return {PARENT: parent, **variant} if isinstance(variant, dict) else variant


def _usual_key(item: Any) -> Any:
    """Find what an item is usually called by; where it is a variant, its parent as well."""
    named = item if isinstance(item, dict) else {}
    own = next((named[name] for name in KEYS if isinstance(named.get(name), str | int)), None)
    parent = parent_of(item)
    return own if parent is None else [_usual_key(parent), own]


def _name(value: Any) -> str | None:
    """Write a name that the answer gives in words; None for none."""
    parts = [part for part in value if part is not None] if isinstance(value, list) else value
    return written(parts) or None if parts is not None else None


def _is_id(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""


def written(value: Any, levels: int = DEEPEST) -> str:
    """Write a value in one spelling, so that 1, 1.0 and "1" are the same; "" for what is no word or number, nor a list of these."""
    if isinstance(value, list):
        return " / ".join(written(part, levels - 1) for part in value)[:LONGEST] if levels else ""
    if value is None or isinstance(value, bool):
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:LONGEST].strip() if isinstance(value, str | int | float) else ""


def whole(value: Any) -> int | None:
    """Read a number of pieces, which some shops write as "3.0000"; None for what can't be one (a negative one is no answer)."""
    text = written(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    found = _PIECES.fullmatch(text)
    return int(found[1]) if found else None


def _threshold(text: str) -> int:
    number = whole(text)
    if not number:
        raise Invalid("The option `threshold` is a whole number from 1 up.", "threshold")
    return number


def _compile(name: str, text: str) -> Any:
    try:
        return jmespath.compile(text)
    except RecursionError as error:
        raise Invalid(f"The option `{name}` is nested too deep to be a JMESPath expression.", name) from error
    except JMESPathError as error:
        said = " ".join(str(error).split())
        raise Invalid(f"The option `{name}` is not a JMESPath expression: {said}", name) from error


def _unfold(text: str) -> dict[str, str]:
    """Read the options written as one JSON object."""
    try:
        found = msgspec.json.decode(text or "{}", type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid("The option `map` is a JSON object of this source's options.", "map") from error
    names = {option.name for option in OPTIONS} - {"map"}
    if strange := found.keys() - names:
        held, known = ", ".join(sorted(strange)), ", ".join(sorted(names))
        raise Invalid(f"The option `map` holds {held}; there are: {known}.", "map")
    return {
        name: value if isinstance(value, str) else msgspec.json.encode(value).decode() for name, value in found.items()
    }


def _list(text: str) -> list[Any]:
    """Values from a JSON list, or from words with commas between."""
    if not text.strip():
        return []
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return [word.strip() for word in text.split(",") if word.strip()]
    return found if isinstance(found, list) else [found]
