"""Making what is watched what a file says: everything is checked before anything is written."""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.errors import Conflict, Invalid
from coatcheck.model import FIRST_TEAM, Watch, digest
from coatcheck.ports import Clock, Fetcher, Store, Target
from coatcheck.watching.adding import ONE_SIDED
from coatcheck.watching.addresses import refuse_other_addresses, refuse_private
from coatcheck.watching.as_code.entries import Entry, Placed, refuse
from coatcheck.watching.as_code.plan import Pages, Pair, Plan, matched, planned, wanted
from coatcheck.watching.batches import Batches
from coatcheck.watching.catalogue import check, check_image, check_title, draft, new_id, set_active, usual_zone
from coatcheck.watching.discovery import discover, proves

UNSEEN = timedelta(minutes=1)  # for which what another process added may not show: see `WatchStore.watches`
AT_ONCE = 8  # pages looked at to find out how to read them
UNTOLD = "Nothing on this page tells whether it can be had. Name a `source`, and options that read it, and it is watched as it is."


class Reader:
    """Finds out how a page is read where its entry does not say, as `coatcheck watch add` does."""

    def __init__(self, fetcher: Fetcher, clock: Clock, allow_hosts: Collection[str]) -> None:
        self._fetcher, self._clock, self._allow_hosts = fetcher, clock, allow_hosts

    def found(self, entry: Entry) -> Entry:
        """Return the entry with the source and options that read its page. Raises `Invalid` where none does, or the page tells no stock."""
        refuse_other_addresses(entry.url)
        if not entry.allow_private:
            refuse_private(entry.url, self._allow_hosts)
        target = Target(entry.url.strip(), entry.options, entry.allow_private)
        finding = discover(target, self._fetcher, self._clock)
        if not proves(finding.look):
            raise Invalid(finding.look.reason or UNTOLD)
        if finding.one_sided:
            raise Invalid(f"{ONE_SIDED} Or name the `source`, and it is watched as it is.")
        seen = draft(finding, self._clock.now())
        return replace(
            entry,
            source=seen.source,
            options=seen.options,
            title=entry.title or seen.title,
            image=entry.image or seen.image,
        )


def plan(
    placed: Sequence[Placed],
    watches: Sequence[Watch],
    reader: Reader,
    now: datetime,
    allow_hosts: Collection[str] = (),
    prune: bool = False,
    taken: Collection[str] = (),
) -> Plan:
    """Plan what makes these watches what the entries say. Nothing is written; pages are looked at where a new entry names no source.

    `allow_hosts`: the setting of that name. `taken`: slugs that other teams' watches have. Raises `Invalid` with a line for every fault.
    """
    pairs = matched(placed, watches)
    named = {known.id for _, known in pairs if known}
    staying = [] if prune else [watch for watch in watches if watch.id not in named]
    told, faults = _checked(pairs, staying, reader, now, allow_hosts, taken)
    refuse(faults)
    return planned(told, watches, now, prune, taken)


def additions(
    placed: Sequence[Placed],
    watches: Sequence[Watch],
    reader: Reader,
    now: datetime,
    allow_hosts: Collection[str] = (),
    taken: Collection[str] = (),
) -> tuple[Plan, list[str]]:
    """Plan to add those whose pages are not watched yet; and say of each that can't be, why. The rest as for `plan`."""
    pages = Pages(watches)
    new: list[Pair] = [(each, None) for each in placed if not _is_watched(each.entry, pages)]
    told, faults = _checked(new, watches, reader, now, allow_hosts, taken)
    return planned(told, watches, now, prune=False, taken=taken), faults


def _is_watched(entry: Entry, pages: Pages) -> bool:
    if entry.source or entry.options:
        return pages.same(entry.url, entry.options) is not None
    return bool(pages.at(entry.url))


def _checked(
    pairs: Sequence[Pair],
    staying: Sequence[Watch],
    reader: Reader,
    now: datetime,
    allow_hosts: Collection[str],
    taken: Collection[str],
) -> tuple[list[tuple[Watch | None, Watch]], list[str]]:
    """Return what is watched with what is wanted of it, and what is wrong with the rest. `staying`: watches that none of them is about."""
    faults: list[str] = []
    told: list[tuple[Watch | None, Watch]] = []
    pages, others, slugs = Pages(()), Pages(staying), set[str]()
    for pair in _read(pairs, reader):
        if isinstance(pair, str):
            faults.append(pair)
            continue
        each, known = pair
        try:
            after = _wanted(each.entry, known, now)
            if after.slug in taken:
                raise Invalid(f"slug: the name {after.slug} is taken: choose another.")
            if after.slug in slugs:
                raise Invalid(f"slug: {after.slug} stands in the file twice.")
            if pages.same(after.url, after.options):
                raise Invalid(f"{after.url} stands in the file twice.")
            if other := others.same(after.url, after.options):
                raise Invalid(f"{after.url} is watched already, as {other.slug or other.id}.")
            if after != known:
                check(after, allow_hosts)
            pages.add(after)
            slugs |= {after.slug} - {""}
            told.append((known, after))
        except Invalid as error:
            faults.append(f"{each.place}: {error}")
    return told, faults


def _check_written(entry: Entry, known: Watch | None) -> None:
    """Raise `Invalid` for what can't be written of a watch by hand; what a page said of itself may stay."""
    refuse_other_addresses(entry.url)
    if entry.title and entry.title != (known and known.title):
        check_title(entry.title)
    if entry.image and entry.image != (known and known.image):
        check_image(entry.image)


def _wanted(entry: Entry, known: Watch | None, now: datetime) -> Watch:
    after = wanted(entry, known, now)
    if entry.zone:
        return after
    refuse_other_addresses(after.url)
    return replace(after, zone=usual_zone(after.source, Target(after.url, after.options)))


def _read(pairs: Sequence[Pair], reader: Reader) -> list[Pair | str]:
    """Have the pages of new entries that name no source looked at, several at once; a sentence in place of each that can't be."""

    def read(pair: Pair) -> Pair | str:
        each, known = pair
        try:
            _check_written(each.entry, known)
            if each.entry.source or known:
                return pair
            return replace(each, entry=reader.found(each.entry)), None
        except Invalid as error:
            return f"{each.place}: {error}"

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(read, pairs))


def apply(
    store: Store, plan: Plan, now: datetime, allow_hosts: Collection[str] = (), team: str = FIRST_TEAM
) -> Iterator[Watch]:
    """Carry out the plan of this team's step by step, giving each watch when it is done; what is removed comes last.

    Raises `Conflict` where somebody else changed one meanwhile, or added the page of a new one or took its slug, as whoever applies
    this plan or another of that page at the same time does: so nothing is added twice. Whatever ends it in the middle, the next plan is the rest of it.
    """
    known = store.watches() if plan.added else []
    batches, pages = Batches(known), Pages(known)
    for watch in plan.added:
        check(watch, allow_hosts)
        if pages.same(watch.url, watch.options):
            raise Conflict(f"{watch.url} is watched since this was planned: plan again.")
        stored = _added(store, batches, team, watch, now)
        batches.add(stored)
        yield stored
    for before, after in plan.changed:
        changed = replace(after, active=before.active, updated_at=now)
        paused = after.active != before.active
        yield set_active(store, changed, after.active, now) if paused else store.put_watch(changed)
    for watch in plan.removed:
        store.remove_watch(watch.id)
        yield watch


def _added(store: Store, batches: Batches, team: str, watch: Watch, now: datetime) -> Watch:
    """Add a new watch as the one who adds its page. Raises `Conflict` for whoever comes second within the minute in which a list may be an old one."""
    page = digest("page", team, watch.url, *(text for option in sorted(watch.options.items()) for text in option))
    claim, new = f"adding:{page}", replace(watch, id=new_id())
    if not store.once(claim, now, UNSEEN):
        raise Conflict(
            f"{watch.url} may have been added within this minute, by somebody else or by what was ended: plan again when it is over."
        )
    try:
        return store.add_watch(replace(new, batch=batches.choose(new)))
    except Conflict:  # its slug is taken: it may be added under another at once
        store.once(claim, now + UNSEEN, -UNSEEN)  # as if it had run out by now
        raise
