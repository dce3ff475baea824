"""The list of what is watched: checking a watch, naming it, and giving it its place in a batch."""

import ipaddress
import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import available_timezones

from msgspec.structs import replace

from coatcheck import sources
from coatcheck.errors import Conflict, Invalid
from coatcheck.model import MAXIMUM_BATCH, Ended, LookFrom, Watch, digest
from coatcheck.ports import Store, Target, WatchStore
from coatcheck.truth.gaps import pause
from coatcheck.watching.tags import tags

if TYPE_CHECKING:
    from coatcheck.watching.discovery import Finding

SHORTEST_INTERVAL = 5  # seconds
LONGEST_INTERVAL = 86_400
LONGEST_SETTLE = 1000  # looks
LONGEST_COOLDOWN = 31_536_000  # seconds: a year
MOST_AGREE = 5  # agents
LONGEST_SLUG = 60  # characters
LONGEST_TITLE = 200
LONGEST_URL = 2000
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # "Coat\nBcc: ...", a bell, a line separator
TRIES = 50  # slugs that are tried before giving up

UNPROVEN = (
    'Nothing on this page tells whether it can be had: as it is read now, it can never say "in stock", and nobody would be told.'
    " Name the element or the words that tell it (`selector`, `in_stock`, `out_of_stock`)."
)
PRIVATE_NAMES = (".localhost", ".local", ".lan", ".internal", ".home.arpa")


def draft(finding: "Finding", now: datetime) -> Watch:
    """Make a watch on what was found, with nothing stored yet; change it with `msgspec.structs.replace` and add it.

    Raises `Invalid` where no source could read the target, with what each of them said.
    """
    if finding.source is None:
        raise Invalid(f"{finding.url} can't be watched. {finding.look.reason}")
    products = finding.look.observation.products if finding.look.observation else ()
    alone = products[0] if len(products) == 1 else None
    return Watch(
        id="",
        url=finding.url,
        source=finding.source,
        created_at=now,
        updated_at=now,
        title=(alone.title if alone else "")[:LONGEST_TITLE],
        image=alone.image if alone else None,
        options=finding.options,
        zone=usual_zone(finding.source, Target(finding.url, finding.options)),
        allow_private=finding.allow_private,
    )


def usual_zone(source: str, target: Target) -> str:
    """Return the time zone of what a source reads there, where the source knows it; else UTC. Raises `Invalid` where it has to be told."""
    zone = getattr(sources.load(source), "zone", None)
    return zone(target) if zone else "UTC"


def add_watch(store: WatchStore, watch: Watch, allow_hosts: Collection[str] = ()) -> Watch:
    """Store a new watch under a slug of its own, in a batch that has room.

    Without a slug it is made of the title; where that has no letters, of the last word of the address, or of the host. It is never
    a mere number, which is what people text to choose from a list.

    Returns it as stored. `allow_hosts`: the setting of that name. Raises `Invalid` where something about it can't be used.
    """
    watch = replace(watch, id=watch.id or new_id(), url=watch.url.strip(), title=watch.title or host_of(watch.url))
    check(watch, allow_hosts)
    watches, wished = store.watches(), wished_slug(watch)
    watch, taken = replace(watch, batch=choose_batch(watch, watches)), {each.slug for each in watches}
    for slug in islice((slug for slug in numbered(wished) if slug not in taken), TRIES):
        try:
            return store.add_watch(replace(watch, slug=slug))
        except Conflict:  # another process has just taken it
            continue
    raise Invalid(f"There are too many watches named {wished!r}: give this one a name of its own.")


def new_id() -> str:
    """Make an id for a new watch: never one that another had, whose history and messages would pass for its own."""
    return secrets.token_hex(8)


def host_of(url: str) -> str:
    """Return the host that an address names; "" for none. Raises `Invalid` where it is no address."""
    return _split(url).hostname or ""


def wished_slug(watch: Watch) -> str:
    """Return the slug that a new watch would have if it were free: see `add_watch`."""
    names = (
        watch.slug or watch.title,
        unquote(_split(watch.url).path).rstrip("/").rpartition("/")[2],
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


def slugs_of_others(watches: Iterable[Watch], everybodys: Iterable[Watch]) -> set[str]:
    """Name the slugs that are taken by watches which are none of these."""
    return {watch.slug for watch in everybodys if watch.slug} - {watch.slug for watch in watches}


class Double(Invalid):
    """The page is watched already, by `watch`."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(f"This page is watched already, as {watch.title}.")
        self.watch = watch


def refuse_double(watches: Iterable[Watch], url: str, options: Mapping[str, str]) -> None:
    """Raise `Double` where one of them looks at this address with these options."""
    if double := same_page(watches, url, options):
        raise Double(double)


def same_page(watches: Iterable[Watch], url: str, options: Mapping[str, str]) -> Watch | None:
    """Return the watch that looks at this address with these options; None if there is none."""
    return next((watch for watch in watches if (watch.url, watch.options) == (url, options)), None)


def set_active(store: Store, watch: Watch, active: bool, now: datetime) -> Watch:
    """Pause a watch, or look at it (again), at once; returns it as stored. Raises `Conflict` where somebody else changed it.

    Like every change of a watch by the operator, it also takes the page as it is now (see `truth.diff`).
    """
    if active and not watch.active:
        watch = replace(watch, resumed_at=now)
    if watch.active and not active:
        state = store.states([watch.id]).get(watch.id)
        unseen = pause(watch, state) if state else None  # an earlier pause after which nobody has looked goes on
        watch = replace(watch, paused_at=unseen or now)
    return store.put_watch(replace(watch, active=active, ended=None, updated_at=now))


def look_from(text: str) -> LookFrom:
    """Read from where a watch is looked at. Raises `Invalid` where that is no place."""
    try:
        return LookFrom(text.strip().lower())
    except ValueError:
        raise Invalid(f"{text!r} is no place to look from: write {', '.join(LookFrom)}.") from None


def end_watch(store: WatchStore, watch: Watch, why: Ended, now: datetime) -> Watch:
    """Look at an event's watch no more, quietly; returns it as stored. Raises `Conflict` where somebody else changed it."""
    return store.put_watch(replace(watch, active=False, ended=why, paused_at=now))


def look_now(store: Store, watch: Watch, now: datetime) -> Watch:
    """Have a watch looked at with the next tick, whatever it waits for; returns it as stored.

    Raises `Invalid` where it is paused, `Conflict` where somebody else changed it.
    """
    if not watch.active:
        raise Invalid(f"{watch.slug or watch.id} is paused: resume it, and it is looked at.")
    return store.put_watch(replace(watch, look_at=now))


def check(watch: Watch, allow_hosts: Collection[str] = ()) -> None:
    """Return if this watch can be looked at; raise `Invalid` with the first thing that is wrong."""
    from coatcheck.watching.discovery import check_options

    refuse_other_addresses(watch.url)
    if not watch.allow_private:
        refuse_private(watch.url, allow_hosts)
    check_wishes(watch)
    source, target = sources.load(watch.source), Target(watch.url, watch.options, watch.allow_private)
    check_options(watch.source, source, watch.options)
    source.request(target)


def check_wishes(watch: Watch) -> None:
    """Return if what the operator chose for it can be had, whatever is watched; raise `Invalid` with the first thing that is wrong."""
    if len(watch.title) > LONGEST_TITLE:
        raise Invalid(f"A title has {LONGEST_TITLE} characters at the most.")
    check_interval(watch.interval)
    if not 1 <= watch.settle <= LONGEST_SETTLE or not 0 <= watch.cooldown <= LONGEST_COOLDOWN:
        raise Invalid(f"`settle` is 1 to {LONGEST_SETTLE} looks, `cooldown` 0 to {LONGEST_COOLDOWN} seconds.")
    if not 1 <= watch.agree <= MOST_AGREE:
        raise Invalid(f"1 to {MOST_AGREE} agents can be asked to agree.")
    if watch.look_from is not LookFrom.HERE and watch.allow_private:
        raise Invalid("A page on a private network is looked at from here: no agent is sent there.")
    if watch.tags != tags(watch.tags):
        raise Invalid("A tag is written without needless spaces, and each stands once.")
    if watch.zone not in _zones():
        raise Invalid(f"There is no time zone {watch.zone!r}: write an IANA name like Europe/Paris.")


@cache  # listing them walks the file system
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def check_title(title: str) -> None:
    """Raise `Invalid` where somebody writes a title that nobody could read."""
    if not title.strip() or CONTROLS.search(title):
        raise Invalid("A title is one line of words: it is not empty, and has no line breaks or control characters.")


def check_image(url: str) -> None:
    """Raise `Invalid` for what is not the address of a picture."""
    if len(url) > LONGEST_URL or not url.startswith(("https://", "http://")):
        raise Invalid(f"image: write an address with https://, of {LONGEST_URL} characters at the most.")


def check_interval(seconds: int) -> None:
    """Raise `Invalid` where nobody looks so often, or so rarely."""
    if not SHORTEST_INTERVAL <= seconds <= LONGEST_INTERVAL:
        raise Invalid(f"The interval is {SHORTEST_INTERVAL} seconds at the least and {LONGEST_INTERVAL} at the most.")


def refuse_other_addresses(url: str) -> None:
    """Raise `Invalid` for what is not the address of a web page, or has a password in it."""
    if len(url) > LONGEST_URL:
        raise Invalid(f"An address has {LONGEST_URL} characters at the most.")
    parts = _split(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Invalid(f"{url!r} is not the address of a web page: write it with https://.")
    if parts.username or parts.password:
        raise Invalid("An address with a name or password in it can't be watched.")


def refuse_private(url: str, allow_hosts: Collection[str] = ()) -> None:
    """Raise `Invalid` for an address on a private network that is not among `allow_hosts` (the setting of that name)."""
    from coatcheck.fetch.guard import NEVER, refusal

    parts = _split(url)
    if refusal(parts.hostname or "", private_allowed=True) == NEVER:
        raise Invalid(f"{parts.hostname} is {NEVER}.")
    if names_private_host(url) and {parts.hostname, parts.netloc}.isdisjoint(allow_hosts):
        raise Invalid(
            f"{parts.hostname} is on a private network: watch it from the operator's console, or name it in COATCHECK_ALLOW_HOSTS."
        )


def names_private_host(url: str) -> bool:
    """Return whether the address itself names a host on this machine or a private network, without asking DNS.

    The fetcher checks again what a public-looking name resolves to.
    """
    host = (_split(url).hostname or "").rstrip(".").lower()
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(PRIVATE_NAMES)


def choose_batch(watch: Watch, others: Iterable[Watch]) -> str:
    """Choose the batch for a new watch beside the others: see `Batches`."""
    return Batches(others).choose(watch)


class Batches:
    """How many watches each batch holds, in all and of each host."""

    def __init__(self, watches: Iterable[Watch]) -> None:
        self._sizes: Counter[str] = Counter()
        self._of_host: Counter[tuple[str, str]] = Counter()
        for watch in watches:
            self.add(watch)

    def add(self, watch: Watch) -> None:
        """Count one more."""
        self._sizes[watch.batch] += 1
        self._of_host[watch.batch, host_of(watch.url)] += 1

    def choose(self, watch: Watch) -> str:
        """Choose the batch for a new watch: one that holds watches of its host, else any that has room, else a new one.

        The fullest with room comes first, so that there are few batches.
        """
        host, sizes = host_of(watch.url), self._sizes
        open_batches = [batch for batch, size in sizes.items() if batch and size < MAXIMUM_BATCH]
        new = digest("batch", watch.id, length=12)
        return max(open_batches, key=lambda batch: (self._of_host[batch, host], sizes[batch], batch), default=new)


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


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url.strip())
    except ValueError as error:
        raise Invalid(f"{url!r} is not an address: {error}.") from error
