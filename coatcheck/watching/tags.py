"""The operator's own words for watches, by which lists are narrowed. Pure."""

from collections.abc import Iterable

from coatcheck.errors import Invalid
from coatcheck.plain_text import printable

MOST_TAGS = 10  # of one watch
LONGEST_TAG = 30  # characters


def tags(words: Iterable[str]) -> tuple[str, ...]:
    """Return these as tags: without needless spaces or empty ones, each once ("Coats" and "coats" are one), as first written.

    Raises `Invalid` where there are too many, or one is too long or has a comma in it.
    """
    named: dict[str, str] = {}
    for tag in (" ".join(printable(word).split()) for word in words):
        named.setdefault(tag.casefold(), tag)
    found = tuple(filter(None, named.values()))
    if len(found) > MOST_TAGS:
        raise Invalid(f"A watch has {MOST_TAGS} tags at the most.")
    for tag in found:
        if len(tag) > LONGEST_TAG or "," in tag:
            raise Invalid(f"A tag has {LONGEST_TAG} characters at the most and no comma: not so {tag[:LONGEST_TAG]!r}.")
    return found


def with_tag(own: tuple[str, ...], tag: str) -> tuple[str, ...]:
    """Return a watch's tags with one more. Raises `Invalid` as `tags` does."""
    return tags((*own, tag))


def without_tag(own: tuple[str, ...], tag: str) -> tuple[str, ...]:
    """Return a watch's tags without this one, however it is written."""
    return tuple(each for each in own if each.casefold() != " ".join(tag.split()).casefold())
