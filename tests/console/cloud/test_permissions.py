"""The table of calls holds every call that is made, and no other: by the services, by the commands, by the build."""

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.pubsub_v1 import PublisherClient

from benchmarks.operations import world
from console.cli import main
from console.cloud.emulators import FIRESTORE, PUBSUB
from console.cloud.gcloud import Gcloud
from console.cloud.preflight import Preflight
from console.cloud.queries import QUERIES
from console.cloud.variables import Intended
from tests.console.cloud.deployment import Cloud
from tests.console.cloud.restoring import Firestore
from tests.emulators import address
from tests.fakes.projects import Project
from tests.google_calls import CALLS, SERVICES
from tests.places import ROOT


def calls_of(caller: str) -> set[str]:
    return {call.method for call in CALLS if caller in call.callers}


@contextmanager
def recorded() -> Iterator[set[str]]:
    """Every call of Google's clients in this process, by its name in the discovery documents."""
    made: set[str] = set()
    places = {FirestoreClient: "firestore.projects.databases.documents", PublisherClient: "pubsub.projects.topics"}
    short = {"batchGetDocuments": "batchGet"}

    def noting(method: str, call: Any) -> Any:
        def note(*arguments: Any, **options: Any) -> Any:
            made.add(method)
            return call(*arguments, **options)

        return note

    with pytest.MonkeyPatch.context() as patch:
        for client, place in places.items():
            for name in remote_calls(client):
                method = re.sub(r"_(\w)", lambda found: found[1].upper(), name)
                patch.setattr(client, name, noting(f"{place}.{short.get(method, method)}", getattr(client, name)))
        yield made


def remote_calls(client: type) -> list[str]:
    """The names of a client's methods that ask the API something: those that its transport has, too."""
    transport = client.get_transport_class("grpc")  # type: ignore[attr-defined]
    return [
        name
        for name, each in vars(client).items()
        if callable(each) and isinstance(vars(transport).get(name), property)
    ]


def test_the_services_make_the_calls_of_the_table_and_no_other() -> None:
    address(FIRESTORE), address(PUBSUB)
    with world(watches=3) as running, recorded() as made:
        running.sign_up(1)
        running.restock()
        running.status()
        for query in QUERIES.values():
            query(running.services.store)
        running.services.store.erase_person("nobody")
    services = {call.method for call in CALLS if call.callers == SERVICES}
    assert made == services


def test_only_what_the_table_knows_of_talks_to_google() -> None:
    """Whoever imports another client of Google's has to add its calls to the table."""
    found = set()
    for part in ("coatcheck", "poller", "notifier", "signup_web", "renderer", "console"):
        for path in (ROOT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("google"):
                    found.add(node.module)
                if isinstance(node, ast.Import):
                    found |= {each.name for each in node.names if each.name.startswith("google")}
    clients = {name for name in found if not name.startswith(("google.auth", "google.api_core", "google.oauth2"))}
    assert clients == {
        "google.cloud",
        "google.cloud.firestore",
        "google.pubsub_v1",
        "google.pubsub_v1.services.publisher.transports",
        "google.pubsub_v1.services.subscriber.transports",  # the emulated cloud's
    }


def test_the_commands_make_the_calls_of_the_table_and_no_other(
    cloud: Cloud, firestore: Firestore, project: Project, tmp_path: Path
) -> None:
    cloud.troubles()
    for arguments in ([], ["--at", "2026-11-27T10:15", "--keep"]):
        assert CliRunner().invoke(main, ["restore", *arguments]).exit_code == 0
    project.organized()
    project.domains("example.org")
    intended = Intended(
        project_id=project.name, domain="example.org", operator="sms:+1", operator_email="a@example.org"
    )
    list(Preflight(intended, Gcloud(), tmp_path).run())
    made = {*cloud.google.asked, *firestore.apis.asked, *project.google.asked}
    assert made == calls_of("operator")


SCRIPTS = {
    "builder": ("cloudbuild.yaml",),
    "operator's shell": tuple(f"terraform/{name}" for name in ("roll-back", "cloud-env", "first-image", "preflight")),
}


@pytest.mark.parametrize("caller", SCRIPTS)
def test_scripts_make_the_calls_of_the_table_and_no_other(caller: str) -> None:
    text = "\n".join((ROOT / name).read_text() for name in SCRIPTS[caller])
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    commands = {method for method in calls_of(caller) if method.startswith("gcloud")}
    longest = sorted(commands, key=len, reverse=True)
    made = {
        next((command for command in longest if f"{found.strip()} ".startswith(f"{command} ")), found)
        for found in re.findall(r"\bgcloud (?:[a-z][a-z-]* )+", "\n".join(lines))
    }
    assert made == commands


def test_every_method_of_the_table_is_one_of_googles() -> None:
    from tests.fakes.discovery import api

    names = (
        *(
            "firestore.v1",
            "pubsub.v1",
            "secretmanager.v1",
            "iamcredentials.v1",
            "logging.v2",
            "storage.v1",
            "run.v1",
            "run.v2",
        ),
        *("cloudresourcemanager.v1", "iam.v1", "cloudbilling.v1", "serviceusage.v1", "orgpolicy.v2"),
        *("cloudscheduler.v1", "artifactregistry.v1"),
    )
    known = {call.id for name in names for call in api(name).calls}
    methods = {call.method for call in CALLS if " " not in call.method}
    assert methods <= known
