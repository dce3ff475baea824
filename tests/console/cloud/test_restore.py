"""`coatcheck restore` makes a database from a backup, reads it with every query, and takes it away again."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import requests
from click.testing import CliRunner

from coatcheck.model import ANY
from coatcheck.ports import Store
from coatcheck.store.firestore import open_firestore
from console.cli import main
from console.cloud import google
from console.cloud.emulators import FIRESTORE
from console.cloud.google import Google
from tests.emulators import address, fresh_project
from tests.examples import subscription, verdict, watch
from tests.fakes.google_apis import Answer, GoogleApis, Refusal

BACKUPS = "v1/projects/{}/locations/-/backups"


class Firestore:
    """Firestore's administration on a stand-in; the databases themselves are on the emulator."""

    def __init__(self, apis: GoogleApis, project: str) -> None:
        self.apis, self.project, self.asked = apis, project, list[Any]()
        self.root = f"projects/{project}"
        self.backups(("2026-11-26T03:00:00.123456789Z", "READY", "older"), ("2026-11-27T03:00:00Z", "READY", "newer"))
        apis.put("firestore", f"v1/{self.root}/databases:restore", self.make, "POST")
        apis.put("firestore", f"v1/{self.root}/databases:clone", self.make, "POST")

    def backups(self, *made: tuple[str, str, str], database: str = "(default)") -> None:
        found = [
            {
                "name": f"{self.root}/locations/nam5/backups/{name}",
                "database": f"{self.root}/databases/{database}",
                "snapshotTime": at,
                "state": state,
            }
            for at, state, name in made
        ]
        self.apis.put("firestore", BACKUPS.format(self.project), {"backups": found})

    def make(self, body: Any) -> Answer:
        """As Google does: an operation, and after a while a database with what the other one had."""
        self.asked.append(body)
        name = body["databaseId"]
        operation = f"{self.root}/databases/{name}/operations/1"
        with closing(open_firestore(self.project, name)) as store:
            fill(store)
        self.apis.put("firestore", f"v1/{operation}", {"name": operation, "done": True})
        self.apis.put("firestore", f"v1/{self.root}/databases/{name}", self.change, "PATCH")
        self.apis.put("firestore", f"v1/{self.root}/databases/{name}", {"done": True}, "DELETE")
        return {"name": operation}

    def change(self, body: Any) -> Answer:
        self.asked.append(body)
        return {"done": True}


def fill(store: Store) -> None:
    store.add_watch(watch("one"))
    store.commit_verdict("b1", verdict("one"))
    store.put_subscription(subscription("ann", "one", armed=(ANY,)))


@pytest.fixture
def firestore(monkeypatch: pytest.MonkeyPatch) -> Iterator[Firestore]:
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


def test_a_drill_restores_the_newest_backup_reads_it_and_deletes_it_again(firestore: Firestore) -> None:
    ran = CliRunner().invoke(main, ["restore"])
    assert ran.exit_code == 0, ran.output
    (asked,) = firestore.asked
    assert asked == {
        "databaseId": "restored-20261127-0300",
        "backup": f"{firestore.root}/locations/nam5/backups/newer",
    }
    rows = [line.split() for line in ran.output.splitlines()]
    assert ["watches", "1", "2"] in rows
    assert ["wishes", "that", "wait", "1", "1"] in rows
    assert firestore.apis.asked[-1] == "firestore.projects.databases.delete"
    assert firestore.apis.refused == []


def test_what_is_kept_is_protected_and_what_to_write_for_terraform_is_printed(firestore: Firestore) -> None:
    ran = CliRunner().invoke(main, ["restore", "--at", "2026-11-27T10:15", "--keep"])
    assert ran.exit_code == 0, ran.output
    made, protected = firestore.asked
    assert made["pitrSnapshot"]["snapshotTime"] == "2026-11-27T10:15:00Z"
    assert protected["deleteProtectionState"] == "DELETE_PROTECTION_ENABLED"
    assert ran.output.endswith('restored_database = "restored-20261127-1015"\n')
    assert "firestore.projects.databases.delete" not in firestore.apis.asked
    assert firestore.apis.refused == []


def test_a_backup_that_is_not_ready_or_not_ours_is_none(firestore: Firestore) -> None:
    firestore.backups(("2026-11-27T03:00:00Z", "CREATING", "young"))
    ran = CliRunner().invoke(main, ["restore"])
    assert (ran.exit_code, firestore.asked) == (1, [])
    assert "There is no backup of" in ran.output
    firestore.backups(("2026-11-27T03:00:00Z", "READY", "another"), database="another")
    assert CliRunner().invoke(main, ["restore"]).exit_code == 1


def test_a_restore_that_google_refuses_says_why(firestore: Firestore) -> None:
    path = f"v1/{firestore.root}/databases:restore"
    firestore.apis.put("firestore", path, Refusal(403, "Missing permission datastore.backups.restoreDatabase"), "POST")
    ran = CliRunner().invoke(main, ["restore"])
    assert ran.exit_code == 1
    assert "datastore.backups.restoreDatabase" in ran.output


def test_a_restore_that_fails_halfway_says_why(firestore: Firestore) -> None:
    path = f"v1/{firestore.root}/databases:restore"
    failed = {"done": True, "error": {"code": 9, "message": "The backup has expired."}}
    firestore.apis.put("firestore", path, failed, "POST")
    ran = CliRunner().invoke(main, ["restore"])
    assert (ran.exit_code, "The backup has expired." in ran.output) == (1, True)
