"""`ports.AgentStore`, sentence by sentence."""

import pytest
from msgspec.structs import replace

from coatcheck.errors import Conflict
from coatcheck.model import Agent, Availability, Health, Sight
from coatcheck.ports import Store
from tests.examples import after
from tests.fakes.ports import NOON

HOME = Agent(id="home", name="home", created_at=NOON, code="hash", code_until=after(900))


def test_a_stored_agent_is_read_as_it_was_written(store: Store) -> None:
    sight = Sight(NOON, Health.HEALTHY, None, 2, 1, {"M": Availability.IN_STOCK})
    first = store.put_agent(HOME)
    second = store.put_agent(replace(first, secret="whsec_x", sequence=7, heard_at=NOON, sights={"jacket": sight}))

    assert second.revision != first.revision
    assert store.agent("home") == second
    assert replace(second, revision="", secret="", sequence=0, heard_at=None, sights={}) == HOME


def test_of_two_who_change_an_agent_one_is_refused(store: Store) -> None:
    first = store.put_agent(HOME)
    kept = store.put_agent(replace(first, sequence=1))
    for other in (replace(first, sequence=2), HOME):
        with pytest.raises(Conflict):
            store.put_agent(other)
    assert store.agent("home") == kept


def test_agents_come_oldest_first_those_that_were_revoked_among_them(store: Store) -> None:
    assert store.agents() == []
    assert store.agent("home") is None
    for name, seconds in (("b", 2), ("c", 0), ("a", 1)):
        store.put_agent(replace(HOME, id=name, created_at=after(seconds), revoked_at=NOON if name == "c" else None))
    assert [agent.id for agent in store.agents()] == ["c", "a", "b"]
