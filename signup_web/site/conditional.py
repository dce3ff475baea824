"""Pages that are sent again only when they changed: ETag and 304."""

from collections.abc import Callable
from datetime import datetime

from flask import Response, current_app, request

from coatcheck.languages import language
from coatcheck.model import digest

NO_CACHE = "no-cache"  # kept by the browser, and asked about each time
MACHINES = "public, max-age=30"  # for programs, and for whatever keeps answers between them and us


def unless_unchanged(
    facts: bytes,
    render: Callable[[], str | bytes],
    kind: str = "text/html",
    cache: str = NO_CACHE,
    checked: datetime | None = None,
) -> Response:
    """Return the page, or 304 without a body where the visitor has it. It is rendered only if it has to be sent.

    `facts`: all that the page is made of but its language. `checked`, the moment of the last look, travels as a header beside it:
    it moves on while the page stays the same.
    """
    tag = digest(facts.decode("utf-8", "surrogateescape"), current_app.config["BUILD"], kind, language())
    known = request.if_none_match.contains_weak(tag)
    response = Response(status=304) if known else Response(render(), mimetype=kind)
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = cache
    if checked:
        response.headers["Last-Checked"] = checked.isoformat()
    return response
