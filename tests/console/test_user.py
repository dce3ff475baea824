"""`coatcheck user` and `coatcheck audit`: the people who run it, and what every command leaves in the log."""

import signal
from collections.abc import Iterator
from contextlib import closing

import click
import pytest

from coatcheck.errors import Conflict, StoreUnavailable
from coatcheck.model import Watch
from coatcheck.people import audit, invitations
from coatcheck.ports import Store
from coatcheck.store.sqlite import SqliteStore
from console.cli import main
from console.done import DONE, ENDINGS
from tests.console.terminal import Terminal
from tests.fakes.ports import NOON
from tests.stores import open_sqlite

# Commands that change nothing that others work with, or of which the log of who did what can't tell.
SILENT = {
    *("up", "demo", "doctor", "status", "settings", "templates", "twilio connect", "audit", "agent", "mcp", "export"),
    *(
        "restore",
        "key list",
        "user list",
        "team list",
        "agents list",
        "suggestions list",
        "dead-letters list",
        "forecast",
        "why",
    ),
    *("watch list", "watch show", "watch history", "watch test", "watch export", "preflight", "deploy-check", "cost"),
    *("log-levels", "tickets regions", "tickets theatres", "tickets movies"),
}


def leaves(command: click.Command, context: click.Context, *name: str) -> set[str]:
    """The names of all commands that do something."""
    if not isinstance(command, click.Group):
        return {" ".join(name)}
    children = [(child, command.get_command(context, child)) for child in command.list_commands(context)]
    return {leaf for child, found in children if found for leaf in leaves(found, context, *name, child)}


def opened(terminal: Terminal) -> Store:
    return open_sqlite(terminal.folder / "shop.db")


def used(terminal: Terminal, link: str, name: str) -> None:
    """Somebody uses the link that was printed."""
    with closing(opened(terminal)) as store:
        found = invitations.usable(store, link.strip().rpartition("/")[2], NOON, ())
        invitations.accept(store, found, name, None, "", NOON)


def test_every_command_says_what_it_changes_or_changes_nothing() -> None:
    context = main.make_context("coatcheck", [], resilient_parsing=True)
    there = {name for name in leaves(main, context) if not name.startswith("cloud ")}
    assert there == set(DONE) | SILENT
    assert set(DONE) & SILENT == set()


def test_somebody_is_invited_listed_given_another_role_let_in_again_and_ended(terminal: Terminal) -> None:
    invited = terminal.run("user", "invite", "bob@example.org", "--role", "editor")
    assert invited.stdout.startswith("http://127.0.0.1:8080/admin/invitation/")
    used(terminal, invited.stdout, "Bob")
    assert terminal.run("user", "list").stdout.split("\n")[3].split()[:3] == ["Bob", "bob@example.org", "editor"]
    assert terminal.run("user", "role", "bob@example.org", "owner").stdout == "Bob is owner now.\n"
    assert terminal.json("user", "list")[0]["role"] == "owner"
    used(terminal, terminal.run("user", "link", "Bob").stdout, "")
    assert terminal.run("user", "end", "bob@example.org").stdout == "Bob is ended.\n"
    gone = terminal.run("user", "end", "bob@example.org")
    assert (gone.exit_code, "is no user" in gone.output, terminal.json("user", "list")) == (2, True, [])
    done = [(each["did"], each["about"], each["by"]) for each in reversed(terminal.json("audit"))]
    assert done == [
        ("invited somebody", "b***@example.org", "console"),
        ("changed somebody's role", "b***@example.org, owner", "console"),
        ("made a link that signs somebody in", "Bob", "console"),
        ("removed somebody", "b***@example.org", "console"),
    ]


def test_a_team_has_its_own_users_and_what_was_done_to_them_is_in_its_log(terminal: Terminal) -> None:
    assert terminal.run("team", "add", "coats").exit_code == 0
    used(terminal, terminal.run("user", "invite", "--team", "coats", "--role", "owner").stdout, "Bob")
    assert (terminal.json("user", "list"), len(terminal.json("user", "list", "--team", "coats"))) == ([], 1)
    unknown = terminal.run("user", "list", "--team", "shoes")
    assert (unknown.exit_code, "There is no team 'shoes' (coats)" in unknown.output) == (2, True)
    assert terminal.run("user", "end", "Bob", "--team", "coats").stdout == "Bob is ended.\n"
    log = [each["did"] for each in terminal.json("audit", "--team", "coats")]
    assert log == ["removed somebody", "invited somebody"]


def test_a_command_that_failed_or_changed_nothing_is_not_in_the_log_and_one_that_did_is_masked(
    terminal: Terminal,
) -> None:
    assert terminal.run("send-test", "console", "+14155552671").exit_code == 0
    assert terminal.run("send-test", "pigeon", "+14155552671").exit_code == 2
    assert (
        terminal.run("apply", "-", "--plan", input="- url: https://shop.example/coat\n  source: page\n").exit_code == 0
    )
    assert [(each["did"], each["about"]) for each in terminal.json("audit")] == [
        ("sent a test message", "console, +1 *** 2671")
    ]
    assert "+1 *** 2671" in terminal.run("audit").stdout


def test_what_was_done_and_can_not_be_logged_is_said(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*given: object) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(audit, "note", away)
    said = terminal.run("key", "add", "phone")
    assert (said.exit_code, "It was done, but the audit log could not be written" in said.output) == (1, True)
    assert [each["name"] for each in terminal.json("key", "list")] == ["phone"]


@pytest.fixture
def signals_end() -> Iterator[None]:
    """Let signals end a process as they do at first, where these tests were started with some ignored, as by nohup."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in ENDINGS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals_end")
def test_what_a_command_did_before_something_ended_it_is_in_the_log(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_watch = SqliteStore.add_watch

    def ended_by(error: BaseException | signal.Signals, *titles: str) -> int:
        """Add these until one of a hat, which is when it ends."""

        def add(store: SqliteStore, watch: Watch) -> Watch:
            if "hat" not in watch.title:
                return add_watch(store, watch)
            if isinstance(error, BaseException):
                raise error
            assert callable(signal.getsignal(error)), "it would end these tests"
            signal.raise_signal(error)
            raise AssertionError("it went on")

        monkeypatch.setattr(SqliteStore, "add_watch", add)
        words = (f"- url: https://shop.example/{title}\n  source: page\n  title: {title}\n" for title in titles)
        ended = terminal.run("apply", "-", "--yes", input="".join(words))
        assert "within this minute" not in ended.output
        return ended.exit_code

    taken = Conflict("Somebody took its slug.")
    assert ended_by(taken, "coat", "hat") == 1
    assert ended_by(KeyboardInterrupt(), "scarf", "sun-hat", "tie") == 1
    assert ended_by(signal.SIGTERM, "cap", "felt-hat") == 128 + signal.SIGTERM
    assert ended_by(signal.SIGHUP, "bag", "red-hat") == 128 + signal.SIGHUP
    assert signal.getsignal(signal.SIGTERM) is signal.getsignal(signal.SIGHUP) is signal.SIG_DFL
    assert ended_by(taken, "hat") == 1  # and nothing was done
    assert [(each["did"], each["about"]) for each in reversed(terminal.json("audit"))] == [
        ("applied a list of watches", f"-, 1 of {number} changes, before it was ended") for number in (2, 3, 2, 2)
    ]
