"""What is promised, and what came of it: measured, for everybody to see."""

from flask import Blueprint, Response, render_template, request
from msgspec import json

from signup_web import context
from signup_web.site import promise_words
from signup_web.site.conditional import MACHINES, NO_CACHE, unless_unchanged

promise = Blueprint("promise", __name__)


@promise.get("/promise")
def page() -> Response:
    """Show the figures of the last 7 days, or of as many as the address asks for."""
    figures = context.promise()
    asked = request.args.get("days", type=int)
    shown = next((period for period in figures.periods if period.days == asked), next(iter(figures.periods), None))
    return unless_unchanged(
        json.encode([figures, asked]),
        lambda: render_template("promise.html", figures=figures, period=shown, words=promise_words),
        cache=NO_CACHE,
    )


@promise.get("/promise.json")
def promise_json() -> Response:
    """Write the same for programs."""
    body = json.encode(context.promise())
    return unless_unchanged(body, body.decode, "application/json", MACHINES)
