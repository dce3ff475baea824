"""Text in gzip, for whoever takes it."""

import gzip

from flask import Flask, Response, request

SMALL = 1024  # bytes; below it compressing does not pay


def register(app: Flask) -> None:
    """Compress all text that this app answers and that is not compressed yet."""
    app.after_request(_compress)


def packed(body: bytes) -> bytes:
    """Return the same in gzip: always the same bytes, so that a page is one page."""
    return gzip.compress(body, 6, mtime=0)


def is_wanted() -> bool:
    """Return whether the visitor takes gzip."""
    return bool(request.accept_encodings.quality("gzip"))


def _compress(response: Response) -> Response:
    kind = response.mimetype or ""
    if not (kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))):
        return response
    if response.is_streamed and not response.direct_passthrough:
        return response  # it is made while it is sent: together it may be more than fits in memory
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and not response.content_encoding and is_wanted():
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) >= SMALL:
            response.set_data(packed(body))
            response.content_encoding = "gzip"
    return response
