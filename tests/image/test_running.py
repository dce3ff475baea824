"""The image does its work where nothing of it can be written: three services on emulators, and one machine on a volume."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
import requests

from console.cloud.emulated import Service, emulated_cloud
from console.cloud.emulators import FIRESTORE, PUBSUB
from console.cloud.topology import SERVICES
from console.demo import story, world
from console.demo.phone import Phone
from console.demo.shop import Shop
from console.serving import free_port
from tests.emulators import require
from tests.image.building import Files
from tests.places import ROOT
from tests.processes import started
from tests.waiting import until

PATIENCE = 60.0
UNITS = {"Mi": 1 << 20, "Gi": 1 << 30}


class Process:
    """What the system says of a process and its children."""

    def __init__(self, pid: int) -> None:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        self.told = [Path(f"/proc/{each}/status").read_text() for each in (pid, *children)]

    @property
    def users(self) -> set[str]:
        """As whom and as which group they run."""
        return {":".join(re.findall(r"^[UG]id:\t(\d+)", each, re.MULTILINE)) for each in self.told}

    @property
    def peak(self) -> int:
        """The most bytes of memory that each of them held, summed up; what they share is counted for each."""
        return sum(int(re.search(r"VmHWM:\s+(\d+) kB", each)[1]) << 10 for each in self.told)


class Seen:
    """What there was to see of a service while a restock went through it, and at its end."""

    def __init__(self, service: Service, files: Files) -> None:
        port = service.url.rsplit(":", 1)[1]
        process = Process(service.pid)
        self.users, self.peak = process.users, process.peak
        files.check_health(PORT=port)
        self.exit_code = service.stop()
        with pytest.raises(subprocess.CalledProcessError):
            files.check_health(PORT=port)


@pytest.fixture(scope="module")
def played(files: Files, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """Each service after somebody signed up, a size came back and the text arrived."""
    require(FIRESTORE, PUBSUB)
    folder = tmp_path_factory.mktemp("cloud")
    with ExitStack() as stack:
        shop, phone = stack.enter_context(closing(Shop())), stack.enter_context(closing(Phone()))
        containers = emulated_cloud(folder, world.texting(phone), tick_seconds=1, launcher=files.launcher("gunicorn"))
        cloud = stack.enter_context(containers)
        phone.webhook = f"{cloud.url}/sms/inbound"
        story.play(shop, phone, cloud)
        return {name: Seen(service, files) for name, service in cloud.processes.items()}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_its_part_in_a_restock_and_ends_when_it_is_told_to(name: str, played: dict[str, Seen]) -> None:
    assert played[name].users == {"65532:65532"}
    assert played[name].exit_code == 0


def test_no_service_takes_more_memory_than_it_is_given(
    played: dict[str, Seen], capsys: pytest.CaptureFixture[str]
) -> None:
    given = re.findall(r'memory\s*=\s*"(\d+)([MG]i)"', (ROOT / "terraform" / "run.tf").read_text())
    least = min(int(number) * UNITS[unit] for number, unit in given)
    with capsys.disabled():
        peaks = ", ".join(f"{name} {seen.peak >> 20}" for name, seen in played.items())
        print(f"\nThe most memory that each service took, in MiB: {peaks}; it is given {least >> 20}.")
    assert all(seen.peak < least for seen in played.values())


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    """An empty volume, which belongs to the image's user as /data in the image does."""
    volume = tmp_path / "volume"
    volume.mkdir()
    os.chown(volume, 65532, 65532)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    return volume


@contextmanager
def machine(files: Files, volume: Path, log: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The image without a command, and where it answers."""
    port = str(free_port())
    program = files.launcher(*files.config["Cmd"], volume=volume)
    environment = {**os.environ, "COATCHECK_PORT": port}
    with log.open("wb") as output, started(*program, env=environment, stdout=output, stderr=output) as process:
        until(lambda: process.poll() is not None or _answers(port), PATIENCE, "The site")
        yield port, process


def _answers(port: str) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5).ok
    except requests.RequestException:
        return False


def test_one_machine_runs_on_a_volume_and_finds_its_data_again(files: Files, volume: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with machine(files, volume, log) as (port, process):
        assert Process(process.pid).users == {"65532:65532"}
        assert files.check_health(COATCHECK_PORT=port) == ""
        assert "That link works once." in log.read_text()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    with machine(files, volume, log) as (port, _):
        assert "That link works once." not in log.read_text()
    assert (volume / "coatcheck.db").stat().st_uid == 65532


def test_a_restock_goes_through_one_machine(files: Files) -> None:
    assert "The text arrived after" in files.run("coatcheck", "demo", "--once")


def test_nothing_of_the_image_can_be_written(files: Files) -> None:
    for place in ("/app", "/data", "/usr", "/etc"):
        with pytest.raises(subprocess.CalledProcessError):
            files.run("sh", "-c", f"echo >{place}/something")


def test_nothing_that_installs_something_is_left(files: Files) -> None:
    for module in ("pip", "setuptools", "hatchling", "ensurepip"):
        assert files.run("python", "-c", f"import importlib.util as i; print(i.find_spec('{module}'))") == "None\n"
