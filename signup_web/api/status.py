"""How it goes: the report, what waits for the operator, and the shops that are looked at."""

from datetime import datetime

from flask import abort

from coatcheck.model import Alert, DeliveryState, Ended, Health
from coatcheck.telling.alerts import matters, summary
from coatcheck.watching.canary.identity import products
from coatcheck.watching.shops import Shop, read_shops
from coatcheck.watching.status import report
from signup_web import context
from signup_web.api.keys import AgentShown
from signup_web.api.routes import Routes, Shape, show

status = Routes("Status")


class AlertShown(Shape, frozen=True):
    """Something that you must know.."""

    key: str
    text: str
    opened_at: datetime
    shop: str
    cause: str
    told_at: datetime | None


class Alerts(Shape, frozen=True):
    """What is wrong now, oldest first, one for each matter."""

    items: list[AlertShown]


class WatchStatusShown(Shape, frozen=True):
    """How one watch does. `since`: when it began to be so; `note`: what it was never seen to say."""

    id: str
    title: str
    slug: str
    shop: str
    tags: list[str]
    interval: int
    active: bool
    listed: bool
    ended: Ended | None
    health: Health
    since: datetime | None
    reason: str | None
    failures: int
    checked_at: datetime | None
    sizes: int
    note: str


class StatusShown(Shape, frozen=True):
    """How it goes. `ok`: looks are made, every watch is healthy, and nothing waits for you."""

    at: datetime
    ok: bool
    last_tick: datetime | None
    tick_age: float | None
    late: bool
    watches: list[WatchStatusShown]
    health: dict[str, int]
    unseen: int
    paused: int
    ended: int
    deliveries: dict[str, int]
    dead_letters: int
    alerts: list[AlertShown]
    agents: list[AgentShown]


class PageShown(Shape, frozen=True):
    """One watch of a shop. `next_at`: no look before then, because the shop or its answers ask for patience."""

    watch_id: str
    title: str
    health: Health
    reason: str | None
    failures: int
    next_at: datetime | None


class ShopShown(Shape, frozen=True):
    """One shop: how often it is looked at, and how the looks of the last ten minutes went."""

    host: str
    sources: list[str]
    per_minute: float
    seen: int
    failed: int
    failing: int
    next_at: datetime | None
    pages: list[PageShown]


class Shops(Shape, frozen=True):
    """Every shop, in order of name."""

    items: list[ShopShown]


@status.get("/status")
def get_status() -> StatusShown:
    """Say how it goes."""
    found = report(context.store(), context.now(), context.states())
    return show(
        StatusShown,
        found,
        health=_counts(found.health),
        deliveries=_counts(found.deliveries),
        alerts=[_alert(each) for each in found.alerts],
    )


@status.get("/alerts")
def list_alerts() -> Alerts:
    """List what is wrong now, oldest first, one for each matter."""
    open_ones = [summary(matter.open) for matter in matters(context.store().alerts()) if matter.open]
    return Alerts(items=[_alert(each) for each in open_ones])


@status.get("/shops")
def list_shops() -> Shops:
    """List the shops that are looked at, and how they take it."""
    store = context.store()
    return Shops(items=[_shop(each) for each in read_shops(store, products(store.watches()), context.now())])


@status.get("/shops/{host}")
def get_shop(host: str) -> ShopShown:
    """Show one shop, watch by watch."""
    store = context.store()
    watches = [watch for watch in products(store.watches()) if watch.host == host]
    if not watches:
        abort(404, "Nothing is watched there.")
    return _shop(read_shops(store, watches, context.now())[0])


def _alert(alert: Alert) -> AlertShown:
    return show(AlertShown, alert)


def _counts(numbers: dict[Health, int] | dict[DeliveryState, int]) -> dict[str, int]:
    return {str(name): number for name, number in numbers.items()}


def _shop(shop: Shop) -> ShopShown:
    pages = [
        show(
            PageShown,
            page.state,
            watch_id=page.watch.id,
            title=page.watch.title or page.watch.url,
            next_at=page.next_at,
        )
        for page in shop.pages
    ]
    return show(ShopShown, shop, pages=pages)
