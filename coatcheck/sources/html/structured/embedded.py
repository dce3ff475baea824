"""The product's sizes with their stock in whatever data a page's scripts embed, found by its shape: a list of things, each with
a code of its own and a field for its stock, beside the product's name or under a name like "variants".

Where it is embedded, and how: `script_values.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.caps import MOST_VARIANTS
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.seen.names import words_of
from coatcheck.sources.html.seen.size_choices import is_size
from coatcheck.sources.html.structured.offers import read_price, text
from coatcheck.sources.html.structured.option_names import Names, chosen_options, option_names
from coatcheck.sources.html.structured.script_values import script_values
from coatcheck.sources.html.structured.stock_fields import read_stock

NAME = "page-data"
MOST = 20_000  # objects of one page that are looked at
DEEPEST = 24

_GENERIC = frozenset({"nodes", "edges", "items", "data", "list", "results", "values", "elements"})  # name nothing
_KINDS = frozenset(
    [
        "variant",
        "variants",
        "variation",
        "variations",
        "size",
        "sizes",
        "sku",
        "skus",
        "combination",
        "combinations",
        "simples",
        *("variantes", "varianten", "varianti", "declinaisons", "tallas", "tailles", "groessen", "taglie", "maten"),
    ]
)
# With these Shopify and GraphQL tell what was chosen of each option.
_CHOSEN = frozenset({"option1", "selectedOptions", "selected_options"})
_CODES = (
    "id",
    "sku",
    "variantId",
    "variant_id",
    "skuId",
    "sku_id",
    "code",
    "articleNumber",
    "productId",
    "product_id",
    "ean",
    "gtin",
    "barcode",
)
_NAMES = ("title", "name", "label", "displayName", "display_name", "sizeName", "size_name", "value", "displayValue")
_SIZES = ("size", "talla", "taille", "groesse", "größe", "taglia", "maat", "tamanho", "rozmiar", "storlek")
_OPTIONS = (*_SIZES, "color", "colour", "width", "length", "fit", "flavor", "style")
_PRICES = ("price", "salePrice", "sale_price", "currentPrice", "finalPrice")


class Found(NamedTuple):
    """A list in the page's data that looks like variants, with the names of what it lies in, the innermost first."""

    key: str
    items: list[dict[str, Any]]
    above: tuple[Mapping[str, Any], ...]


def read_embedded(document: Document) -> Product | None:
    """Read the page's product with its sizes by the data of its scripts; None where none is plainly its own, or where two differ."""
    found = _outermost(each for name, value in script_values(document) for each in _stocked(name, value, document))
    listed = [variants for each in found if (variants := _variants(each, document))]
    whole = [(_whole(each.items[0], document),) for each in found if len(each.items) == 1]
    distinct = {
        tuple((variant.id, variant.offer.availability) for variant in variants): variants
        for variants in listed or whole
    }
    if len(distinct) != 1:
        return None
    title = next(iter(document.headings), "")
    return Product(id=document.identity, title=title, url=document.canonical, variants=next(iter(distinct.values())))


def _stocked(named: str, value: Any, document: Document) -> Iterator[Found]:
    """The lists of several objects that each have a field for the stock, and such objects that bear the page's own name."""
    headings = {name for heading in document.headings for name in _called(heading)}
    waiting: list[tuple[Any, str, tuple[Mapping[str, Any], ...]]] = [(value, named, ())]
    seen = 0
    while waiting and seen < MOST:
        part, key, above = waiting.pop()
        seen += 1
        if len(above) > DEEPEST:
            continue
        if isinstance(part, list):
            part = [_item(item) for item in part]
            if 1 < len(part) <= MOST_VARIANTS and all(isinstance(item, dict) and read_stock(item) for item in part):
                yield Found(key, part, above)
            else:
                waiting.extend((item, key, above) for item in part if isinstance(item, (dict, list)))
        elif isinstance(part, dict):
            if read_stock(part) and _name(part).casefold() in headings and not _is_elsewhere(part, document):
                yield Found(key, [part], above)
            waiting.extend(
                (inner, key if name in _GENERIC else name, (part, *above))
                for name, inner in part.items()
                if isinstance(inner, (dict, list))
            )


def _outermost(found: Iterable[Found]) -> list[Found]:
    """The lists but for those in a thing that lists its variants itself: what is told of one option's values is told of several variants at once."""
    listed = list(found)
    whole = {id(each.above[0]) for each in listed if each.above and _is_called_variants(each)}
    return [each for each in listed if whole.isdisjoint(map(id, each.above[1:]))]


def _called(heading: str) -> tuple[str, str]:
    """A heading in small letters, and what stands in it before the name of the shop: "trail mug" of "Trail Mug | Shop"."""
    heading = heading.casefold()
    return heading, heading.rpartition("|")[0].strip()


def _item(item: Any) -> Any:
    """A thing of a list; GraphQL writes {"node": {...}} for it."""
    node = item.get("node") if isinstance(item, dict) and len(item) <= 2 else None
    return node if isinstance(node, dict) else item


def _variants(found: Found, document: Document) -> tuple[Variant, ...]:
    """The variants in a list, if it is one of variants, and the page's product's; empty where it isn't."""
    if len(found.items) < 2 or not _is_of_kinds(found) or not _is_own(found, document):
        return ()
    names = option_names(found.above[0]) if found.above else {}
    variants = tuple(_variant(item, names) for item in found.items)
    identities = {variant.id for variant in variants}
    told = any(variant.offer.availability is not Availability.UNKNOWN for variant in variants)
    return variants if told and "" not in identities and len(identities) == len(variants) else ()


def _is_of_kinds(found: Found) -> bool:
    """Whether a list is called variants, sizes or the like, or each of its things names a size or options; neighbours of a chosen one are not all."""
    if "adjacent" in words_of(found.key):
        return False
    return _is_called_variants(found) or all(map(_is_of_a_kind, found.items))


def _is_called_variants(found: Found) -> bool:
    return not _KINDS.isdisjoint(words_of(found.key))


def _is_of_a_kind(item: Mapping[str, Any]) -> bool:
    names = {word for name in item for word in words_of(name)[:1]}
    return (
        not names.isdisjoint(_SIZES)
        or not _CHOSEN.isdisjoint(item)
        or any(is_size(_text(item.get(name))) for name in _NAMES)
    )


def _is_own(found: Found, document: Document) -> bool:
    """Whether what a list lies in bears the name of the page's product, or none; things with pages of their own are others."""
    if any(_is_elsewhere(item, document) for item in found.items):
        return False
    named = next((name for above in found.above if (name := _name(above)) and not _is_of_option(name)), "")
    if not named:
        return not found.above or any(not _KINDS.isdisjoint(words_of(name)) for name in found.above[0])
    return any(_are_alike(named, heading) for heading in document.headings)


def _is_of_option(name: str) -> bool:
    """Whether a name is an option's, that of its values: {"name": "Size", "values": [...]}."""
    return not _KINDS.isdisjoint(words_of(name)) or name.lower() in _OPTIONS


def _name(above: Mapping[str, Any]) -> str:
    return next(
        (said for name in ("title", "name", "productName", "displayName") if (said := _text(above.get(name)))), ""
    )


def _are_alike(name: str, heading: str) -> bool:
    name, heading = name.casefold(), heading.casefold()
    return len(name) > 2 and (name == heading or name in heading or (len(heading) > 2 and heading in name))


def _is_elsewhere(item: Mapping[str, Any], document: Document) -> bool:
    """Whether a thing of a list has a page of its own, at another path than this one."""
    address = next((said for name in ("url", "link", "href", "permalink") if (said := _text(item.get(name)))), "")
    if not address:
        slug = _text(item.get("handle")) or _text(item.get("slug"))
        return bool(slug) and not any(slug.lower() in place for place in document.places)
    absolute = (document.absolute(address) or "").partition("?")[0].partition("#")[0].rstrip("/")
    own = [document.answer.url, document.answer.request.url, *document.own_addresses]
    return absolute not in [each.partition("?")[0].rstrip("/") for each in own]


def _variant(item: dict[str, Any], names: Names) -> Variant:
    stock = read_stock(item)
    options = {name: said for name in _OPTIONS if (said := _text(item.get(name)))} or chosen_options(item, names)
    title = next((said for name in _NAMES if (said := _text(item.get(name)))), "") or " / ".join(options.values())
    price = next((found for name in _PRICES if (found := _price(item.get(name)))), None)
    availability, says = stock if stock else (Availability.UNKNOWN, "")
    return Variant(
        id=next((said for name in _CODES if (said := text(item.get(name)))), "") or title,
        title=title,
        options=options,
        sku=text(item.get("sku")) or None,
        offer=Offer(availability=availability, price=price, witnesses=(Witness(name=NAME, says=says),)),
    )


def _whole(item: dict[str, Any], document: Document) -> Variant:
    """The product itself, by the one object that speaks of it."""
    return replace(_variant(item, {}), id=document.identity, title=next(iter(document.headings), ""))


def _text(value: object) -> str:
    """A name; "" for a number, a list and a long text."""
    said = text(value) if isinstance(value, (str, dict)) else ""
    return said if len(said) < 200 else ""


def _price(value: object) -> str | None:
    """A price as it is written; whole numbers may be hundredths, and tell none."""
    return read_price(value) if isinstance(value, (str, float)) else None
