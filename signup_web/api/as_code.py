"""The list of watches as a file: read, planned, applied."""

from typing import Annotated

from flask import abort, g
from msgspec import Meta, convert

from coatcheck.errors import Invalid
from coatcheck.model import LookFrom, Scope
from coatcheck.watching.as_code import applying
from coatcheck.watching.as_code.entries import Entry, Placed, entry_of
from coatcheck.watching.as_code.plan import Plan, matched
from coatcheck.watching.as_code.telling import Told, told
from coatcheck.watching.canary.identity import products
from coatcheck.watching.slugs import slugs_of_others
from signup_web import context
from signup_web.admin.guard import about, nothing_changed, so_far
from signup_web.api.routes import Routes, Shape, Taken, show

as_code = Routes("Watches as code")

MOST_LOOKS = 10  # pages that are looked at in one request: each may take twenty seconds, eight at once


class EntryShown(Shape, frozen=True):
    """One watch, as it stands in a file."""

    url: str
    source: str
    title: str
    slug: str
    image: str | None
    options: dict[str, str]
    tags: list[str]
    interval: int
    active: bool
    listed: bool
    settle: int
    advance: bool
    cooldown: int
    zone: str
    allow_private: bool
    learned: dict[str, bool]
    look_from: LookFrom
    agree: int


class File(Shape, frozen=True):
    """All that is watched, oldest first."""

    watches: list[EntryShown]


class Wanted(Taken, frozen=True, kw_only=True):
    """What is to be watched. `plan`: what an earlier answer said that would be done, to do just that; without, nothing is done."""

    watches: Annotated[list[Entry], Meta(max_length=5000)]
    prune: Annotated[bool, Meta(description="Remove the watches that are not named here.")] = False
    plan: Annotated[str, Meta(max_length=100)] | None = None


class AddedShown(Shape, frozen=True):
    """A watch that is added, and how its page is read."""

    watch: str
    url: str
    source: str
    interval: int


class DifferenceShown(Shape, frozen=True):
    """What changes of a watch."""

    name: str
    before: str
    after: str


class ChangedShown(Shape, frozen=True):
    """A watch that is changed."""

    watch: str
    differences: list[DifferenceShown]


class RemovedShown(Shape, frozen=True):
    """A watch that is removed, and how many subscriptions with it."""

    watch: str
    waiting: int


class PlanShown(Shape, frozen=True):
    """What is to be done, or was. `same`: how many are as they should be; `unnamed`: those that are not named, and stay."""

    plan: str
    done: bool
    added: list[AddedShown]
    changed: list[ChangedShown]
    removed: list[RemovedShown]
    same: int
    unnamed: list[str]


@as_code.get("/watches/export", Scope.WATCHES)
def export_watches() -> File:
    """Show all that is watched in the form that `apply` takes, with what its options send to shops."""
    return File(watches=[show(EntryShown, entry_of(watch)) for watch in products(context.store().watches())])


@as_code.post("/watches/apply", Scope.WATCHES)
def apply_watches(body: Wanted) -> PlanShown:
    """Say what would make the watches those that are named here; and do it, where it is still the `plan` of an earlier answer.

    Pages of new watches that name no source are looked at. A host on a private network can't be named from here.
    """
    found = _plan(body)
    said = told(found, lambda watch: sum(context.store().waiting_counts(watch.id).values()))
    if body.plan is None:
        nothing_changed()
        return _shown(said, done=False)
    if body.plan != said.plan:
        abort(409, "Something else would be done by now. Ask again what would be, and agree to that.")
    about(f"added: {len(said.added)}, changed: {len(said.changed)}, removed: {len(said.removed)}")
    if not found.steps:
        nothing_changed()
    steps = applying.apply(context.store(), found, context.now(), context.settings().allow_hosts, g.api_key.team)
    for done, _ in enumerate(steps, start=1):
        so_far(done, found.steps)
    return _shown(said, done=True)


def _plan(body: Wanted) -> Plan:
    services, store = context.services(), context.store()
    placed = [Placed(entry, f"watch {number}") for number, entry in enumerate(body.watches, start=1)]
    watches = store.watches()
    private = {watch.id for watch in products(watches) if watch.allow_private}
    if any(
        each.entry.allow_private and (known is None or known.id not in private)
        for each, known in matched(placed, watches)
    ):
        raise Invalid("A host on a private network is named on the machine itself, or in COATCHECK_ALLOW_HOSTS.")
    known = {watch.url for watch in watches}
    if sum(not entry.source and entry.url not in known for entry in body.watches) > MOST_LOOKS:
        raise Invalid(f"Name the `source` of new watches, or add {MOST_LOOKS} at once: each page has to be looked at.")
    hosts = services.settings.allow_hosts
    reader = applying.Reader(services.fetcher, services.clock, hosts)
    taken = slugs_of_others(watches, services.deployment.store.watches())
    return applying.plan(placed, watches, reader, services.clock.now(), hosts, body.prune, taken)


def _shown(said: Told, done: bool) -> PlanShown:
    return convert(
        {**{name: getattr(said, name) for name in said.__struct_fields__}, "done": done},
        PlanShown,
        from_attributes=True,
    )
