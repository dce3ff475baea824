"""Answering a question: which route it is for, the door, what was asked, the function, what it returns."""

from codecs import BOM_UTF8
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from flask import Response, g, request
from werkzeug.exceptions import BadRequest, UnprocessableEntity, UnsupportedMediaType
from werkzeug.routing import Map, Rule

from coatcheck.model import digest
from signup_web.api.done import note, note_so_far
from signup_web.api.door import admit
from signup_web.api.idempotency import HEADER, done_once
from signup_web.api.routes import Route
from signup_web.api.table import ROUTES
from signup_web.security import largest_body

JSON = "application/json"


def answer(path: str) -> Response:
    """Answer the request that is being made. Raises what is answered where something is wrong."""
    route, place = _rules().bind("").match(path, request.method)
    assert isinstance(route, Route)
    key = g.api_key = admit(route.scope, route.deployment)
    request.max_content_length = largest_body(request.path)  # before anything reads it
    name = request.headers.get(HEADER) if route.once else None
    return _answer(route, place) if name is None else done_once(key, name, lambda: _answer(route, place))


@cache
def _rules() -> Map:
    rules = [
        Rule(route.path.replace("{", "<").replace("}", ">"), methods=[route.method], endpoint=route) for route in ROUTES
    ]
    return Map(rules, merge_slashes=False)


def _answer(route: Route, place: Mapping[str, Any]) -> Response:
    taken: dict[str, Any] = dict(place)
    asked = _query(route.query or Nothing)
    if route.query:
        taken["query"] = asked
    if route.body:
        taken["body"] = _body(route.body)
    try:
        given = route.run(**taken)
    except BaseException:
        note_so_far(route)
        raise
    note(route, taken, given)
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
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType("Send it unpacked, without a Content-Encoding.")
    content = request.get_data().removeprefix(BOM_UTF8)  # as editors on Windows write it
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.ValidationError as error:
        raise UnprocessableEntity(f"{error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRequest(f"The body is not JSON: {error}.") from error
