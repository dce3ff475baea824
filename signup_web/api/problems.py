"""What is answered where something is wrong: problem details, https://www.rfc-editor.org/rfc/rfc9457"""

from http import HTTPStatus
from typing import Any

from flask import Response, g, request
from msgspec import json
from werkzeug.exceptions import HTTPException

from signup_web.api.routes import Shape

PREFIX = "/api/"
KIND = "application/problem+json"
SAYS = {404: "There is nothing of this name: /api/v1/ says what there is to ask."}
KEPT_HEADERS = ("allow", "retry-after", "www-authenticate")  # of an error, for whoever asked


class Problem(Shape, frozen=True, kw_only=True):
    """What went wrong, and what to do. `detail` is a sentence for people; `request_id` is in our log, too."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    request_id: str


def is_api() -> bool:
    """Return whether it is the API that is asked."""
    return request.path.startswith(PREFIX)


def problem(status: int, detail: str = "") -> Response:
    """Write what went wrong."""
    title = HTTPStatus(status).phrase
    said = Problem(title=title, status=status, detail=detail or f"{title}.", request_id=g.get("request_id", ""))
    return Response(json.encode(said), status, mimetype=KIND)


def of_error(error: HTTPException) -> Response:
    """Write what an error of HTTP's own says, with the headers that go with it."""
    ours = error.description if error.description != type(error).description else ""
    answer = problem(error.code or 500, ours or SAYS.get(error.code or 500, ""))
    kept: list[tuple[str, Any]] = [each for each in error.get_headers() if each[0].lower() in KEPT_HEADERS]
    answer.headers.extend(kept)
    return answer
