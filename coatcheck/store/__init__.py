"""Where everything is kept: SQLite on one machine, Firestore in the cloud."""

from importlib.metadata import entry_points
from pkgutil import resolve_name
from typing import Protocol, cast

from coatcheck.errors import Invalid
from coatcheck.ports import Store

STORES = {
    "sqlite": "coatcheck.store.sqlite:SqliteStore",
    "firestore": "coatcheck.store.firestore:FirestoreStore",
}


class StoreClass(Protocol):
    """What a row of the table, or an entry point in the group `coatcheck.stores`, names."""

    is_file: bool  # whether all of it is a file of this machine, which no other machine can open

    def open(self, place: str, history_days: int, snapshot_days: int) -> Store:
        """Open the store at NAME://PLACE, made ready to use. Raises `Invalid` where there can be none, and as `open_store` does.

        What is older than so many days is deleted by the store itself, or when it is told (`Store.expire`).
        """


def names() -> list[str]:
    """List every kind of store there is, the plugins' last."""
    return [*STORES, *(entry.name for entry in entry_points(group="coatcheck.stores"))]


def store_class(url: str) -> StoreClass:
    """Return the class of the store at this address; nothing is opened. Raises `Invalid` where there is no such kind of store."""
    name, separator, _ = url.partition("://")
    if separator and name in STORES:
        return cast(StoreClass, resolve_name(STORES[name]))
    for entry in entry_points(group="coatcheck.stores", name=name):
        return cast(StoreClass, entry.load())
    there = ", ".join(names())
    raise Invalid(f"There is no store for {url!r}: write sqlite:///FILE or firestore://PROJECT. There are: {there}.")


def is_file(url: str) -> bool:
    """Return whether the store at this address is a file of this machine."""
    return store_class(url).is_file


def open_store(url: str, history_days: int = 400, snapshot_days: int = 7) -> Store:
    """Open the store at sqlite:///FILE or firestore://PROJECT[/DATABASE], made ready to use.

    Raises `Invalid` for any other address, `WrongStore` where this version must not touch what it finds.
    """
    return store_class(url).open(url.partition("://")[2], history_days, snapshot_days)
