"""People who run it, by the API: users, invitations, sessions; and what every route that changes something leaves in the log."""

from coatcheck.model import Scope, SignedInBy, Via
from coatcheck.people import api_keys, invitations, operators, sessions
from signup_web.api.done import DONE, SILENT
from signup_web.api.table import ROUTES
from tests.signup_web.admin.running import EDITOR, OWNER, VIEWER, user
from tests.signup_web.api.asking import Program
from tests.signup_web.visiting import PUBLIC, Site

ADMIN = Scope.ADMIN


def test_every_route_that_changes_something_says_what() -> None:
    assert {route.name for route in ROUTES if route.method != "GET"} == set(DONE) | SILENT
    assert set(DONE) & SILENT == set()


def test_somebody_is_invited_and_comes_in_while_the_key_that_invited_them_is_one(site: Site) -> None:
    program = Program(site, ADMIN)
    made = program.post("/invitations", {"role": "editor", "email": "Bob@example.org"})
    assert program.get("/invitations")["items"] == [made["invitation"]]
    other = program.post("/invitations", {"role": "owner"})
    program.delete(f"/invitations/{other['invitation']['id']}")
    program.refused(404, "DELETE", f"/invitations/{other['invitation']['id']}")
    bob = site.visitor()
    bob.submit(made["link"].removeprefix(PUBLIC), name="Bob")
    assert bob.at == "/admin/me"
    (shown,) = program.get("/users")["items"]
    assert (shown["name"], shown["email"], shown["role"], shown["passkeys"]) == ("Bob", "bob@example.org", "editor", 0)
    late = program.post("/invitations", {"role": "owner"})
    api_keys.end(site.store, "admin")
    visitor = site.visitor()
    assert visitor.get(late["link"].removeprefix(PUBLIC)).status_code == 403


def test_a_role_is_changed_and_a_user_removed_and_signed_out(site: Site) -> None:
    program, bob = Program(site, ADMIN), user(site, "bob", first=VIEWER)
    session, _ = sessions.begin(site.store, bob, SignedInBy.PASSKEY, "Firefox", site.clock.now())
    assert program.patch(f"/users/{bob.id}", {"role": "owner"})["role"] == "owner"
    program.refused(422, "PATCH", f"/users/{bob.id}", {"role": "king"})
    assert [each["id"] for each in program.get("/sessions")["items"]] == [session.id]
    program.delete(f"/sessions/{session.id}")
    program.refused(404, "DELETE", f"/sessions/{session.id}")
    program.delete(f"/users/{bob.id}")
    program.refused(404, "DELETE", f"/users/{bob.id}")
    assert operators.live(site.store.user(bob.id)) is None


def test_a_key_acts_for_whoever_made_it_and_stops_with_them(site: Site) -> None:
    ann, bob = user(site, "ann", first=OWNER), user(site, "bob", first=OWNER)
    now = site.clock.now()
    hers = Program(site, token=api_keys.make(site.store, "hers", "Ann", [ADMIN], now, made_by=ann.id)[1])
    operators_own = Program(site, ADMIN)
    child = hers.post("/keys", {"name": "child", "scopes": ["admin"]})
    assert (child["key"]["made_by"], child["key"]["works"]) == (ann.id, True)
    invited = hers.post("/invitations", {"role": "owner"})["link"].removeprefix(PUBLIC)
    hers.delete(f"/users/{bob.id}")
    for ask in (("PATCH", {"role": "viewer"}), ("DELETE", None)):
        assert "last owner" in hers.refused(422, ask[0], f"/users/{ann.id}", ask[1])
    operators_own.patch(f"/users/{ann.id}", {"role": "viewer"})
    assert "no owner any more" in hers.refused(401, "GET", "/keys")
    Program(site, token=child["token"]).refused(401, "GET", "/keys")
    assert site.visitor().get(invited).status_code == 403
    shown = {each["name"]: each["works"] for each in operators_own.get("/keys")["items"]}
    assert shown == {"hers": False, "admin": True, "child": False}
    operators_own.refused(404, "POST", "/keys/none/take-over")
    taken = operators_own.post(f"/keys/{child['key']['id']}/take-over")
    assert (taken["made_by"], taken["works"]) == ("", True)
    assert Program(site, token=child["token"]).get("/keys")["items"]


def test_users_of_other_teams_are_not_there(site: Site) -> None:
    program, eve = Program(site, ADMIN), user(site, "eve", coats=OWNER)
    session, _ = sessions.begin(site.store, eve, SignedInBy.PASSKEY, "Firefox", site.clock.now())
    theirs, _ = invitations.invite(site.store, "", EDITOR, "", "", site.clock.now())
    assert (program.get("/users")["items"], program.get("/sessions")["items"]) == ([], [])
    for method, path, body in (
        ("PATCH", f"/users/{eve.id}", {"role": "viewer"}),
        ("DELETE", f"/users/{eve.id}", None),
        ("DELETE", f"/sessions/{session.id}", None),
    ):
        assert "eve" not in program.refused(404, method, path, body).lower().replace(eve.id, "")
    assert [each["id"] for each in program.get("/invitations")["items"]] == [theirs.id]
    for scope in Scope:
        if scope is not ADMIN:
            Program(site, scope).refused(403, "GET", "/users")


def test_the_log_says_which_key_did_what_once_and_page_by_page(site: Site) -> None:
    program = Program(site, ADMIN, name="robot\x1b[2K")
    program.patch("/watches/jacket", {"interval": 90})
    program.refused(422, "PATCH", "/watches/jacket", {"interval": 1})
    program.post("/watches/changes", {"watches": ["jacket"], "what": "resume"})
    for _ in range(2):
        program.post("/watches/jacket/look", Idempotency_Key="once")
    program.post("/tests", {"channel": "console", "address": "+14155552671"})
    program.post("/people/find", {"channel": "console", "address": "+14155552671"})
    first = program.get("/audit?limit=2")
    second = program.get(f"/audit?limit=2&after={first['next']}")
    entries = [*first["items"], *second["items"]]
    assert [(each["did"], each["about"]) for each in reversed(entries)] == [
        ("changed a watch", "jacket"),
        ("asked for a look", "jacket"),
        ("sent a test message", "console +1 *** 2671"),
    ]
    (key,) = site.store.api_keys()
    assert {(each["who"], each["who_id"], each["by"]) for each in entries} == {
        ("robot[2K (key of ann)", key.id, Via.API)
    }
    assert second["next"] is None
    program.refused(422, "GET", "/audit?after=x")
