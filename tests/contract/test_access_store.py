"""`ports.AccessStore`, sentence by sentence."""

import pytest
from msgspec.structs import replace

from coatcheck.errors import Conflict
from coatcheck.model import ApiKey, KeptAnswer, Scope
from coatcheck.ports import Store
from tests.examples import after
from tests.fakes.ports import NOON

KEY = ApiKey(
    "0123", "phone", "ann", (Scope.READ, Scope.PEOPLE), "hash", NOON, after(60), made_by="bob", taken_over_at=after(9)
)
ANSWER = KeptAnswer("answer", "request", expires_at=after(60))


def test_a_stored_key_is_read_as_it_was_written(store: Store) -> None:
    first = store.put_api_key(KEY)
    second = store.put_api_key(replace(first, used_at=NOON))
    assert store.api_key("0123") == second
    assert replace(second, revision="", used_at=None) == KEY


def test_keys_come_oldest_first_until_they_are_removed(store: Store) -> None:
    assert (store.api_keys(), store.api_key("0123")) == ([], None)
    for name, seconds in (("b", 2), ("c", 0), ("a", 1)):
        store.put_api_key(replace(KEY, id=name, created_at=after(seconds)))
    store.remove_api_key("a")
    store.remove_api_key("a")
    assert [key.id for key in store.api_keys()] == ["c", "b"]


def test_a_key_that_was_removed_is_not_brought_back_by_whoever_read_it_before(store: Store) -> None:
    read = store.put_api_key(KEY)
    store.remove_api_key("0123")
    with pytest.raises(Conflict):
        store.put_api_key(replace(read, used_at=NOON))
    assert store.api_key("0123") is None


def test_of_two_who_begin_an_answer_or_change_it_one_is_refused(store: Store) -> None:
    assert store.kept_answer("answer") is None
    begun = store.put_kept_answer(ANSWER)
    done = store.put_kept_answer(replace(begun, status=201, body=b"\xff{}"))
    for other in (ANSWER, replace(begun, status=200)):
        with pytest.raises(Conflict):
            store.put_kept_answer(other)
    assert store.kept_answer("answer") == done
