"""API keys: known by their secret alone, for their time, for what they may do."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import ApiKey, Role, Scope, Team, User
from coatcheck.people import api_keys
from coatcheck.ports import Store
from coatcheck.store.of_team import TeamStore
from tests.examples import after
from tests.fakes.ports import NOON, Failing

DAY = 24 * 3600


def test_a_key_is_known_until_it_runs_out_or_is_ended(store: Store) -> None:
    _, token = api_keys.make(store, "phone", "ann", [Scope.READ], NOON, days=2)
    assert api_keys.known(store, token, after(2 * DAY - 1), ()).name == "phone"
    assert api_keys.known(store, token, after(2 * DAY), ()) is None
    assert api_keys.end(store, "phone").owner == "ann"
    assert api_keys.known(store, token, after(1), ()) is None
    with pytest.raises(Invalid, match="no key 'phone'"):
        api_keys.end(store, "phone")


OWNER = {"coats": Role.OWNER}
# What became of whoever made a key of the team coats at noon, and whether it opens anything then.
MAKERS: tuple[tuple[str, dict[str, Any], bool], ...] = (
    ("an owner still", {"roles": OWNER}, True),
    ("an owner of more", {"roles": {**OWNER, "": Role.VIEWER}}, True),
    ("an owner of all", {"roles": {"": Role.OWNER}}, True),
    ("an editor now", {"roles": {"coats": Role.EDITOR}}, False),
    ("an owner elsewhere", {"roles": {"shoes": Role.OWNER}}, False),
    ("ended", {"roles": {}, "ended_at": NOON}, False),
    ("ended, with roles all the same", {"roles": OWNER, "ended_at": NOON}, False),
    ("ended, and invited again as an owner", {"roles": OWNER, "created_at": after(1)}, False),
)


def test_a_key_opens_something_while_whoever_made_it_is_an_owner_of_its_team(store: Store) -> None:
    store.put_team(Team("coats", "Coats", NOON))
    team = TeamStore(store, "coats")
    for name, became, opens in MAKERS:
        ann = store.put_user(User(name, "Ann", "", OWNER, NOON))
        key, token = api_keys.make(team, name, "ann", [Scope.READ], NOON, made_by=ann.id)
        assert (key.team, bool(api_keys.known(store, token, NOON, ()))) == ("coats", True)
        store.put_user(replace(ann, **became))
        assert bool(api_keys.known(store, token, after(2), ())) is opens, name
        stopped = api_keys.stopped(store, store.api_keys(), after(2), ())
        assert (key.id in {each.id for each in stopped}) is not opens
        assert api_keys.known(store, token, after(2), trusted={ann.id})
    assert api_keys.stopped(store, store.api_keys(), NOON + timedelta(days=400), ()) == []  # they have run out, too
    nobodys, token = api_keys.make(team, "nobody's", "ann", [Scope.READ], NOON, made_by="gone")
    assert api_keys.known(store, token, NOON, ()) is None
    for by in ("", "an owner of all", "ended, and invited again as an owner"):
        assert api_keys.take_over(team, nobodys.id, by, after(3)).made_by == by
        assert api_keys.known(store, token, after(3), ())
    with pytest.raises(Invalid, match="no such key"):
        api_keys.take_over(TeamStore(store, "shoes"), nobodys.id, "", after(3))


def test_nothing_that_is_nearly_a_key_is_known_and_its_secret_is_nowhere_in_the_store(store: Store) -> None:
    key, token = api_keys.make(store, "phone", "ann", [Scope.READ], NOON)
    other, _ = api_keys.make(store, "desk", "ann", [Scope.READ], NOON)
    secret = token.rpartition("_")[2]
    assert secret not in str(store.api_keys())
    near = [
        "",
        "cc_",
        token[:-1],
        f"{token}0",
        f"{token}\n",
        f" {token}",
        token.upper(),
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        token.replace(key.id, other.id),
        f"cc_{key.id}_{key.hash}",
        "cc_" + "٣" * 12 + "_" + "٣" * 64,
    ]
    assert [text for text in near if api_keys.known(store, text, NOON, ())] == []
    assert api_keys.known(store, token, NOON, ())


def test_its_last_use_is_noted_once_an_hour(store: Store) -> None:
    _, token = api_keys.make(store, "phone", "ann", [Scope.READ], NOON)
    noted = [api_keys.known(store, token, NOON + timedelta(minutes=minutes), ()).used_at for minutes in (0, 59, 60)]
    assert noted == [NOON, NOON, after(3600)]


def test_a_key_that_is_ended_while_its_use_is_noted_is_not_known(store: Store) -> None:
    key, token = api_keys.make(store, "phone", "ann", [Scope.READ], NOON)

    class Ending(Failing):
        def put_api_key(self, changed: ApiKey) -> ApiKey:
            store.remove_api_key(key.id)
            return store.put_api_key(changed)

    ending: Any = Ending(store, "", Invalid(""))
    assert api_keys.known(ending, token, NOON, ()) is None


def test_a_key_may_do_what_its_scopes_say_and_read(store: Store) -> None:
    key, _ = api_keys.make(store, "phone", "ann", [Scope.PEOPLE], NOON)
    boss, _ = api_keys.make(store, "boss", "ann", [Scope.ADMIN], NOON)
    assert [scope for scope in Scope if api_keys.may(key, scope)] == [Scope.READ, Scope.PEOPLE]
    assert [scope for scope in Scope if not api_keys.may(boss, scope)] == []


def test_a_key_that_makes_no_sense_is_refused(store: Store) -> None:
    api_keys.make(store, "phone", "ann", [Scope.READ], NOON)
    for name, owner, scopes, days, says in [
        (" phone ", "ann", [Scope.READ], 1, "already"),
        ("\x00 ", "ann", [Scope.READ], 1, "name of 1 to 60"),
        ("desk", "", [Scope.READ], 1, "owner"),
        ("desk", "ann", [], 1, "read, demand, watches, people, messages, admin"),
        ("desk", "ann", [Scope.READ], 0, "1 to 3650 days"),
        ("desk", "ann", [Scope.READ], 3651, "1 to 3650 days"),
    ]:
        with pytest.raises(Invalid, match=says):
            api_keys.make(store, name, owner, scopes, NOON, days)
    assert len(store.api_keys()) == 1
