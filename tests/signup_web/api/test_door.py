"""Who may ask what, how often, and how much: as documented, and closed where in doubt."""

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from coatcheck.errors import StoreUnavailable
from coatcheck.model import Scope
from coatcheck.people import api_keys
from coatcheck.watching import several
from console.remote.server import PATIENCE
from signup_web.api.openapi import document, example
from signup_web.api.paging import cursor
from signup_web.api.place import METHODS
from signup_web.api.table import ROUTES
from tests.fakes.ports import Failing
from tests.signup_web.api.asking import Program
from tests.signup_web.visiting import PUBLIC, Site, enter

READ, DEMAND, WATCHES, PEOPLE, MESSAGES, ADMIN = Scope
HOSTILE: tuple[object, ...] = (
    ["2026-01-01T00:00:00", "x"],
    ["2026-01-01T00:00:00", {}],
    [1, 2],
    {},
    [["2026"], "x"],
    None,
    "x",
)
# Of every route, the scope that it takes: one that is not here fails.
TABLE = {
    READ: "get_status list_alerts list_shops get_shop list_watches get_watch count_waiting list_changes list_events",
    WATCHES: "export_watches apply_watches change_watch change_watches look_at_watch remove_watch set_webhook_secret answer_maybe_back "
    "preview list_statements add_watch preview_reading change_reading "
    "list_suggestions accept_suggestion decline_suggestion",
    DEMAND: "get_demand",
    PEOPLE: "list_people find_people erase_everybody explain get_person erase_one stop_messages subscribe get_subscription unsubscribe",
    MESSAGES: "list_deliveries get_delivery list_dead_letters replay_dead_letter discard_dead_letter "
    "list_switches set_switch send_test rehearse listen_to_bot",
    ADMIN: "list_keys make_key take_over_key end_key list_agents invite_agent revoke_agent "
    "list_users set_role remove_user list_invitations invite_user withdraw_invitation list_sessions end_session "
    "list_audit_entries list_log_levels set_log_level list_backups "
    "list_teams make_team remove_team move_watch",
}


def test_every_route_is_open_to_its_scope_and_to_no_other(site: Site) -> None:
    written = {name: scope for scope, names in TABLE.items() for name in names.split()}
    assert {route.name for route in ROUTES} == set(written)
    schemas = document(ROUTES, "", "", "")["components"]["schemas"]
    programs = {scope: Program(site, scope) for scope in Scope}
    wrong: list[tuple[str, str]] = []
    for route in ROUTES:
        path = re.sub(r"{\w+}", "nobody", route.path)
        body = example({"$ref": f"#/components/schemas/{route.body.__name__}"}, schemas) if route.body else None
        wanted = written[route.name]
        for scope, program in programs.items():
            refused = program.ask(route.method, path, body).status_code in (401, 403)
            if refused == (scope in (wanted, ADMIN) or (wanted is READ and scope is not DEMAND)):
                wrong.append((route.name, scope))
        for token in ("", "cc_0", api_keys.TOKEN.pattern):
            if Program(site, token=token or "x").ask(route.method, path, body, ip="10.0.0.1").status_code not in (
                401,
                429,
            ):
                wrong.append((route.name, token))
    assert wrong == []


def test_nothing_else_under_the_address_is_open_but_its_description(site: Site) -> None:
    rules = {rule.rule for rule in site.app.url_map.iter_rules() if rule.rule.startswith("/api")}
    assert rules == {"/api/v1/", "/api/v1/openapi.json", "/api/v1/<path:asked>"}
    client = site.app.test_client()
    for path in ("/nothing", "//status", "/status/", "/watches/a/b", "/../admin/", "/openapi.json/"):
        assert client.get(f"/api/v1{path}", base_url=PUBLIC).status_code in (308, 404), path
    assert client.post("/api/v1/openapi.json", base_url=PUBLIC).status_code in (404, 405)


def test_neither_a_cookie_nor_a_key_in_the_address_opens_it(site: Site) -> None:
    _, token = api_keys.make(site.store, "phone", "ann", [ADMIN], site.clock.now())
    client = enter(site).client
    for path in ("/api/v1/keys", f"/api/v1/keys?token={token}"):
        answer = client.get(path, base_url=PUBLIC)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer"), path
    basic = client.get("/api/v1/keys", base_url=PUBLIC, auth=("token", token))
    assert basic.status_code == 401


def test_keys_that_have_run_out_or_were_ended_open_nothing(site: Site) -> None:
    program = Program(site, READ)
    assert program.get("/status")["ok"] is True
    site.wait(days=365)
    assert "has run out" in program.refused(401, "GET", "/status")
    boss = Program(site, ADMIN)
    other = Program(site, WATCHES)
    (ended,) = [key["id"] for key in boss.get("/keys")["items"] if key["name"] == "watches"]
    other.get("/watches")
    boss.delete(f"/keys/{ended}")
    other.refused(401, "GET", "/watches")


def test_an_address_that_guesses_is_told_to_wait_and_a_right_key_from_there_is_not(site: Site) -> None:
    right = Program(site, READ)
    guess = Program(site, token=right.token[:-1] + ("0" if right.token[-1] != "0" else "1"))
    said = [guess.ask("GET", "/status", ip="192.0.2.7").status_code for _ in range(12)]
    assert said == [401] * 10 + [429] * 2
    waiting = guess.ask("GET", "/status", ip="192.0.2.7")
    assert waiting.headers["Retry-After"] == "3600"
    assert guess.ask("GET", "/status", ip="192.0.2.8").status_code == 401
    assert right.ask("GET", "/status", ip="192.0.2.7").status_code == 200


def test_a_key_that_asks_too_often_hears_when_to_ask_again_and_no_other_does(tmp_path: Path) -> None:
    site = Site(tmp_path, api_requests_per_minute=3)
    busy, calm = Program(site, READ), Program(site, PEOPLE)
    site.wait(seconds=20)
    left = [busy.ask("GET", "/status").headers["RateLimit"] for _ in range(3)]
    assert left == ['"key";r=2;t=40', '"key";r=1;t=40', '"key";r=0;t=40']
    refused = busy.ask("GET", "/status")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "40")
    assert refused.headers["RateLimit-Policy"] == '"key";q=3;w=60'
    assert calm.ask("GET", "/status").status_code == 200
    site.wait(seconds=40)
    assert busy.ask("GET", "/status").status_code == 200


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"\xff", {}, 400),
        (b"[" * 50_000, {}, 422),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (b'{"name": "x", "scopes": ["read"]}', {"Content-Encoding": "deflate"}, 415),
        (b'{"name": "x", "scopes": ["all"]}', {}, 422),
        (b'{"name": "x", "scopes": ["read"], "more": 1}', {}, 422),
        (b" " * 65_537, {}, 413),
    ],
)
def test_a_body_that_can_not_be_used_is_refused_in_words(
    site: Site, body: bytes, headers: dict[str, str], status: int
) -> None:
    program = Program(site, ADMIN)
    sent = {"Content-Type": "application/json", "Authorization": f"Bearer {program.token}", **headers}
    answer = site.app.test_client().post("/api/v1/keys", base_url=PUBLIC, data=body, headers=sent)
    assert answer.status_code == status, answer.text
    assert answer.json["detail"]
    assert len(site.store.api_keys()) == 1


def test_a_body_may_begin_as_editors_on_windows_write_it(site: Site) -> None:
    program = Program(site, ADMIN)
    sent = {"Content-Type": "application/json", "Authorization": f"Bearer {program.token}"}
    body = b'\xef\xbb\xbf{"name": "x", "scopes": ["read"]}'
    assert site.app.test_client().post("/api/v1/keys", base_url=PUBLIC, data=body, headers=sent).status_code == 201


def test_what_is_asked_in_a_way_that_nobody_knows_is_refused(site: Site) -> None:
    program = Program(site, READ)
    for path, says in [
        ("/status?x=1", "unknown field"),
        ("/watches?limit=201", "<= 200"),
        ("/watches?limit=many", "int"),
        ("/watches?tag=a&tag=b", "twice"),
        ("/watches?after=x", "no cursor"),
        ("/events?after=" + "W10" * 900, "no cursor"),
        *((f"/{path}?after={cursor(place)}", "no cursor") for place in HOSTILE for path in ("watches", "events")),
        ("/events?since=yesterday", "a time like"),
        ("/events?since=0.5", "a time like"),
        ("/watches?active=null", "bool"),
    ]:
        assert says in program.refused(422, "GET", path), path
    assert "/api/v1/ says" in program.refused(404, "GET", "/nothing")


def test_a_refused_method_is_told_those_that_are_not_refused(site: Site) -> None:
    program = Program(site, READ)
    for path in sorted({re.sub("{[^}]+}", "x", route.path) for route in ROUTES}):
        answers = {method: program.ask(method, path) for method in METHODS}
        taken = {method for method, answer in answers.items() if answer.status_code != 405}
        for method in set(METHODS) - taken:
            told = set(answers[method].headers["Allow"].split(", "))
            assert told - {"HEAD"} == taken, f"{method} {path}"


CHANGES = "/watches/changes"
SLOWER = {"watches": ["jacket"], "what": "interval", "value": "300"}


def test_a_request_with_a_name_is_done_once(site: Site) -> None:
    program, other = Program(site, WATCHES), Program(site, ADMIN)
    first = program.ask("POST", CHANGES, SLOWER, Idempotency_Key="a")
    program.patch("/watches/jacket", {"interval": 60})
    again = program.ask("POST", CHANGES, SLOWER, Idempotency_Key="a")
    assert (again.status_code, again.json, again.headers["Idempotency-Replayed"]) == (200, first.json, "true")
    assert site.store.watch("jacket").interval == 60
    assert "another request" in program.refused(422, "POST", CHANGES, {**SLOWER, "value": "90"}, Idempotency_Key="a")
    other.post(CHANGES, SLOWER, Idempotency_Key="a")  # names are each key's own
    assert site.store.watch("jacket").interval == 300
    site.wait(days=1)
    assert "Idempotency-Replayed" not in program.ask("POST", CHANGES, SLOWER, Idempotency_Key="a").headers
    program.refused(400, "POST", CHANGES, SLOWER, Idempotency_Key="x" * 256)


def test_a_request_that_failed_may_be_sent_again_under_its_name(site: Site) -> None:
    program, wish = Program(site, WATCHES), {**SLOWER, "watches": ["parka"]}
    program.refused(422, "POST", CHANGES, wish, Idempotency_Key="a")
    site.watch("parka")
    assert program.post(CHANGES, wish, Idempotency_Key="a") == {"changed": 1}


def test_of_two_at_once_under_one_name_one_is_told_to_wait(site: Site) -> None:
    program = Program(site, WATCHES)

    def ask(_: int) -> TestResponse:
        return program.ask("POST", CHANGES, SLOWER, Idempotency_Key="a")

    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(ask, range(16)))
    done = [answer for answer in said if answer.status_code == 200]
    assert {answer.status_code for answer in said} <= {200, 409}
    assert {answer.json["changed"] for answer in done} == {1}
    assert len([answer for answer in done if "Idempotency-Replayed" not in answer.headers]) == 1


def test_a_request_that_takes_minutes_is_not_done_again_meanwhile(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program(site, WATCHES)
    said: list[str] = []

    def ask_again() -> None:
        site.wait(seconds=int(PATIENCE) + 1)
        said.append(program.refused(409, "POST", CHANGES, SLOWER, Idempotency_Key="a"))

    _amid(monkeypatch, ask_again)
    assert program.post(CHANGES, SLOWER, Idempotency_Key="a") == {"changed": 1}
    assert len(said) == 1


def test_who_was_overtaken_is_answered_with_what_they_did(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program(site, WATCHES)

    def overtake() -> None:
        site.wait(minutes=10)
        program.post(CHANGES, SLOWER, Idempotency_Key="a")

    _amid(monkeypatch, overtake)
    assert program.post(CHANGES, SLOWER, Idempotency_Key="a") == {"changed": 1}


def _amid(monkeypatch: pytest.MonkeyPatch, happen: Callable[[], None]) -> None:
    """Have something happen while the next request is worked on."""
    change_all = several.change_all

    def slowly(*of: Any) -> int:
        monkeypatch.undo()
        happen()
        return change_all(*of)

    monkeypatch.setattr(several, "change_all", slowly)


def test_the_name_of_a_request_makes_its_body_no_shorter(site: Site) -> None:
    page = {"source": "page", "title": "x" * 180}
    large = {"watches": [{**page, "url": f"https://shop.example/{number}"} for number in range(400)]}
    assert len(Program(site, WATCHES).post("/watches/apply", large, Idempotency_Key="a")["added"]) == 400


def test_an_answer_that_holds_a_secret_or_is_about_somebody_is_kept_nowhere(site: Site) -> None:
    boss = Program(site, ADMIN)
    boss.post("/keys", {"name": "new", "scopes": ["read"]}, Idempotency_Key="a")
    wish = {"watch": "jacket", "channel": "sms", "address": "+14155552671"}
    boss.post("/subscriptions", wish, Idempotency_Key="b")
    assert _kept(site) == 0
    boss.post(CHANGES, SLOWER, Idempotency_Key="c")
    assert _kept(site) == 1


def _kept(site: Site) -> int:
    with closing(sqlite3.connect(site.settings.store.removeprefix("sqlite:///"))) as database:
        (kept,) = database.execute("SELECT count(*) FROM kept_answers").fetchone()
    return int(kept)


def test_what_nobody_knows_the_end_of_is_not_done_again_within_ten_minutes(site: Site) -> None:
    program = Program(site, WATCHES)
    away = Failing(site.store, "put_watch", StoreUnavailable("no answer"), after=True)
    vars(site.services)["store"] = away
    program.refused(503, "POST", CHANGES, SLOWER, Idempotency_Key="a")
    assert "being worked on" in program.refused(409, "POST", CHANGES, SLOWER, Idempotency_Key="a")
    site.wait(minutes=10)
    program.post(CHANGES, SLOWER, Idempotency_Key="a")
