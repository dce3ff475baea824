"""Counts what Google would bill: a wrapper around the calls of the real clients.

https://cloud.google.com/firestore/pricing#operations: a document asked for is a read whether or not it is there, a
query is as many reads as documents it answers and one at the least, a count is one for each thousand.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from unittest.mock import patch

from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.pubsub_v1 import PublisherClient


@dataclass
class Counter:
    """What was done so far; `queries` are the shapes of all queries made, for the check of indexes."""

    reads: int = 0
    writes: int = 0
    deletes: int = 0
    publishes: int = 0
    published_bytes: int = 0
    queries: list[Any] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def add(self, **amounts: int) -> None:
        with self.lock:
            for name, amount in amounts.items():
                setattr(self, name, getattr(self, name) + amount)

    def clear(self) -> None:
        self.reads = self.writes = self.deletes = self.publishes = self.published_bytes = 0
        self.queries.clear()

    # Around each of the clients' calls

    def commit(self, call: Callable[..., Any], client: Any, *args: Any, request: Any, **options: Any) -> Any:
        deletes = sum(1 for write in request["writes"] if write.delete)
        self.add(deletes=deletes, writes=len(request["writes"]) - deletes)
        return call(client, *args, request=request, **options)

    def batch_get_documents(self, call: Callable[..., Any], client: Any, *args: Any, request: Any, **rest: Any) -> Any:
        self.add(reads=len(request["documents"]))
        return call(client, *args, request=request, **rest)

    def run_query(self, call: Callable[..., Any], client: Any, *args: Any, request: Any, **options: Any) -> Any:
        self.queries.append(request["structured_query"])
        return self._documents(call(client, *args, request=request, **options))

    def run_aggregation_query(
        self, call: Callable[..., Any], client: Any, *args: Any, request: Any, **rest: Any
    ) -> Any:
        self.queries.append(request["structured_aggregation_query"].structured_query)
        return self._counts(call(client, *args, request=request, **rest))

    def publish(self, call: Callable[..., Any], client: Any, *args: Any, messages: Any, **options: Any) -> Any:
        size = sum(len(message.data) + sum(map(len, message.attributes.values())) for message in messages)
        self.add(publishes=len(messages), published_bytes=size)
        return call(client, *args, messages=messages, **options)

    def _documents(self, answers: Any) -> Iterator[Any]:
        found = 0
        for answer in answers:
            found += bool(answer.document.name)
            yield answer
        self.add(reads=max(1, found))

    def _counts(self, answers: Any) -> Iterator[Any]:
        for answer in answers:
            for counted in answer.result.aggregate_fields.values():
                self.add(reads=max(1, -(-counted.integer_value // 1000)))
            yield answer


@contextmanager
def counted() -> Iterator[Counter]:
    """Counts all operations of this process until the block ends."""
    counter = Counter()
    calls = {
        FirestoreClient: ("commit", "batch_get_documents", "run_query", "run_aggregation_query"),
        PublisherClient: ("publish",),
    }
    with ExitStack() as stack:
        for client, names in calls.items():
            for name in names:
                stack.enter_context(patch.object(client, name, _around(getattr(counter, name), getattr(client, name))))
        yield counter


def _around(count: Callable[..., Any], call: Callable[..., Any]) -> Callable[..., Any]:
    def counting(client: Any, *args: Any, **options: Any) -> Any:
        return count(call, client, *args, **options)

    return counting
