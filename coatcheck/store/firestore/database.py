"""One Firestore database: its client, calls that end in time, and commits whose outcome is always known or said not to be.

The client's own defaults wait for minutes, and repeat a `create` whose reply was lost until it fails on its own
document. So every call here has a deadline, and each write with a precondition leaves a word of its own in the
document. A commit of unknown outcome is tried again: if it had gone through, it is refused now, and our own word is
found. A commit writes all of its documents or none.
"""

import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from secrets import token_hex
from typing import Any, NamedTuple

from google.api_core import exceptions
from google.api_core.datetime_helpers import DatetimeWithNanoseconds
from google.api_core.retry import Retry, if_transient_error
from google.auth.exceptions import DefaultCredentialsError
from google.cloud import firestore

from coatcheck.errors import Conflict, StoreError, StoreUnavailable, WrongStore
from coatcheck.model import digest
from coatcheck.ports.time_budgets import STORE_CALL
from coatcheck.process.google_tokens import NOBODY
from coatcheck.store.firestore.collections import Collection

READ = 3.0  # seconds for one try; all tries and pauses of one call stay under STORE_CALL
WRITE = 2.5
LOOK = 1.0  # for one try to see whether a write went through
MAXIMUM_WRITES = 200  # in one commit; Firestore's own limits are higher and have moved
MAXIMUM_BYTES = 1 << 20
AMONG = 300  # documents asked for at once
PAUSES = (0.05, 0.2, 0.5, 1.0, 1.0)  # seconds before a commit of unknown outcome is tried again

# https://cloud.google.com/firestore/quotas#collections_documents_and_fields
UNFIT = re.compile(r".*/.*|\.{0,2}|__.*__|.{400,}", re.DOTALL)

Fields = dict[str, Any]
Refused = (exceptions.AlreadyExists, exceptions.FailedPrecondition, exceptions.NotFound)


class Write(NamedTuple):
    """One document's part of a commit."""

    reference: Any
    add: Callable[[Any], object]  # to a WriteBatch
    size: int
    word: str | None = None  # in the document afterwards, "" if it is deleted; None without a precondition


class Database:
    """The documents of one database."""

    def __init__(
        self, project: str, database: str, history: timedelta, snapshots: timedelta, read: float = READ
    ) -> None:
        """`read`: seconds for one try to read; more only where something slower than Firestore answers."""
        self.name = f"Firestore {project}/{database}"
        self.history = history
        self.snapshots = snapshots
        self.project = project
        self.database = database
        self._read = read
        self._retry = Retry(predicate=if_transient_error, initial=0.1, maximum=1, timeout=STORE_CALL - 1)

    @cached_property
    def client(self) -> Any:
        """Made on first use, after a server's fork: a client used before it hangs in the child."""
        try:
            return firestore.Client(project=self.project, database=self.database)
        except DefaultCredentialsError as error:
            raise StoreUnavailable(f"{self.name}: {NOBODY}") from error

    def collection(self, collection: Collection) -> Any:
        return self.client.collection(collection.name)

    def reference(self, collection: Collection, key: str) -> Any:
        """Return the document of this name; one that Firestore does not take as a name is hashed."""
        name = digest(key, length=32) if UNFIT.fullmatch(key) else key
        return self.collection(collection).document(name)

    # Reading

    def get(self, reference: Any) -> Any | None:
        """Read the document; None where it is not there."""
        with self._translated():
            found = reference.get(retry=self._retry, timeout=self._read)
            return found if found.exists else None

    def among(self, collection: Collection, keys: Sequence[str]) -> dict[str, Any]:
        """Read the documents that there are of these names, in the order of the names."""
        references = {key: self.reference(collection, key) for key in keys}
        wanted = list(references.values())
        found = {}
        with self._translated():
            for start in range(0, len(wanted), AMONG):
                some = self.client.get_all(wanted[start : start + AMONG], retry=self._retry, timeout=self._read)
                found.update({document.reference: document for document in some if document.exists})
        return {key: found[reference] for key, reference in references.items() if reference in found}

    def find(self, query: Any) -> list[Any]:
        """Read the documents that a query chooses, in its order."""
        with self._translated():
            return list(query.stream(retry=self._retry, timeout=self._read))

    def count(self, query: Any) -> int:
        """Count the documents a query chooses; a read for each thousand."""
        with self._translated():
            return int(query.count().get(retry=self._retry, timeout=self._read)[0][0].value)

    # What can be written

    def put(self, collection: Collection, key: str, fields: Fields, revision: str) -> Write:
        """Create the document, or replace the copy of this revision."""
        reference = self.reference(collection, key)
        word = token_hex(8)
        content = {**fields, "word": word}
        if not revision:
            return Write(reference, lambda batch: batch.create(reference, content), size(fields), word)
        sparse = (*collection.fields, "expires_at") if collection.expires else collection.fields
        gone = {name: firestore.DELETE_FIELD for name in sparse if name not in fields}
        option = self._unchanged(revision)
        return Write(reference, lambda batch: batch.update(reference, {**content, **gone}, option), size(fields), word)

    def overwrite(self, collection: Collection, key: str, fields: Fields) -> Write:
        """Store the document, whatever was there."""
        reference = self.reference(collection, key)
        return Write(reference, lambda batch: batch.set(reference, fields), size(fields))

    def merge(self, collection: Collection, key: str, fields: Fields) -> Write:
        """Set these fields alone, in a new document or an old one."""
        reference = self.reference(collection, key)
        return Write(reference, lambda batch: batch.set(reference, fields, merge=True), size(fields))

    def delete(self, reference: Any, revision: str = "") -> Write:
        """Delete the document if it is there, or the copy of this revision alone."""
        option = self._unchanged(revision) if revision else None
        return Write(reference, lambda batch: batch.delete(reference, option), 0, "" if revision else None)

    def _unchanged(self, revision: str) -> Any:
        moment = DatetimeWithNanoseconds.from_rfc3339(revision)  # type: ignore[no-untyped-call]
        return self.client.write_option(last_update_time=moment)

    # Writing

    def commit(self, writes: Sequence[Write]) -> list[str]:
        """Write all of these or none. The new revision of each, in order ("" for a deleted one).

        Raises `Conflict` where a precondition did not hold, `StoreUnavailable` where that can't be told.
        """
        until = time.monotonic() + STORE_CALL
        unknown: exceptions.GoogleAPICallError | None = None
        for pause in PAUSES:
            try:
                return self._write(writes, min(WRITE, until - time.monotonic() - 1))
            except Refused as error:
                _not_a_missing_database(error)
                written = self._written(writes, until) if unknown else None
                if written is None:
                    raise Conflict(f"{self.name}: {error.message}") from error
                return written
            except exceptions.GoogleAPICallError as error:
                unknown = error
            if time.monotonic() + pause + 1.5 > until:
                break
            time.sleep(pause * random.uniform(0.5, 1.0))
        raise StoreUnavailable(f"{self.name}: {unknown.message if unknown else ''}") from unknown

    def increase(self, collection: Collection, key: str, field: str, by: int, fields: Fields) -> int:
        """Add to a number, with no precondition and so in nobody's way; set these fields beside it. Return what it is now.

        Raises `StoreUnavailable` where nobody can tell whether that was done. It is not tried again: it might be done twice.
        """
        batch = self.client.batch()
        batch.set(self.reference(collection, key), {**fields, field: firestore.Increment(by)}, merge=True)
        with self._translated():
            (result,) = batch.commit(retry=None, timeout=WRITE)
        return int(result.transform_results[0].integer_value)

    def settle(self, groups: Sequence[Sequence[Write]]) -> list[list[str] | None]:
        """Commit many groups, each whole or not at all; their new revisions, None for a group in conflict."""
        settled: list[list[str] | None] = []
        for some in chunks(groups):
            settled.extend(self._settle(some))
        return settled

    def _settle(self, groups: Sequence[Sequence[Write]]) -> list[list[str] | None]:
        try:
            revisions = iter(self.commit([write for group in groups for write in group]))
        except Conflict:
            if len(groups) == 1:
                return [None]
            half = len(groups) // 2
            return self._settle(groups[:half]) + self._settle(groups[half:])
        return [[next(revisions) for _ in group] for group in groups]

    def _write(self, writes: Sequence[Write], seconds: float) -> list[str]:
        batch = self.client.batch()
        for write in writes:
            write.add(batch)
        return [revision(result.update_time) for result in batch.commit(retry=None, timeout=seconds)]

    def _written(self, writes: Sequence[Write], until: float) -> list[str] | None:
        """Return the new revisions if these writes went through, None if not."""
        left = max(0.2, until - time.monotonic())
        retry = Retry(predicate=if_transient_error, initial=0.1, maximum=0.5, timeout=min(2 * LOOK, left))
        references = [write.reference for write in writes]
        with self._translated():
            answers = list(self.client.get_all(references, retry=retry, timeout=min(LOOK, left)))
        found = {document.reference: document for document in answers}
        if all(_bears(found[write.reference], write.word) for write in writes):
            return [revision(found[write.reference].update_time) for write in writes]
        return None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except (exceptions.GoogleAPICallError, exceptions.RetryError) as error:
            _not_a_missing_database(error)
            raise StoreUnavailable(f"{self.name}: {error.message}") from error

    def close(self) -> None:
        if "client" in vars(self):
            self.client.close()


class Part:
    """A part of the store, on the database that all parts share."""

    def __init__(self, database: Database) -> None:
        self._database = database


def revision(update_time: Any) -> str:
    """Write the moment of a document's last write, as a revision; "" for none."""
    return str(update_time.rfc3339()) if update_time else ""


def size(fields: Fields) -> int:
    """Estimate how many bytes a document takes."""
    return 200 + sum(len(value) for value in fields.values() if isinstance(value, str | bytes | list | dict))


def chunks(groups: Sequence[Sequence[Write]]) -> Iterator[list[Sequence[Write]]]:
    """Split the groups into commits of a size that Firestore takes."""
    chunk: list[Sequence[Write]] = []
    writes = taken = 0
    for group in groups:
        weight = sum(write.size for write in group)
        if chunk and (writes + len(group) > MAXIMUM_WRITES or taken + weight > MAXIMUM_BYTES):
            yield chunk
            chunk, writes, taken = [], 0, 0
        chunk.append(group)
        writes += len(group)
        taken += weight
    if chunk:
        yield chunk


def _bears(document: Any, word: str | None) -> bool:
    if not word:
        return word is None or not document.exists
    return bool(document.exists and document.to_dict().get("word") == word)


def _not_a_missing_database(error: exceptions.GoogleAPIError) -> None:
    if isinstance(error, exceptions.NotFound) and "database" in str(error.message):
        raise WrongStore(f"{error.message} Create the database (terraform apply), or name another.") from error
