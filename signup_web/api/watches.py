"""Watches: listed, shown, changed one by one or many at once, looked at now, removed."""

from datetime import datetime
from typing import Annotated

from flask import abort, g
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import asdict, replace

from coatcheck.errors import Invalid
from coatcheck.model import ANY, LookFrom, Scope, Watch
from coatcheck.people import api_keys
from coatcheck.people.teams import LONGEST_ID
from coatcheck.plain_text import did_you_mean
from coatcheck.ports.stored_values import webhook_secret
from coatcheck.watching import answering, catalogue, moving, several
from coatcheck.watching.canary.identity import products
from coatcheck.watching.catalogue import LONGEST_COOLDOWN, LONGEST_INTERVAL, LONGEST_SETTLE, MOST_AGREE
from coatcheck.watching.tags import tags
from signup_web import context
from signup_web.admin.guard import about, concerns, nothing_changed, so_far
from signup_web.api.paging import Page, Pages, page_of
from signup_web.api.routes import Routes, Shape, Taken
from signup_web.api.shapes import WatchShown, watch_shown

watches = Routes("Watches")

Title = Annotated[str, Meta(min_length=1, max_length=catalogue.LONGEST_TITLE)]
Interval = Annotated[
    int, Meta(ge=catalogue.SHORTEST_INTERVAL, le=LONGEST_INTERVAL, description="Seconds between two looks.")
]
Settle = Annotated[int, Meta(ge=1, le=LONGEST_SETTLE, description="Looks in a row that must prove it gone.")]
Cooldown = Annotated[int, Meta(ge=0, le=LONGEST_COOLDOWN, description="Seconds between two alerts to one person.")]
Agree = Annotated[int, Meta(ge=1, le=MOST_AGREE, description="Agents that have to see the same.")]


class WatchQuery(Pages, frozen=True, kw_only=True):
    """Which watches: those with this tag, of this shop, that are looked at or paused."""

    tag: str = ""
    shop: str = ""
    active: bool | UnsetType = UNSET


class WatchChange(Taken, frozen=True, kw_only=True):
    """What is to change of a watch; what is left out stays."""

    title: Title | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    interval: Interval | UnsetType = UNSET
    active: bool | UnsetType = UNSET
    listed: bool | UnsetType = UNSET
    settle: Settle | UnsetType = UNSET
    advance: bool | UnsetType = UNSET
    cooldown: Cooldown | UnsetType = UNSET
    zone: str | UnsetType = UNSET
    look_from: LookFrom | UnsetType = UNSET
    agree: Agree | UnsetType = UNSET


class Moving(Taken, frozen=True, kw_only=True):
    """The team that gets a watch: its id, "" for the first team."""

    team: Annotated[str, Meta(max_length=LONGEST_ID)]


class Several(Taken, frozen=True, kw_only=True):
    """What is to become of many watches: pause, resume, interval, tag or untag; `value` is the seconds or the tag."""

    watches: Annotated[list[str], Meta(min_length=1, max_length=5000, description="Their ids.")]
    what: Annotated[str, Meta(pattern="^(pause|resume|interval|tag|untag)$")]
    value: Annotated[str, Meta(max_length=100)] = ""


class Changed(Shape, frozen=True):
    """How many were changed: those that were not so already."""

    changed: int


class Waiting(Shape, frozen=True):
    """How many people wait, by variant id; `any_size`: those who take whichever comes back."""

    total: int
    any_size: int
    variants: dict[str, int]


class Secret(Taken, frozen=True, kw_only=True):
    """The secret that signs a shop's webhooks; null takes none."""

    secret: Annotated[str, Meta(min_length=1, max_length=1000)] | None


class Verdict(Taken, frozen=True, kw_only=True):
    """Whether it is back."""

    is_back: bool


class Answered(Shape, frozen=True):
    """Whether there was such a question."""

    answered: bool


def find(watch_id: str) -> Watch:
    """Return the watch of this id, or of this slug; the answer is 404 where there is none. The canary's is none."""
    store = context.store()
    found = store.watch(watch_id) or store.watch_by_slug(watch_id)
    if found is None or not products([found]):
        abort(404, f"There is no such watch. {did_you_mean(watch_id, _names())}".strip())
    return found


def _names() -> list[str]:
    """List the names that this key may read."""
    may_read = api_keys.may(g.api_key, Scope.READ)
    return [watch.slug for watch in products(context.store().watches())] if may_read else []


def shown(watch: Watch) -> WatchShown:
    """Say what is known of a watch now."""
    return watch_shown(context.facts().of([watch])[0])


def _place(watch: Watch) -> tuple[datetime, str]:
    return watch.created_at, watch.id


@watches.get("/watches")
def list_watches(query: WatchQuery) -> Page[WatchShown]:
    """List what is watched, oldest first."""
    found = [
        watch
        for watch in sorted(products(context.store().watches()), key=_place)
        if query.tag == "" or query.tag.casefold() in map(str.casefold, watch.tags)
        if query.shop in ("", watch.shop) and query.active in (UNSET, watch.active)
    ]
    return page_of(found, query, _place, shown)


@watches.get("/watches/{watch_id}")
def get_watch(watch_id: str) -> WatchShown:
    """Show one watch, by its id or slug."""
    return shown(find(watch_id))


@watches.patch("/watches/{watch_id}", Scope.WATCHES)
def change_watch(watch_id: str, body: WatchChange) -> WatchShown:
    """Change a watch's settings, pause it or go on.

    How its page is read is changed by `PUT /watches/{watch_id}/reading`.
    """
    stored, store, now = find(watch_id), context.store(), context.now()
    given = {name: value for name, value in asdict(body).items() if value is not UNSET}
    active = given.pop("active", stored.active)
    if "title" in given:
        catalogue.check_title(given["title"])
    if "tags" in given:
        given["tags"] = tags(given["tags"])
    changed = replace(stored, **given, updated_at=now)
    catalogue.check(changed, context.settings().allow_hosts)
    if active != stored.active:
        return shown(catalogue.set_active(store, changed, active, now))
    return shown(store.put_watch(changed))


@watches.post("/watches/changes", Scope.WATCHES)
def change_watches(body: Several) -> Changed:
    """Change many watches at once: none where one of them can't be."""
    store, ids = context.store(), set(body.watches)
    chosen = [watch for watch in products(store.watches()) if watch.id in ids]
    if missing := ids - {watch.id for watch in chosen}:
        raise Invalid(f"There is no watch {min(missing)!r}.")
    number = several.change_all(store, chosen, several.Change(body.what, body.value), context.now(), so_far)
    about(f"{number}: {body.what} {body.value}")
    if not number:
        nothing_changed()
    return Changed(changed=number)


@watches.post("/watches/{watch_id}/look", Scope.WATCHES)
def look_at_watch(watch_id: str) -> WatchShown:
    """Have a watch looked at with the next tick, whatever it waits for."""
    return shown(catalogue.look_now(context.store(), find(watch_id), context.now()))


@watches.delete("/watches/{watch_id}", Scope.WATCHES)
def remove_watch(watch_id: str) -> None:
    """Forget a watch with its subscriptions. Its history stays until it expires."""
    context.store().remove_watch(find(watch_id).id)


@watches.post("/watches/{watch_id}/move", Scope.ADMIN, once=False, deployment=True)
def move_watch(watch_id: str, body: Moving) -> WatchShown:
    """Give a watch to another team, which sees those who wait for it from then on. They wait as before, and nobody is told."""
    stored = find(watch_id)
    moved = moving.move(context.store(), stored, body.team, context.now())
    about(moving.said(stored, body.team))
    concerns(stored.team, body.team)
    return shown(moved)


@watches.get("/watches/{watch_id}/waiting")
def count_waiting(watch_id: str) -> Waiting:
    """Count who waits for a watch."""
    counts = context.store().waiting_counts(find(watch_id).id)
    any_size = counts.pop(ANY, 0)
    return Waiting(total=any_size + sum(counts.values()), any_size=any_size, variants=counts)


@watches.put("/watches/{watch_id}/webhook-secret", Scope.WATCHES)
def set_webhook_secret(watch_id: str, body: Secret) -> None:
    """Set the secret of the shop's webhooks, or close their door."""
    context.store().put_value(webhook_secret(find(watch_id).id), body.secret)


@watches.post("/watches/{watch_id}/maybe-back", Scope.WATCHES)
def answer_maybe_back(watch_id: str, body: Verdict) -> Answered:
    """Say whether a watch that may be back is. "Yes" tells those who wait; either answer is remembered."""
    services = context.services()
    watch = find(watch_id)
    return Answered(answered=answering.answer(watch, body.is_back, services.store, services.bus, services.clock))
