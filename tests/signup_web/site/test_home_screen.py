"""The site on a home screen: its manifest, its icons, and the script that browsers keep."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.signup_web.visiting import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, brand='A "Coat" </script>')


def test_the_manifest_names_icons_that_are_there_in_their_sizes(site: Site) -> None:
    visitor = site.visitor()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in visitor.get("/help").text
    answer = visitor.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.data)
    assert (manifest["name"], manifest["start_url"], manifest["display"]) == (site.settings.brand, "/", "standalone")
    for icon in manifest["icons"]:
        width, height = Image.open(BytesIO(visitor.client.get(icon["src"], buffered=True).data)).size
        assert f"{width}x{height}" == icon["sizes"]
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}


def test_the_worker_is_asked_for_anew_each_time_and_is_another_with_each_build(site: Site) -> None:
    first = site.visitor().get("/worker.js")
    assert first.mimetype == "text/javascript"
    assert first.headers["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in first.headers["Content-Security-Policy"]
    assert "</script>" not in first.text
    site.app.config["BUILD"] = "another"
    assert site.visitor().get("/worker.js").text != first.text


def test_what_it_keeps_for_when_there_is_no_connection_is_there(site: Site) -> None:
    offline = site.visitor().get("/offline?lang=de")
    assert offline.status_code == 200
    assert 'lang="de"' in offline.text
