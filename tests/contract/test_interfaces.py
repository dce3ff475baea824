"""What is promised until the next major version holds: to packages of others (docs/plugins.md), and to programs (docs/api.md)."""

from typing import Any

import pytest

from tests.contract import api_interface, plugin_interface
from tests.contract.plugin_interface import PUBLIC
from tests.contract.recording import broken, recorded
from tests.places import ROOT

BOTH = pytest.mark.parametrize("interface", [plugin_interface, api_interface], ids=["plugins", "api"])


@BOTH
def test_nothing_that_others_build_on_is_gone_or_asks_for_more(interface: Any) -> None:
    assert broken(recorded(interface.RECORD), interface.present()) == [], (
        "that is promised until the next major version"
    )


@BOTH
def test_what_others_may_build_on_is_recorded_when_it_grows(interface: Any) -> None:
    assert recorded(interface.RECORD) == interface.present(), f"run python -m {interface.__name__}"


def test_what_packages_may_import_is_theirs_to_import_by_its_type_too() -> None:
    for module in ("coatcheck.ports", "coatcheck.model"):
        text = (ROOT / module.replace(".", "/") / "__init__.py").read_text()
        assert [name for name in PUBLIC[module] if f"import {name} as {name}\n" not in text] == []


def test_what_would_break_a_package_is_found() -> None:
    one = {"look": ["    takes url: str", "    takes wait: float = ...", "    gives Answer"]}
    for changed, found in (
        ({}, ["look is gone"]),
        ({"look": one["look"][1:]}, ["look: 'takes url: str' is gone"]),
        ({"look": [*one["look"][:2], "    gives Look"]}, ["look: 'gives Answer' is gone"]),
        ({"look": [*reversed(one["look"][:2]), one["look"][2]]}, ["look takes things in another order"]),
        ({"look": [*one["look"], "    takes by: str"]}, ["look now asks for 'takes by: str'"]),
        ({"look": [*one["look"], "    takes by: str = ..."]}, []),
        (one | {"glance": []}, []),
    ):
        assert broken(one, changed) == found
