"""What an unknown answer in JSON may mean: the options of `json_api` that would read it, for somebody to confirm. Pure.

Found by shape: a list of things that have an id, a name or a size of their own, and a field that tells of stock by its name
and its values. What only looks like it (a shipping method that is "available", the quantity of an order) is not proposed.
"""

from collections.abc import Sequence
from typing import Any

from coatcheck.sources.field_meanings import (
    Options,
    Told,
    is_nested,
    key_of,
    options_of,
    price_of,
    stock_of,
    titles_of,
)
from coatcheck.sources.field_names import GOODS, GOODS_CODES, NO_GOODS, OPTIONS, ORDERED, TITLES, plain
from coatcheck.sources.json_lists import Fields, Things, join, things_in

MOST = 3  # proposals


def propose(document: Any) -> tuple[Options, ...]:
    """Return the options of `json_api` that may read a document, the likeliest first; () where nothing in it looks like stock."""
    found = [told for things in things_in(document) if (told := _proposal(document, things))]
    found.sort(key=lambda each: -each.weight)
    return tuple(each.options for each in found[:MOST])


def _proposal(document: Any, things: Things) -> Told | None:
    """Say what one kind of things may mean; None for what is no goods, can't be told from each other, or has nothing that tells its stock."""
    if any(NO_GOODS.fullmatch(name) for name in things.names):
        return None
    fields = things.fields()
    if ORDERED & set(map(plain, fields)):
        return None
    stock, key = stock_of(things, fields), key_of(things, fields)
    titles, price = titles_of(things, fields), price_of(document, fields)
    if stock is None or key is None or not _has_usual_key(things.above):
        return None
    if not (price or (titles if things.alone else not stock.doubtful or _are_goods(things, fields))):
        return None
    title = {"title": titles[0]} if titles else {}
    options = {**_place(things), **stock.options, **title, **key, **price, **options_of(fields, titles)}
    weight = 3 * stock.weight + 2 * bool(titles) + bool(price) + 4 * (not things.alone) + 2 * (things.above is not None)
    return Told(_nested(options, things) if is_nested(things) else options | _name(document, things), weight)


def _has_usual_key(above: Things | None) -> bool:
    """Return whether the products of sizes are told from each other by what products are usually told by."""
    return above is None or key_of(above, above.fields()) == {}


def _are_goods(things: Things, fields: Fields) -> bool:
    """Return whether their names, codes or sizes say that these are goods."""
    named = any(GOODS.fullmatch(name) for name in things.names[-2:])
    return named or any(name in fields for name in (*GOODS_CODES, *OPTIONS))


# Where they stand


def _place(things: Things) -> Options:
    place = things.place.removesuffix("[]") if things.place.count("[]") == 1 else things.place
    return {"items": place} if place else {}


def _name(document: Any, things: Things) -> Options:
    """Find the product's name, where the things are sizes of one: a name in what holds them."""
    holder = things.holder if things.above is None else join(things.above.place.removesuffix("[]"), "[0]")
    if things.above is not None and len(things.above.items) != 1:
        return {}
    whole_thing = things.above.items[0] if things.above is not None else _at(document, things.names[:-1])
    if not isinstance(whole_thing, dict) or things.alone:
        return {}
    name = next(
        (each for each in ("title", "name", "productName", "product_name") if isinstance(whole_thing.get(each), str)),
        None,
    )
    return {"name": join(holder, name)} if name else {}


def _at(document: Any, names: Sequence[str]) -> Any:
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document


def _nested(options: Options, things: Things) -> Options:
    """Read sizes in several products as variants, so that each is told by both names."""
    above = things.above
    assert above is not None
    inner = join(things.place[len(above.place) :].removeprefix(".").removesuffix("[]"))
    titles = [options["title"]] if "title" in options else []
    over = next((name for name in TITLES if all(isinstance(item.get(name), str) for item in above.items)), None)
    titles += [over] if over and over not in titles else []
    return {
        **{name: text for name, text in options.items() if name not in ("items", "title")},
        **_place(above),
        "variants": inner,
        **({"title": " || ".join(titles)} if titles else {}),
    }
