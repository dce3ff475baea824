"""The notifier's smoke test passes, and fails where the notifier could not do its work."""

import pytest

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.process.startup import SmokeTestFailed
from notifier.app import create_app
from notifier.smoke import tell_nobody


@pytest.fixture
def services() -> Services:
    return Services(Settings(store="firestore://nowhere", secret_key="x" * 32))


def test_a_notifier_that_works_is_ready_whatever_its_own_store_does(services: Services) -> None:
    assert create_app(services).test_client().get("/livez").status_code == 200
    assert "store" not in vars(services)


def test_a_notifier_that_can_not_word_a_restock_is_not_ready(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifier.smoke.announcement", lambda event, link, brand, is_text: f"{brand}: {event.title}")
    with pytest.raises(SmokeTestFailed, match="worded"):
        tell_nobody(services)


def test_a_notifier_that_can_not_find_out_who_waits_is_not_ready(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifier.fanout.write_again", lambda *arguments: 1 / 0)
    assert create_app(services).test_client().get("/livez").status_code == 503
