"""What shops see of us, and how they take it: a table of hosts, and a page for each."""

from flask import abort, render_template

from coatcheck.watching.shops import read_shops
from signup_web import context
from signup_web.admin.lock import admin_pages

traffic = admin_pages("traffic")


@traffic.get("/shops")
def overview() -> str:
    """Show every host."""
    return render_template(
        "admin/shops.html",
        shops=read_shops(context.store(), context.store().watches(), context.now()),
        now=context.now(),
    )


@traffic.get("/shops/<host>")
def shop(host: str) -> str:
    """Show one host, watch by watch."""
    watches = [watch for watch in context.store().watches() if watch.host == host]
    if not watches:
        abort(404)
    return render_template(
        "admin/shop.html", shop=read_shops(context.store(), watches, context.now())[0], now=context.now()
    )
