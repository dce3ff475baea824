"""Stores, opened as settings open them."""

from pathlib import Path

from coatcheck.ports import Store
from coatcheck.store import open_store


def open_sqlite(path: Path) -> Store:
    return open_store(f"sqlite:///{path}")


def open_firestore(project: str, database: str = "(default)") -> Store:
    return open_store(f"firestore://{project}/{database}")
