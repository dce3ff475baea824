"""The site logs as the operator set it; for whoever is turned away nothing is looked up."""

import logging
from contextlib import closing
from pathlib import Path

import pytest

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.watching.log_levels import AWAY, USUAL, set_level
from signup_web.app import create_app
from tests.notifier.notifying import SECRET_KEY
from tests.signup_web.visiting import Site


def test_who_is_answered_has_the_levels_taken_up(site: Site) -> None:
    before = logging.getLogger("notifier").level
    for level, then in (("DEBUG", logging.DEBUG), (USUAL, before)):
        set_level(site.store, site.clock.now(), level, "notifier")
        site.wait(seconds=AWAY.total_seconds())
        assert site.app.test_client().get("/status").status_code == 200
        assert logging.getLogger("notifier").level == then


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [("GET", "/nothing", 404), ("GET", "/admin/", 302), ("POST", "/admin/enter", 400), ("POST", "/sms/inbound", 403)],
)
def test_a_stranger_who_is_turned_away_has_no_store_opened(tmp_path: Path, method: str, path: str, code: int) -> None:
    settings = Settings(store=f"sqlite:///{tmp_path}/site.db", secret_key=SECRET_KEY)
    with closing(Services(settings)) as services:
        assert create_app(services).test_client().open(path, method=method).status_code == code
        assert "store" not in vars(services)
