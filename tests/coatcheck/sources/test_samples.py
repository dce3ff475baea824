"""Recorded answers of real shops, where they are at hand, against what a careful person reads in them."""

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from coatcheck.bootstrap import SystemClock
from coatcheck.config import Settings
from coatcheck.fetch import open_fetcher
from coatcheck.ports import Target
from coatcheck.watching.discovery import Finding, discover, read_saved
from console.look_report import look_json
from tests.coatcheck.sources.answering import SAMPLES, STATES, truths
from tests.places import no_material

TRUTHS = truths(".json")

pytestmark = pytest.mark.skipif(not TRUTHS, reason=no_material("samples"))


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None: ...


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The samples at an address on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(SAMPLES))) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def options(name: str) -> dict[str, str]:
    return {"map": json.dumps(TRUTHS[name]["map"])} if "map" in TRUTHS[name] else {}


def assert_true(name: str, finding: Finding) -> None:
    products = look_json(finding.url, finding.source, finding.look)["products"]
    for key, wanted in (TRUTHS[name].get("products") or {products[0]["id"]: TRUTHS[name]}).items():
        product = next(each for each in products if each["id"] == key or str(each["url"]).endswith(f"/{key}"))
        said = {variant["id"]: variant["availability"] for variant in product["variants"]}
        true = {id: STATES[word] for id, word in wanted.get("variants", {}).items()}
        assert {id: said.get(id) for id in true} == true
        assert product["state"] == STATES.get(wanted.get("state"), product["state"])


@pytest.mark.parametrize("name", TRUTHS)
def test_a_saved_answer_is_read_as_a_careful_person_reads_it(name: str) -> None:
    assert_true(name, read_saved(SAMPLES / name, SystemClock(), options(name), None, None))


@pytest.mark.parametrize("name", TRUTHS)
def test_a_served_answer_is_read_as_a_careful_person_reads_it(name: str, server: str) -> None:
    fetcher = open_fetcher(Settings(), SystemClock())
    target = Target(f"{server}/{name}", options(name), allow_private=True)
    assert_true(name, discover(target, fetcher, SystemClock()))
    fetcher.close()
