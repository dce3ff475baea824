"""What has to be done so that what is watched is what the file says. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Frozen, Watch
from coatcheck.watching.addresses import host_of
from coatcheck.watching.as_code.entries import Entry, Placed, refuse
from coatcheck.watching.canary.identity import products
from coatcheck.watching.slugs import numbered, slug_of, wished_slug

Pair = tuple[Placed, Watch | None]  # an entry, and the watch that it is about; None for a new one


class Plan(Frozen, frozen=True):
    """Watches to add, to change (as they are, as they will be) and to remove; those that stay as they are, and those the file does not name."""

    added: tuple[Watch, ...] = ()
    changed: tuple[tuple[Watch, Watch], ...] = ()
    removed: tuple[Watch, ...] = ()
    same: tuple[Watch, ...] = ()
    unnamed: tuple[Watch, ...] = ()

    @property
    def steps(self) -> int:
        return len(self.added) + len(self.changed) + len(self.removed)


class Pages:
    """Watches by the addresses of their pages."""

    def __init__(self, watches: Iterable[Watch]) -> None:
        self._at: dict[str, list[Watch]] = {}
        self._read: dict[tuple[str, frozenset[tuple[str, str]]], Watch] = {}
        for watch in watches:
            self.add(watch)

    def add(self, watch: Watch) -> None:
        self._at.setdefault(watch.url, []).append(watch)
        self._read.setdefault((watch.url, frozenset(watch.options.items())), watch)

    def at(self, url: str) -> list[Watch]:
        """List those at this address."""
        return self._at.get(url.strip(), [])

    def same(self, url: str, options: Mapping[str, str]) -> Watch | None:
        """Return the watch that looks at this address with these options; None if there is none."""
        return self._read.get((url.strip(), frozenset(options.items())))


def matched(placed: Sequence[Placed], watches: Sequence[Watch]) -> list[Pair]:
    """Find which watch each entry is about: the one of its slug, or of its page; without a source, the one at its address.

    Raises `Invalid` with a line for each that could be several, or that another entry is about already.
    """
    pages, slugs = Pages(watches), {watch.slug: watch for watch in watches if watch.slug}
    pairs = [(each, slugs.get(each.entry.slug) or pages.same(each.entry.url, each.entry.options)) for each in placed]
    claimed = {watch.id for _, watch in pairs if watch}
    left = Pages(watch for watch in watches if watch.id not in claimed)
    faults: list[str] = []
    found: list[Pair] = []
    owners: dict[str, str] = {}
    for each, watch in pairs:
        try:
            watch = watch or _by_address(each.entry, left)
            owner = owners.setdefault(watch.id, each.place) if watch else each.place
            if watch and owner != each.place:
                raise Invalid(f"{watch.slug or watch.url} stands in {owner} already.")
            found.append((each, watch))
        except Invalid as error:
            faults.append(f"{each.place}: {error}")
    refuse(faults)
    return found


def _by_address(entry: Entry, pages: Pages) -> Watch | None:
    """Return the one watch at this address, for an entry that has no name of its own for it."""
    there = [] if entry.slug else pages.at(entry.url)
    if len(there) > 1:
        names = " or ".join(watch.slug or watch.id for watch in there)
        raise Invalid(f"Several watches look at {entry.url}: name the one that is meant with `slug` ({names}).")
    return there[0] if there else None


def wanted(entry: Entry, known: Watch | None, now: datetime) -> Watch:
    """Return the watch as its entry wants it. Raises `Invalid` where it can't have that slug, or would be of another page.

    Without title, slug or picture it keeps those it has, without a source it is read as before; all else that is left out has its default.
    An event that ended by itself stays so.
    """
    if entry.slug and (slug_of(entry.slug) != entry.slug or entry.slug.isdecimal()):
        raise Invalid(
            f"slug: write small Latin letters, digits and hyphens, like {slug_of(entry.slug) or 'storm-coat'}."
        )
    if known and known.url != entry.url.strip():  # its people and its history are those of the other page
        raise Invalid(f"slug: {known.slug} is the name of {known.url}: choose another for another page.")
    before = known or Watch(id="", url=entry.url, source=entry.source, created_at=now, updated_at=now)
    told = {name: getattr(entry, name) for name in Entry.__struct_fields__}
    kept = {name: told[name] or getattr(before, name) for name in ("title", "slug", "image")}
    told |= {**kept, "url": entry.url.strip(), "zone": entry.zone or "UTC", "active": entry.active and not before.ended}
    if not entry.source:
        told |= {"source": before.source, "options": {**before.options, **entry.options}}
    after = replace(before, **told)
    if after.reading == before.reading:
        return after
    return replace(after, agreement=None)  # they agreed to the other reading


def planned(
    pairs: Sequence[tuple[Watch | None, Watch]],
    watches: Sequence[Watch],
    now: datetime,
    prune: bool,
    taken: Collection[str] = (),
) -> Plan:
    """Compare what is watched with what is wanted; new ones keep the order of the file, and have the slugs that they will be stored under.

    `taken`: slugs that watches have which are none of these.
    """
    named = {known.id for known, _ in pairs if known}
    unnamed = tuple(watch for watch in products(watches) if watch.id not in named)
    kept = [after for known, after in pairs if known]
    new = with_slugs(
        [after for known, after in pairs if known is None], {*taken, *(each.slug for each in (*watches, *kept))}
    )
    return Plan(
        added=tuple(replace(watch, created_at=now + timedelta(microseconds=n)) for n, watch in enumerate(new)),
        changed=tuple((known, after) for known, after in pairs if known and after != known),
        removed=unnamed if prune else (),
        same=tuple(after for known, after in pairs if known == after),
        unnamed=() if prune else unnamed,
    )


def with_slugs(new: Sequence[Watch], taken: set[str]) -> list[Watch]:
    """Give each new watch a slug that no other has, and a title; those that name their slug choose first."""
    numbers: dict[str, Iterator[str]] = {}
    slugs: dict[int, str] = {}
    taken = set(taken)
    for place in sorted(range(len(new)), key=lambda place: not new[place].slug):
        wished = wished_slug(new[place])
        free = numbers.setdefault(wished, numbered(wished))
        slugs[place] = next(slug for slug in free if slug not in taken)
        taken.add(slugs[place])
    return [
        replace(watch, slug=slugs[place], title=watch.title or host_of(watch.url)) for place, watch in enumerate(new)
    ]


def differences(before: Watch, after: Watch) -> list[tuple[str, object, object]]:
    """List what changes, by its name in the file, one by one for each option: ("options.selector", None, "p.stock")."""
    found: list[tuple[str, object, object]] = []
    for name in Entry.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if isinstance(old, dict):
            keys = dict.fromkeys([*old, *new])
            found += [(f"{name}.{key}", old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]
        elif old != new:
            found.append((name, old, new))
    return found
