"""Users, from their invitation to their end: what they see of each other, where they are signed in, and what nobody gets by it."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from coatcheck.model import FIRST_TEAM, SignedInBy, Team
from coatcheck.people import invitations, sessions
from coatcheck.ports.stored_values import ADMIN_KEY
from signup_web.admin import lock
from tests.fakes.ports import NOON
from tests.signup_web.admin.running import EDITOR, OWNER, VIEWER, keep, signed_in, user
from tests.signup_web.visiting import PUBLIC, Site, Visitor, enter, words


@pytest.fixture
def site(site: Site) -> Site:
    for team in ("coats", "shoes"):
        site.store.put_team(Team(team, team.title(), NOON))
    return site


def link(visitor: Visitor) -> str:
    """The link that the page shows this once."""
    found = re.search(rf"{PUBLIC}(/admin/invitation/\S+?)</code>", visitor.page)
    assert found
    return found[1]


def test_somebody_is_invited_comes_in_and_may_do_what_their_role_may(site: Site) -> None:
    operator, bob, late = enter(site), site.visitor(), site.visitor()
    operator.submit("/admin/users", action="/users", email="bob@example.org", role="editor")
    invitation = link(operator)
    assert "bob@example.org editor" in words(operator.get("/admin/users").text)
    bob.get(invitation)
    late.get(invitation)
    assert "You are invited to run CoatCheck as editor." in words(bob.page)
    bob.send(name="Bob")
    assert (bob.at, bob.status) == ("/admin/me", 200)
    late.send(name="Eve")
    assert late.status == 403
    assert "used already" in late.page
    assert [(each.name, each.email, each.roles) for each in site.store.users()] == [
        ("Bob", "bob@example.org", {FIRST_TEAM: EDITOR})
    ]
    assert [bob.get(path).status_code for path in ("/admin/add", "/admin/users", "/admin/agents")] == [200, 403, 403]
    assert "Bob" in words(operator.get("/admin/users").text)


def test_what_was_made_by_a_key_opens_nothing_with_another_key(site: Site) -> None:
    operator, bob, eve = enter(site), user(site, "bob", first=VIEWER), site.visitor()
    operator.submit("/admin/users", action="/users", role="owner")
    links = [link(operator)]
    operator.submit("/admin/users", action=f"/users/{bob.id}/link")
    links.append(link(operator))
    assert [eve.get(each).status_code for each in links] == [200, 200]
    site.store.put_value(ADMIN_KEY, "another, as the first one leaked")
    assert operator.get("/admin/").request.path == "/admin/enter"
    assert [eve.get(each).status_code for each in links] == [403, 403]


def test_a_name_that_is_none_uses_nothing_up(site: Site) -> None:
    operator, bob = enter(site), site.visitor()
    operator.submit("/admin/users", action="/users", role="viewer")
    invitation = link(operator)
    bob.submit(invitation, name="operator")
    assert (bob.status, "choose another" in bob.page) == (422, True)
    bob.submit(invitation, name="Bob")
    assert bob.at == "/admin/me"


def test_guesses_at_invitations_are_counted(site: Site) -> None:
    visitor = site.visitor()
    visitor.get("/admin/enter")
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.page)
    assert token
    said = [
        visitor.client.post("/admin/invitation/guess", base_url=PUBLIC, data={"csrf_token": token[1]}).status_code
        for _ in range(site.services.limits.admin_tries_per_hour + 1)
    ]
    assert said == [403] * site.services.limits.admin_tries_per_hour + [429]


def test_an_owner_decides_on_their_own_team_alone(site: Site) -> None:
    ann, bob = user(site, "ann", coats=OWNER), user(site, "bob", shoes=VIEWER)
    theirs, _ = invitations.invite(site.store, "shoes", OWNER, "", "", site.clock.now())
    session, _ = sessions.begin(site.store, bob, SignedInBy.PASSKEY, "Edge", site.clock.now())
    visitor = signed_in(site, ann, team="shoes")
    site.app.config["WTF_CSRF_ENABLED"] = False
    for path, fields in {
        f"/admin/users/{bob.id}/role": {"role": "owner"},
        f"/admin/users/{bob.id}/remove": {},
        f"/admin/invitations/{theirs.id}/withdraw": {},
        f"/admin/sessions/{session.id}/end": {},
        f"/admin/me/sessions/{session.id}/end": {},
    }.items():
        answer = visitor.client.post(path, base_url=PUBLIC, data={**fields, "team": "shoes"})
        assert answer.status_code == 404, path
    visitor.client.post("/admin/users", base_url=PUBLIC, data={"role": "owner", "team": "shoes"})
    assert sorted(each.team for each in site.store.invitations()) == ["coats", "shoes"]
    assert (site.store.user(bob.id), site.store.operator_session(session.id)) == (bob, session)
    page = words(visitor.get("/admin/users").text)
    assert "Ann" in page
    assert "Bob" not in page
    assert site.store.audit_entries(9, team="shoes") == []


def test_an_owner_of_the_first_team_lets_somebody_in_anew_and_no_other_owner_does(site: Site) -> None:
    ann, bob = user(site, "ann", coats=OWNER), user(site, "bob", coats=EDITOR)
    owner, before = signed_in(site, ann), signed_in(site, bob)
    assert f"/admin/users/{bob.id}/link" not in owner.get("/admin/users").text
    operator = enter(site)
    keep(operator.client, team="coats")
    operator.submit("/admin/users", action=f"/users/{bob.id}/link")
    owner.send(action="/users", to=f"/admin/users/{bob.id}/link")
    assert owner.status == 403
    other = site.visitor()
    other.submit(link(operator))
    assert "You are editor of Coats, invited as bob@example.org." in words(other.page)
    assert before.get("/admin/").request.path == "/admin/enter"
    assert other.get("/admin/").status_code == 200
    operator.submit("/admin/users", action=f"/users/{bob.id}/link")
    other.submit(link(operator))  # also where they are signed in
    assert (other.at, other.get("/admin/").status_code) == ("/admin/me", 200)


def test_the_last_owner_stays_and_a_team_without_its_last_user_has_no_session_left(site: Site) -> None:
    ann, bob = user(site, "ann", coats=OWNER), user(site, "bob", coats=EDITOR)
    owner, editor = signed_in(site, ann), signed_in(site, bob)
    owner.submit("/admin/users", action=f"/users/{ann.id}/role", role="viewer")
    assert (owner.status, "last owner" in owner.page) == (422, True)
    owner.submit("/admin/users", action=f"/users/{ann.id}/remove")
    assert owner.status == 422
    owner.submit("/admin/users", action=f"/users/{bob.id}/role", role="owner")
    assert editor.get("/admin/users").status_code == 200
    editor.submit("/admin/users", action=f"/users/{ann.id}/remove")
    assert owner.get("/admin/").request.path == "/admin/enter"
    assert [each.user for each in site.store.operator_sessions()] == [bob.id]
    assert [(each.who, each.about) for each in site.store.audit_entries(9, team="coats")] == [
        ("Bob", "Ann"),
        ("Ann", "Bob: editor -> owner"),
    ]


def test_sessions_are_listed_with_their_browser_and_ended_by_their_user_or_an_owner(site: Site) -> None:
    ann, bob = user(site, "ann", coats=OWNER), user(site, "bob", coats=VIEWER)
    owner, first, second = signed_in(site, ann), signed_in(site, bob), signed_in(site, bob)
    assert words(first.get("/admin/me").text).count("Firefox on Linux") == 2 + 2  # each with its button
    first.send(action="/me/sessions/end")
    assert second.get("/admin/").request.path == "/admin/enter"
    assert first.get("/admin/").status_code == 200
    owner.get("/admin/users")
    (session,) = [each for each in site.store.operator_sessions() if each.user == bob.id]
    owner.send(action=f"/sessions/{session.id}/end")
    assert first.get("/admin/").request.path == "/admin/enter"
    assert site.store.audit_entries(1)[0].about == "Bob, Firefox on Linux"


def test_leaving_ends_the_session_and_not_the_cookie_alone(site: Site) -> None:
    visitor = signed_in(site, user(site, "ann", coats=VIEWER))
    with visitor.client.session_transaction(base_url=PUBLIC) as kept:
        secret = kept[lock.ADMIN]
    visitor.submit("/admin/", action="/leave")
    assert site.store.operator_sessions() == []
    keep(visitor.client, admin=secret)
    assert visitor.get("/admin/").request.path == "/admin/enter"


def test_whoever_planted_a_cookie_is_not_in_with_who_signs_in_later(site: Site) -> None:
    eve, ann = site.visitor(), site.visitor()
    eve.get("/admin/enter")
    with eve.client.session_transaction(base_url=PUBLIC) as planted:
        values = {**dict(planted), lock.ADMIN: "planted", "team": "shoes"}
    keep(ann.client, **values)
    keep(eve.client, **values)
    ann.submit(lock.admin_link(site.services).removeprefix(PUBLIC))
    assert ann.at == "/admin/"
    with ann.client.session_transaction(base_url=PUBLIC) as after:
        assert after[lock.ADMIN] != "planted"
        assert "team" not in after
        assert after.get("csrf_token") != values["csrf_token"]
    assert eve.get("/admin/").request.path == "/admin/enter"


def test_signing_in_again_ends_the_session_before_it(site: Site) -> None:
    visitor = enter(site)
    before = site.store.operator_sessions()
    visitor.submit(lock.admin_link(site.services).removeprefix(PUBLIC))
    (after,) = site.store.operator_sessions()
    assert [after] != before
    assert after.signed_in_by is SignedInBy.LINK


@pytest.mark.parametrize(
    "cookie", ["", "x", 7, None, ["a"], "' OR 1=1", "../users", "\x00", "é" * 1000], ids=lambda cookie: repr(cookie)[:9]
)
def test_a_cookie_that_is_none_of_ours_opens_nothing(site: Site, cookie: object) -> None:
    visitor = site.visitor()
    with visitor.client.session_transaction(base_url=PUBLIC) as kept:
        kept[lock.ADMIN] = cookie
    assert visitor.get("/admin/").request.path == "/admin/enter"


def test_another_key_ends_those_it_opened_and_no_users(site: Site) -> None:
    operator, ann = enter(site), signed_in(site, user(site, "ann", first=OWNER))
    site.store.put_value(ADMIN_KEY, "another")
    assert operator.get("/admin/").request.path == "/admin/enter"
    assert ann.get("/admin/").status_code == 200


def test_a_name_is_changed_by_its_user_and_the_log_says_so(site: Site) -> None:
    visitor = signed_in(site, user(site, "ann", coats=VIEWER))
    visitor.submit("/admin/me", action="/me/name", name="Ann\u202e B.\nConsole removed all")
    assert site.store.audit_entries(1)[0].about == "Ann -> Ann B. Console removed all"
    visitor.submit("/admin/me", action="/me/name", name="console")
    assert (visitor.status, "choose another" in visitor.page) == (422, True)


def test_a_user_takes_a_team_more_with_their_session_as_it_is(site: Site) -> None:
    bob = user(site, "bob", coats=VIEWER)
    visitor, operator = signed_in(site, bob), enter(site)
    keep(operator.client, team="shoes")
    operator.submit("/admin/users", action="/users", email="bob@example.org", role="owner")
    invitation = link(operator)
    stranger = site.visitor()
    stranger.submit(invitation, name="Bob")
    assert (stranger.status, "Sign in as them first" in stranger.page) == (422, True)
    visitor.submit(invitation)
    assert visitor.at == "/admin/me"
    known = site.store.user(bob.id)
    assert known == replace(bob.with_role("shoes", OWNER, known.owner_since["shoes"]), revision=known.revision)
    assert len(site.store.users()) == 1
    assert visitor.get("/admin/users").status_code == 200  # in the team that they were invited to


def test_viewers_see_no_secret_that_is_sent_to_a_shop(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.watch("coat", source="page", options={"cookies": "key=s3cret"})
    viewer, editor = (signed_in(site, user(site, name, first=role)) for name, role in (("v", VIEWER), ("e", EDITOR)))
    assert "s3cret" in editor.get("/admin/watches/coat").text
    assert "s3cret" not in viewer.get("/admin/watches/coat").text
