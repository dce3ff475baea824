"""What a stranger finds: every page by a link, hooks and hosted runs that call the project's own targets, scripts that still start."""

import ast
import re
import tomllib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tests.documentation import PACKAGES
from tests.places import ROOT

PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
CALLERS = [ROOT / ".pre-commit-config.yaml", *(ROOT / ".github" / "workflows").glob("*.yaml")]


def linked(page: Path) -> set[Path]:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text())
    return {(page.parent / link).resolve() for link in links if "://" not in link}


def test_every_page_is_found_from_the_readme() -> None:
    found, new = set[Path](), {ROOT / "README.md"}
    while new:
        found |= new
        new = {page for known in new if known.suffix == ".md" for page in linked(known)} - found
    assert [str(page.relative_to(ROOT)) for page in PAGES if page not in found] == []


def test_hooks_and_hosted_runs_call_what_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    called = "\n".join(path.read_text() for path in CALLERS)
    assert set(re.findall(r"(?:entry|run): make ([a-z]+)", called)) - targets == set()
    scripts = set(re.findall(r"(?:entry|run): (\.\S+)", called))
    assert scripts - {".ci/run", ".venv/bin/ruff", ".venv/bin/python"} == set()
    assert ".ci/run" in scripts


def test_a_release_has_the_version_of_its_notes() -> None:
    released = re.findall(
        r"^## (\d+\.\d+\.\d+) - \d{4}-\d{2}-\d{2}$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE
    )
    headings = re.findall(r"^## (.*)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert len(headings) == len(released) + 1
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert released[:1] in ([], [version])


def test_the_attacks_that_are_run_by_hand_find_what_they_import() -> None:
    for script in (ROOT / "tests" / "attack").glob("*.py"):
        for node in ast.walk(ast.parse(script.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in (*PACKAGES, "tests"):
                module = import_module(node.module)
                lacking = [each.name for each in node.names if not hasattr(module, each.name)]
                lacking = [name for name in lacking if find_spec(f"{node.module}.{name}") is None]
                assert lacking == [], f"{script.name} imports what {node.module} has not"
