"""The API's place on the site. What it is made of is imported when somebody asks: no visitor waits for that."""

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException

from coatcheck.errors import BusUnavailable, Conflict, Invalid, SendFailed, StoreUnavailable, Undecodable
from coatcheck.telling.trial import refusal
from signup_web.api.door import tell_limits
from signup_web.api.problems import of_error, problem
from signup_web.security import csrf

METHODS = (
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
)  # what a route does not take it refuses itself: it knows what it takes
AWAY = "Our records can't be reached just now. Try again in a moment."
CHANGED = "Somebody else changed it at the same moment. Try again."

api = Blueprint("api", __name__, url_prefix="/api/v1")
csrf.exempt(api)  # no cookie opens this door
api.after_request(tell_limits)
api.register_error_handler(HTTPException, of_error)
api.register_error_handler(Invalid, lambda error: problem(422, str(error)))
api.register_error_handler(Undecodable, lambda error: problem(422, str(error)))
api.register_error_handler(SendFailed, lambda error: problem(422, refusal(error)))
api.register_error_handler(Conflict, lambda error: problem(409, CHANGED))
api.register_error_handler(StoreUnavailable, lambda error: problem(503, AWAY))
api.register_error_handler(BusUnavailable, lambda error: problem(503, AWAY))


@api.route("/<path:asked>", methods=METHODS, provide_automatic_options=False)
def ask(asked: str) -> Response:
    """Answer whatever the table of routes holds."""
    from signup_web.api.serving import answer

    return answer(f"/{asked}")


@api.get("/openapi.json")
def openapi_json() -> Response:
    """Say to programs what there is to ask."""
    from signup_web.api import explorer

    return explorer.openapi_json()


@api.get("/")
def page() -> Response:
    """Say it to people."""
    from signup_web.api import explorer

    return explorer.page()
