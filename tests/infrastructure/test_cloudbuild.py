"""A build deploys what works, and nothing else: its steps are carried out with Google's own command, and real processes as revisions."""

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

from console.cloud.emulated import GUNICORN, READY_SECONDS, Service
from console.serving import free_port
from tests.fakes.cloud_run import CloudRun
from tests.fakes.google_apis import GoogleApis, Refusal
from tests.infrastructure.building import PROJECT, Machine, document
from tests.infrastructure.terraforming import Plan
from tests.places import ROOT, missing

ALL = {"notifier": "old", "poller": "old", "signup-web": "old"}
NEW = f"us-central1-docker.pkg.dev/{PROJECT}/coatcheck/coatcheck@sha256:{'7' * 64}"
SCAN = f"projects/{PROJECT}/locations/us/scans/4711"
# What is wrong with a service, done to its code before gunicorn takes it.
POLLER_IS_BLIND = "import poller.smoke; poller.smoke.PAGE = b'<p>Nothing</p>'"
NOTIFIER_IS_MUTE = "import notifier.smoke; notifier.smoke.announcement = lambda *a, **k: ''"
SITE_HAS_NO_PAGES = "import signup_web.site.pages as pages; pages.render_template = None"


class Build:
    """A project whose services run an old image, and a build that is to put a new one in its place."""

    def __init__(self, folder: Path, google: GoogleApis) -> None:
        self.folder, self.google = folder, google
        self.wrong = ""  # with the new image
        self.processes: list[Service] = []
        self.machine = Machine(folder, google, CANARY_SECONDS="0")
        (self.machine.workspace / "coatcheck").write_text(NEW)
        self.run = CloudRun(google, PROJECT, ALL, self._start)
        self.log: list[dict[str, object]] = []
        google.put("logging", "v2/entries:list", self._entries, "POST")

    def _start(self, service: str, revision: str, image: str) -> str:
        """A revision's first process; nothing is run for the old image, which nobody calls."""
        if image == "old":
            return f"http://{revision}.test"
        launcher = (
            GUNICORN
            if not self.wrong
            else (sys.executable, "-c", f"{self.wrong}\nfrom gunicorn.app.wsgiapp import run; run()")
        )
        environment = {"COATCHECK_STORE": f"sqlite:///{self.folder}/store.db", "COATCHECK_SECRET_KEY": "x" * 32}
        process = Service(service.replace("-", "_"), free_port(), environment, self.folder / revision, launcher)
        self.processes.append(process)
        process.start()
        process.wait_until_ready()
        startup_probe = requests.get(f"{process.url}/livez", timeout=READY_SECONDS)  # as in terraform/run.tf
        return process.url if startup_probe.ok else ""

    def _entries(self, body: dict[str, str]) -> dict[str, object]:
        asked = [each for each in self.log if str(each["resource"]["labels"]["revision_name"]) in body["filter"]]  # type: ignore[index]
        return {"entries": asked}

    def fail(self, service: str, status: int) -> None:
        """Let a request to the newest revision of a service have failed."""
        revision = self.run.services[service]["status"]["latestReadyRevisionName"]
        request = {"status": status, "requestUrl": f"https://{service}/push/ticks"}
        self.log.append(
            {"resource": {"type": "cloud_run_revision", "labels": {"revision_name": revision}}, "httpRequest": request}
        )

    def steps(self, *names: str) -> None:
        for name in names:
            done = self.machine.step(name)
            assert done.returncode == 0, done.stdout

    @property
    def images(self) -> dict[str, set[str]]:
        """Which images get requests, by service."""
        first = {name: f"{name}-00001-abc" for name in ALL}
        return {
            name: {"old" if revision == first[name] else "new" for revision in self.run.traffic(name)} for name in ALL
        }


@pytest.fixture
def google() -> Iterator[GoogleApis]:
    if shutil.which("gcloud") is None:
        missing("gcloud is not installed: https://cloud.google.com/sdk/docs/install")
    with closing(GoogleApis("run.v1", "logging.v2", "ondemandscanning.v1")) as google:
        yield google
        assert google.refused == []


@pytest.fixture
def build(tmp_path: Path, google: GoogleApis) -> Iterator[Build]:
    build = Build(tmp_path, google)
    yield build
    for process in build.processes:
        process.stop()


ONLY_OLD = {name: {"old"} for name in ALL}
ONLY_NEW = {name: {"new"} for name in ALL}


def test_a_new_image_gets_a_tenth_of_the_requests_and_then_all_and_one_command_goes_back(build: Build) -> None:
    build.steps("candidate")
    assert build.images == ONLY_OLD
    build.steps("smoke", "deploy")
    assert build.images == ONLY_NEW
    for name in ALL:
        shares = [sorted(shares.values()) for shares in build.run.history[name]]
        assert shares == [[100], [10, 90], [100]]
    place = (f"--project={PROJECT}", "--region=us-central1")
    done = build.machine.run(str(ROOT / "terraform" / "roll-back"), *place)
    assert done.returncode == 0, done.stdout
    assert build.images == ONLY_OLD


@pytest.mark.parametrize(("service", "wrong"), [("poller", POLLER_IS_BLIND), ("notifier", NOTIFIER_IS_MUTE)])
def test_a_service_that_does_not_do_its_work_gets_nothing_to_do(build: Build, service: str, wrong: str) -> None:
    build.wrong = wrong
    build.machine.change(SERVICES=service)
    done = build.machine.step("candidate")
    assert done.returncode != 0
    assert "is not ready" in done.stdout
    assert build.images == ONLY_OLD


def test_a_site_without_pages_gets_no_visitors(build: Build) -> None:
    build.wrong = SITE_HAS_NO_PAGES
    build.machine.change(SERVICES="signup-web")
    build.steps("candidate")
    done = build.machine.step("smoke")
    assert done.returncode != 0
    assert "500" in done.stdout
    assert build.images == ONLY_OLD


def test_a_new_image_is_taken_back_where_its_requests_fail_or_nobody_can_say(build: Build, google: GoogleApis) -> None:
    build.machine.change(SERVICES="poller")
    build.steps("candidate")
    build.fail("poller", 500)
    done = build.machine.step("deploy")
    assert done.returncode != 0
    assert "https://poller/push/ticks" in done.stdout
    assert build.images == ONLY_OLD
    google.put("logging", "v2/entries:list", lambda body: Refusal(403, "no"), "POST")
    assert build.machine.step("deploy").returncode != 0
    assert build.images == ONLY_OLD
    assert [len(shares) for shares in build.run.history["poller"]] == [1, 2, 1, 2, 1]


def test_before_the_second_build_there_is_nothing_to_go_back_to(build: Build) -> None:
    done = build.machine.run(str(ROOT / "terraform" / "roll-back"), f"--project={PROJECT}", "--region=us-central1")
    assert done.returncode != 0
    assert "Nothing is changed" in done.stdout
    assert build.images == ONLY_OLD


def finding(severity: str, fixed: bool) -> dict[str, object]:
    """https://cloud.google.com/artifact-analysis/docs/reference/rest/v1/projects.occurrences#VulnerabilityOccurrence"""
    vulnerability = {"effectiveSeverity": severity, "fixAvailable": fixed, "shortDescription": "CVE-2023-45853"}
    return {"name": f"{SCAN}/occurrences/1", "vulnerability": vulnerability}


@pytest.mark.parametrize(
    ("found", "stops"),
    [
        ([], False),
        ([finding("CRITICAL", False), finding("HIGH", True)], False),
        ([finding("LOW", False), finding("CRITICAL", True)], True),
    ],
)
def test_a_scan_stops_a_build_only_for_what_can_be_mended(
    tmp_path: Path, google: GoogleApis, found: list[dict[str, object]], stops: bool
) -> None:
    google.put("ondemandscanning", f"v1/{SCAN}/vulnerabilities", {"occurrences": found})
    machine = Machine(tmp_path, google)
    (machine.workspace / "coatcheck").write_text(NEW)
    scans = (
        '[[ "$*" != "artifacts docker images scan"* ]] || exec echo'  # that needs a registry; all else is Google's own
    )
    machine.command("gcloud", f'{scans} {SCAN}\nexec {shutil.which("gcloud")} "$@"')
    done = machine.step("scan")
    assert (done.returncode != 0) == stops, done.stdout
    assert "CVE-2023-45853" in done.stdout or not found


@pytest.mark.parametrize("step", ["test", "scan", "candidate", "smoke", "deploy"])
def test_the_first_image_waits_for_nothing(tmp_path: Path, google: GoogleApis, step: str) -> None:
    machine = Machine(tmp_path, google, DEPLOY="no")
    done = machine.step(step)
    assert (done.returncode, done.stdout) == (0, "")
    assert google.asked == []


TRIED = {"coatcheck": "coatcheck demo --once", "renderer": "python -m renderer.smoke"}


@pytest.mark.parametrize("base", ["", f"python:3.13-slim-trixie@sha256:{'1' * 64}"])
@pytest.mark.parametrize("images", ["coatcheck", "renderer", "coatcheck renderer"])
def test_an_image_is_tried_before_it_is_pushed_and_deployed_by_its_digest(
    tmp_path: Path, google: GoogleApis, base: str, images: str
) -> None:
    machine = Machine(tmp_path, google, BASE=base, IMAGES=images)
    machine.command("docker", f'echo "$@" >>{tmp_path}/said; [ "$1" != image ] || echo "${{@: -1}}@sha256:7"')
    for step in ("build", "push"):
        assert machine.step(step).returncode == 0
    said = (tmp_path / "said").read_text().splitlines()
    for name in images.split():
        image = f"{machine.environment['_REGISTRY']}/{name}:7"
        built = f"build --pull {f'--build-arg=BASE={base} ' if base else ''}--target={name} --tag={image} ."
        tried = f"run --rm --network=none --read-only --tmpfs=/tmp {image} {TRIED[name]}"
        assert said.index(built) < said.index(tried) < said.index(f"push {image}")
        assert (machine.workspace / name).read_text().strip() == f"{image}@sha256:7"
    assert len(said) == 4 * len(images.split())


def test_the_renderer_gets_the_image_that_has_a_browser(tmp_path: Path, google: GoogleApis) -> None:
    machine = Machine(tmp_path, google, SERVICES="poller renderer")
    for name in ("coatcheck", "renderer"):
        (machine.workspace / name).write_text(f"the image of {name}")
    traffic = '{"status": {"traffic": [{"percent": 100, "revisionName": "r"}]}}'
    machine.command("gcloud", f"echo \"$@\" >>{tmp_path}/said; [[ $3 != describe ]] || echo '{traffic}'")
    done = machine.step("candidate")
    assert done.returncode == 0, done.stdout
    updates = [line for line in (tmp_path / "said").read_text().splitlines() if line.startswith("run services update ")]
    assert ["--image=the image of coatcheck" in updates[0], "--image=the image of renderer" in updates[1]] == [
        True,
        True,
    ]


def test_an_image_that_fails_is_not_pushed(tmp_path: Path, google: GoogleApis) -> None:
    machine = Machine(tmp_path, google)
    machine.command("docker", '[ "$1" != run ]')
    assert machine.step("build").returncode != 0


def test_every_step_runs_in_an_image_of_a_version() -> None:
    for step in document()["steps"]:
        assert re.search(r":\d+\.\d+\.\d+(-\w+)?$", step["name"]), step["id"]


def test_terraform_asks_for_what_the_build_knows(cloud: Plan) -> None:
    command = cloud.document["planned_values"]["outputs"]["build"]["value"]
    names = set(re.findall(r"(_[A-Z_]+)=", command.partition("--substitutions=")[2]))
    assert "_SERVICES" in names
    assert names <= set(document()["substitutions"])
    assert set(document()["substitutions"]["_SERVICES"].split()) == set(cloud.services) - {"admin"}
    assert f"_SERVICES='{' '.join(sorted(cloud.services))} renderer'" in command
    assert "_IMAGES='coatcheck renderer'" in command
