"""On a fresh Debian the documentation's commands work as they are written: those of the README, and pipx's and uv's with the wheel."""

import re
import shutil
from collections.abc import Iterator

import pytest

from tests.debian.machine import Debian, obstacle
from tests.places import ROOT, missing

LONG = 3600.0  # seconds: all tests take ten minutes on two idle cores
SUITES = {"bookworm": "3.11", "trixie": "3.13"}  # Debian 12 and 13, and their Pythons
README, RUNNING = (ROOT / "README.md").read_text(), (ROOT / "docs" / "running.md").read_text()


@pytest.fixture(scope="module", params=SUITES)
def bare(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Debian]:
    """The machine, with Python and make alone. Where none can be made all tests are skipped; with CI=true they fail."""
    if why := obstacle():
        missing(why)
    folder = tmp_path_factory.mktemp("debian")
    debian = Debian(request.param, folder / "root")
    debian.root_does("apt-get update -qq; apt-get install -y -qq --no-install-recommends make python3 >/dev/null")
    assert SUITES[request.param] in debian.does("python3 --version")
    yield debian
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def debian(bare: Debian) -> Debian:
    """The same, with all that the README says that it needs."""
    bare.root_does(f"{written(README, 'apt install')} -y -qq >/dev/null")
    return bare


def written(page: str, beginning: str) -> str:
    """The one command of a page that begins like this, without the comment behind it."""
    found = re.findall(rf"(?:^|`)({re.escape(beginning)}[^`\n#]*)", page, re.MULTILINE)
    assert found, f"no {beginning!r}"
    return str(found[0]).strip()


def test_a_machine_that_lacks_a_part_says_which_and_is_left_as_it_was(bare: Debian) -> None:
    said = bare.does("make demo 2>&1 || true")
    assert re.search(r"apt install python3[.\d]*-venv", said), said
    assert not (bare.home / "coatcheck" / ".venv").exists()


def test_the_demo_brings_a_text_and_ctrl_c_ends_it(debian: Debian) -> None:
    demo = f"({written(README, 'make demo')}) >said 2>&1"
    watching = "for _ in $(seq 3000); do grep -q Ctrl-C said && break; kill -0 $! || break; sleep 0.1; done"
    debian.does(f"set -m; {demo} & {watching}; kill -INT -- -$!; wait $! || true")
    said = (debian.home / "coatcheck" / "said").read_text()
    assert "The text arrived" in said, said
    assert "Stop with Ctrl-C" in said
    assert "Traceback" not in said
    assert debian.does("ls -d /tmp/coatcheck-* || true 2>/dev/null").strip().endswith("No such file or directory")


def test_the_command_is_on_the_path_as_the_readme_says(debian: Debian) -> None:
    install = f"{written(README, 'make install')}; {written(README, '. .venv')}"
    assert "CoatCheck" in debian.does(f"{install}; coatcheck --version")


@pytest.mark.parametrize(("tool", "brought_by"), [("pipx install", ":"), ("uv tool install", "pipx install uv")])
def test_the_wheel_is_installed_like_anything_else(debian: Debian, tool: str, brought_by: str) -> None:
    """By its file in the folder where one is, as a user, in an environment that nothing else is in."""
    debian.root_does("apt-get install -y -qq pipx >/dev/null")
    debian.does("make package")
    path = "export PATH=$HOME/.local/bin:$PATH; cd dist"
    said = debian.does(f"{path}; {brought_by}; {written(RUNNING, tool)}; coatcheck demo --once")
    assert "The text arrived" in said
    uninstall = tool.replace(" install", " uninstall")
    debian.does(f"{path}; {uninstall} coatcheck; ! command -v coatcheck")


def test_every_test_passes_there_or_says_what_it_lacks(debian: Debian) -> None:
    said = debian.does(written(README, "make test"), LONG)
    assert re.search(r"^\d+ passed, \d+ skipped in ", said, re.MULTILINE), said[-3000:]
    assert re.search(r"^\d+ skipped: .*Chromium", said, re.MULTILINE)
