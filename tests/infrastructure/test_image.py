"""What goes into the image is all that the services need. No image is built here: its steps are taken one by one."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from console.cloud.emulated import Service
from console.serving import free_port
from tests.infrastructure.conftest import Once
from tests.places import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text()


def install(target: Path) -> None:
    """Install the product from what .dockerignore lets through."""
    context = target / "context"
    context.mkdir()
    for name in re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE):
        source = ROOT / name
        without = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, context / name, ignore=without) if source.is_dir() else shutil.copy(source, context)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--target", target, context], check=True, capture_output=True)
    shutil.rmtree(context)


@pytest.fixture(scope="module")
def installed(once: Once) -> Path:
    return once("installed", install)


def environment(installed: Path, place: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(installed),
        "COATCHECK_STORE": f"sqlite:///{place}/image.db",
        "COATCHECK_SECRET_KEY": "x" * 32,
    }


@contextmanager
def running(name: str, installed: Path, log: Path) -> Iterator[Service]:
    service = Service(name, free_port(), environment(installed, log.parent), log, (sys.executable, "-m", "gunicorn"))
    service.start()
    try:
        service.wait_until_ready()
        yield service
    finally:
        service.stop()


@pytest.mark.parametrize("name", ["poller", "notifier", "signup_web"])
def test_each_service_starts_from_what_is_installed(name: str, installed: Path, tmp_path: Path) -> None:
    with running(name, installed, tmp_path / "log") as service:
        assert service.is_ready()


def test_the_product_is_found_where_it_was_installed(installed: Path, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import signup_web; print(signup_web.__file__)"],
        env=environment(installed, tmp_path),
        capture_output=True,
        text=True,
        check=True,
        cwd=installed,
    )
    assert told.stdout.startswith(str(installed))


def test_every_file_of_the_product_comes_with_it_and_is_compiled(installed: Path) -> None:
    for part in ("coatcheck", "console", "notifier", "poller", "signup_web"):
        source = {path.relative_to(ROOT) for path in (ROOT / part).rglob("*") if path.is_file()}
        wanted = {path for path in source if "__pycache__" not in path.parts}
        assert [path for path in wanted if not (installed / path).is_file()] == []
    compiled = {path.name.split(".")[0] for path in (installed / "coatcheck").rglob("*.pyc")}
    assert {path.stem for path in (installed / "coatcheck").rglob("*.py")} == compiled


def test_the_health_check_tells_a_living_service_from_a_dead_one(installed: Path, tmp_path: Path) -> None:
    command = json.loads(DOCKERFILE.split("HEALTHCHECK", 1)[1].split("CMD", 1)[1].splitlines()[0])
    with running("poller", installed, tmp_path / "log") as service:
        probe = [sys.executable, *command[1:]]
        environ = {"PORT": service.url.rsplit(":", 1)[1]}
        assert subprocess.run(probe, env=environ, capture_output=True, check=False).returncode == 0
    assert subprocess.run(probe, env=environ, capture_output=True, check=False).returncode != 0


def test_nothing_is_installed_without_its_hash_and_nothing_runs_as_root() -> None:
    assert "--require-hashes --only-binary :all: --requirement requirements.lock" in DOCKERFILE
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", DOCKERFILE, re.MULTILINE)


def test_what_builds_the_wheel_is_taken_out_again() -> None:
    removed = re.findall(r"[\w-]+", DOCKERFILE.split("uninstall --yes")[1].splitlines()[0])
    locked = re.findall(r"^([\w-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert removed
    assert set(removed) <= set(locked)
