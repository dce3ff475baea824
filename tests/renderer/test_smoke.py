"""The renderer's smoke test passes, and fails where the renderer could not do its work."""

import pytest

from coatcheck.config import Settings
from coatcheck.process.startup import SmokeTestFailed
from renderer.app import create_app
from renderer.browser import Browser
from renderer.smoke import draw_built_in_page
from tests.chromium import require_chromium


def test_a_renderer_that_works_is_ready() -> None:
    app = create_app(Settings(browser=require_chromium()))
    assert app.test_client().get("/livez").status_code == 200


def test_a_renderer_without_a_browser_is_not_ready() -> None:
    app = create_app(Settings(browser="/usr/bin/no-chromium"))
    assert app.test_client().get("/livez").status_code == 503


def test_a_browser_that_runs_no_scripts_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("renderer.smoke.PAGE", b"<!doctype html><p>Size</p>")
    with pytest.raises(SmokeTestFailed, match="without what its script writes"):
        draw_built_in_page(Browser(Settings(browser=require_chromium())).draw)
