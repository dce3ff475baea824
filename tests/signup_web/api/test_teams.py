"""A key of one team against everything of another's: asked of every route there is."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from coatcheck.model import FIRST_TEAM, Role, SuggestionState, Watch
from coatcheck.people.membership import opt_out
from signup_web.admin import trying_out
from signup_web.api.openapi import document, example
from signup_web.api.table import ROUTES
from tests.examples import suggestion
from tests.signup_web.admin.running import signed_in, user
from tests.signup_web.api.asking import Program
from tests.signup_web.two_teams import ID, MARKS, NORTH, NUMBER, SHOP, SOUTH, Deployment, of_north, told
from tests.signup_web.visiting import IN, OUT


@pytest.fixture
def deployment(tmp_path: Path) -> Deployment:
    return Deployment(tmp_path)


def bodies(places: dict[str, str]) -> dict[str, Any]:
    """What is sent where a route takes more than any word: it is about north's things."""
    page = {"url": SHOP, "source": "page", "slug": "north-parka"}
    to = {"channel": "console", "address": NUMBER}
    return {
        "apply_watches": {"watches": [page], "prune": True},
        "change_watches": {"watches": [ID], "what": "pause"},
        "preview": {"url": SHOP},
        "list_statements": {"url": SHOP},
        "add_watch": {"url": SHOP},
        "change_watch": {"active": False},
        "answer_maybe_back": {"is_back": True},
        "find_people": to,
        "subscribe": {**to, "watch": ID},
        "rehearse": {**to, "variant": "S"},
        "send_test": {"channel": "console", "address": "somebody-else"},
        "make_key": {"name": "other", "scopes": ["read"]},
        "set_webhook_secret": {"secret": "mine"},
        "set_role": {"role": "viewer"},
    }


@pytest.mark.parametrize("team", [FIRST_TEAM, SOUTH])
def test_a_key_reaches_nothing_of_another_team_by_any_route(deployment: Deployment, team: str) -> None:
    places, program = deployment.places, deployment.programs[team]
    schemas = document(ROUTES, "", "", "")["components"]["schemas"]
    before, wrong = of_north(deployment), []
    for route in ROUTES:
        if route.deployment and team == FIRST_TEAM:
            continue  # the first team runs the deployment
        names = re.findall(r"{(\w+)}", route.path)
        body = bodies(places).get(route.name)
        if body is None and route.body:
            body = example({"$ref": f"#/components/schemas/{route.body.__name__}"}, schemas)
        for watch in (ID, "north-parka") if "watch_id" in names else (ID,):
            known = {**places, "watch_id": watch}
            path = route.path.format_map(dict.fromkeys(names, "nobody") | known)
            answer = program.ask(route.method, path, body)
            is_norths = set(names) & set(places) or route.name == "subscribe"
            expected = {403} if route.deployment else {404} if is_norths else {200, 201, 204, 422}
            if answer.status_code not in expected or told(answer.text, path, body):
                wrong.append((route.name, answer.status_code, answer.text))
    assert wrong == []
    assert of_north(deployment) == before


def test_what_is_about_the_whole_deployment_takes_a_key_of_the_first_team() -> None:
    names = """erase_everybody erase_one list_dead_letters replay_dead_letter discard_dead_letter list_switches set_switch
        listen_to_bot list_agents invite_agent revoke_agent list_teams make_team remove_team move_watch
        list_backups list_log_levels set_log_level"""
    assert {route.name for route in ROUTES if route.deployment} == set(names.split())


def test_north_itself_sees_all_of_it(deployment: Deployment) -> None:
    places, program = deployment.places, deployment.programs[NORTH]
    for path in ("/watches", f"/watches/{ID}", "/status", "/alerts", "/shops", "/events", "/watches/export"):
        assert MARKS.search(program.ask("GET", path).text), path
    (found,) = program.post("/people/find", {"address": NUMBER})["items"]
    assert found["id"] == places["person_id"]
    assert program.get(f"/people/{found['id']}/timeline")["items"][0]["slug"] == "north-parka"
    assert program.get("/status")["deliveries"]


def test_a_watch_is_moved_with_those_who_wait_for_it_who_go_on_waiting_and_are_told(deployment: Deployment) -> None:
    first, north, south = (deployment.programs[team] for team in (FIRST_TEAM, NORTH, SOUTH))
    site, person, move = deployment.site, deployment.places["person_id"], f"/watches/{ID}/move"
    before = site.store.watch(ID)
    eve = north.post("/subscriptions", {**deployment.ann, "address": "+14155552672"})
    opt_out(site.store, eve["subscriber_id"], site.clock.now(), "text")
    bob = north.post("/subscriptions", {**deployment.ann, "address": "+14155552673"})
    for program in (north, south):
        assert "first team" in program.refused(403, "POST", move, {"team": SOUTH})
    for team, says in (("west", "no team 'west'"), (NORTH, "is watched by north already"), ("x" * 31, "Expected")):
        assert says in first.refused(422, "POST", move, {"team": team})
    site.watch("boots", url=SHOP, source="page", team=SOUTH)
    assert "watches this page already, as boots" in first.refused(422, "POST", move, {"team": SOUTH})
    south.delete("/watches/boots")

    assert first.post("/watches/north-parka/move", {"team": SOUTH})["slug"] == "north-parka"
    after = site.store.watch(ID)
    assert (after.team, after.batch, after.updated_at) == (SOUTH, before.batch, before.updated_at)
    assert "Parka of the North" in site.visitor().get("/p/north-parka").text
    for path in (f"/watches/{ID}", f"/people/{person}", f"/subscriptions/{deployment.subscription['id']}"):
        north.refused(404, "GET", path)
        assert south.get(path)
    assert [each["id"] for each in south.get("/watches")["items"]] == [ID]
    assert (north.get("/watches")["items"], north.get("/alerts")["items"]) == ([], [])
    assert south.get("/alerts")["items"]
    assert "said STOP" in south.refused(422, "POST", "/subscriptions", {**deployment.ann, "address": "+14155552672"})

    for _ in range(3):
        site.wait(minutes=1)
        site.look(after, S=OUT)
    site.wait(hours=1)
    site.look(after, S=IN)
    site.notify()
    told_of = [len(program.get("/deliveries")["items"]) for program in (north, south)]
    assert told_of == [1, 1]  # what was told before stays where it was
    assert south.get("/deliveries")["items"][0]["subscriber_id"] == bob["subscriber_id"]
    said = [("moved a watch to another team", "north-parka: north -> south")]
    for program in (first, north, south):
        log = program.get("/audit")["items"]
        assert [(each["did"], each["about"]) for each in log if each["did"].startswith("moved")] == said
    first.post(move, {"team": FIRST_TEAM})
    assert [each["id"] for each in first.get("/watches")["items"]] == [ID]
    assert first.get("/audit")["items"][0]["about"] == "north-parka: south -> First team"


def test_a_stop_is_the_numbers_and_holds_for_every_team(deployment: Deployment) -> None:
    places, south = deployment.places, deployment.programs[SOUTH]
    deployment.site.watch("boots", team=SOUTH)
    opt_out(deployment.site.store, places["person_id"], deployment.site.clock.now(), "text")
    to = {"channel": "console", "address": NUMBER}
    for path, body in (
        ("/tests", to),
        ("/watches/boots/rehearsal", {**to, "variant": "S"}),
        ("/subscriptions", {**to, "watch": "boots"}),
    ):
        assert "said STOP" in south.refused(422, "POST", path, body), path


def test_whom_one_team_stops_hears_of_no_team_any_more(deployment: Deployment) -> None:
    south, site = deployment.programs[SOUTH], deployment.site
    site.watch("boots", team=SOUTH)
    joined = south.post("/subscriptions", {**deployment.ann, "watch": "boots"})
    said = south.post(f"/people/{joined['subscriber_id']}/stop")
    assert (said["status"], [each["watch_id"] for each in said["subscriptions"]]) == ("opted_out", ["boots"])
    assert not MARKS.search(str(said).replace(NUMBER, ""))
    assert [each.armed for each in site.store.subscriptions_of(joined["subscriber_id"])] == [(), ()]


def test_erasing_somebody_is_the_deployments_and_takes_all_of_them(deployment: Deployment) -> None:
    person, to = deployment.places["person_id"], {"channel": "console", "address": NUMBER}
    for program in (deployment.programs[NORTH], deployment.programs[SOUTH]):
        assert "first team" in program.refused(403, "POST", "/people/erase", to)
        assert "first team" in program.refused(403, "DELETE", f"/people/{person}")
    deployment.first.refused(404, "GET", f"/people/{person}")
    deployment.first.post("/people/erase", to)
    assert deployment.site.store.subscriber(person) is None


def test_names_of_pages_are_one_space_and_a_refusal_does_not_say_whose(deployment: Deployment) -> None:
    south = deployment.programs[SOUTH]
    page = {"url": "https://shop.example/parka", "source": "page", "title": "North Parka"}
    (added,) = south.post("/watches/apply", {"watches": [page]})["added"]
    assert added["watch"] == "north-parka-2"
    says = south.refused(422, "POST", "/watches/apply", {"watches": [{**page, "slug": "north-parka"}]})
    assert "the name north-parka is taken" in says


def test_the_same_page_may_be_watched_by_two_teams(deployment: Deployment) -> None:
    south = deployment.programs[SOUTH]
    planned = south.post("/watches/apply", {"watches": [{"url": SHOP, "source": "page"}]})
    south.post("/watches/apply", {"watches": [{"url": SHOP, "source": "page"}], "plan": planned["plan"]})
    watches: list[Watch] = deployment.site.store.watches()
    assert sorted(watch.team for watch in watches if watch.url == SHOP) == [NORTH, SOUTH]
    assert south.post("/watches/apply", {"watches": [], "prune": True})["removed"]
    assert [each["slug"] for each in deployment.programs[NORTH].get("/watches")["items"]] == ["north-parka"]


def test_numbers_of_the_whole_deployment_are_scraped_with_a_key_of_the_first_team_alone(deployment: Deployment) -> None:
    client = deployment.site.app.test_client()
    said = {
        team: client.get("/metrics", headers={"Authorization": f"Bearer {program.token}"}).status_code
        for team, program in deployment.programs.items()
    }
    assert said == {FIRST_TEAM: 200, NORTH: 403, SOUTH: 403}


def test_a_team_is_removed_when_it_watches_nothing_and_its_keys_end(deployment: Deployment) -> None:
    assert "1 watch" in deployment.first.refused(422, "DELETE", f"/teams/{NORTH}")
    deployment.programs[NORTH].delete(f"/watches/{ID}")
    deployment.first.delete(f"/teams/{NORTH}")
    deployment.programs[NORTH].refused(401, "GET", "/status")
    assert [team["id"] for team in deployment.first.get("/teams")["items"]] == [SOUTH]
    assert not MARKS.search(deployment.first.ask("GET", "/deliveries").text)


def test_what_a_visitor_suggests_becomes_the_first_teams_whoever_else_watches_that_page(deployment: Deployment) -> None:
    store, now, page = deployment.site.store, deployment.site.clock.now(), "https://shop.example/hat"
    deployment.site.watch("hat", url=page, source="page", team=NORTH)
    waiting = suggestion(
        "idea", url=page, state=SuggestionState.WAITING, waiting_since=now, expires_at=now + timedelta(days=9)
    )
    store.put_suggestion(waiting)
    for program in (deployment.programs[NORTH], deployment.programs[SOUTH]):
        assert program.get("/suggestions")["items"] == []
        assert "waits no more" in program.refused(422, "POST", "/suggestions/idea/accept", {})
    decided = deployment.first.post("/suggestions/idea/accept", {})["suggestion"]
    watch = store.watch(decided["watch_id"])
    assert watch
    assert (watch.id, watch.url, watch.team) == ("idea", page, FIRST_TEAM)


def test_no_team_has_somebody_told_at_night_of_what_other_teams_watch(deployment: Deployment) -> None:
    site, south = deployment.site, deployment.programs[SOUTH]
    site.watch("hat", team=SOUTH)
    person, alone = deployment.subscription["subscriber_id"], "+14155550143"
    hat = {"watch": "hat", "channel": "console", "any_hour": True}
    assert south.post("/subscriptions", {**hat, "address": NUMBER})["subscriber_id"] == person
    other = south.post("/subscriptions", {**hat, "address": alone})["subscriber_id"]
    hours = {each.id: each.any_hour for each in site.store.subscribers([person, other]).values()}
    assert hours == {person: False, other: True}


def test_tests_are_counted_for_each_address_and_each_team_whichever_way_they_are_sent(deployment: Deployment) -> None:
    site, south, north = deployment.site, deployment.programs[SOUTH], deployment.programs[NORTH]
    editor = signed_in(site, user(site, "sue", south=Role.EDITOR))

    def test(program: Program, address: str) -> int:
        return program.ask("POST", "/tests", {"channel": "console", "address": address}).status_code

    said = [test(south, "one") for _ in range(trying_out.TO_ONE_ADDRESS)]
    assert set(said) == {200}
    editor.submit("/admin/test", action="/test", channel="console", address="one")
    assert (editor.status, "too many tests" in editor.page) == (422, True)
    assert test(north, "one") == 422  # it is the same person
    left = [test(south, f"address-{number}") for number in range(trying_out.OF_ONE_TEAM)]
    assert left.count(200) == trying_out.OF_ONE_TEAM - len(said)
    assert (test(south, "another"), test(north, "another")) == (422, 200)
    site.wait(hours=1)
    assert test(south, "one") == 200
