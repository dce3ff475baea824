"""What each command changes, for the audit log: one table, and the one place that writes it down."""

import getpass
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, NoReturn, Protocol

import click

from coatcheck.errors import CoatCheckError, StoreError
from coatcheck.model import Via
from coatcheck.people import audit
from coatcheck.process.log import mask

if TYPE_CHECKING:
    from coatcheck.bootstrap import Services

DONE = {
    "admin-link": "printed a link to the admin pages",
    "agents add": "added an agent's watch",
    "agents pair": "invited an agent",
    "agents revoke": "revoked an agent",
    "agents watch": "changed where a watch is looked at from",
    "apply": "applied a list of watches",
    "backup": "made a backup",
    "dead-letters replay": "sent dead letters on their way again",
    "key add": "made an API key",
    "key end": "ended an API key",
    "key take-over": "took over an API key",
    "log-level": "set a log level",
    "people export": "exported everybody",
    "person erase": "erased somebody",
    "person export": "exported what is kept about somebody",
    "send-test": "sent a test message",
    "subscribe": "signed somebody up",
    "suggestions accept": "accepted a suggestion",
    "suggestions decline": "declined a suggestion",
    "team add": "made a team",
    "team remove": "removed a team",
    "tickets alert": "added a ticket alert",
    "user end": "removed somebody",
    "user invite": "invited somebody",
    "user link": "made a link that signs somebody in",
    "user role": "changed somebody's role",
    "watch add": "added a watch",
    "watch import": "imported watches",
    "watch look": "asked for a look",
    "watch move": "moved a watch to another team",
    "watch maybe-back": "said whether it is back",
    "watch pause": "paused a watch",
    "watch remove": "removed a watch",
    "watch resume": "resumed a watch",
    "watch tag": "tagged a watch",
    "watch teach": "taught how a watch is read",
}


class CarriedOut(Protocol):
    """What the log has to know of whoever carries a command out: see `Operator`."""

    concerns: tuple[str, ...]
    so_far: str

    @property
    def deployment(self) -> "Services": ...

    @property
    def team(self) -> str: ...


# A job that is cancelled, and a terminal that is gone
ENDINGS = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def ended_in_order(ctx: click.Context) -> Iterator[None]:
    """Have a command that changes something end by these signals as it does by Ctrl-C, so that what it did until then is in the log."""
    hears = _changing(ctx) is not None and current_thread() is main_thread()
    heard = [number for number in ENDINGS if hears and signal.getsignal(number) is signal.SIG_DFL]

    def end(number: int, frame: object) -> NoReturn:
        raise SystemExit(128 + number)  # what shells say of whoever a signal ends

    for number in heard:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)


def note(ctx: click.Context, operator: CarriedOut) -> None:
    """Write down that the command was carried out, if it is one that changes something.

    Raises `CoatCheckError` where that can't be, and says that it was done all the same.
    """
    changed = _changing(ctx)
    if changed is None:
        return
    services, words = operator.deployment, ", ".join(_named(changed))
    try:
        for team in dict.fromkeys((operator.team, *operator.concerns)):
            audit.note(services.store, _actor(team), DONE[_name(changed)], words, services.clock.now())
    except StoreError as error:
        raise CoatCheckError(f"It was done, but the audit log could not be written: {error}") from error


def note_so_far(ctx: click.Context, operator: CarriedOut) -> None:
    """Write down how much the command did of many things before something ended it, if it did any."""
    changed = _changing(ctx)
    if changed and operator.so_far:
        services, words = operator.deployment, ", ".join([*_named(changed), operator.so_far])
        audit.note_done(services.store, _actor(operator.team), DONE[_name(changed)], words, services.clock.now())


def _actor(team: str) -> audit.Actor:
    return audit.Actor(_login(), Via.CONSOLE, team=team)


def _changing(ctx: click.Context) -> click.Context | None:
    """Return the command of the table that is carried out; one that calls another is that one. None where there is none."""
    around = ctx
    while _name(around) not in DONE:
        if around.parent is None:
            return None
        around = around.parent
    return around


def _name(ctx: click.Context) -> str:
    """Return the command's name after `coatcheck`, however that was started: "watch add"."""
    words = []
    while ctx.parent:
        words.append(ctx.info_name or "")
        ctx = ctx.parent
    return " ".join(reversed(words))


def _named(ctx: click.Context) -> list[str]:
    """Return what the command was given beside its options, addresses masked."""
    given = [
        (each.name, ctx.params.get(each.name or "")) for each in ctx.command.params if isinstance(each, click.Argument)
    ]
    words = [(name, value) for name, values in given for value in (values if isinstance(values, tuple) else (values,))]
    return [mask(str(value)) if name == "address" else str(value) for name, value in words if value]


def _login() -> str:
    """Return who is logged in at this machine; their number, where it has no name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a line in /etc/passwd; KeyError before Python 3.13
        return f"user {os.getuid()}"
