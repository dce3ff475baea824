"""A stand-in for Google's JSON APIs that is as strict as their published forms.

An address, verb, location, parameter or field that Google doesn't have is refused as Google refuses it, and noted in
`refused`. What it answers has to fit the forms, too, or can't be put in.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from werkzeug import Request, Response

from coatcheck.model import Frozen
from console.serving import Server
from tests.fakes.discovery import Api, Call, api

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

STATUSES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 409: "ABORTED"}


class Refusal(Frozen, frozen=True):
    """An answer that says no: https://cloud.google.com/apis/design/errors"""

    code: int
    message: str
    details: tuple[dict[str, object], ...] = ()


Answer = Mapping[str, Any] | Refusal
Work = Callable[[Any], Answer]  # from a request's body to its answer


class GoogleApis:
    """The APIs with these names and versions, each below an address of its own: `<url>/run` is Cloud Run's."""

    def __init__(self, *names: str) -> None:
        self._apis = [api(name) for name in names]
        self._answers: dict[tuple[str, str], Answer | Work] = {}
        self.asked: list[str] = []  # the names of the calls that were made
        self.refused: list[str] = []
        self._server = Server(self._respond)
        self.url = self._server.url

    @property
    def addresses(self) -> dict[str, str]:
        """Where each API is."""
        return {each.name: f"{self.url}/{each.name}" for each in self._apis}

    def put(self, name: str, path: str, answer: Answer | Work, verb: str = "GET") -> None:
        """Answer so at this path of this API. Raises `ValueError` where Google couldn't."""
        found, call = self._find(name, verb, path)
        if found is None or call is None:
            raise ValueError(f"{name} has no {verb} {path}")
        if isinstance(answer, Mapping):
            self._fits(found, call, answer)
        self._answers[name, f"{verb} {path}"] = answer

    def take(self, name: str, path: str, verb: str = "GET") -> None:
        """Let there be nothing at this path any more."""
        del self._answers[name, f"{verb} {path}"]

    def close(self) -> None:
        self._server.close()

    def _find(self, name: str, verb: str, path: str) -> tuple[Api | None, Call | None]:
        for each in self._apis:
            if each.name == name and (call := each.find(verb, path)):
                return each, call
        return None, None

    def _fits(self, found: Api, call: Call, answer: Mapping[str, Any]) -> None:
        if faults := list(found.misfits(answer, call.response)):
            raise ValueError(f"{call.id} never answers so: {'; '.join(faults)}")

    def _respond(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        request = Request(environ)
        return self._answer(request)(environ, start)

    def _answer(self, request: Request) -> Response:
        name, _, path = request.path.removeprefix("/").partition("/")
        found, call = self._find(name, request.method, path)
        if found is None or call is None:
            self.refused.append(f"{request.method} {name}/{path}")
            return Response(f"<title>Error 404 (Not Found)!!1</title>{path}", 404, mimetype="text/html")
        self.asked.append(call.id)
        body = json.loads(request.get_data() or "null")
        if faults := list(found.faults(call, path, request.args, body)):
            self.refused += [f"{call.id}: {fault}" for fault in faults]
            return _refuse(Refusal(403 if "Permission denied" in faults[0] else 400, faults[0]))
        answer = self._answers.get((name, f"{request.method} {path}"), Refusal(404, f"Resource '{path}' was not found"))
        if not isinstance(answer, (Mapping, Refusal)):
            answer = answer(body)
            if isinstance(answer, Mapping):
                self._fits(found, call, answer)
        return (
            _refuse(answer)
            if isinstance(answer, Refusal)
            else Response(json.dumps(answer), mimetype="application/json")
        )


def _refuse(refusal: Refusal) -> Response:
    error = {"code": refusal.code, "message": refusal.message, "status": STATUSES[refusal.code]}
    if refusal.details:
        error["details"] = list(refusal.details)
    return Response(json.dumps({"error": error}), refusal.code, mimetype="application/json")
