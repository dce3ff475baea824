"""The example that stands beside a part of a pattern is caught by that part, and no pattern is one that some Python misreads."""

import ast
import re
from pathlib import Path

import pytest

from tests.documentation import PACKAGES
from tests.places import ROOT

WITH_EXAMPLES = (
    "coatcheck/sources/answers.py",
    "coatcheck/sources/field_names.py",
    "coatcheck/sources/html/language/sentences.py",
    "coatcheck/sources/html/seen/hiding.py",
    "coatcheck/sources/html/seen/size_choices.py",
    "signup_web/texting/intents.py",
)
PART = re.compile(r"""^ +(rb?"(?:[^"\\]|\\.)*"),?  # (.+)$""", re.MULTILINE)
POSSESSIVE_GROUP = re.compile(r"(?<![(\\])\)(?:[*+?]|\{[\d,]+\})\+")  # (?:a|b)*+
PARTS = [part for name in WITH_EXAMPLES for part in PART.findall((ROOT / Path(name)).read_text())]


@pytest.mark.parametrize(("written", "example"), PARTS, ids=[example for _, example in PARTS])
def test_the_example_is_caught(written: str, example: str) -> None:
    pattern = ast.literal_eval(written)
    pattern = pattern.decode() if isinstance(pattern, bytes) else pattern.removeprefix("|")
    text = re.sub(r" \([A-Z][\w ]+\)$", "", example)  # whose it is
    assert re.search(pattern, text, re.IGNORECASE)


def test_there_are_many() -> None:
    assert len(PARTS) > 30


def test_no_pattern_repeats_a_group_in_the_way_that_python_before_3_11_5_misreads() -> None:
    """`coatcheck/sources/html/parsing/patterns.py` says what to write instead."""
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    assert [f"{file}: {found[0]}" for file in files for found in POSSESSIVE_GROUP.finditer(file.read_text())] == []
