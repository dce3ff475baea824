"""Prometheus scrapes a site with an API key, its own checker finds no fault, and every query of the dashboard finds something."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests

from coatcheck.model import Scope
from coatcheck.people import api_keys
from console.serving import Server, free_port
from signup_web.security import MAXIMUM_BODY
from tests.counterparts.installed import running
from tests.examples import delivery
from tests.places import ROOT, missing
from tests.signup_web.visiting import Site

DASHBOARD = json.loads((ROOT / "deploy" / "grafana.json").read_text())
QUERIES = {panel["title"]: target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]}
CONFIGURATION = """
global: {{scrape_interval: 1s}}
scrape_configs:
  - job_name: coatcheck
    authorization: {{credentials: {token}}}
    static_configs: [{{targets: ["{target}"]}}]
"""


@pytest.fixture
def programs() -> tuple[str, str]:
    """prometheus and promtool."""
    found = shutil.which("prometheus"), shutil.which("promtool")
    if not all(found):
        missing("prometheus is not installed: apt-get install prometheus")
    return str(found[0]), str(found[1])


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a site with something to tell of each kind, and a key to it."""
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "coatcheck-20260302T120000Z.db").touch()
    site = Site(tmp_path, backups=str(tmp_path / "backups"))
    site.watch()
    site.watch("parka")
    site.store.put_delivery(delivery())
    _, token = api_keys.make(site.store, "prometheus", "ann", [Scope.READ], site.clock.now())
    with closing(Server(site.app, body_limit=lambda path: MAXIMUM_BODY)) as server:
        yield server.url, token


def test_the_metrics_are_scraped_checked_and_shown(
    programs: tuple[str, str], site: tuple[str, str], tmp_path: Path
) -> None:
    (prometheus, promtool), (url, token) = programs, site
    text = requests.get(f"{url}/metrics", headers={"Authorization": f"Bearer {token}"}, timeout=10).text
    checked = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")

    configuration = tmp_path / "prometheus.yml"
    configuration.write_text(CONFIGURATION.format(token=token, target=url.removeprefix("http://")))
    base = f"http://127.0.0.1:{free_port()}"
    command = [
        prometheus,
        f"--config.file={configuration}",
        f"--storage.tsdb.path={tmp_path / 'data'}",
        f"--web.listen-address={base.removeprefix('http://')}",
    ]

    def result(query: str) -> list[Any]:
        answer = requests.get(f"{base}/api/v1/query", params={"query": query}, timeout=5)
        return list(answer.json()["data"]["result"])

    def scraped() -> bool:
        try:
            return any(each["value"][1] == "1" for each in result("up"))
        except (requests.RequestException, ValueError):
            return False

    with running(command, scraped, tmp_path):
        empty = [title for title, query in QUERIES.items() if not result(query)]
    assert QUERIES
    assert empty == []
