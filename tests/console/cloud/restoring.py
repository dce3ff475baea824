"""Firestore's administration on a stand-in, with databases on the emulator."""

from contextlib import closing
from typing import Any

from coatcheck.model import ANY
from coatcheck.ports import Store
from tests.examples import subscription, verdict, watch
from tests.fakes.google_apis import Answer, GoogleApis
from tests.stores import open_firestore

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
