"""Who may do what: every route of the operator's pages, made from the table of rights, for each role in each team; and the log of what was done."""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser
from werkzeug.routing import Rule

from coatcheck.errors import StoreUnavailable
from coatcheck.model import FIRST_TEAM, ChannelAddress, Role, SuggestionState, Team, Via
from coatcheck.people import invitations
from signup_web.admin.rights import OPEN, RIGHTS, VIEW, Of
from tests import examples
from tests.fakes.ports import NOON
from tests.signup_web.admin.running import EDITOR, OWNER, VIEWER, keep, signed_in, user
from tests.signup_web.visiting import PUBLIC, Site, Visitor, enter, words

ORDER = [VIEWER, EDITOR, OWNER]


@pytest.fixture
def site(site: Site) -> Site:
    for team in ("coats", "shoes"):
        site.store.put_team(Team(team, team.title(), NOON))
    return site


def rules(site: Site) -> list[Rule]:
    return [rule for rule in site.app.url_map.iter_rules() if rule.rule.startswith("/admin")]


def asked(site: Site, visitor: Visitor) -> Iterator[tuple[str, int, str]]:
    """The endpoint, status and target of each guarded route, whose own work is nothing: the guard lets through, or not."""
    site.app.config["WTF_CSRF_ENABLED"] = False
    for rule in rules(site):
        if rule.endpoint in OPEN:
            continue
        site.app.view_functions[rule.endpoint] = lambda **_: "let through"
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", "none")
        for method in {"GET", "POST"} & (rule.methods or set()):
            answer = visitor.client.open(path, method=method, base_url=PUBLIC)
            assert (answer.text == "let through") is (answer.status_code == 200)
            yield rule.endpoint, answer.status_code, answer.location or ""


def test_every_route_is_in_the_table_or_open_and_none_is_both(site: Site) -> None:
    endpoints = {rule.endpoint for rule in rules(site)}
    assert endpoints == set(RIGHTS) | OPEN
    assert set(RIGHTS) & OPEN == set()
    assert all(endpoint.startswith(("door.", "passkeys.")) for endpoint in OPEN)


def test_what_posts_says_what_it_did_or_changes_nothing(site: Site) -> None:
    silent = {rule.endpoint for rule in rules(site) if "POST" in (rule.methods or ()) and rule.endpoint not in OPEN}
    silent = {endpoint for endpoint in silent if not RIGHTS[endpoint].did}
    previews = {f"adding.{name}" for name in ("options", "preview", "teach")} | {"rereading.look", "rereading.teach"}
    assert silent == {*previews, "admin_why.by_address", "passkeys.ask_to_add", "admin_teams.choose"}


def test_each_route_takes_the_role_in_the_table_in_the_team_that_somebody_is_in(site: Site) -> None:
    somebody = user(site, "none")
    people: dict[str, tuple[Callable[[], Visitor], Role | None, bool]] = {
        "a stranger": (site.visitor, None, False),
        "whoever has the key": (lambda: enter(site), OWNER, True),
        "somebody without a team": (lambda: signed_in(site, somebody), None, False),
    }
    for role in ORDER:
        own, first = user(site, f"own-{role}", coats=role), user(site, f"first-{role}", first=role)
        both = user(site, f"both-{role}", coats=OWNER, shoes=role)
        people |= {
            f"{role} of a team": (partial(signed_in, site, own), role, False),
            f"{role} of a team who asks for another": (partial(signed_in, site, own, "shoes"), role, False),
            f"{role} of a team who asks for the first": (partial(signed_in, site, own, FIRST_TEAM), role, False),
            f"{role} of the first team": (partial(signed_in, site, first), role, role is OWNER),
            f"{role} of this team, owner of another": (partial(signed_in, site, both, "shoes"), role, False),
        }
    everywhere = user(site, "everywhere", first=OWNER)
    people["an owner of the first team in another"] = (partial(signed_in, site, everywhere, "coats"), OWNER, True)
    for name, (come, role, is_everywhere) in people.items():
        visitor = come()
        for endpoint, status, target in asked(site, visitor):
            right = RIGHTS[endpoint]
            if role is None:
                expected = (302, "/admin/enter")
            elif ORDER.index(role) < ORDER.index(right.least) or (right.of is Of.DEPLOYMENT and not is_everywhere):
                expected = (403, "")
            else:
                expected = (200, "")
            assert (status, target) == expected, (name, endpoint)


def test_a_page_that_nobody_put_into_the_table_is_refused(site: Site) -> None:
    site.app.add_url_rule("/admin/new", "overview.new", lambda: "open!")
    assert enter(site).get("/admin/new").status_code == 403
    assert site.visitor().get("/admin/new").request.path == "/admin/enter"


def test_no_form_is_taken_without_its_token_or_from_another_site(site: Site) -> None:
    visitor = enter(site)
    for rule in rules(site):
        if "POST" not in (rule.methods or ()):
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", "jacket")
        assert visitor.client.post(path, base_url=PUBLIC).status_code == 400, path
    site.app.config["WTF_CSRF_ENABLED"] = False
    for origin in ("cross-site", "same-site"):
        answer = visitor.client.post("/admin/users", base_url=PUBLIC, headers={"Sec-Fetch-Site": origin})
        assert answer.status_code == 403
    assert site.store.invitations() == []


def test_a_role_that_is_changed_or_ended_counts_from_the_next_request_on(site: Site) -> None:
    ann = user(site, "ann", coats=EDITOR)
    visitor = signed_in(site, ann)
    assert visitor.get("/admin/add").status_code == 200
    less = site.store.put_user(replace(ann, roles={"coats": VIEWER}))
    assert visitor.get("/admin/add").status_code == 403
    assert visitor.get("/admin/").status_code == 200
    ended = site.store.put_user(replace(less, ended_at=site.clock.now()))
    assert visitor.get("/admin/").request.path == "/admin/enter"
    site.store.put_user(replace(ended, ended_at=None, created_at=site.clock.now().replace(year=2030)))
    assert visitor.get("/admin/").request.path == "/admin/enter"


def led_to(page: str) -> Iterator[tuple[str, str]]:
    """Every address under /admin that the page leads to, by a link, a form or one of its buttons, and by which method."""
    tree = LexborHTMLParser(page)
    found = [("GET", each.attributes["href"]) for each in tree.css("a[href]")]
    forms = [form for form in tree.css("form[action]") if form.css("button:not([formaction])")]
    found += [((form.attributes.get("method") or "get").upper(), form.attributes["action"]) for form in forms]
    found += [("POST", button.attributes["formaction"]) for button in tree.css("[formaction]")]
    for method, address in found:
        target = urlsplit(address or "")
        if not target.netloc and target.path.startswith("/admin"):
            yield method, target.path


def test_no_page_has_a_link_or_a_button_that_would_be_refused_or_shows_an_address_whole(site: Site) -> None:
    site.watch("coat", team="coats")
    site.watch("parka", team="coats", paused_at=NOON, active=False)
    waiting = examples.suggestion(state=SuggestionState.WAITING, waiting_since=site.clock.now())
    site.store.put_suggestion(waiting)
    site.store.put_subscriber(examples.subscriber("ann", to=ChannelAddress("console", "+14155552671")))
    wants = site.store.put_subscription(examples.subscription("ann", "coat"))
    site.store.fan_out([(examples.delivery("ann", examples.event("coat", team="coats")), wants)])
    site.store.bury(examples.letter())
    adapter = site.app.url_map.bind("coatcheck.example")
    reached: dict[str, set[str]] = {}
    people = {str(role): user(site, role, coats=role) for role in ORDER}
    for who, operator in {**people, "everywhere": user(site, "everywhere", first=OWNER)}.items():
        visitor, seen, todo = signed_in(site, operator, "coats"), set[tuple[str, str]](), [("GET", "/admin/")]
        while todo:
            method, path = todo.pop()
            if (method, path) in seen:
                continue
            seen.add((method, path))
            endpoint, _ = adapter.match(path, method=method)
            right = RIGHTS.get(endpoint, VIEW)
            least, whole = ORDER.index(right.least), right.of is Of.DEPLOYMENT
            assert who == "everywhere" or (ORDER.index(Role(who)) >= least and not whole), (who, endpoint)
            if method == "GET":
                answer = visitor.client.get(path, base_url=PUBLIC)
                assert answer.status_code == 200, (who, path)
                assert "4155552671" not in answer.text, (who, path)
                todo += led_to(answer.text)
        assert "2671" in visitor.get("/admin/deliveries").text, who
        reached[who] = {adapter.match(path, method=method)[0] for method, path in seen}
    assert reached["viewer"] < reached["editor"] < reached["owner"] < reached["everywhere"]
    assert {"watches.watch", "admin_why.by_id"} <= reached["viewer"]
    assert {"watches.remove", "rereading.change"} <= reached["editor"]
    changes = {endpoint for endpoint in reached["viewer"] - OPEN if RIGHTS[endpoint].did}
    assert {endpoint.partition(".")[0] for endpoint in changes} == {"me", "passkeys"}


class Counted:
    """The store, and how often it was asked."""

    def __init__(self, store: object) -> None:
        self.asked, self._store = 0, store

    def __getattr__(self, name: str) -> object:
        self.asked += 1
        return getattr(self._store, name)


def test_no_page_asks_the_store_more_often_for_more_teams_users_sessions_or_invitations(site: Site) -> None:
    people = [user(site, "boss", first=OWNER), user(site, "ann", coats=OWNER, shoes=VIEWER)]
    visitors = [signed_in(site, each) for each in people]
    pages = [rule.rule for rule in rules(site) if "GET" in (rule.methods or ()) and not rule.arguments]
    vars(site.services)["store"] = store = Counted(site.store)

    def asked() -> dict[tuple[str, str], int]:
        found = {}
        for person, visitor in zip(people, visitors, strict=True):
            for path in pages:
                before = store.asked
                visitor.client.get(path, base_url=PUBLIC)
                found[person.name, path] = store.asked - before
        return found

    few = asked()
    for number in range(9):
        site.store.put_team(Team(f"team-{number}", "Team", NOON))
        signed_in(site, user(site, f"carl-{number}", coats=EDITOR, first=VIEWER))
        invitations.invite(site.store, "coats", VIEWER, "", people[1].id, site.clock.now())
    many = asked()
    assert {page: number - few[page] for page, number in many.items() if number > few[page]} == {}


def log(site: Site) -> list[tuple[str, str, str]]:
    return [(each.who, each.did, each.about) for each in reversed(site.store.audit_entries(99))]


def test_what_was_done_is_in_the_log_and_what_was_refused_or_failed_is_not(site: Site) -> None:
    ann = user(site, "ann", first=EDITOR)
    visitor = signed_in(site, ann)
    visitor.get("/admin/")
    visitor.send(to="/admin/watches/jacket/active", active="0")
    visitor.submit("/admin/watches/jacket", action="/watches/jacket", interval="90")
    visitor.submit("/admin/watches/jacket", action="/watches/jacket", interval="1")
    assert visitor.status == 422
    visitor.submit("/admin/watches/jacket", action="/remove")
    assert visitor.status == 422
    visitor.submit("/admin/watches/jacket", action="/hook", secret="whsec")
    visitor.send(action="/watches/jacket", to="/admin/switch", stop="1", sure="1")
    assert visitor.status == 403
    visitor.submit("/admin/watches/jacket", action="/remove", sure="1")
    assert log(site) == [
        ("Ann", "paused or resumed a watch", "jacket: paused"),
        ("Ann", "changed a watch", "jacket"),
        ("Ann", "set the secret of a shop's webhooks", "jacket"),
        ("Ann", "removed a watch", "jacket"),
    ]
    (entry, *_) = site.store.audit_entries(1)
    assert (entry.who_id, entry.by, entry.team) == (ann.id, Via.PAGE, FIRST_TEAM)


def test_the_log_masks_addresses_and_shows_an_owner_their_own_teams_entries(site: Site) -> None:
    visitor = signed_in(site, user(site, "ann", coats=OWNER, shoes=OWNER), "coats")
    visitor.submit("/admin/test", action="/test", channel="console", address="+14155552671")
    visitor.submit("/admin/users", action="/users", email="bob@example.org", role="viewer")
    assert [said[1:] for said in log(site)] == [
        ("sent a test message", "console +1 *** 2671"),
        ("invited somebody", "b***@example.org as viewer"),
    ]
    assert "b***@example.org" in words(visitor.get("/admin/audit").text)
    keep(visitor.client, team="shoes")
    assert "Nothing was changed yet." in words(visitor.get("/admin/audit").text)


def test_what_was_not_there_or_was_so_already_leaves_no_line(site: Site) -> None:
    visitor = signed_in(site, user(site, "ann", first=OWNER))
    site.app.config["WTF_CSRF_ENABLED"] = False
    sent = {"sure": "1", "role": "viewer", "name": "Ann", "secret": "whsec", "active": "1"}
    for rule in rules(site):
        if "POST" in (rule.methods or ()) and rule.arguments and rule.endpoint not in OPEN:
            path = rule.rule
            for argument in rule.arguments:
                path = path.replace(f"<{argument}>", "none")
            visitor.client.post(path, base_url=PUBLIC, data=sent)
    visitor.client.post("/admin/several", base_url=PUBLIC, data={"watch": "jacket", "what": "resume"})
    assert log(site) == []


def test_what_concerns_the_whole_deployment_is_logged_for_the_first_team_whichever_one_works_for(site: Site) -> None:
    visitor = signed_in(site, user(site, "boss", first=OWNER), "coats")
    visitor.submit("/admin/teams", action="/teams", id="hats", name="")
    visitor.submit("/admin/system", action="/log-level", level="DEBUG", minutes="15")
    visitor.submit("/admin/keys", action="/keys", name="phone", scope="read", days="9")
    assert [(each.team, each.did) for each in reversed(site.store.audit_entries(9))] == [
        (FIRST_TEAM, "made a team"),
        (FIRST_TEAM, "set a log level"),
        ("coats", "made an API key"),
    ]


def test_what_can_not_be_logged_is_done_and_said_in_the_log_of_the_process(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = signed_in(site, user(site, "ann", first=OWNER))

    def away(entry: object) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(site.store, "add_audit_entry", away)
    visitor.submit("/admin/watches/jacket", action="/remove", sure="1")
    assert (visitor.at, site.store.watches()) == ("/admin/", [])
    assert "The audit log lacks" in caplog.text
    assert "removed a watch jacket" in caplog.text
    _, secret = invitations.invite(site.store, FIRST_TEAM, EDITOR, "", "", site.clock.now())
    invited = site.visitor()
    invited.submit(f"/admin/invitation/{secret}", name="Bob")
    assert (invited.at, "used an invitation as editor" in caplog.text) == ("/admin/me", True)
    assert "signed in by invitation" in caplog.text


def test_nobody_fills_the_log_by_what_everybody_may_change_of_their_own(site: Site) -> None:
    visitor, most = signed_in(site, user(site, "val", first=VIEWER)), site.services.limits.own_changes_per_hour
    for number in range(most):
        visitor.submit("/admin/me", action="/me/name", name=f"Val {number}")
        assert visitor.at == "/admin/me"
    site.app.config["WTF_CSRF_ENABLED"] = False
    own = [endpoint for endpoint, right in RIGHTS.items() if right.is_counted]
    for rule in (rule for rule in rules(site) if rule.endpoint in own):
        path = rule.rule.replace("<session_id>", "none").replace("<passkey_id>", "none")
        refused = visitor.client.post(path, base_url=PUBLIC)
        assert (refused.status_code, "too often in this hour" in refused.text) == (429, True)
    assert set(own) == {"me.rename", "passkeys.add", "passkeys.rename"}
    assert len(site.store.audit_entries(99)) == most
    assert visitor.client.get("/admin/me", base_url=PUBLIC).status_code == 200
    other = signed_in(site, user(site, "eve", first=VIEWER))
    other.submit("/admin/me", action="/me/name", name="Eve B.")
    site.wait(hours=1)
    for each in (other, visitor):
        each.submit("/admin/me", action="/me/name", name="Val again")
        assert each.at == "/admin/me"


def test_a_thief_of_a_session_can_not_stay_by_using_up_what_its_user_may_change(site: Site) -> None:
    val = user(site, "val", first=VIEWER)
    thief, owner = signed_in(site, val), signed_in(site, val)
    for number in range(site.services.limits.own_changes_per_hour):
        thief.submit("/admin/me", action="/me/name", name=f"Val {number}")
    owner.submit("/admin/me", action="/me/sessions/end")
    assert (owner.at, len(site.store.operator_sessions())) == ("/admin/me", 1)
    assert thief.client.get("/admin/me", base_url=PUBLIC).status_code == 302
    site.app.config["WTF_CSRF_ENABLED"] = False
    logged = len(site.store.audit_entries(99))
    assert owner.client.post("/admin/me/sessions/end", base_url=PUBLIC).status_code == 303
    assert len(site.store.audit_entries(99)) == logged, "nothing was left to end"
