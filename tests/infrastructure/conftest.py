"""One deployment for all of these tests."""

import fcntl
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.infrastructure.terraforming import EVERYTHING, Plan, plan, run

Once = Callable[[str, Callable[[Path], None]], Path]


class Deployment:
    """Everything that may be asked for, applied to a pretend cloud, and planned again without its secrets."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "state"
        self.plan_file = folder / "plan.json"

    def make(self) -> None:
        ran = run("apply", "--state", str(self.state), variables=EVERYTHING)
        assert ran.code == 0, ran.said
        later = {name: value for name, value in EVERYTHING.items() if name != "secrets"}
        self.plan_file.write_text(json.dumps(plan(variables=later, state=self.state).document))


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Gives a folder by its name, filled by the first test process that asks and used by all."""
    own = tmp_path_factory.getbasetemp()
    common = own if worker_id == "master" else own.parent

    def folder(name: str, fill: Callable[[Path], None]) -> Path:
        place = common / name
        with (common / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                unfinished = common / f"{name}.unfinished"
                shutil.rmtree(unfinished, ignore_errors=True)  # of a test process that could not
                unfinished.mkdir()
                fill(unfinished)
                unfinished.rename(place)
        return place

    return folder


@pytest.fixture(scope="session")
def deployment(once: Once) -> Deployment:
    return Deployment(once("deployment", lambda folder: Deployment(folder).make()))


@pytest.fixture(scope="session")
def cloud(deployment: Deployment) -> Plan:
    return Plan(json.loads(deployment.plan_file.read_text()))
