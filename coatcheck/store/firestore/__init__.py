"""Everything in Firestore: the cloud's store, shared by any number of processes."""

from datetime import timedelta

from coatcheck.ports import Store
from coatcheck.store.firestore.database import Database
from coatcheck.store.firestore.deliveries import Deliveries
from coatcheck.store.firestore.looks import Looks
from coatcheck.store.firestore.operations import Operations
from coatcheck.store.firestore.people import People
from coatcheck.store.firestore.watches import Watches


class FirestoreStore(Watches, Looks, People, Deliveries, Operations):
    """`ports.Store` in one Firestore database, in Native mode."""

    is_file = False

    @classmethod
    def open(cls, place: str, history_days: int, snapshot_days: int) -> Store:
        """Open the store at firestore://PROJECT[/DATABASE]. Firestore deletes on its own what is old."""
        project, _, database = place.partition("/")
        return open_firestore(project, database or "(default)", history_days, snapshot_days)

    @property
    def place(self) -> tuple[str, str]:
        """Its project and database."""
        return self._database.project, self._database.database


def open_firestore(project: str, database: str = "(default)", history_days: int = 400, snapshot_days: int = 7) -> Store:
    """Open the store in this project's database; nothing is asked of it before the first call.

    What is written carries the day on which Firestore may delete it, so many days later.
    """
    history, snapshots = timedelta(days=history_days), timedelta(days=snapshot_days)
    return FirestoreStore(Database(project, database, history, snapshots))
