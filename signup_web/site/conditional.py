"""Pages that are sent again only when they changed: ETag and 304."""

import functools
from collections.abc import Callable
from urllib.parse import urlencode

from flask import Response, current_app, g, request
from werkzeug.http import quote_etag

from coatcheck.languages import language
from coatcheck.model import digest
from signup_web import context
from signup_web.product.facts import Facts
from signup_web.site.compression import is_wanted
from signup_web.site.kept_pages import Body

NO_CACHE = "no-cache"  # kept by the browser, and asked about each time
MACHINES = "public, max-age=30"  # for programs, and for whatever keeps answers between them and us
HTML = "text/html"
ARGUMENTS = ("range", "sizes", "by")  # of an address, which the pages of a product know

Made = tuple[bytes, Callable[[], str]]  # all that a page is made of but its language and address, and what renders it


def unless_unchanged(
    facts: bytes, render: Callable[[], str | bytes], kind: str = HTML, cache: str = NO_CACHE
) -> Response:
    """Return the page, or 304 without a body where the visitor has it. It is rendered only if it has to be sent.

    `facts`: all that the page is made of but its language.
    """
    return _answer(_tag(facts, kind), lambda: Response(render(), mimetype=kind), cache)


def page_of(facts: Facts, make: Callable[[], Made]) -> Response:
    """Return the page that is made of a product's facts, or 304; for a while it is made once for all visitors.

    The moment of the last look travels as a header beside it: it may move on while the page stays the same.
    """
    g.known_arguments = {name: request.args[name] for name in ARGUMENTS if name in request.args}
    asked = f"{request.path}?{urlencode(g.known_arguments)}"  # whatever else stands there makes no other page
    address, pages, made = (asked, language()), context.kept_pages(), functools.cache(make)
    tag = pages.tag(address, facts)
    if not tag:
        tag = _tag(made()[0], HTML, asked)
        pages.note(address, facts, tag)
    response = _answer(tag, lambda: _sent(pages.body(tag) or _rendered(tag, made()[1])))
    if facts.checked_at:
        response.headers["Last-Checked"] = facts.checked_at.isoformat()
    return response


def etag_of(described: bytes, address: str) -> str:
    """Write the ETag that `page_of` gives to what is made of this for another address, as headers have it."""
    return quote_etag(_tag(described, HTML, address), weak=True)


def _tag(*parts: bytes | str) -> str:
    told = [part if isinstance(part, str) else part.decode("utf-8", "surrogateescape") for part in parts]
    return digest(*told, current_app.config["BUILD"], language(), length=32)


def _answer(tag: str, whole: Callable[[], Response], cache: str = NO_CACHE) -> Response:
    response = Response(status=304) if request.if_none_match.contains_weak(tag) else whole()
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = cache
    return response


def _rendered(tag: str, render: Callable[[], str]) -> Body:
    body = Body.of(render())
    if "csrf_token" not in g:  # which flask_wtf leaves there where a page holds one: such a page is its visitor's alone
        context.kept_pages().keep(tag, body)
    return body


def _sent(body: Body) -> Response:
    if body.packed is None or not is_wanted():
        return Response(body.plain, mimetype=HTML)
    return Response(body.packed, mimetype=HTML, headers={"Content-Encoding": "gzip"})
