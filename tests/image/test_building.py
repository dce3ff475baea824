"""The Dockerfile can be carried out, its image is what it should be, and what would be wrong with it is noticed."""

import ast
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.image.building import PRODUCT, Files, Image, NotBuilt, build, faults
from tests.places import ROOT

LARGEST = 210_000_000  # bytes that it may add to its base; pictures are 50 of them: Pillow, and fonts for every script we speak
SOURCE_ONLY = "docopt==0.6.2 --hash=sha256:49b3a825280bd66b3aa83585ef59c4a8c82f2c8a522dbe754a8bc8d08c85c491\n"
IMPORT = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"
EXTRAS = frozenset(
    {"anyio", "apprise", "mcp", "playwright", "uvicorn"}
)  # imported only where somebody installed and asks for them


def test_nothing_is_wrong_with_the_image(image: Image) -> None:
    assert faults(image) == []


def test_the_image_is_small(image: Image, files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    parts = sorted(files.made_of().items(), key=lambda part: -part[1])
    with capsys.disabled():
        print(f"\nThe image adds {image.added / 1e6:.0f} MB to its base (at most {LARGEST / 1e6:.0f}):")
        print("  ", ", ".join(f"{name} {size / 1e6:.0f}" for name, size in parts if size >= 2e6))
    assert image.added <= LARGEST


def test_whatever_the_product_imports_is_in_the_image(files: Files) -> None:
    names = {name for part in PRODUCT for path in (ROOT / part).rglob("*.py") for name in imported(path)}
    assert {"phonenumbers.timezone", "twilio.rest", "google.cloud.firestore"} <= names
    files.run("python", "-c", IMPORT, *sorted(name for name in names if name.partition(".")[0] not in EXTRAS))


def imported(path: Path) -> set[str]:
    """The modules of others that a file imports anywhere but for the eyes of a type checker."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    own = {*PRODUCT, *sys.stdlib_module_names, "_typeshed"}
    return {name for name in found if name.partition(".")[0] not in own}


@pytest.fixture
def broken(image: Image, context: Path, tmp_path: Path) -> Path:
    """A copy of the checkout, for breaking it."""
    return shutil.copytree(context, tmp_path / "broken")


def change(file: Path, pattern: str, text: str = "") -> None:
    changed, times = re.subn(pattern, text, file.read_text(), flags=re.MULTILINE)
    assert times, f"there is no {pattern} in {file.name}"
    file.write_text(changed)


def test_a_package_that_would_run_code_while_it_is_installed_ends_the_build(broken: Path) -> None:
    (broken / "requirements.lock").write_text(SOURCE_ONLY)
    with pytest.raises(NotBuilt, match="No matching distribution found for docopt"):
        build(broken, "localhost/coatcheck-broken")


def test_a_package_that_is_not_the_one_that_was_locked_ends_the_build(broken: Path) -> None:
    change(broken / "requirements.lock", r"(?<=sha256:)[0-9a-f]{64}", "0" * 64)
    with pytest.raises(NotBuilt, match="DO NOT MATCH THE HASHES"):
        build(broken, "localhost/coatcheck-broken")


def test_a_file_that_the_dockerfile_does_not_get_ends_the_build(broken: Path) -> None:
    change(broken / ".dockerignore", "^!requirements-build.lock\n")
    with pytest.raises(NotBuilt, match="requirements-build"):
        build(broken, "localhost/coatcheck-broken")


def test_what_is_no_longer_there_to_be_taken_out_ends_the_build(broken: Path) -> None:
    change(broken / "Dockerfile", "phonenumbers/geodata", "phonenumbers/elsewhere")
    with pytest.raises(NotBuilt, match="phonenumbers/elsewhere"):
        build(broken, "localhost/coatcheck-broken")


def test_a_part_of_the_product_that_is_left_out_is_noticed(broken: Path) -> None:
    change(broken / ".dockerignore", r"\Z", "signup_web/templates/admin\n")
    assert "It lacks signup_web/templates/admin/overview.html." in faults(build(broken, "localhost/coatcheck-broken"))


def test_an_image_that_runs_as_root_is_noticed(broken: Path) -> None:
    change(broken / "Dockerfile", "^USER .*$")
    assert faults(build(broken, "localhost/coatcheck-broken")) == ["It runs as root."]
