"""What tells products of one title apart. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from coatcheck.model import Watch


def marks(watches: Iterable[Watch]) -> dict[str, str]:
    """Give each watch's id the few words that its title lacks: its shop, else how its page is read, else its slug; "" where the title is its own."""
    namesakes: dict[str, list[Watch]] = defaultdict(list)
    for watch in watches:
        namesakes[" ".join(watch.title.split()).casefold()].append(watch)
    return {key: mark for group in namesakes.values() for key, mark in _marks(group)}


def named(title: str, mark: str) -> str:
    """Write a title with its mark in brackets, where it needs one."""
    return f"{title} ({mark})" if mark else title


def full_names(watches: Sequence[Watch]) -> dict[str, str]:
    """Give each watch's id its title, with its mark where it needs one."""
    marked = marks(watches)
    return {watch.id: named(watch.title or watch.url, marked[watch.id]) for watch in watches}


def _marks(namesakes: Sequence[Watch]) -> list[tuple[str, str]]:
    if len(namesakes) == 1:
        return [(namesakes[0].id, "")]
    ways = (
        [(urlsplit(watch.url).hostname or "").removeprefix("www.") for watch in namesakes],
        [_options(watch, namesakes) for watch in namesakes],
        [watch.slug or watch.id for watch in namesakes],
    )
    apart = next((found for found in ways if len(set(found)) == len(namesakes) and all(found)), ways[-1])
    return [(watch.id, mark) for watch, mark in zip(namesakes, apart, strict=True)]


def _options(watch: Watch, namesakes: Sequence[Watch]) -> str:
    """List the values of the source's options that not all of them share."""
    shared = set.intersection(*(set(each.options.items()) for each in namesakes))
    return ", ".join(value for name, value in watch.options.items() if value and (name, value) not in shared)
