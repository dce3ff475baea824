"""Whether the site works, and how the whole of CoatCheck is doing."""

from flask import Blueprint, Response, render_template, request
from msgspec import json

from signup_web import context
from signup_web.product import times
from signup_web.site import visitors_address
from signup_web.site.conditional import NO_CACHE, unless_unchanged
from signup_web.site.listing import listing, wanted
from signup_web.site.status_words import CONDITIONS, condition, conditions, lines, look_says, message_says, says

health = Blueprint("health", __name__)
health.add_app_template_filter(says, "watch_says")
health.add_app_template_filter(condition)
health.add_app_template_filter(look_says)
health.add_app_template_filter(message_says)


@health.get("/livez")
def livez() -> tuple[str, dict[str, str]]:
    """Answer 200 as soon as this process can. A new one need not wait for a store that is away: its pages say what is the matter.

    A header says how the asker's address is known, which `coatcheck doctor` looks at.
    """
    forwarded, proxies = request.headers.get("X-Forwarded-For", ""), context.settings().trusted_proxies
    return "ok", {visitors_address.HEADER: visitors_address.how_known(forwarded, proxies)}


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
    """Show the same to people, as the address asks for it."""
    now, shown = context.now(), context.status()
    found = listing(lines(shown.watches), wanted(request.args, CONDITIONS), tuple(CONDITIONS))
    ages = {watch.id: times.since(watch.since, now) for watch in found.shown}
    tick = times.ago(shown.last_tick, now) if shown.last_tick else ""
    facts = json.encode(
        [shown.ok, shown.late, found, ages, shown.deliveries, shown.dead_letters, len(shown.alerts), tick]
    )
    return unless_unchanged(
        facts,
        lambda: render_template(
            "status.html", report=shown, listing=found, conditions=conditions(), ages=ages, tick=tick
        ),
        cache=NO_CACHE,
    )
