"""Which products and sizes somebody's words name. Pure."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from coatcheck.model import ANY, State
from coatcheck.telling.variant_names import find_variants
from signup_web.product.facts import Facts
from signup_web.product.view import title

WHOLE = 3  # letters from which on a part of a name's word is enough
MOST_DIGITS = 2  # of a number that chooses from a list


def find_products(products: Sequence[Facts], text: str) -> tuple[list[Facts], str]:
    """Find the products that the first of these words name, as many words as can be, and what is left: sizes, mostly.

    A slug as our links and codes write it means that product alone. Else a whole title goes before what merely holds the words.
    """
    words = text.split()
    first = re.sub(r"^\W+|\W+$", "", words[0]).casefold() if words else ""
    if slug := [facts for facts in products if facts.watch.slug == first]:
        return slug, " ".join(words[1:])
    for match in (_is_title, _is_slug, _holds):
        for count in range(len(words), 0, -1):
            if found := [facts for facts in products if match(facts, plain(" ".join(words[:count])))]:
                return found, " ".join(words[count:])
    return [], text


def understood(state: State, words: str) -> bool:
    """Say whether these words are sizes of this product, and nothing else."""
    ids, unknown = find_variants(state, words)
    return bool(ids) and not unknown and ids != (ANY,)


def chosen_number(text: str) -> int | None:
    """Read the number by which somebody chooses from a list; None for other words."""
    digits = normalize("NFKC", text).strip(" .#")
    return int(digits) if digits.isdecimal() and len(digits) <= MOST_DIGITS else None


def plain(text: str) -> str:
    """Write words in small letters, with blanks for what stands between them."""
    return " ".join(re.sub(r"\W", " ", normalize("NFKC", text).casefold()).split())


def _is_title(facts: Facts, words: str) -> bool:
    return plain(title(facts)) == words


def _is_slug(facts: Facts, words: str) -> bool:
    return facts.watch.slug.replace("-", " ") == words


def _holds(facts: Facts, words: str) -> bool:
    names = plain(f"{title(facts)} {facts.watch.slug}")
    parts = names.split()
    return bool(words) and all(word in (names if len(word) >= WHOLE else parts) for word in words.split())
