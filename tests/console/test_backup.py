"""Backing up and restoring on the command line."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from coatcheck.model import ChannelAddress, Role, Scope, SignedInBy, User
from coatcheck.people import api_keys, invitations, operators, sessions
from coatcheck.people.membership import opt_out
from coatcheck.people.personal_data import erase_address, erase_person
from coatcheck.ports import Store
from coatcheck.ports.stored_values import ADMIN_LINK
from coatcheck.telling import switches
from console.demo.shop import Shop
from tests.console.terminal import Terminal, add
from tests.examples import subscriber, subscription
from tests.stores import open_sqlite


def test_a_backup_is_restored_elsewhere_with_a_word_on_what_is_in_it(
    terminal: Terminal, shop: Shop, tmp_path: Path
) -> None:
    add(terminal, shop)
    backup = tmp_path / "backup.db"
    made = terminal.run("backup", str(backup))
    assert (made.exit_code, "with 1 watches and 0 people" in made.stdout) == (0, True)
    refused = terminal.run("backup", str(backup))
    assert (refused.exit_code, "is there already" in refused.stderr) == (2, True)
    occupied = terminal.run("restore", str(backup))
    assert (occupied.exit_code, "not written over" in occupied.stderr) == (2, True)
    watches = terminal.json("watch", "list")
    terminal.environment["COATCHECK_STORE"] = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    restored = terminal.run("restore", str(backup))
    assert restored.exit_code == 0, restored.output
    assert "is whole" in restored.stdout
    assert [each.name for each in tmp_path.glob("elsewhere.db*")] == ["elsewhere.db"]
    assert "Messages are held" in restored.stdout
    assert terminal.json("watch", "list") == watches


@contextmanager
def opened(file: Path) -> Iterator[Store]:
    with closing(open_sqlite(file)) as store:
        yield store


@pytest.fixture
def restorable(terminal: Terminal, tmp_path: Path) -> tuple[Path, Path]:
    """A backup with two people, one of them with a second way, and a key; and the database, in which much has happened since."""
    old, backup = tmp_path / "shop.db", tmp_path / "backup.db"
    now = datetime.now(UTC)
    with opened(old) as store:
        for name in ("ann", "bob", "cat"):
            store.put_subscriber(subscriber(name))
            store.put_subscription(subscription(name))
        cat = store.subscribers(["cat"])["cat"]
        store.put_subscriber(replace(cat, fallback=ChannelAddress("sms", "+14155550199")))
        api_keys.make(store, "leaked", "Ann", [Scope.PEOPLE], now)
        user = store.put_user(User("u", "Uma", "uma@example.org", {"": Role.OWNER}, now))
        sessions.begin(store, user, SignedInBy.LINK, "Firefox", now)
        invitations.invite(store, "", Role.OWNER, "", operators.OPERATOR, now)
        store.put_value(ADMIN_LINK, "a hash of a link that is used after the backup was made")
    assert terminal.run("backup", str(backup)).exit_code == 0
    with opened(old) as store:
        api_keys.end(store, "leaked")
        opt_out(store, "ann", now, "STOP")
        assert erase_person(store, "bob")
        assert erase_address(store, "k" * 40, ChannelAddress("sms", "+14155550199"))
        for name in ("dan", "eve"):
            store.put_subscriber(subscriber(name))
        opt_out(store, "dan", now, "STOP")
    terminal.environment["COATCHECK_STORE"] = f"sqlite:///{tmp_path / 'new.db'}"
    return backup, old


def statuses(store: Store) -> dict[str, str]:
    return {each.id: each.status.value for each in store.subscribers(["ann", "bob", "cat", "dan", "eve"]).values()}


def test_a_restored_database_holds_its_messages_has_no_keys_and_says_whose_stops_are_not_in_it(
    terminal: Terminal, restorable: tuple[Path, Path], tmp_path: Path
) -> None:
    said = terminal.run("restore", str(restorable[0]))
    assert said.exit_code == 0, said.output
    assert "API keys are ended" in said.stdout
    assert "Sessions, invitations and the link to the admin pages are ended" in said.stdout
    assert "end who left since with `coatcheck user end`: Uma." in said.stdout
    assert "--stops-from" in said.stdout
    with opened(tmp_path / "new.db") as store:
        assert "restored from a backup of 2" in (switches.stopped(store) or "")
        assert (store.api_keys(), store.operator_sessions(), store.invitations()) == ([], [], [])
        assert store.value(ADMIN_LINK) == ""
        assert statuses(store) == dict.fromkeys(("ann", "bob", "cat"), "unconfirmed")


def test_stops_and_erasures_since_the_backup_are_taken_over_from_the_old_database(
    terminal: Terminal, restorable: tuple[Path, Path], tmp_path: Path
) -> None:
    backup, old = restorable
    said = terminal.run("restore", str(backup), "--stops-from", str(old))
    assert said.exit_code == 0, said.output
    assert "2 people are stopped, 1 erased" in said.stdout
    with opened(tmp_path / "new.db") as store:
        assert statuses(store) == {"ann": "opted_out", "cat": "unconfirmed", "dan": "opted_out"}
        assert [each.armed for each in store.subscriptions_of("ann")] == [()]
        assert store.subscriptions_of("bob") == []
        assert store.subscribers(["cat"])["cat"].fallback is None


def test_from_a_database_that_did_not_change_since_the_backup_there_is_nothing_to_take_over(
    terminal: Terminal, restorable: tuple[Path, Path]
) -> None:
    said = terminal.run("restore", str(restorable[1]), "--stops-from", str(restorable[1]))
    assert (said.exit_code, "0 people are stopped, 0 erased" in said.stdout) == (0, True), said.output


def test_stops_are_not_taken_over_from_what_is_older_than_the_backup_and_nothing_is_made(
    terminal: Terminal, restorable: tuple[Path, Path], tmp_path: Path
) -> None:
    backup, old = restorable
    refused = terminal.run("restore", str(old), "--stops-from", str(backup))
    assert (refused.exit_code, "older than the backup" in refused.stderr) == (2, True)
    assert list(tmp_path.glob("new.db*")) == []


@pytest.mark.parametrize("words", [("backup", "file.db"), ("restore", "file.db")])
def test_in_the_cloud_it_says_how_firestore_is_backed_up(terminal: Terminal, words: tuple[str, str]) -> None:
    terminal.environment["COATCHECK_STORE"] = "firestore://project"
    said = terminal.run(*words)
    assert (said.exit_code, "gcloud firestore export" in said.stderr) == (2, True)
