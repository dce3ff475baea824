"""`ports.OperatorStore`, sentence by sentence."""

from datetime import timedelta
from functools import partial
from threading import Barrier, local
from typing import Any

import pytest
from msgspec.structs import replace

from coatcheck.errors import Conflict, Invalid
from coatcheck.model import AuditEntry, Role, User, Via
from coatcheck.people import operators
from coatcheck.ports import Store
from tests import examples
from tests.examples import after
from tests.fakes.ports import NOON
from tests.racing import race

USER, TEAM, INVITATION = examples.user(), examples.team(), examples.invitation()
SESSION = examples.operator_session()

# A value of each kind, what stores it and what reads it.
KINDS: Any = (
    (USER, lambda store: store.put_user, lambda store: store.user),
    (TEAM, lambda store: store.put_team, lambda store: store.team),
    (INVITATION, lambda store: store.put_invitation, lambda store: store.invitation),
    (SESSION, lambda store: store.put_operator_session, lambda store: store.operator_session),
)


def entry(number: int, team: str = "") -> AuditEntry:
    about = "a***@example.org"
    return AuditEntry(f"e{number}", after(number), "Ann", "did it", Via.PAGE, after(600), team, about, "ann")


def test_each_is_read_as_it_was_written_and_of_two_who_change_it_one_is_refused(store: Store) -> None:
    for value, put, read in KINDS:
        assert read(store)(value.id) is None
        stored = put(store)(value)
        assert replace(stored, revision="") == value
        changed = put(store)(replace(stored, created_at=after(5)))
        for late in (stored, value):
            with pytest.raises(Conflict):
                put(store)(late)
        assert read(store)(value.id) == changed


def test_users_that_are_stored_together_are_so_all_or_none(store: Store) -> None:
    ann, bob = replace(USER, id="ann"), replace(USER, id="bob")
    assert store.put_users([]) == []
    made = store.put_users([ann, bob])
    assert made == [store.user("ann"), store.user("bob")]
    changed = store.put_user(replace(made[1], name="Bob"))
    for late in ([replace(made[0], name="Anna"), made[1]], [replace(USER, id="eve"), bob]):
        with pytest.raises(Conflict):
            store.put_users(late)
    assert (store.user("ann"), store.user("bob"), store.user("eve")) == (made[0], changed, None)


class Meeting:
    """A store at which so many have to be about to change users before anybody does: each has decided by then."""

    def __init__(self, store: Store, people: int) -> None:
        self._store, self._barrier, self._met = store, Barrier(people), local()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def put_users(self, users: list[User]) -> list[User]:
        if not hasattr(self._met, "before"):
            self._met.before = True
            self._barrier.wait(timeout=60)
        return self._store.put_users(users)


# Owners of a team: what each does to whom at the same moment, and how many of them can.
MOMENTS: tuple[tuple[dict[str, str], Role | None, int], ...] = (
    ({"ann": "ann", "bob": "bob"}, None, 1),
    ({"ann": "ann", "bob": "bob"}, Role.EDITOR, 1),
    ({"ann": "bob", "bob": "ann"}, None, 1),
    ({"ann": "bob", "bob": "ann"}, Role.VIEWER, 1),
    ({"ann": "ann", "bob": "bob", "eve": "eve"}, None, 2),
    ({"ann": "bob", "bob": "eve", "eve": "ann"}, None, 2),
)


@pytest.mark.parametrize("team", ["", "coats"], ids=["the deployment", "a team"])
def test_owners_who_step_down_or_end_each_other_at_the_same_moment_leave_one(store: Store, team: str) -> None:
    for number, (moment, role, most) in enumerate(MOMENTS):
        place = team and f"{team}-{number}"
        for name in moment:
            store.put_user(User(f"{name}-{number}", name, "", {place: Role.OWNER}, NOON))
        there = Meeting(store, len(moment))

        def act(by: str, key: str, there: Any = there, place: str = place, role: Role | None = role) -> User:
            return operators.set_role(there, place, key, role, NOON, by)

        came = race([partial(act, f"{by}-{number}", f"{whom}-{number}") for by, whom in moment.items()])
        refused = [str(each) for each in came if isinstance(each, Invalid)]
        assert all("last owner" in each or "no owner" in each for each in refused), refused
        assert len([each for each in came if isinstance(each, User)]) + len(refused) == len(moment), came
        owners = [each for each in operators.members(store, place) if each.roles[place] is Role.OWNER]
        assert len(owners) >= 1
        assert len(moment) - len(owners) <= most
        for each in owners:  # so that the next of the deployment's begin among themselves
            operators.set_role(store, place, each.id, None, NOON, by=operators.OPERATOR)


def test_each_is_listed_oldest_first_until_it_is_removed(store: Store) -> None:
    listed: Any = (store.users, store.teams, store.invitations, store.operator_sessions)
    removes: Any = (None, store.remove_team, store.remove_invitation, store.remove_operator_session)
    for place, (value, put, read) in enumerate(KINDS):
        everything, remove = listed[place], removes[place]
        assert everything() == []
        for name, seconds in (("b", 2), ("c", 0), ("a", 1)):
            put(store)(replace(value, id=name, created_at=after(seconds)))
        assert [each.id for each in everything()] == ["c", "a", "b"]
        if remove:
            read_before = read(store)("a")
            remove("a")
            remove("a")
            assert [each.id for each in everything()] == ["c", "b"]
            with pytest.raises(Conflict):  # nobody who read it before brings it back
                put(store)(replace(read_before, created_at=NOON))
            assert read(store)("a") is None


def test_the_log_is_read_newest_first_page_by_page_and_by_team(store: Store) -> None:
    assert store.audit_entries(9) == []
    for number, team in ((2, "coats"), (4, ""), (1, ""), (3, "coats"), (5, "coats")):
        store.add_audit_entry(entry(number, team))
    assert store.audit_entries(9)[0] == entry(5, "coats")
    assert [each.id for each in store.audit_entries(2)] == ["e5", "e4"]
    assert [each.id for each in store.audit_entries(2, before="e4")] == ["e3", "e2"]
    assert [each.id for each in store.audit_entries(2, team="coats")] == ["e5", "e3"]
    assert [each.id for each in store.audit_entries(2, before="e3", team="coats")] == ["e2"]
    assert [each.id for each in store.audit_entries(9, team="")] == ["e4", "e1"]
    assert store.audit_entries(9, team="others") == []


def test_nothing_in_the_log_is_written_over(store: Store) -> None:
    store.add_audit_entry(entry(1))
    with pytest.raises(Conflict):
        store.add_audit_entry(replace(entry(1), did="did nothing"))
    assert store.audit_entries(9) == [entry(1)]


def test_what_has_run_out_is_deleted_where_the_store_is_told_to(store: Store) -> None:
    if not getattr(store, "is_file", False):
        pytest.skip("Firestore deletes by itself, by the fields that Terraform names")
    store.put_invitation(INVITATION)
    store.put_operator_session(SESSION)
    store.add_audit_entry(entry(1))
    year = timedelta(days=400)
    assert store.expire(after(60), year, year) == 0
    assert store.expire(after(601), year, year) == 3
    assert (store.invitations(), store.operator_sessions(), store.audit_entries(9)) == ([], [], [])
