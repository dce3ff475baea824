"""What every command works with."""

from collections.abc import Callable
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import click

from coatcheck.bootstrap import Services
from coatcheck.channels import no_channel
from coatcheck.config import Settings, read_settings
from coatcheck.errors import Invalid
from coatcheck.model import FIRST_TEAM
from console.done import ended_in_order, note, note_so_far

if TYPE_CHECKING:
    from console.remote.server import Server

P = ParamSpec("P")
R = TypeVar("R")


class Operator:
    """Whoever runs the command: settings and services, each read or opened on first use; or the server that it works on."""

    def __init__(self, env_file: Path | None = None, server: str = "", token: str = "") -> None:
        self.env_file = env_file
        self.changed = True  # False where a command that could change something found nothing to change
        self.concerns: tuple[str, ...] = ()  # teams in whose logs it stands, beside the one that the command is about
        self.so_far = ""  # how much a command that does many things has done by now
        self._server, self._token = server, token
        self._team: str | None = None  # whose part the command is about; None: of everybody's

    @cached_property
    def settings(self) -> Settings:
        return read_settings(env_file=self.env_file, no_channel=no_channel)

    @cached_property
    def deployment(self) -> Services:
        """The services over everything, whichever team is named."""
        return Services(self.settings)

    @property
    def services(self) -> Services:
        """The services over the part of the team that the command is about; over everything, where it is about none."""
        return self.deployment if self._team is None else self._of_team

    @cached_property
    def _of_team(self) -> Services:
        from coatcheck.people.teams import find_team

        return self.deployment.of_team(find_team(self.deployment.store, self.team).id)

    @property
    def team(self) -> str:
        """The team that the command is about; the first one, where it is about everybody's."""
        return self._team or FIRST_TEAM

    def work_for(self, team: str, is_named: bool) -> None:
        """Have the command see and change this team's part alone. On a server the key says which that is."""
        if self._server and is_named:
            raise Invalid("On a server the key says whose watches: leave --team out, and use a key of that team.")
        self._team = team

    @cached_property
    def server(self) -> "Server":
        """The server whose API the command works by. Raises `Invalid` where its address or the key is missing."""
        from console.remote.server import Server

        return Server(self._server, self._token)

    def close(self) -> None:
        if "deployment" in vars(self):
            self.deployment.close()


def pass_operator(run: Callable[Concatenate[Operator, P], R]) -> Callable[P, R]:
    """Give a command whoever runs it; what it changed is in the audit log afterwards, and what it did until something ended it."""

    @wraps(run)
    def carried_out(*given: P.args, **named: P.kwargs) -> R:
        ctx = click.get_current_context()
        operator = ctx.find_object(Operator)
        assert operator
        try:
            with ended_in_order(ctx):
                came = run(operator, *given, **named)
        except BaseException:  # Ctrl-C among them
            note_so_far(ctx, operator)
            raise
        if operator.changed:
            note(ctx, operator)
        return came

    return carried_out


def _work_for(ctx: click.Context, option: click.Parameter, team: str | None) -> None:
    operator = ctx.find_object(Operator)
    if operator is not None and team is not None:
        operator.work_for(team, is_named=team != option.default)


# Of a command that shows or changes what there is: of whichever team, or of the one that is named.
any_team = click.option("--team", expose_value=False, callback=_work_for, help="Of this team's watches alone.")
# Of a command that adds, or is about the whole list: it is one team's, the first one's where none is named.
one_team = click.option(
    "--team",
    default=FIRST_TEAM,
    expose_value=False,
    callback=_work_for,
    help="Whose watches; without, the first team's.",
)
