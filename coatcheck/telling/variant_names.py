"""What people call a size, and which variants they mean."""

import re
from collections.abc import Iterable

from coatcheck.errors import Invalid
from coatcheck.languages import gettext
from coatcheck.model import ANY, State, Variant, VariantState
from coatcheck.telling.offer_words import is_everything, offer_words

NAMELESS = frozenset({"", "Default Title"})  # Shopify's name for the variant of a product that has none
SEPARATORS = re.compile(r"[,;/+&\n]| and | or ", re.IGNORECASE)


def label(variant: VariantState | Variant) -> str:
    """Name a variant in few words: its title, else its options, else that there is but one."""
    named = [word for word in (variant.title, " / ".join(variant.options.values())) if word not in NAMELESS]
    return named[0] if named else gettext("One size")


def find_variants(state: State, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Find the ids of the variants that these words name (or ANY), and the words that name none.

    "m, L", "M L", "black" and "M / Black" are all understood: a word may be an id, a title or an option's value.
    Words that belong together ("One Size", "M / Black") are tried together first.
    """
    whole = _plain(text)
    if is_everything(whole):
        return (ANY,), ()
    if named := _named(state, whole):
        return named, ()
    found: list[str] = []
    unknown: list[str] = []
    for part in (part.strip() for part in SEPARATORS.split(text)):
        words = [part] if _named(state, _plain(part)) else part.split()
        for word in words:
            ids = (ANY,) if is_everything(_plain(word)) else _named(state, _plain(word))
            found.extend(ids)
            unknown.extend([] if ids else [word])
    return ((ANY,) if ANY in found else tuple(dict.fromkeys(found))), tuple(dict.fromkeys(unknown))


def pick(state: State, names: Iterable[str]) -> tuple[str, ...]:
    """Find the variants of these names; (ANY,) for no names at all. Raises `Invalid` naming those that exist.

    An id, or ANY, is what a form sends for a box that was ticked: it means itself, whatever other variants are called.
    """
    exact = {ANY, *(variant.id for variant in state.variants)}
    found: list[str] = []
    for name in names:
        if name in exact:
            found.append(name)
            continue
        ids, unknown = find_variants(state, name)
        if unknown or not ids:
            there_are = ", ".join(label(variant) for variant in state.variants) or gettext("none known yet")
            raise Invalid(
                gettext(
                    "There is no {size} {name}. There are: {there_are}.",
                    size=offer_words(state).size,
                    name=repr(" ".join(unknown) or name),
                    there_are=there_are,
                )
            )
        found.extend(ids)
    return (ANY,) if ANY in found or not found else tuple(dict.fromkeys(found))


def labels(state: State | None, wants: Iterable[str]) -> list[str]:
    """Say what a person wants, in words, in the shop's order; a variant that is gone keeps its id."""
    chosen = list(wants)
    if ANY in chosen:
        return [offer_words(state).all]
    known = {variant.id: label(variant) for variant in (state.variants if state else ())}
    return [text for key, text in known.items() if key in chosen] + [key for key in chosen if key not in known]


def _named(state: State, plain: str) -> tuple[str, ...]:
    return tuple(
        variant.id for variant in state.variants if plain and (plain in _names(variant) or _is_at(variant, plain))
    )


def _is_at(variant: VariantState, plain: str) -> bool:
    """Whether these are words of a place's name: nobody writes "PVR: Palladium, Lower Parel"."""
    return set(plain.split()) <= set(_plain(variant.options.get("location", "")).split())


def _names(variant: VariantState) -> set[str]:
    return {_plain(name) for name in (variant.id, variant.title, *variant.options.values())} - {""}


def _plain(text: str) -> str:
    """Small letters, digits and what joins them, blanks made one."""
    return " ".join(re.sub(r"[^\w.\- ]", " ", text.casefold()).split()).strip(".- ")
