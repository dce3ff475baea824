"""The poller's smoke test passes, and fails where the poller could not do its work."""

import pytest

from coatcheck.bootstrap import Services, SystemClock
from coatcheck.config import Settings
from coatcheck.errors import Unreachable
from coatcheck.process.startup import SmokeTestFailed
from coatcheck.sources import page
from poller.app import create_app
from poller.smoke import PAGE, look_at_built_in_page


def test_a_poller_that_works_is_ready() -> None:
    assert create_app(Services(Settings())).test_client().get("/livez").status_code == 200


def test_a_page_that_says_something_else_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("poller.smoke.PAGE", PAGE.replace(b"OutOfStock", b"InStock"))
    with pytest.raises(SmokeTestFailed, match="coat-l"):
        look_at_built_in_page(Settings(), SystemClock())


def test_a_poller_that_can_not_fetch_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coatcheck.fetch.client.Client.fetch", _fetch_nothing)
    with pytest.raises(SmokeTestFailed, match="no way out"):
        look_at_built_in_page(Settings(), SystemClock())


def test_a_poller_that_can_not_read_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "read", lambda target, answers: 1 / 0)
    client = create_app(Services(Settings())).test_client()
    assert client.get("/livez").status_code == 503


def _fetch_nothing(client: object, requests: list[object], seconds: float) -> object:
    return iter([(0, Unreachable("no way out"))])
