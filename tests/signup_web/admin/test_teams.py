"""The wall between teams on the operator's pages: every page of the table, asked for another team's things; and the page of the teams."""

from pathlib import Path

import pytest

from coatcheck.model import FIRST_TEAM
from signup_web.admin.rights import OPEN, RIGHTS, Of
from tests.signup_web.admin.running import EDITOR, OWNER, signed_in, user
from tests.signup_web.two_teams import ID, MARKS, NORTH, NUMBER, SHOP, SOUTH, Deployment, of_north, told
from tests.signup_web.visiting import PUBLIC, Visitor, enter, words

SENT = {
    "address": NUMBER,
    "channel": "console",
    "url": SHOP,
    "source": "page",
    "sure": "1",
    "watch": ID,
    "what": "pause",
    "which": "ticked",
    "variant": "S",
    "active": "0",
    "secret": "mine",
    "back": "1",
    "role": "viewer",
    "interval": "90",
}


@pytest.fixture
def deployment(tmp_path: Path) -> Deployment:
    return Deployment(tmp_path)


@pytest.mark.parametrize("team", [FIRST_TEAM, SOUTH])
def test_no_page_shows_or_changes_anything_of_another_team(deployment: Deployment, team: str) -> None:
    site, places = deployment.site, deployment.places
    role = EDITOR if team == FIRST_TEAM else OWNER  # an owner of the first team may go everywhere
    visitor = signed_in(
        site, user(site, "sue", **{team or "first": role}), NORTH
    )  # which is not hers: she stays in her own
    site.app.config["WTF_CSRF_ENABLED"] = False
    before, wrong = of_north(deployment), []
    for rule in site.app.url_map.iter_rules():
        if rule.endpoint in OPEN or rule.endpoint not in RIGHTS or rule.endpoint.startswith("me."):
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", places.get(argument, "none"))
        for method in {"GET", "POST"} & (rule.methods or set()):
            answer = visitor.client.open(path, method=method, base_url=PUBLIC, data=SENT if method == "POST" else None)
            bad = answer.status_code >= 500 or ("<watch_id>" in rule.rule and answer.status_code not in (403, 404))
            if bad or told(answer.text, path, SENT):
                wrong.append((rule.endpoint, method, answer.status_code, told(answer.text, path, SENT)))
    assert wrong == []
    assert of_north(deployment) == before


def test_an_owner_of_another_team_uses_every_page_of_it_that_is_a_teams(deployment: Deployment) -> None:
    site = deployment.site
    visitor = signed_in(site, user(site, "nora", north=OWNER))
    said = {}
    for rule in site.app.url_map.iter_rules():
        if rule.endpoint in RIGHTS and "GET" in (rule.methods or ()):
            path = rule.rule
            for argument in rule.arguments:
                path = path.replace(f"<{argument}>", deployment.places.get(argument, "none"))
            said[rule.endpoint] = visitor.client.get(path, base_url=PUBLIC).status_code
    assert said == {name: 403 if RIGHTS[name].of is Of.DEPLOYMENT else 200 for name in said}
    assert "Parka of the North" in words(visitor.get("/admin/").text)


def test_whoever_may_work_for_several_teams_chooses_one_and_sees_that_one_alone(deployment: Deployment) -> None:
    visitor = enter(deployment.site)
    assert not MARKS.search(visitor.get("/admin/").text)
    choose(visitor, NORTH)
    assert "Parka of the North" in visitor.page
    choose(visitor, "nowhere")
    assert "Parka of the North" not in visitor.page
    alone = signed_in(deployment.site, user(deployment.site, "sue", south=OWNER))
    assert "Change team" not in alone.get("/admin/").text


def test_a_watch_is_given_to_another_team_by_whoever_runs_the_deployment_and_is_sure(deployment: Deployment) -> None:
    visitor, site = enter(deployment.site), deployment.site
    choose(visitor, NORTH)
    path = f"/admin/watches/{ID}"
    assert "Move it to another team" in visitor.get(path).text
    visitor.submit(path, action="/move", team=SOUTH)
    assert (visitor.status, "Tick the box" in visitor.page) == (422, True)
    visitor.submit(path, action="/move", team=NORTH, sure="1")
    assert (visitor.status, "already" in visitor.page) == (422, True)
    visitor.submit(path, action="/move", team=SOUTH, sure="1")
    assert (visitor.at, site.store.watch(ID).team) == ("/admin/", SOUTH)
    assert "Parka of the North" not in visitor.page
    for team in ("", NORTH, SOUTH):
        assert site.store.audit_entries(1, team=team)[0].about == "north-parka: north -> south"
    owner = signed_in(site, user(site, "sue", south=OWNER))
    assert "Move it to another team" not in owner.get(path).text


def choose(visitor: Visitor, team: str) -> None:
    visitor.submit("/admin/", action="/team", team=team)
    assert visitor.at == "/admin/"


def test_teams_are_made_and_removed_by_whoever_runs_the_deployment(deployment: Deployment) -> None:
    visitor = enter(deployment.site)
    visitor.submit("/admin/teams", action="/admin/teams", id="west", name="The West")
    assert all(shown in words(visitor.page) for shown in ("The West west 0", 'First team "" '))
    visitor.submit("/admin/teams", action="/admin/teams", id="west", name="Again")
    assert (visitor.status, "There is a team" in visitor.page) == (422, True)
    visitor.submit("/admin/teams", action="/west/remove")
    assert [team.id for team in deployment.site.store.teams()] == [NORTH, SOUTH]
    visitor.send(action="/admin/teams", to=f"/admin/teams/{NORTH}/remove")
    assert (visitor.status, "has 1 watch" in visitor.page) == (422, True)
