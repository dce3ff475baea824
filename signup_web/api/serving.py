"""Answering a route: the door, what was asked, the function, what it returns."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from flask import Blueprint, Response, g, request
from werkzeug.exceptions import BadRequest, HTTPException, UnprocessableEntity, UnsupportedMediaType

from coatcheck.errors import BusUnavailable, Conflict, Invalid, SendFailed, StoreUnavailable, Undecodable
from coatcheck.model import digest
from coatcheck.telling.trial import refusal
from signup_web.api.door import TURNS, Turns, admit, tell_limits
from signup_web.api.idempotency import HEADER, done_once
from signup_web.api.problems import of_error, problem
from signup_web.api.routes import Route
from signup_web.security import csrf

JSON = "application/json"
AWAY = "Our records can't be reached just now. Try again in a moment."


def blueprint(routes: Iterable[Route]) -> Blueprint:
    """Make the part of the site that answers these."""
    api = Blueprint("api", __name__, url_prefix="/api/v1")
    csrf.exempt(api)  # no cookie opens this door
    for route in routes:
        rule = route.path.replace("{", "<").replace("}", ">")
        api.add_url_rule(rule, route.name, _view(route), methods=[route.method])
    api.record_once(lambda state: state.app.extensions.setdefault(TURNS, Turns()))
    api.after_request(tell_limits)
    api.register_error_handler(HTTPException, of_error)
    for wrong in (Invalid, Undecodable):
        api.register_error_handler(wrong, lambda error: problem(422, str(error)))
    api.register_error_handler(SendFailed, lambda error: problem(422, refusal(error)))
    api.register_error_handler(
        Conflict, lambda error: problem(409, "Somebody else changed it at the same moment. Try again.")
    )
    for away in (StoreUnavailable, BusUnavailable):
        api.register_error_handler(away, lambda error: problem(503, AWAY))
    return api


def _view(route: Route) -> Callable[..., Response]:
    def answer(**place: str) -> Response:
        key = g.api_key = admit(route.scope)
        name = request.headers.get(HEADER) if route.once else None
        return _answer(route, place) if name is None else done_once(key, name, lambda: _answer(route, place))

    return answer


def _answer(route: Route, place: dict[str, str]) -> Response:
    taken: dict[str, Any] = dict(place)
    asked = _query(route.query or Nothing)
    if route.query:
        taken["query"] = asked
    if route.body:
        taken["body"] = _body(route.body)
    given = route.run(**taken)
    if route.answer is None:
        return Response(status=204)
    answer = Response(msgspec.json.encode(given), route.status, mimetype=JSON)
    if route.method != "GET":
        return answer
    answer.set_etag(digest(answer.get_data(as_text=True), length=32), weak=True)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)  # type: ignore[return-value]  # the same one


class Nothing(msgspec.Struct, forbid_unknown_fields=True):
    """A query of a route that takes none."""


def _query(kind: Any) -> Any:
    given = request.args.to_dict(flat=False)
    if twice := [name for name, values in given.items() if len(values) > 1]:
        raise UnprocessableEntity(f"`{twice[0]}` stands in the address twice.")
    try:
        return msgspec.convert({name: value for name, (value,) in given.items()}, kind, strict=False)
    except msgspec.ValidationError as error:
        raise UnprocessableEntity(f"{error}.") from error


def _body(kind: Any) -> Any:
    if request.mimetype != JSON:
        raise UnsupportedMediaType(f"Send it as {JSON}.")
    content = request.get_data()
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.ValidationError as error:
        raise UnprocessableEntity(f"{error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRequest(f"The body is not JSON: {error}.") from error
