"""A plan in words, for whoever has to agree to it. Pure."""

from collections.abc import Callable

import msgspec

from coatcheck.model import Frozen, Watch, digest
from coatcheck.watching.as_code.entries import entry_of
from coatcheck.watching.as_code.plan import Plan, differences


class Added(Frozen, frozen=True):
    """A watch that would be added, and how its page would be read."""

    watch: str
    url: str
    source: str
    interval: int


class Difference(Frozen, frozen=True):
    """What would change of a watch, by its name in the file."""

    name: str
    before: str
    after: str


class Changed(Frozen, frozen=True):
    """A watch that would be changed."""

    watch: str
    differences: tuple[Difference, ...]


class Removed(Frozen, frozen=True):
    """A watch that would be removed, and how many subscriptions with it."""

    watch: str
    waiting: int


class Told(Frozen, frozen=True):
    """What a plan would do. `plan` is the same for as long as it would do the same; `unnamed`: watches that are not in the file, and stay."""

    plan: str
    added: tuple[Added, ...]
    changed: tuple[Changed, ...]
    removed: tuple[Removed, ...]
    same: int
    unnamed: tuple[str, ...]

    @property
    def steps(self) -> int:
        return len(self.added) + len(self.changed) + len(self.removed)


def told(plan: Plan, waiting: Callable[[Watch], int]) -> Told:
    """Say what a plan would do; `waiting` counts the subscriptions that wait for a watch."""
    added = tuple(Added(_name(each), each.url, each.source, each.interval) for each in plan.added)
    changed = tuple(Changed(_name(before), _differences(before, after)) for before, after in plan.changed)
    removed = tuple(Removed(_name(each), waiting(each)) for each in plan.removed)
    return Told(
        plan=_digest(plan, removed),
        added=added,
        changed=changed,
        removed=removed,
        same=len(plan.same),
        unnamed=tuple(map(_name, plan.unnamed)),
    )


def _digest(plan: Plan, removed: tuple[Removed, ...]) -> str:
    """Name all that the plan does: each watch as it would be, and of those that are there, which revision that was."""
    steps = {
        "added": [entry_of(each) for each in plan.added],
        "changed": [(before.id, before.revision, entry_of(after)) for before, after in plan.changed],
        "removed": [(each.id, each.revision, said.waiting) for each, said in zip(plan.removed, removed, strict=True)],
    }
    return digest(msgspec.json.encode(steps, order="deterministic").decode(), length=16)


def _differences(before: Watch, after: Watch) -> tuple[Difference, ...]:
    return tuple(Difference(name, _said(old), _said(new)) for name, old, new in differences(before, after))


def _name(watch: Watch) -> str:
    return watch.slug or watch.title or watch.url


def _said(value: object) -> str:
    if value in (None, "", ()):
        return "(none)"
    return (
        ", ".join(value) if isinstance(value, tuple) else str(value).lower() if isinstance(value, bool) else str(value)
    )
