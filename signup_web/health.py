"""Whether the site works, and how the whole of CoatCheck is doing."""

from flask import Blueprint, Response, render_template
from msgspec import json

from signup_web import context
from signup_web.product import times
from signup_web.site.conditional import NO_CACHE, unless_unchanged

health = Blueprint("health", __name__)


@health.get("/livez")
def livez() -> str:
    """Answer 200 as soon as this process can. A new one need not wait for a store that is away: its pages say what is the matter."""
    return "ok"


@health.get("/healthz")
def healthz() -> tuple[str, int]:
    """Answer 200 while the store answers, 503 (by the error page) while it does not."""
    context.store().check()
    return "ok", 200


@health.get("/status.json")
def status_json() -> Response:
    """Write the public report, up to a minute old; `coatcheck status` has the whole."""
    return Response(json.encode(context.status()), mimetype="application/json")


@health.get("/status")
def status() -> Response:
    """Show the same to people."""
    now, shown = context.now(), context.status()
    ages = {watch.id: times.since(watch.since, now) for watch in shown.watches}
    tick = times.ago(shown.last_tick, now) if shown.last_tick else ""
    facts = json.encode(
        [shown.ok, shown.late, shown.watches, ages, shown.deliveries, shown.dead_letters, len(shown.alerts), tick]
    )
    return unless_unchanged(
        facts, lambda: render_template("status.html", report=shown, ages=ages, tick=tick), cache=NO_CACHE
    )
