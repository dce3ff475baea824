"""The wheel where nothing else of the checkout is, as pipx and uv install it, and the units that start it."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.counterparts.installed import run
from tests.places import ROOT, missing

PACKAGES = ("coatcheck", "console", "notifier", "poller", "renderer", "signup_web")
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


def test_the_wheel_alone_shows_a_whole_restock(wheel: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare" / "bin"
    run([sys.executable, "-m", "venv", bare.parent], tmp_path)
    run([*installer(bare), "--quiet", wheel], tmp_path)
    where = run([bare / "python", "-c", "import coatcheck; print(coatcheck.__file__)"], tmp_path)
    assert where.startswith(str(bare.parent))
    assert run([bare / "coatcheck", "--version"], tmp_path).strip().endswith(wheel.name.split("-")[1])
    run([bare / "coatcheck", "demo", "--once"], tmp_path)


def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        missing("systemd-analyze is not installed: apt-get install systemd")
    text = (ROOT / "deploy" / "coatcheck.service").read_text()
    assert COMMAND in text
    unit = tmp_path / "coatcheck.service"
    unit.write_text(text.replace(COMMAND, "/bin/true"))  # nothing is installed there
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
