"""Recorded answers of real shops, where they are at hand, against what a careful person reads in them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coatcheck.bootstrap import SystemClock
from coatcheck.discovery import read_saved
from coatcheck.report import report
from tests.sources.answering import SAMPLES

STATES = {
    "in_stock": "InStock",
    "out_of_stock": "OutOfStock",
    "limited": "LimitedAvailability",
    "preorder": "PreOrder",
    "backorder": "BackOrder",
    "unknown": "Unknown",
}

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no recorded samples beside the project")


def expected() -> dict[str, dict[str, Any]]:
    """The JSON samples' true answers, by file name."""
    if not SAMPLES.is_dir():
        return {}
    sections = re.split(r"^## ", (SAMPLES / "README.md").read_text(), flags=re.MULTILINE)[1:]
    answers = {section.split()[0]: re.search(r"^- expected: `(.*)`$", section, re.MULTILINE) for section in sections}
    return {name: json.loads(found[1]) for name, found in answers.items() if found and name.endswith(".json")}


def states(entry: dict[str, Any]) -> tuple[str, dict[str, str]]:
    return entry["state"], {variant["id"]: variant["availability"] for variant in entry["variants"]}


@pytest.mark.parametrize("name", expected())
def test_a_recorded_answer_is_read_as_a_careful_person_reads_it(name: str) -> None:
    truth = expected()[name]
    options = {"map": json.dumps(truth["map"])} if "map" in truth else {}
    finding = read_saved(Path(SAMPLES / name), SystemClock(), options, None, None)
    products = report(finding.url, finding.source, finding.look)["products"]
    for key, wanted in (truth.get("products") or {products[0]["id"]: truth}).items():
        product = next(each for each in products if each["id"] == key or str(each["url"]).endswith(f"/{key}"))
        state, variants = states(product)
        assert state == STATES.get(wanted.get("state"), state)
        wanted_variants = {id: STATES[word] for id, word in wanted.get("variants", {}).items()}
        assert {id: variants.get(id) for id in wanted_variants} == wanted_variants
