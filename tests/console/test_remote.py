"""The command on a server elsewhere: the same words, done by its API over real HTTP; what can't be done there says so."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from coatcheck.model import Role, Scope, SuggestionState, User
from coatcheck.people import api_keys
from coatcheck.ports.messages import FanOut, dead_letter, encode
from coatcheck.telling import dead_letters
from coatcheck.watching import people_file
from coatcheck.watching.everybody import Everybody
from console.cli import main
from console.remote.commands import TABLE
from console.serving import Server
from tests import examples
from tests.authority import Authority
from tests.coatcheck.fetch.hostile import serving
from tests.console.terminal import Terminal
from tests.fakes.ports import NOON
from tests.signup_web.admin.corner import Corner
from tests.signup_web.visiting import ANN, BOB, Site


class Far:
    """Somebody at a terminal who works on a server elsewhere."""

    def __init__(self, terminal: Terminal, url: str, token: str) -> None:
        self.terminal, self.url, self.token = terminal, url, token

    def run(self, *words: str, input: str | None = None) -> Result:
        return self.terminal.run("--server", self.url, "--token", self.token, *words, input=input)

    def says(self, *words: str, input: str | None = None) -> str:
        """What a command prints that is done."""
        done = self.run(*words, input=input)
        assert done.exit_code == 0, done.output
        return done.stdout

    def json(self, *words: str) -> Any:
        return json.loads(self.says(*words, "--json"))


def reach(site: Site, terminal: Terminal) -> Iterator[Far]:
    _, token = api_keys.make(site.store, "desk", "ann", [Scope.ADMIN], site.clock.now())
    with closing(Server(site.app)) as server:
        yield Far(terminal, server.url, token)


@pytest.fixture
def far(site: Site, terminal: Terminal) -> Iterator[Far]:
    yield from reach(site, terminal)


def test_a_file_is_applied_on_a_server_elsewhere_after_its_plan_was_shown(far: Far) -> None:
    before = far.says("export")
    file = far.terminal.folder / "watches.yaml"
    file.write_text(f"{before}- url: https://shop.example/new\n  source: page\n  tags: [coats]\n")
    assert "To add: 1, to change: 0" in far.says("apply", str(file), "--plan")
    assert far.run("apply", str(file), input="n\n").exit_code == 1
    assert far.says("export") == before
    assert "Watches added: 1, changed: 0, removed: 0." in far.says("apply", str(file), input="y\n")
    assert "To add: 0, to change: 0" in far.says("apply", str(file))
    file.write_text(before.replace("interval: 60", "interval: 5x") + "  intervall: 5\n")
    wrong = far.run("apply", str(file), "--yes")
    assert (wrong.exit_code, "Did you mean interval?" in wrong.output) == (2, True)


def test_every_command_of_the_table_is_one_that_there_is() -> None:
    for name in TABLE:
        command: Any = main
        context = main.make_context("coatcheck", [], resilient_parsing=True)
        for word in name.split():
            command = command.get_command(context, word)
        assert command, name


def test_what_is_watched_is_listed_shown_changed_and_removed(far: Far, site: Site) -> None:
    listed = far.says("watch", "list")
    assert "jacket" in listed
    assert "well" in listed
    assert far.json("watch", "list")[0]["state"]["variants"][0]["in_stock"] is False
    assert "https://shop.example/jacket" in far.says("watch", "show", "jacket")
    assert "OutOfStock" in far.says("watch", "history", "jacket", "--days", "3650")
    assert far.says("watch", "tag", "jacket", "coats") == "jacket has the tags: coats.\n"
    assert "resume jacket" in far.says("watch", "pause", "jacket")
    assert far.run("watch", "look", "jacket").exit_code == 2
    assert "every 60 s" in far.says("watch", "resume", "jacket")
    assert "next tick" in far.says("watch", "look", "jacket")
    assert far.says("watch", "remove", "jacket", input="y\n").endswith("is not watched any more.\n")
    assert site.store.watches() == []
    assert "There is no such watch." in far.run("watch", "show", "jacket").output


def test_a_page_is_looked_at_and_watched_from_there(tmp_path: Path, terminal: Terminal) -> None:
    corner = Corner(tmp_path)
    for far in reach(corner.site, terminal):
        url = corner.site.store.watch("coat").url
        corner.site.store.remove_watch("coat")
        tested = far.run("watch", "test", url)
        assert (tested.exit_code, "OutOfStock" in tested.stdout) == (0, True), tested.output
        corner.page = "<title>Coat</title><h1>Coat</h1>"
        assert far.run("watch", "test", url).exit_code == 4
        assert far.run("watch", "add", url, "--yes").exit_code == 2
        corner.page = '<title>Coat</title><h1>Coat</h1><p class="availability">Sold out</p>'
        assert far.run("watch", "add", url, input="no\n").exit_code == 2
        added = far.says("watch", "add", url, "--every", "30s", "--tag", "coats", input="yes\ny\n")
        assert "is watched every 30 s" in added
        (watch,) = corner.site.store.watches()
        assert (watch.tags, watch.agreement.answer) == (("coats",), "yes")
        assert far.run("watch", "test", "saved.html").exit_code == 2
    corner.close()


def test_how_it_goes_is_said_with_the_same_exit_code(far: Far, site: Site) -> None:
    assert far.run("status").exit_code == 0
    site.trouble(site.store.watch("jacket"))
    sick = far.run("status")
    assert (sick.exit_code, "refused by the shop" in sick.stdout) == (1, True)


def test_people_are_signed_up_shown_and_erased(far: Far, site: Site) -> None:
    assert "Jacket: M." in far.says("subscribe", "jacket", "sms", ANN, "--size", "m")
    assert json.loads(far.says("person", "export", "sms", ANN))[0]["to"]["address"] == ANN
    file, same = far.terminal.folder / "people.jsonl", far.terminal.folder / "same.jsonl"
    far.says("people", "export", str(file))
    assert people_file.write(Everybody(site.store), same) == 1
    assert file.read_text() == same.read_text()
    assert "The provider said" in far.says("send-test", "sms", ANN)
    told = far.says("why", ANN, "jacket")
    assert ("Signed up." in told, ANN in told) == (True, False)
    assert far.json("why", ANN)[0]["watch"] == "jacket"
    assert far.run("why", BOB).exit_code == 2
    far.says("person", "erase", "sms", ANN, "--yes")
    assert site.person() is None
    assert far.run("person", "export", "sms", ANN).exit_code == 2


def test_suggestions_letters_and_keys_are_seen_to(far: Far, site: Site) -> None:
    site.store.put_suggestion(
        examples.suggestion("coat", state=SuggestionState.WAITING, waiting_since=NOON, title="Coat")
    )
    assert "Coat" in far.says("suggestions", "list")
    (told,) = far.json("suggestions", "list")
    assert told["title"] == "Coat"
    assert told.keys().isdisjoint(
        ("subscriber_id", "expires_at")
    )  # stays on the server, and nothing stands in its place
    assert "Coat was declined." in far.says("suggestions", "decline", "coat", "--because", "No.")
    body = encode(FanOut(event=examples.event(), batch="b1"))
    dead_letters.bury(site.store, dead_letter("restocks", body, "tried too often", NOON))
    assert "tried too often" in far.says("dead-letters", "list")
    assert "body" not in far.json("dead-letters", "list")[0]
    assert far.says("dead-letters", "replay", "--all").startswith("1 dead letters")
    token = far.says("key", "add", "phone").strip()
    assert api_keys.known(site.store, token, site.clock.now(), ()).owner == "operator"
    assert {each["name"] for each in far.json("key", "list")} == {"desk", "phone"}
    assert far.says("key", "end", "phone") == "phone is ended.\n"
    assert far.run("key", "end", "phone").exit_code == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("cost",), "works on the machine itself"),
        (("watch", "teach", "jacket"), "works on the machine itself"),
        (("watch", "list", "--wrong"), "No such option"),
    ],
)
def test_what_can_not_be_done_there_says_so(far: Far, words: tuple[str, ...], says: str) -> None:
    done = far.run(*words)
    assert (done.exit_code, says in done.output) == (2, True), done.output


def test_a_key_that_stopped_with_its_maker_goes_on_when_it_is_taken_over(far: Far, site: Site) -> None:
    bob = site.store.put_user(User("b", "Bob", "", {"": Role.OWNER}, NOON))
    api_keys.make(site.store, "his", "Bob", [Scope.READ], site.clock.now(), made_by=bob.id)
    far.says("user", "role", "Bob", "viewer")
    assert "has stopped" in far.says("key", "list")
    assert {each["name"]: each["works"] for each in far.json("key", "list")} == {"desk": True, "his": False}
    assert far.says("key", "take-over", "his") == "his is yours now.\n"
    assert {each["name"]: each["works"] for each in far.json("key", "list")} == {"desk": True, "his": True}


def test_teams_are_made_listed_given_a_watch_and_removed(far: Far, site: Site) -> None:
    assert "`coatcheck watch add URL --team coats`" in far.says("team", "add", "coats", "Our", "coats")
    assert far.run("watch", "move", "jacket", "coats", input="n\n").exit_code == 1
    assert "jacket is watched by coats now" in far.says("watch", "move", "jacket", "coats", "--yes").lower()
    assert site.store.watch("jacket").team == "coats"
    first, coats = far.json("team", "list")
    assert (first["id"], first["watches"], first["keys"]) == ("", 0, 1)
    assert coats == {"id": "coats", "name": "Our coats", "watches": 1, "users": 0, "keys": 0}
    assert "Our coats" in far.says("team", "list")
    assert "has 1 watch" in far.run("team", "remove", "coats", "--yes").output
    assert "First team now" in far.says("watch", "move", "jacket", "", "--yes")
    assert far.says("team", "remove", "coats", input="y\n").endswith("coats is no team any more.\n")
    assert [each["id"] for each in far.json("team", "list")] == [""]


def test_a_server_that_is_none_or_a_key_that_is_none_is_named(far: Far, terminal: Terminal) -> None:
    for url, token, code, says in [
        ("shop.example", "x", 2, "is no address of a server"),
        (far.url, "", 2, "COATCHECK_TOKEN"),
        (far.url, "cc_0", 2, "This is no key of ours"),
        ("http://127.0.0.1:9", "x", 1, "Error: http://127.0.0.1:9 did not answer: nothing takes a connection there.\n"),
        ("https://nowhere.invalid", "x", 1, "did not answer: its name can't be found.\n"),
        ("http://coats.example", "x", 2, "in the open"),
        ("http://127.0.0.1.coats.example", "x", 2, "in the open"),
        (f"{far.url}/p", "x", 1, "not as the API of a CoatCheck does"),
    ]:
        done = Far(terminal, url, token).run("status")
        assert (done.exit_code, says in done.output) == (code, True), done.output


def test_a_server_whose_certificate_nobody_knows_is_said_to_be_one(terminal: Terminal, tmp_path: Path) -> None:
    with serving(Authority(tmp_path).context()) as server:
        done = Far(terminal, server.url(scheme="https"), "x").run("status")
    assert done.output.endswith("did not answer: its certificate or its TLS can't be trusted.\n")
    assert server.asked == []


def test_the_environment_may_say_where_and_with_which_key_and_no_service_minds(far: Far, terminal: Terminal) -> None:
    terminal.environment |= {"COATCHECK_SERVER": far.url, "COATCHECK_TOKEN": far.token}
    assert terminal.json("watch", "list")[0]["id"] == "jacket"
    del terminal.environment["COATCHECK_SERVER"]
    assert terminal.json("watch", "list") == []


def test_users_are_invited_listed_and_given_roles_and_the_log_is_read_page_by_page(far: Far, site: Site) -> None:
    bob = site.store.put_user(User("b", "Bob", "bob@example.org", {"": Role.VIEWER}, NOON))
    assert far.says("user", "invite", "eve@example.org", "--role", "editor").startswith(site.settings.site)
    assert far.says("user", "role", "bob@example.org", "owner") == "Bob is owner now.\n"
    assert [(each["name"], each["role"]) for each in far.json("user", "list")] == [("Bob", "owner")]
    assert [each["did"] for each in far.json("audit", "--limit", "1")] == ["changed somebody's role"]
    assert "invited somebody" in far.says("audit")
    assert all("expires_at" not in each for each in far.json("audit"))
    for words in (("user", "list", "--team", "coats"), ("audit", "--team", "coats"), ("user", "end", bob.id)):
        assert "leave --" in far.run(*words).output
