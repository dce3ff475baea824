"""Everything in Firestore: the cloud's store, shared by any number of processes."""

from datetime import timedelta

from coatcheck.ports import Store
from coatcheck.store.firestore.access import Access
from coatcheck.store.firestore.agents import Agents
from coatcheck.store.firestore.database import Database
from coatcheck.store.firestore.deliveries import Deliveries
from coatcheck.store.firestore.looks import Looks
from coatcheck.store.firestore.operations import Operations
from coatcheck.store.firestore.operators import Operators
from coatcheck.store.firestore.people import People
from coatcheck.store.firestore.suggestions import Suggestions
from coatcheck.store.firestore.watches import Watches


class FirestoreStore(Watches, Looks, People, Suggestions, Deliveries, Agents, Access, Operators, Operations):
    """`ports.Store` in one Firestore database, in Native mode."""

    is_file = False

    @classmethod
    def open(cls, place: str, history_days: int, snapshot_days: int) -> Store:
        """Open the store at firestore://PROJECT[/DATABASE]; nothing is asked of it before the first call.

        What is written carries the day on which Firestore may delete it, so many days later.
        """
        project, _, database = place.partition("/")
        kept = timedelta(days=history_days), timedelta(days=snapshot_days)
        return cls(Database(project, database or "(default)", *kept))

    @property
    def place(self) -> tuple[str, str]:
        """Its project and database."""
        return self._database.project, self._database.database
