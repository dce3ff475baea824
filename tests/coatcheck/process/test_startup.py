"""A process that does not pass its smoke test is not ready, and one that did is not asked again."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coatcheck.process.startup import SmokeTestFailed, startup_routes


def client(smoke_test: Callable[[], object]) -> FlaskClient:
    app = Flask(__name__)
    app.register_blueprint(startup_routes(smoke_test))
    return app.test_client()


def test_what_fails_is_not_ready_until_it_passes(caplog: pytest.LogCaptureFixture) -> None:
    outcomes = [SmokeTestFailed("The coat is red."), ZeroDivisionError(), None]

    def smoke_test() -> None:
        if outcome := outcomes.pop(0):
            raise outcome

    site = client(smoke_test)
    assert [site.get("/livez").status_code for _ in range(2)] == [503, 503]
    assert "The coat is red." in caplog.text
    assert [site.get(path).status_code for path in ("/livez", "/livez", "/healthz")] == [200, 200, 200]
    assert outcomes == []


def test_strangers_are_told_nothing_of_what_failed() -> None:
    def smoke_test() -> None:
        raise SmokeTestFailed("The coat is red.")

    assert "red" not in client(smoke_test).get("/livez").text
