"""The names of watches in addresses, in Latin letters. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count
from urllib.parse import unquote

from coatcheck.model import Watch, digest
from coatcheck.watching.addresses import host_of, split

LONGEST_SLUG = 60  # characters


def wished_slug(watch: Watch) -> str:
    """Return the slug that a new watch would have if it were free: see `add_watch`."""
    names = (
        watch.slug or watch.title,
        unquote(split(watch.url).path).rstrip("/").rpartition("/")[2],
        host_of(watch.url),
    )
    known = (slug for slug in map(slug_of, names) if slug and not slug.isdecimal())
    return next(known, f"watch-{watch.id or digest(watch.url)}")


def numbered(slug: str) -> Iterator[str]:
    """Yield a slug, and then the slug with a number, none too long: coat, coat-2, coat-3."""
    yield slug
    for number in count(2):
        behind = f"-{number}"
        yield slug[: LONGEST_SLUG - len(behind)].rstrip("-") + behind


def slugs_of_others(watches: Iterable[Watch], all_watches: Iterable[Watch]) -> set[str]:
    """Name the slugs that are taken by watches which are none of these."""
    return {watch.slug for watch in all_watches if watch.slug} - {watch.slug for watch in watches}


def slug_of(title: str) -> str:
    """Make the title's readable name in addresses, in Latin letters whatever its own: a-z, 0-9 and single hyphens; "" where nothing is left of it."""
    plain = "".join(map(_latin, title)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-")


def _latin(character: str) -> str:
    """How a character is written in Latin letters: "ko" for コ; nothing for a picture."""
    if character.isascii():
        return character
    from anyascii import anyascii

    return "" if unicodedata.category(character) == "So" else re.sub(r"[^A-Za-z0-9 ]", "", anyascii(character))
