"""`ports.SuggestionStore`, sentence by sentence."""

import pytest
from msgspec import structs

from coatcheck.errors import Conflict
from coatcheck.model import SuggestionState
from coatcheck.ports import Store
from tests.examples import after, subscriber, suggestion


def test_a_suggestion_is_stored_changed_and_never_over_an_old_copy(store: Store) -> None:
    full = suggestion(options={"selector": "#a"}, wants=("M",), title="Coat", read="M sold out", image="https://x/y")
    stored = store.put_suggestion(full)
    assert structs.replace(stored, revision="") == full
    assert store.suggestion("coat") == stored
    changed = store.put_suggestion(structs.replace(stored, state=SuggestionState.DECLINED, answer="No."))
    assert store.suggestion("coat") == changed
    for late in (stored, full):
        with pytest.raises(Conflict):
            store.put_suggestion(late)
    assert store.suggestion("other") is None


def test_those_that_wait_are_listed_longest_first_until_they_are_decided(store: Store) -> None:
    for place, name in enumerate(("third", "first", "second")):
        since = after({"first": 1, "second": 2, "third": 3}[name])
        new = suggestion(name, f"person{place}", state=SuggestionState.WAITING, waiting_since=since)
        store.put_suggestion(new)
    store.put_suggestion(suggestion("unproven"))
    assert [each.id for each in store.waiting_suggestions(9)] == ["first", "second", "third"]
    assert [each.id for each in store.waiting_suggestions(2)] == ["first", "second"]
    first = store.waiting_suggestions(1)[0]
    store.put_suggestion(structs.replace(first, state=SuggestionState.ACCEPTED, waiting_since=None))
    assert [each.id for each in store.waiting_suggestions(9)] == ["second", "third"]


def test_a_persons_own_are_listed_and_gone_with_them(store: Store) -> None:
    store.put_subscriber(subscriber("ann"))
    store.put_suggestion(suggestion("new", created_at=after(5)))
    store.put_suggestion(suggestion("old"))
    store.put_suggestion(suggestion("bobs", "bob"))
    assert [each.id for each in store.suggestions_of("ann")] == ["old", "new"]
    store.erase_person("ann")
    assert store.suggestions_of("ann") == []
    assert [each.id for each in store.suggestions_of("bob")] == ["bobs"]
