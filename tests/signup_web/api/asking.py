"""A program that has a key, and asks. Whatever it is answered has to be as the OpenAPI document says."""

from typing import Any

import msgspec
from werkzeug.test import TestResponse

from coatcheck.model import Scope
from coatcheck.people import api_keys
from signup_web.api.problems import KIND, Problem
from signup_web.api.routes import Route
from signup_web.api.table import ROUTES
from tests.signup_web.visiting import PUBLIC, Site


class Program:
    """A program with a key of its own."""

    def __init__(self, site: Site, *scopes: Scope, name: str = "", token: str = "") -> None:
        self.site = site
        made = (
            [] if token else [api_keys.make(site.store, name or "-".join(scopes), "ann", scopes, site.clock.now())[1]]
        )
        self.token = token or made[0]

    def ask(self, method: str, path: str, body: Any = None, ip: str = "127.0.0.1", **headers: str) -> TestResponse:
        """Ask, and hold the answer against the document."""
        sent = {
            "Authorization": f"Bearer {self.token}",
            **{key.replace("_", "-"): text for key, text in headers.items()},
        }
        answer = self.site.app.test_client().open(
            f"/api/v1{path}",
            method=method,
            base_url=PUBLIC,
            headers=sent,
            json=body,
            environ_base={"REMOTE_ADDR": ip},
        )
        if answer.status_code >= 400:
            said = msgspec.json.decode(answer.get_data(), type=Problem)
            assert (answer.mimetype, said.status, bool(said.detail)) == (KIND, answer.status_code, True)
        else:
            hold(method, path, answer)
        return answer

    def get(self, path: str, **headers: str) -> Any:
        """What is answered to a question that is right."""
        return self._right(self.ask("GET", path, **headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._right(self.ask("POST", path, body, **headers))

    def put(self, path: str, body: Any) -> Any:
        return self._right(self.ask("PUT", path, body))

    def patch(self, path: str, body: Any) -> Any:
        return self._right(self.ask("PATCH", path, body))

    def delete(self, path: str) -> None:
        self._right(self.ask("DELETE", path))

    def refused(self, status: int, method: str, path: str, body: Any = None, **headers: str) -> str:
        """What is said where it is refused, with this status."""
        answer = self.ask(method, path, body, **headers)
        assert answer.status_code == status, answer.text
        return str(answer.json["detail"])

    def _right(self, answer: TestResponse) -> Any:
        assert answer.status_code in (200, 201, 204), answer.text
        return answer.json if answer.get_data() else None


def hold(method: str, path: str, answer: TestResponse) -> None:
    """Hold a good answer against what its route promises."""
    route = next(route for route in ROUTES if route.method == method and fits(route, path))
    assert answer.status_code in (route.status, 304)
    if route.answer and answer.status_code != 304:
        msgspec.json.decode(answer.get_data(), type=route.answer)
    else:
        assert answer.get_data() == b""


def fits(route: Route, path: str) -> bool:
    """Whether a path is one of the route's."""
    parts, wanted = path.partition("?")[0].split("/"), route.path.split("/")
    return len(parts) == len(wanted) and all(
        "{" in each or each == part for each, part in zip(wanted, parts, strict=True)
    )
