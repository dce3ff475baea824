"""The fault matrix in the documentation and the tests that carry its ids are one."""

import re

from tests.places import ROOT

NAMED = re.compile(r"^ *(?:async )?def test_((?:[a-zA-Z]\d+_)+)", re.MULTILINE)
ROW = re.compile(r"^\| ([A-Z]\d+) \|", re.MULTILINE)


def in_names() -> set[str]:
    """The ids in the names of all tests, in capitals."""
    found = [NAMED.findall(path.read_text()) for path in (ROOT / "tests").rglob("test_*.py")]
    return {id for names in found for name in names for id in name.upper().rstrip("_").split("_")}


def on_page() -> list[str]:
    return ROW.findall((ROOT / "docs" / "faults.md").read_text())


def test_each_id_in_a_tests_name_is_on_the_page() -> None:
    assert sorted(in_names() - set(on_page())) == []


def test_each_row_of_the_page_has_a_test() -> None:
    assert sorted(set(on_page()) - in_names()) == []


def test_each_id_stands_for_one_row() -> None:
    assert len(on_page()) == len(set(on_page()))
