"""The wheel where nothing else of the checkout is, as pipx and uv install it, and the units that start it."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.counterparts.installed import run
from tests.places import ROOT, missing

PACKAGES = ("coatcheck", "console", "notifier", "poller", "renderer", "signup_web")
EXPOSED = 40  # of 100, by systemd's own measure of what a service may do; one that says nothing has 96
COMMAND = "/srv/coatcheck/.venv/bin/coatcheck"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist, which is built from this checkout."""
    folder = tmp_path_factory.mktemp("package")
    build: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "--directory", folder]
    run([*build, "--target", "sdist"], ROOT)
    (sdist,) = folder.glob("*.tar.gz")
    shutil.unpack_archive(sdist, folder, filter="data")
    run([*build, "--target", "wheel"], folder / sdist.name.removesuffix(".tar.gz"))
    (made,) = folder.glob("*.whl")
    return made


def installer(bare: Path) -> list[str | Path]:
    """What installs into this environment: uv, where `make` could have it, is ten times as quick."""
    uv = ROOT / ".venv" / "bin" / "uv"
    python = bare / "python"
    return [uv, "pip", "install", "--python", python] if uv.exists() else [python, "-m", "pip", "install"]


def test_the_wheel_has_every_file_of_the_product(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", *PACKAGES], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    assert {".html", ".po", ".css", ".js", ".sql", ".typed"} <= {Path(name).suffix for name in listed}
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in listed if name not in archive.namelist()] == []


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, what it needs, and the types that a plugin of ours is checked with."""
    bare = tmp_path_factory.mktemp("bare") / "bin"
    run([sys.executable, "-m", "venv", bare.parent], bare.parent)
    run([*installer(bare), "--quiet", wheel, "types-requests"], bare.parent)
    return bare


def test_the_wheel_alone_shows_a_whole_restock(wheel: Path, bare: Path, tmp_path: Path) -> None:
    where = run([bare / "python", "-c", "import coatcheck; print(coatcheck.__file__)"], tmp_path)
    assert where.startswith(str(bare.parent))
    assert run([bare / "coatcheck", "--version"], tmp_path).strip().endswith(wheel.name.split("-")[1])
    run([bare / "coatcheck", "demo", "--once"], tmp_path)


def test_plugins_are_checked_against_the_types_in_the_wheel(bare: Path, tmp_path: Path) -> None:
    """Both that the documentation shows are right, strictly; one that takes what its request has not is not."""
    for page in ("adding-a-source", "channels"):
        (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / f"{page}.md").read_text(), re.DOTALL)
        (tmp_path / f"{page.replace('-', '_')}.py").write_text(code)
    source = (tmp_path / "adding_a_source.py").read_text()
    (tmp_path / "wrong.py").write_text(source.replace("Request(url=", "Request(address="))
    strictly: list[str | Path] = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        ".cache",
        "--python-executable",
        bare / "python",
    ]
    done = subprocess.run([*strictly, *sorted(tmp_path.glob("*.py"))], cwd=tmp_path, capture_output=True, text=True)
    faults = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert [line.partition(":")[0] for line in faults] == ["wrong.py"], done.stdout
    assert '"address"' in faults[0]


def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        missing("systemd-analyze is not installed: apt-get install systemd")
    text = (ROOT / "deploy" / "coatcheck.service").read_text()
    assert COMMAND in text
    unit = tmp_path / "coatcheck.service"
    unit.write_text(text.replace(COMMAND, "/bin/true"))  # nothing is installed there
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    harmless: list[str | Path] = ["systemd-analyze", "security", "--offline=yes", f"--threshold={EXPOSED}", unit]
    done = subprocess.run(harmless, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout.splitlines()[-1]
