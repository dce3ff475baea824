"""Users: an invitation is used once, by whom it is for; nobody is raised by it above whoever made it; nobody comes back who was ended."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from coatcheck.errors import Conflict, Invalid
from coatcheck.model import Invitation, Passkey, Role, Scope, SignedInBy, Team, User, Via
from coatcheck.people import api_keys, audit, invitations, operators, sessions, teams
from coatcheck.ports import Store
from tests.examples import delivery, event
from tests.fakes.ports import NOON
from tests.racing import race
from tests.stores import open_sqlite

OWNER, EDITOR, VIEWER = Role.OWNER, Role.EDITOR, Role.VIEWER
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_sqlite(tmp_path / "people.db")
    store.put_team(Team("coats", "Coats", NOON))
    yield store
    store.close()


def user(store: Store, name: str, **roles: Role) -> User:
    """A user with these roles, `first` for the first team."""
    email = f"{name}@example.org"
    given = {"" if team == "first" else team: role for team, role in roles.items()}
    return store.put_user(User(operators.user_id(email), name.title(), email, given, NOON))


def invited(store: Store, role: Role = EDITOR, email: str = "", by: str = "", team: str = "coats") -> Invitation:
    """An invitation as whoever opens its link finds it."""
    _, secret = invitations.invite(store, team, role, email, by, NOON)
    return invitations.usable(store, secret, NOON, ())


def use(store: Store, invitation: Invitation, name: str = "Bob", present: User | None = None, proven: str = "") -> User:
    return invitations.accept(store, invitation, name, present, proven, LATER)


def test_an_invitation_makes_a_user_of_its_role_in_its_team_alone(store: Store) -> None:
    made = use(store, invited(store, EDITOR, "Bob@Example.org "))
    assert (made.name, made.email, made.roles) == ("Bob", "bob@example.org", {"coats": EDITOR})
    assert (made.may("coats", EDITOR), made.may("coats", OWNER), made.may("", VIEWER)) == (True, False, False)
    assert operators.members(store, "coats") == [made]
    assert operators.members(store, "") == []


def test_of_many_who_use_it_at_the_same_moment_one_comes_in(store: Store) -> None:
    found = invited(store)  # by all of them, before any of them uses it
    came = race([lambda: use(store, found)] * 8)
    assert len([each for each in came if isinstance(each, User)]) == 1
    assert {str(each) for each in came if not isinstance(each, User)} == {invitations.WORTHLESS}
    assert len(store.users()) == 1


def test_of_two_invitations_to_one_address_used_at_the_same_moment_nobody_gets_in_as_the_other(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, ours = (invited(store, EDITOR, "bob@example.org", team=team) for team in ("coats", ""))
    put = store.put_invitation

    def they_are_faster(invitation: Invitation) -> Invitation:
        """They come in between what we read and what we write."""
        monkeypatch.setattr(store, "put_invitation", put)
        use(store, theirs, "Bob")
        return put(invitation)

    monkeypatch.setattr(store, "put_invitation", they_are_faster)
    with pytest.raises(Invalid, match="Sign in as them first"):
        use(store, ours, "Eve")
    assert [(each.name, each.roles) for each in store.users()] == [("Bob", {"coats": EDITOR})]


def test_it_opens_nothing_once_it_has_run_out_was_taken_back_or_its_team_is_gone(store: Store) -> None:
    made, secret = invitations.invite(store, "coats", EDITOR, "", "", NOON)
    assert invitations.usable(store, secret, NOON + invitations.GOOD_FOR - timedelta(seconds=1), ()) == made
    with pytest.raises(Invalid, match="has run out"):
        invitations.usable(store, secret, NOON + invitations.GOOD_FOR, ())
    store.remove_team("coats")
    with pytest.raises(Invalid):
        invitations.usable(store, secret, NOON, ())
    store.put_team(Team("coats", "Coats", NOON))
    assert invitations.usable(store, secret, NOON, ()) == made
    store.remove_invitation(made.id)
    for gone in (secret, "guess"):
        with pytest.raises(Invalid):
            invitations.usable(store, gone, NOON, ())


def test_an_owner_who_was_ended_or_made_less_leaves_no_open_invitation_behind(store: Store) -> None:
    eve = user(store, "eve", coats=OWNER)
    _, secret = invitations.invite(store, "coats", OWNER, "", eve.id, NOON)
    assert invitations.usable(store, secret, NOON, ())
    operators.set_role(store, "coats", eve.id, EDITOR, NOON, by="")
    with pytest.raises(Invalid):
        invitations.usable(store, secret, NOON, ())
    operators.set_role(store, "coats", eve.id, OWNER, NOON, by="")
    assert invitations.usable(store, secret, NOON, ())
    operators.end(store, eve.id, NOON)
    with pytest.raises(Invalid):
        invitations.usable(store, secret, NOON, ())


def test_a_program_that_invited_has_to_have_its_key_still(store: Store) -> None:
    key, _ = api_keys.make(store, "robot", "ann", [Scope.ADMIN], NOON, days=1)
    _, secret = invitations.invite(store, "coats", EDITOR, "", invitations.BY_KEY + key.id, NOON)
    assert invitations.usable(store, secret, NOON, ())
    with pytest.raises(Invalid):
        invitations.usable(store, secret, NOON + timedelta(days=1), ())
    api_keys.end(store, "robot")
    with pytest.raises(Invalid):
        invitations.usable(store, secret, NOON, ())


def test_whoever_is_named_in_the_settings_may_invite_though_no_user_is_stored(store: Store) -> None:
    admin = operators.user_id("ann@example.org")
    _, secret = invitations.invite(store, "coats", EDITOR, "", admin, NOON)
    assert invitations.usable(store, secret, NOON, {admin})
    with pytest.raises(Invalid):
        invitations.usable(store, secret, NOON, ())


def test_a_link_that_signs_somebody_in_is_an_owners_of_the_first_team_when_it_is_used(store: Store) -> None:
    ann, bob = user(store, "ann", first=OWNER), user(store, "bob", coats=VIEWER)
    _, secret = invitations.let_in(store, bob, ann.id, NOON)
    found = invitations.usable(store, secret, NOON, ())
    operators.set_role(store, "", ann.id, EDITOR, NOON, by="")
    with pytest.raises(Invalid):
        invitations.usable(store, secret, NOON, ())
    operators.end(store, bob.id, NOON)
    with pytest.raises(Invalid):
        use(store, found)


def test_whoever_else_was_in_as_somebody_is_out_once_they_are_let_in_anew(store: Store) -> None:
    bob = user(store, "bob", coats=VIEWER)
    bob = store.put_user(replace(bob, passkeys=(Passkey(b"1", b"2", 0, "eve's", NOON),)))
    session, secret = sessions.begin(store, bob, SignedInBy.PASSKEY, "Eve", NOON)
    _, link = invitations.let_in(store, bob, operators.OPERATOR, NOON)
    found = invitations.usable(store, link, NOON, ())
    came = race([lambda: use(store, found)] * 4)
    (alone,) = [each for each in came if isinstance(each, User)]
    assert (alone.id, alone.roles, alone.passkeys) == (bob.id, {"coats": VIEWER}, ())
    assert sessions.known(store, secret, LATER) is None
    assert not sessions.opens_for(session, alone)


def test_who_is_a_user_already_has_to_be_signed_in_to_take_a_team_more(store: Store) -> None:
    bob = user(store, "bob", first=VIEWER)
    invitation = invited(store, EDITOR, bob.email)
    with pytest.raises(Invalid, match="Sign in as them first"):
        use(store, invitation, "Eve")
    eve = user(store, "eve", first=VIEWER)
    with pytest.raises(Invalid, match="for somebody else"):
        use(store, invitation, present=eve)
    joined = use(store, invitation, present=bob)
    assert (joined.id, joined.roles) == (bob.id, {"": VIEWER, "coats": EDITOR})
    assert len(store.users()) == 2


def test_an_invitation_takes_no_role_away(store: Store) -> None:
    ann = user(store, "ann", coats=OWNER)
    assert use(store, invited(store, VIEWER), present=ann).roles == {"coats": OWNER}


def test_behind_google_an_invitation_is_for_the_address_that_google_says(store: Store) -> None:
    with pytest.raises(Invalid, match="another address"):
        use(store, invited(store, EDITOR, "bob@example.org"), proven="eve@example.org")
    _, link = invitations.let_in(store, user(store, "dan", coats=VIEWER), operators.OPERATOR, NOON)
    with pytest.raises(Invalid, match="another address"):
        use(store, invitations.usable(store, link, NOON, ()), proven="eve@example.org")
    made = use(store, invited(store, EDITOR), proven="Eve@example.org")
    assert (made.id, made.email) == (operators.user_id("eve@example.org"), "eve@example.org")


def test_what_is_no_address_no_team_or_one_invitation_too_many_is_refused(store: Store) -> None:
    for email in (
        "ann",
        "ann@",
        "a b@example.org",
        "<a@b.c>",
        "a@b\r\nc.example",
        "a@b\x00c",
        f"{'a' * 250}@b.example",
    ):
        with pytest.raises(Invalid, match="e-mail address"):
            invitations.invite(store, "coats", EDITOR, email, "", NOON)
    with pytest.raises(Invalid, match="no team"):
        invitations.invite(store, "shoes", EDITOR, "", "", NOON)


def test_the_id_of_a_removed_team_is_free_once_nothing_is_kept_of_it(store: Store) -> None:
    told = delivery("ann", of=event("coat", team="hats"), created_at=NOON)
    traces: tuple[Callable[[], object], ...] = (
        lambda: audit.note(store, audit.Actor("Ann", Via.PAGE, team="caps"), "did it", "", NOON),
        lambda: store.put_delivery(told),
    )
    for team, leave in zip(("caps", "hats"), traces, strict=True):
        teams.make(store, team, "", NOON)
        leave()
        with pytest.raises(Invalid, match="There is a team"):
            teams.make(store, team, "", NOON)
        teams.remove(store, team, NOON)
        with pytest.raises(Invalid, match="There was a team"):
            teams.make(store, team, "", NOON)
    teams.make(store, "gloves", "", NOON)
    teams.remove(store, "gloves", NOON)
    assert teams.make(store, "gloves", "", NOON).id == "gloves"


def test_names_are_one_line_and_nobody_elses_in_the_log(store: Store) -> None:
    assert operators.user_name("  Ann\r\n2026 Bob\u2028 removed\u202e ") == "Ann 2026 Bob removed"
    unseen = ("operator\u3164", "oper\u034fator", "operator\ufe0f", "\u2800console", "\u115f", "system\U000e0100")
    for name in ("", " \n", "x" * 61, "operator", "Operator ", "ＯＰＥＲＡＴＯＲ", "console", "The  Operator", *unseen):
        with pytest.raises(Invalid):
            operators.user_name(name)


def test_a_name_is_changed_whatever_somebody_else_changes_of_them_meanwhile(store: Store) -> None:
    ann, bob = user(store, "ann", coats=OWNER), user(store, "bob", coats=OWNER)
    operators.set_role(store, "coats", bob.id, EDITOR, NOON, by=ann.id)  # which writes Ann along as she is
    assert operators.rename(store, ann, "Anna").roles == {"coats": OWNER}
    assert (operators.rename(store, bob, "Rob").roles, store.user(ann.id).name) == ({"coats": EDITOR}, "Anna")
    operators.end(store, bob.id, NOON)
    with pytest.raises(Conflict):
        operators.rename(store, bob, "Bob")


def test_a_role_is_changed_and_taken_away_in_one_team_alone(store: Store) -> None:
    bob = user(store, "bob", first=EDITOR, coats=EDITOR)
    assert operators.set_role(store, "coats", bob.id, VIEWER, NOON, by="").roles == {"": EDITOR, "coats": VIEWER}
    left = operators.set_role(store, "coats", bob.email, None, NOON, by="")
    assert (left.roles, left.ended_at) == ({"": EDITOR}, None)
    with pytest.raises(Invalid, match="no user"):
        operators.set_role(store, "coats", bob.id, OWNER, NOON, by="")


def test_the_last_owner_cannot_step_down_and_another_can(store: Store) -> None:
    ann, bob = user(store, "ann", coats=OWNER), user(store, "bob", coats=EDITOR)
    for role in (EDITOR, None):
        with pytest.raises(Invalid, match="last owner"):
            operators.set_role(store, "coats", ann.id, role, NOON, by=ann.id)
    operators.set_role(store, "coats", bob.id, OWNER, NOON, by=ann.id)
    assert operators.set_role(store, "coats", ann.id, VIEWER, NOON, by=ann.id).roles == {"coats": VIEWER}


def test_who_is_ended_has_nothing_left_and_no_earlier_session_works_when_they_are_invited_again(store: Store) -> None:
    bob = user(store, "bob", coats=OWNER)
    session, secret = sessions.begin(store, bob, SignedInBy.LINK, "Firefox", NOON)
    assert sessions.opens_for(session, bob)
    ended = operators.set_role(store, "coats", bob.id, None, LATER, by="")
    assert (ended.roles, ended.passkeys, ended.ended_at) == ({}, (), LATER)
    assert not sessions.opens_for(session, ended)
    assert sessions.known(store, secret, LATER) is None
    again = use(store, invited(store, VIEWER, bob.email), "Bob")
    assert (again.id, again.ended_at) == (bob.id, None)
    assert not sessions.opens_for(session, again)  # also one that was opened while they were ended


def test_a_session_lasts_thirty_days_is_seen_every_five_minutes_and_ends_for_good(store: Store) -> None:
    bob = user(store, "bob", coats=VIEWER)
    session, secret = sessions.begin(store, bob, SignedInBy.PASSKEY, "Firefox", NOON)
    assert secret not in repr(store.operator_sessions())
    assert sessions.known(store, secret, NOON + timedelta(minutes=4)) == session
    seen = sessions.known(store, secret, NOON + timedelta(minutes=5))
    assert seen
    assert seen.seen_at == NOON + timedelta(minutes=5)
    assert sessions.known(store, secret, NOON + timedelta(days=30)) is None
    assert sessions.known(store, "guess", NOON) is None
    other, _ = sessions.begin(store, bob, SignedInBy.PASSKEY, "Edge", NOON)
    assert sessions.end_all(store, bob.id, but=other.id) == 1
    assert (sessions.known(store, secret, NOON), store.operator_sessions()) == (None, [other])
