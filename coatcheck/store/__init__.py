"""Where everything is kept: SQLite on one machine, Firestore in the cloud."""

from coatcheck.errors import Invalid
from coatcheck.ports import Store


def open_store(url: str, history_days: int = 400, snapshot_days: int = 7) -> Store:
    """The store at sqlite:///FILE or firestore://PROJECT[/DATABASE], made ready to use.

    Firestore deletes on its own what is older than so many days; SQLite when it is told (`Store.expire`).
    Raises `Invalid` for any other address, `WrongStore` where this version must not touch what it finds.
    """
    scheme, _, place = url.partition("://")
    if scheme == "sqlite":
        from coatcheck.store.sqlite import open_sqlite

        return open_sqlite(place.removeprefix("/"))
    if scheme == "firestore":
        from coatcheck.store.firestore import open_firestore

        project, _, database = place.partition("/")
        return open_firestore(project, database or "(default)", history_days, snapshot_days)
    raise Invalid(f"There is no store for {url!r}: write sqlite:///FILE or firestore://PROJECT.")
