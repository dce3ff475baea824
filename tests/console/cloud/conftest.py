"""Google's cloud as the commands see it: on emulators and stand-ins."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

from console.cloud import google
from console.cloud.emulators import FIRESTORE, PUBSUB
from console.cloud.google import Google
from console.cloud.pusher import Emulated
from console.serving import Server
from tests.console.cloud.deployment import VERSIONS, Cloud, site
from tests.console.cloud.restoring import Firestore, fill
from tests.emulators import address, fresh_project
from tests.examples import watch
from tests.fakes import projects
from tests.fakes.google_apis import GoogleApis
from tests.stores import open_firestore


@pytest.fixture
def emulated() -> Iterator[Emulated]:
    """A project with all its topics and subscriptions."""
    address(FIRESTORE), address(PUBSUB)
    with closing(Emulated(fresh_project())) as project:
        project.create()
        yield project


@pytest.fixture
def cloud(emulated: Emulated) -> Iterator[Cloud]:
    """A deployment where all is well."""
    with closing(GoogleApis(*VERSIONS)) as apis, closing(Server(site())) as server:
        yield Cloud(emulated.project, apis, server.url)


@pytest.fixture
def firestore(monkeypatch: pytest.MonkeyPatch) -> Iterator[Firestore]:
    """A project with backups of its database."""
    address(FIRESTORE)
    project = fresh_project()
    with closing(GoogleApis("firestore.v1")) as apis, closing(open_firestore(project)) as store:
        fill(store)
        store.add_watch(watch("two"))
        addresses = apis.addresses
        monkeypatch.setattr(google, "open_google", lambda: Google(requests.Session(), addresses))
        monkeypatch.setattr("console.cloud.restore.PAUSE", 0.0)
        monkeypatch.setenv("COATCHECK_STORE", f"firestore://{project}")
        yield Firestore(apis, project)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[projects.Project]:
    """A project that a deployment can be put into, asked about by Google's own gcloud."""
    with closing(GoogleApis(*projects.VERSIONS)) as apis:
        for name, value in projects.gcloud_on(apis, tmp_path).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("TF_VAR_secrets", '{secret_key="..."}')
        yield projects.Project(apis)
        assert apis.refused == []
