"""The list of what is watched: checking a watch, naming it, and giving it its place in a batch."""

import re
import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from msgspec.structs import replace

from coatcheck import sources
from coatcheck.errors import Conflict, Invalid
from coatcheck.model import Ended, LookFrom, Watch
from coatcheck.ports import Store, Target, WatchStore
from coatcheck.truth.gaps import pause
from coatcheck.watching.addresses import LONGEST_URL, host_of, refuse_other_addresses, refuse_private
from coatcheck.watching.batches import choose_batch
from coatcheck.watching.slugs import numbered, wished_slug
from coatcheck.watching.source_options import check_options
from coatcheck.watching.tags import tags

if TYPE_CHECKING:
    from coatcheck.watching.discovery import Finding

SHORTEST_INTERVAL = 5  # seconds
LONGEST_INTERVAL = 86_400
LONGEST_SETTLE = 1000  # looks
LONGEST_COOLDOWN = 31_536_000  # seconds: a year
MOST_AGREE = 5  # agents
LONGEST_TITLE = 200
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # "Coat\nBcc: ...", a bell, a line separator
TRIES = 50  # slugs that are tried before giving up


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
