"""The page of people: everybody's file, one person's, and the same page by page for programs."""

import csv
import io
import json

import pytest

from coatcheck.model import Role, Scope, Team
from coatcheck.people.membership import opt_out
from coatcheck.watching import everybody
from tests.signup_web.admin.running import signed_in, user
from tests.signup_web.api.asking import Program
from tests.signup_web.visiting import ANN, BOB, Site, enter


def test_an_operator_takes_everybody_along(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everybody, "PAGE", 1)
    site.join(ANN)
    site.join(BOB, size=["S", "L"])
    opt_out(site.store, site.person(BOB).id, site.clock.now(), "admin", "")
    visitor = enter(site)
    visitor.get("/admin/people")
    answer = visitor.send(action="/export", form="csv")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=people-{site.clock.now():%Y-%m-%d}.csv"
    assert answer.headers["Cache-Control"] == "no-store"
    assert site.store.audit_entries(1)[0].did == "exported everybody"
    rows = {row["address"]: row for row in csv.DictReader(io.StringIO(answer.text, newline=""))}
    assert {number: (row["status"], row["wants"]) for number, row in rows.items()} == {
        ANN: ("active", "M"),
        BOB: ("opted_out", "S, L"),
    }
    visitor.get("/admin/people")
    lines = [json.loads(line) for line in visitor.send(action="/export", form="jsonl").text.splitlines()]
    listed, after = [], ""
    program = Program(site, Scope.PEOPLE)
    while True:
        page = program.get(f"/people?limit=1{after}")
        listed += page["items"]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert listed == lines
    visitor.get("/admin/people")
    assert visitor.send(action="/export", form="exe").status_code == 400


def test_what_is_made_while_it_is_sent_is_not_held_back_to_be_packed(site: Site) -> None:
    visitor = enter(site)
    visitor.get("/admin/people")
    visitor.client.environ_base["HTTP_ACCEPT_ENCODING"] = "gzip"
    answer = visitor.send(action="/export", form="csv")
    assert (answer.content_encoding, answer.content_length) == (None, None)
    assert answer.text.startswith('"person","channel"')


def test_one_persons_file_is_found_by_their_address(site: Site) -> None:
    site.join(ANN)
    visitor = enter(site)
    visitor.get("/admin/people")
    (person,) = visitor.send(action="/one", address="(415) 555-2671").json
    assert (person["subscriber"]["to"]["address"], len(person["subscriptions"])) == (ANN, 1)
    noted = site.store.audit_entries(1)[0]
    assert (noted.did, noted.about) == ("exported what is kept about somebody", "+1 *** 2671")
    visitor.get("/admin/people")
    visitor.send(action="/one", address=BOB)
    assert (visitor.status, "Nobody who signed up is reached there." in visitor.page) == (422, True)


def test_a_teams_owner_takes_along_whoever_waits_for_its_watches_and_nobody_else(site: Site) -> None:
    site.store.put_team(Team("coats", "Coats", site.clock.now()))
    site.watch("parka", team="coats")
    site.join(ANN)
    site.join(BOB, "parka")
    owner = signed_in(site, user(site, "olga", coats=Role.OWNER))
    owner.get("/admin/people")
    lines = [json.loads(line) for line in owner.send(action="/export", form="jsonl").text.splitlines()]
    assert [(line["to"]["address"], [wish["watch"] for wish in line["wishes"]]) for line in lines] == [(BOB, ["parka"])]
    owner.get("/admin/people")
    assert owner.send(action="/one", address=ANN).status_code == 422
