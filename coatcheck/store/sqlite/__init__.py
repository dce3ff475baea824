"""Everything in one SQLite file: one machine's store, and what the tests of every use case run on."""

from pathlib import Path

from coatcheck.errors import Invalid
from coatcheck.ports import Store
from coatcheck.store.sqlite.access import Access
from coatcheck.store.sqlite.agents import Agents
from coatcheck.store.sqlite.database import Database
from coatcheck.store.sqlite.deliveries import Deliveries
from coatcheck.store.sqlite.looks import Looks
from coatcheck.store.sqlite.operations import Operations
from coatcheck.store.sqlite.operators import Operators
from coatcheck.store.sqlite.people import People
from coatcheck.store.sqlite.suggestions import Suggestions
from coatcheck.store.sqlite.watches import Watches


class SqliteStore(Watches, Looks, People, Suggestions, Deliveries, Agents, Access, Operators, Operations):
    """`ports.Store` in one file, for any number of threads and a few processes."""

    is_file = True

    @classmethod
    def open(cls, place: str, history_days: int, snapshot_days: int) -> Store:
        """Open the store at sqlite:///FILE, made or migrated where needed. It deletes what is old when it is told.

        Raises `WrongStore` for another program's file, a damaged one or one of a newer version, `Invalid` where
        there is no such directory. A committed write survives a killed process and a power failure.
        """
        return cls(Database(path_of(place)))


def path_of(place: str) -> Path:
    """Return the file that sqlite://PLACE means. Raises `Invalid` where it means none."""
    if not place.startswith("/"):
        raise Invalid(f"There is no store for 'sqlite://{place}': write sqlite:///FILE.")
    return Path(place.removeprefix("/"))
