"""Variants by names that tell them apart, in the order in which people name sizes. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from operator import is_
from typing import TypeVar

from msgspec import structs

from coatcheck.model import Observation, Product, Variant

Item = TypeVar("Item")
Place = tuple[str, tuple[float, ...]]  # a kind of size, and where this one stands in it

FEW = 100  # titles whose order is remembered
MOST_PARTS = 8  # of a title; a name in more is no set of options, and the shop's order does for it
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
FRACTIONS = {"½": ".5", "⅓": ".33", "⅔": ".67", "¼": ".25", "¾": ".75", " 1/2": ".5", " 1/3": ".33", " 2/3": ".67"}
LETTERS = re.compile(r"(?:(\d)|(x*))(s|l)|(m)")  # 3 and XL in "3XL", which is written "3l" here; XX and S in "XXS"; M
WORDS = {"extra": "x", "small": "s", "medium": "m", "large": "l"}


def named(observation: Observation) -> Observation:
    """Give variants names that tell them apart, as far as the shop says how, and put them in the order of sizes.

    Two of one name get the values of their options ("M" becomes "Black / M"); one that is called like its product gets no name.
    The same object where they have such names and stand in that order already.
    """
    products = [_named(product) for product in observation.products]
    if all(map(is_, products, observation.products)):
        return observation
    return structs.replace(observation, products=tuple(products))


def _named(product: Product) -> Product:
    variants = product.variants
    if len(variants) == 1:
        is_named = not _same(variants[0].title, product.title)
        return product if is_named else structs.replace(product, variants=(structs.replace(variants[0], title=""),))
    if len({variant.title for variant in variants}) < len(variants):
        variants = _told_apart(variants)
    ordered = in_order(variants, [variant.title or " / ".join(variant.options.values()) for variant in variants])
    return product if ordered is product.variants else structs.replace(product, variants=tuple(ordered))


def _told_apart(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    times = Counter(variant.title for variant in variants)
    return tuple(
        structs.replace(variant, title=_by_options(variant)) if times[variant.title] > 1 else variant
        for variant in variants
    )


def _by_options(variant: Variant) -> str:
    values = [value for value in variant.options.values() if value]
    parts = values if variant.title in values else [variant.title, *values]
    return " / ".join(filter(None, parts))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def in_order(items: Sequence[Item], titles: Sequence[str]) -> Sequence[Item]:
    """Sort these, which have these titles, as people would name them: S before M, 36 before 38; what is no size stays in the shop's order.

    Of titles in several parts ("Black / M", at most eight) the sizes are put in order within each of the others, which keep the shop's.
    The same object where they stand in that order already.
    """
    order = _order(tuple(titles)) if len(titles) <= FEW else _order.__wrapped__(tuple(titles))
    return [items[number] for number in order] if order else items


def are_sizes(names: Sequence[str]) -> bool:
    """Return whether these are sizes of one kind: S and XL, or 36 and 38."""
    return _is_one_kind([_place(name) for name in names])


@lru_cache(maxsize=4096)  # every look at a product brings the same titles
def _order(titles: tuple[str, ...]) -> tuple[int, ...]:
    """The places of these titles in their order; none where they stand in it already."""
    rows = [title.split(" / ", MOST_PARTS) for title in titles]
    places = {column: [_place(row[column]) for row in rows] for column in range(_columns(rows))}
    sizes = {column: found for column, found in places.items() if _is_one_kind(found)}
    if not sizes:
        return ()
    first = {value: number for number, value in reversed(list(enumerate(_others(row, sizes) for row in rows)))}
    keys = [
        (first[_others(row, sizes)], [found[number] for found in sizes.values()]) for number, row in enumerate(rows)
    ]
    order = tuple(sorted(range(len(titles)), key=keys.__getitem__))
    return () if order == tuple(range(len(titles))) else order


def _columns(rows: Sequence[Sequence[str]]) -> int:
    """How many parts each title has; 0 where they differ, or are too many."""
    counts = {len(row) for row in rows}
    count = counts.pop() if len(counts) == 1 else 0
    return count if count <= MOST_PARTS else 0


def _others(row: Sequence[str], sizes: dict[int, list[Place]]) -> tuple[str, ...]:
    return tuple(part for column, part in enumerate(row) if column not in sizes)


def _is_one_kind(places: Sequence[Place]) -> bool:
    return len(places) > 1 and len({kind for kind, _ in places}) == 1 and bool(places[0][0])


def _place(text: str) -> Place:
    """Where a size stands; no kind for what is none.

    "XL": ("letters", (2,)); "S/M": ("letters", (-0.5,)); "EU 36 ½": ("eu #", (36.5,)); "32/34": ("#/#", (32, 34)).
    """
    plain = " ".join(text.casefold().replace("-", " ").split())
    letters = [_letters(part.strip()) for part in plain.split("/")]
    known = [each for each in letters if each is not None]
    if len(known) == len(letters):
        return "letters", (sum(known) / len(known),)
    for written, decimals in FRACTIONS.items():
        plain = plain.replace(written, decimals).replace(f" {decimals}", decimals)
    numbers = tuple(float(found.replace(",", ".")) for found in NUMBER.findall(plain))
    return (NUMBER.sub("#", plain), numbers) if numbers else ("", ())


def _letters(text: str) -> float | None:
    """-1 for S, 0 for M, 1 for L, 2 for XL and 3 for XXL or 2XL; None for what is no such size."""
    short = "".join(WORDS.get(word, word) for word in text.split())
    found = LETTERS.fullmatch(re.sub(r"(?<=\d)x", "", short))
    if not found:
        return None
    if found[4]:
        return 0.0
    more = int(found[1]) if found[1] else len(found[2])
    return float(more + 1) if found[3] == "l" else float(-more - 1)
