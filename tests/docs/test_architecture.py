"""The map in docs/architecture.md is the house as it stands: its layers, its folders, and room in each of them."""

import ast
import re
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.documentation import DOCS, PACKAGES
from tests.places import ROOT

MAP = (DOCS / "architecture.md").read_text()
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
FOLDERS = sorted(path.parent for package in PACKAGES for path in (ROOT / package).rglob("__init__.py"))
MOST = {
    "coatcheck": 20,
    "coatcheck/sources/html": 8,
    "signup_web": 18,
}  # things in a folder: more, and nobody finds any


def things(folder: Path) -> list[str]:
    """The modules and folders in a folder, without what is there for tools."""
    names = (path.name for path in folder.iterdir() if path.suffix in ("", ".py") or path.is_dir())
    return sorted(name for name in names if not name.startswith(("_", ".")))


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["name"])
def test_the_layers_of_the_map_are_those_that_are_checked(contract: dict[str, list[str]]) -> None:
    assert f"    {' -> '.join(contract['layers'])}\n" in MAP


def test_every_module_of_the_core_is_in_a_layer() -> None:
    inside = next(contract for contract in CONTRACTS if contract["name"] == "Inside the core")
    assert inside["exhaustive"]
    layers = {name for layer in inside["layers"] for name in layer.split(" | ")}
    assert layers == {name.removesuffix(".py") for name in things(ROOT / "coatcheck")}


def test_no_module_needs_one_that_needs_it() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    assert len(graph.modules) > 500
    needs = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(needs).prepare()  # which names the modules of a circle


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_every_folder_is_on_the_map_and_says_what_belongs_there(folder: Path) -> None:
    assert re.search(rf"(?<![\w/]){re.escape(folder.name)}/", MAP)
    first = (ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or "").partition("\n")[0]
    assert re.fullmatch(r"[A-Z].{15,}\.", first), first


@pytest.mark.parametrize("name", MOST)
def test_a_folder_holds_no_more_than_one_finds_ones_way_in(name: str) -> None:
    assert len(things(ROOT / name)) + 1 <= MOST[name], things(ROOT / name)  # and __init__.py
