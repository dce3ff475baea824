"""Typed documents: a model's value as JSON in `body`, and the fields that queries need beside it."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import structs

from coatcheck.ports.store import Revised
from coatcheck.store.firestore.collections import Collection
from coatcheck.store.firestore.database import Database, Fields, Write, revision

D = TypeVar("D", bound=Revised)


class Documents(Generic[D]):
    """The documents of one type that carry a revision."""

    def __init__(
        self,
        collection: Collection,
        kind: type[D],
        key: Callable[[D], str],
        fields: Callable[[D], Fields] = lambda value: {},
    ) -> None:
        """`fields`: those that queries need, None for one that this document should lack."""
        self.collection = collection
        self._decode = msgspec.json.Decoder(kind).decode
        self._key = key
        self._fields = fields

    def put(self, database: Database, value: D) -> Write:
        """Create the document, or replace the copy that was read."""
        return database.put(self.collection, self._key(value), self._content(value), value.revision)

    def store(self, database: Database, value: D) -> D:
        """Write it by itself, and return it as stored. Raises `Conflict` where its revision is old."""
        return self.stored(value, database.commit([self.put(database, value)])[0])

    def get(self, database: Database, key: str) -> D | None:
        found = database.get(database.reference(self.collection, key))
        return self.read(found) if found else None

    def among(self, database: Database, keys: Sequence[str]) -> dict[str, D]:
        """Read the stored values among these, by key."""
        found = database.among(self.collection, keys)
        return {key: self.read(document) for key, document in found.items()}

    def find(self, database: Database, query: Any) -> list[D]:
        """Read the values that a query chooses, in its order."""
        return [self.read(document) for document in database.find(query)]

    def read(self, document: Any) -> D:
        """Read the value in a document that was read."""
        return self.stored(self._decode(document.get("body")), revision(document.update_time))

    def stored(self, value: D, revision: str) -> D:
        """Return the value as the commit that answered this revision left it."""
        return structs.replace(value, revision=revision)  # type: ignore[type-var]

    def _content(self, value: D) -> Fields:
        fields = {name: field for name, field in self._fields(value).items() if field is not None}
        return {"body": msgspec.json.encode(self.stored(value, "")).decode(), **fields}


def equals(query: Any, field: str, value: object) -> Any:
    """Narrow the query to documents with this value."""
    return where(query, field, "==", value)


def where(query: Any, field: str, operator: str, value: object) -> Any:
    from google.cloud.firestore import FieldFilter

    return query.where(filter=FieldFilter(field, operator, value))
