"""Which answers scripts of other sites may read: https://fetch.spec.whatwg.org/#http-cors-protocol

Only what is the same for everybody. No credentials are ever allowed, so whoever is signed in here gives nothing away elsewhere.
"""

from flask import Response, request

OPEN = frozenset(
    {
        "embedding.oembed",
        "pages.product_json",
        "sharing.products_json",
        "sharing.product_atom",
        "sharing.product_calendar",
        "sharing.restocks_atom",
        "sharing.restocks_calendar",
        "health.status_json",
    }
)
DAY = "86400"  # seconds for which a browser need not ask again whether it may


def allow(response: Response) -> Response:
    """Let scripts of all sites read it, if it is one of those; the answer to their question before (OPTIONS), too."""
    if request.endpoint not in OPEN:
        return response
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        response.headers["Access-Control-Max-Age"] = DAY
    return response
