"""What every answer carries, and what no request may do."""

import secrets
from collections.abc import Iterable

from flask import Flask, Response, abort, g, request
from flask_wtf import CSRFProtect

from coatcheck.languages import gettext
from coatcheck.watching.agent_messages import MOST_PACKED

csrf = CSRFProtect()

MAXIMUM_BODY = 64 * 1024  # bytes
MAXIMUM_FILE = 1024 * 1024  # of a list of watches
APPLY = "/api/v1/watches/apply"
MAXIMUM_PRODUCT = 1024 * 1024  # bytes of a webhook; a shop sends a whole product with its descriptions
LONGEST_QUERY = 4000  # bytes of what stands behind the ? of an address
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})

CONTENT = "Content-Security-Policy"
ANCESTORS = "frame-ancestors"
NOBODY = "'none'"
HEADERS = {
    # Nothing inline at all, so no nonces: https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP
    CONTENT: "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    f"form-action 'self'; {ANCESTORS} {NOBODY}",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=31536000; includeSubDomains"


def largest_body(path: str) -> int:
    """Return how many bytes a request to this path may bring; a server may refuse a longer one while it arrives."""
    if path.startswith("/agents/"):
        return MOST_PACKED
    if path == APPLY:
        return MAXIMUM_FILE
    return MAXIMUM_PRODUCT if path.startswith("/hooks/") else MAXIMUM_BODY


def secure(app: Flask, https: bool) -> None:
    """Put the locks on."""
    app.config.update(
        MAX_CONTENT_LENGTH=MAXIMUM_BODY,
        SESSION_COOKIE_NAME="coatcheck",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form left open over lunch still works
        WTF_CSRF_SSL_STRICT=False,  # people who send no Referer may sign up, too; `_refuse_other_sites` stands in
    )
    app.before_request(_name)
    app.before_request(_refuse_long_queries)
    app.before_request(_refuse_other_sites)
    csrf.init_app(app)

    @app.after_request
    def headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if is_framed():
            response.headers[CONTENT] = HEADERS[CONTENT].replace(f"{ANCESTORS} {NOBODY}", f"{ANCESTORS} {g.ancestors}")
            del response.headers["X-Frame-Options"]  # which knows nobody by name
        if https:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Request-Id"] = g.get("request_id", "")
        return response


def let_frame(sites: Iterable[str]) -> None:
    """Let pages of these sites show the answer to this request in a frame."""
    g.ancestors = " ".join(sites) or NOBODY


def is_framed() -> bool:
    """Say whether the answer to this request may be shown in a frame of another site, which browsers give no cookie."""
    return "ancestors" in g


def _name() -> None:
    """Make the id by which a visitor's trouble can be found in our log."""
    g.request_id = secrets.token_hex(6)


def _refuse_long_queries() -> None:
    """Pages repeat what was asked for in their links, several times."""
    if len(request.query_string) > LONGEST_QUERY:
        abort(414)


def _refuse_other_sites() -> None:
    """Stand behind the CSRF token as a second line: browsers say where a request comes from."""
    if request.method in UNSAFE and request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        abort(403, gettext("This form was sent from another site. Open the page here and try again."))
