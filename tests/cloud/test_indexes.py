"""Every query has its index, and every index its query: the emulator answers without, production does not."""

import ast
import json
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.counting import Counter, counted
from coatcheck.ports import Store
from coatcheck.store import firestore
from coatcheck.store.firestore.database import Database
from console.cloud.emulators import FIRESTORE
from console.cloud.queries import QUERIES
from tests.emulators import address, firestore_store, fresh_project
from tests.examples import event, verdict, watch
from tests.fakes.ports import NOON
from tests.infrastructure.agreement import COLLECTIONS
from tests.places import ROOT

DECLARED = json.loads((ROOT / "terraform" / "firestore.indexes.json").read_text())
ASKING = frozenset({"find", "count", "_find"})

Index = tuple[str, tuple[tuple[str, str], ...]]  # a collection, and each field with its order


def make_every_query(store: Store) -> None:
    """On an empty store and on a full one, as some queries follow others."""
    for query in QUERIES.values():
        query(store)
    for name in ("one", "two"):
        store.add_watch(watch(name))
        store.watches()
        store.commit_verdict("b1", verdict(name))
    store.waiting_counts("one")
    store.waiting(event(), f"{NOON.isoformat()} place", 1)
    store.erase_person("ann")
    store.remove_watch("one")


class Made:
    """What was asked: the shapes of all queries, the functions that made them, the emulator's own account."""

    def __init__(self, counter: Counter, callers: set[str], project: str) -> None:
        self.shapes = counter.queries
        self.callers = callers
        root = f"projects/{project}"
        url = f"http://{address(FIRESTORE)}/emulator/v1/{root}:indexUsage?database={root}/databases/(default)"
        with urllib.request.urlopen(url, timeout=10) as answer:
            self.usage = json.load(answer)["reports"]


@pytest.fixture(scope="module")
def made() -> Iterator[Made]:
    """Every query, made once on the emulator."""
    project, callers = fresh_project(), set[str]()

    def noting(call: Any) -> Any:
        def note(database: Database, query: Any) -> Any:
            frame = sys._getframe(1)
            while frame and frame.f_code.co_name in ("_find", "find", "<listcomp>", "<dictcomp>"):
                callers.add(frame.f_code.co_name)
                frame = frame.f_back
            callers.add(frame.f_code.co_name)
            return call(database, query)

        return note

    with pytest.MonkeyPatch.context() as patch, counted() as counter, firestore_store(project) as store:
        for name in ("find", "count"):
            patch.setattr(Database, name, noting(getattr(Database, name)))
        make_every_query(store)
        yield Made(counter, callers, project)


def composite(fields: list[dict[str, str]]) -> tuple[tuple[str, str], ...]:
    """The fields of an index without the document's name, which follows the last one anyway."""
    found = [(field["fieldPath"], field.get("order") or field["arrayConfig"]) for field in fields]
    return tuple(field for field in found if field[0] != "__name__")


def used_indexes(made: Made) -> set[Index]:
    """Those that the emulator would have liked, but for equalities alone, which need none of their own."""
    indexes = set()
    for report in made.usage:
        fields = composite(report["index"]["fields"])
        if len(fields) > 1:
            indexes.add((report["index"]["name"].split("/collectionGroups/")[1].split("/")[0], fields))
    return indexes


def filters(where: Any) -> list[Any]:
    if where.composite_filter.filters:
        return [found for each in where.composite_filter.filters for found in filters(each)]
    return [where.field_filter] if where.field_filter.field.field_path else []


def searched_fields(shape: Any) -> set[str]:
    asked = {each.field.field_path for each in filters(shape.where)}
    return (asked | {order.field.field_path for order in shape.order_by}) - {"__name__"}


def test_every_place_that_queries_was_tried(made: Made) -> None:
    there = set()
    for path in Path(firestore.__file__).parent.glob("*.py"):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef) and path.name != "database.py":
                calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
                if any(isinstance(call, ast.Attribute) and call.attr in ASKING for call in calls):
                    there.add(function.name)
    assert there == {caller for caller in made.callers if not caller.startswith("<")}


def test_every_composite_index_that_a_query_needs_is_declared_and_no_other(made: Made) -> None:
    declared = {(index["collectionGroup"], composite(index["fields"])) for index in DECLARED["indexes"]}
    assert used_indexes(made) == declared


def test_every_single_field_that_a_query_needs_is_indexed_and_no_other(made: Made) -> None:
    indexed = {(each["collectionGroup"], each["fieldPath"]) for each in DECLARED["fieldOverrides"] if each["indexes"]}
    needed = {
        (shape.from_[0].collection_id, *fields) for shape in made.shapes if len(fields := searched_fields(shape)) == 1
    }
    assert needed == indexed


def test_every_collection_is_exempt_from_automatic_indexes_and_expires_as_it_says() -> None:
    exempt = {each["collectionGroup"] for each in DECLARED["fieldOverrides"] if each["fieldPath"] == "*"}
    expiring = {each["collectionGroup"] for each in DECLARED["fieldOverrides"] if each.get("ttl")}
    assert exempt == {collection.name for collection in COLLECTIONS}
    assert expiring == {collection.name for collection in COLLECTIONS if collection.expires}
