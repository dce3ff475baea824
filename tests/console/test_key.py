"""`coatcheck key`: made, listed, ended."""

from contextlib import closing
from datetime import UTC, datetime

from coatcheck.model import Scope
from coatcheck.people import api_keys
from tests.console.terminal import Terminal
from tests.stores import open_sqlite


def test_a_key_is_made_listed_and_ended(terminal: Terminal) -> None:
    made = terminal.run("key", "add", "phone", "--may", "people", "--days", "7", "--owner", "Ann")
    token = made.stdout.strip()
    assert "may use http://127.0.0.1:8080/api/v1 until" in made.stderr
    with closing(open_sqlite(terminal.folder / "shop.db")) as store:
        assert api_keys.known(store, token, datetime.now(UTC)).scopes == (Scope.PEOPLE,)
    (listed,) = terminal.json("key", "list")
    assert (listed["name"], listed["owner"], "hash" in listed) == ("phone", "Ann", False)
    assert terminal.run("key", "list").stdout.split("\n")[3].split()[:3] == ["phone", "Ann", "people"]
    assert terminal.run("key", "end", "phone").stdout == "phone is ended.\n"
    assert (terminal.run("key", "end", "phone").exit_code, terminal.json("key", "list")) == (2, [])
