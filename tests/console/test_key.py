"""`coatcheck key`: made, listed, ended."""

from contextlib import closing
from datetime import UTC, datetime

from coatcheck.model import Role, Scope, User
from coatcheck.people import api_keys
from coatcheck.people.operators import user_id
from tests.console.terminal import Terminal
from tests.stores import open_sqlite


def test_a_key_is_made_listed_and_ended(terminal: Terminal) -> None:
    made = terminal.run("key", "add", "phone", "--may", "people", "--days", "7", "--owner", "Ann")
    token = made.stdout.strip()
    assert "may use http://127.0.0.1:8080/api/v1 until" in made.stderr
    with closing(open_sqlite(terminal.folder / "shop.db")) as store:
        assert api_keys.known(store, token, datetime.now(UTC), ()).scopes == (Scope.PEOPLE,)
    (listed,) = terminal.json("key", "list")
    assert (listed["name"], listed["owner"], "hash" in listed) == ("phone", "Ann", False)
    assert terminal.run("key", "list").stdout.split("\n")[3].split()[:3] == ["phone", "Ann", "people"]
    assert terminal.run("key", "end", "phone").stdout == "phone is ended.\n"
    assert (terminal.run("key", "end", "phone").exit_code, terminal.json("key", "list")) == (2, [])


def test_whoever_ends_a_user_hears_which_keys_stop_and_lets_one_go_on(terminal: Terminal) -> None:
    now = datetime.now(UTC)
    with closing(open_sqlite(terminal.folder / "shop.db")) as store:
        bob = store.put_user(User("b", "Bob", "", {"": Role.OWNER}, now))
        for name in ("phone", "desk"):
            api_keys.make(store, name, "Bob", [Scope.READ], now, made_by=bob.id)
    said = terminal.run("user", "end", "Bob").stdout
    assert (said.count("has stopped"), "Their key phone has stopped: `coatcheck key take-over" in said) == (2, True)
    assert "has stopped" in terminal.run("key", "list").stdout
    assert terminal.run("key", "take-over", "desk").stdout == "desk is yours now.\n"
    assert {each["name"]: each["works"] for each in terminal.json("key", "list")} == {"phone": False, "desk": True}


def test_a_key_of_whom_the_settings_name_does_not_stop_with_their_user(terminal: Terminal) -> None:
    now, email = datetime.now(UTC), "bob@example.org"
    with closing(open_sqlite(terminal.folder / "shop.db")) as store:
        bob = store.put_user(User(user_id(email), "Bob", email, {"": Role.OWNER}, now))
        api_keys.make(store, "phone", "Bob", [Scope.READ], now, made_by=bob.id)
    terminal.environment["COATCHECK_IAP_ADMINS"] = email
    assert terminal.run("user", "end", "Bob").stdout == "Bob is ended.\n"
    assert terminal.json("key", "list")[0]["works"]
