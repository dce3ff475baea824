"""History: the changes of one watch, and those of all as a feed."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, ValidationError, convert

from coatcheck.errors import Invalid
from coatcheck.model import Change, Health
from coatcheck.watching.canary.identity import products
from signup_web import context
from signup_web.api.feed import LATE, Cursor, part
from signup_web.api.paging import After, Limit, Moment, Page, cursor, read_cursor
from signup_web.api.routes import Routes, Shape, Taken, show
from signup_web.api.watches import find

history = Routes("History")

Left = tuple[
    Moment, int
]  # where a watch's history was left: what is older than that moment, or of that version or an earlier one, was given
Since = Annotated[
    str,
    Meta(
        description="Only what is newer: a time like 2026-11-29T12:00:00Z.", extra_json_schema={"format": "date-time"}
    ),
]


class TransitionShown(Shape, frozen=True):
    """One size changing. `in_stock`: what `after` means to the watch; null where nobody can tell."""

    variant_id: str
    at: datetime
    before: str
    after: str
    in_stock: bool | None
    price: str | None
    currency: str | None


class ChangeShown(Shape, frozen=True):
    """What one look changed. `health` where that changed; `unseen_since`: from then until `at` nobody looked."""

    id: str
    watch_id: str
    version: int
    at: datetime
    transitions: list[TransitionShown]
    health: Health | None
    reason: str | None
    unseen_since: datetime | None


class HistoryQuery(Taken, frozen=True, kw_only=True):
    """Which part of a watch's history."""

    limit: Limit = 50
    after: After = ""
    since: Since = "1970-01-01T00:00:00Z"


class EventQuery(HistoryQuery, frozen=True, kw_only=True):
    """Which part of the feed."""


class Events(Shape, frozen=True):
    """Some of what changed. `next` is always there: ask with it again, at once where there is `more`, else later."""

    items: list[ChangeShown]
    next: str
    more: bool


@history.get("/watches/{watch_id}/history")
def list_changes(watch_id: str, query: HistoryQuery) -> Page[ChangeShown]:
    """List what changed of a watch, oldest first."""
    since, version = read_cursor(query.after, Left) if query.after else (_moment(query.since), 0)
    left = [each for each in context.store().changes(find(watch_id).id, since) if each.version > version]
    shown = left[: query.limit]
    following = cursor((shown[-1].at - LATE, shown[-1].version)) if len(left) > len(shown) else None
    return Page(items=[_shown(each) for each in shown], next=following)


@history.get("/events")
def list_events(query: EventQuery) -> Events:
    """List what changed of all watches, as a feed of the last 90 days: oldest first, each once, what comes late among them."""
    after = read_cursor(query.after, Cursor) if query.after else Cursor(_moment(query.since))
    known = context.facts().of(products(context.store().watches()))
    found = part([each.changes for each in known], after, query.limit, context.now())
    return Events(items=[_shown(each) for each in found.changes], next=cursor(found.cursor), more=found.more)


def _moment(text: str) -> datetime:
    try:
        moment: datetime = convert(text, Annotated[datetime, Meta(tz=True)])
    except ValidationError as error:
        raise Invalid("`since` is a time like 2026-11-29T12:00:00Z.") from error
    return moment


def _shown(change: Change) -> ChangeShown:
    return show(ChangeShown, change, id=f"{change.watch_id}-{change.version}")
