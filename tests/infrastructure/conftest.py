"""One deployment for all of these tests."""

import fcntl
import json
from pathlib import Path

import pytest

from tests.infrastructure.terraforming import EVERYTHING, Plan, plan, run


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
def deployment(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Deployment:
    """Made by the first test process that needs it, and used by all."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "deployment"
    folder.mkdir(exist_ok=True)
    found = Deployment(folder)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.plan_file.exists():
            found.make()
    return found


@pytest.fixture(scope="session")
def cloud(deployment: Deployment) -> Plan:
    return Plan(json.loads(deployment.plan_file.read_text()))
