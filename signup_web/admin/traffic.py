"""What shops see of us, and how they take it: a table of hosts, and a page for each."""

from collections.abc import Sequence
from datetime import timedelta

from flask import abort, render_template

from coatcheck.model import Watch
from signup_web import context
from signup_web.admin.lock import admin_pages
from signup_web.admin.shops import Shop, shops

traffic = admin_pages("traffic")

WINDOW = timedelta(minutes=10)


@traffic.get("/shops")
def overview() -> str:
    """Show every host."""
    return render_template("admin/shops.html", shops=_shops(context.store().watches()), now=context.now())


@traffic.get("/shops/<host>")
def shop(host: str) -> str:
    """Show one host, watch by watch."""
    watches = [watch for watch in context.store().watches() if watch.host == host]
    if not watches:
        abort(404)
    return render_template("admin/shop.html", shop=_shops(watches)[0], now=context.now())


def _shops(watches: Sequence[Watch]) -> list[Shop]:
    store, now = context.store(), context.now()
    batches = sorted({watch.batch for watch in watches if watch.batch})
    kept = [snapshot for batch in batches for snapshot in store.snapshots(batch, now - WINDOW, now)]
    glances = (glance for snapshot in kept for glance in snapshot.glances)
    return shops(watches, store.states([watch.id for watch in watches]), glances, now)
