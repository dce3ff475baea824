"""What every command works with."""

from collections.abc import Callable
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import click

from coatcheck.bootstrap import Services
from coatcheck.channels import no_channel
from coatcheck.config import Settings

if TYPE_CHECKING:
    from console.remote.server import Server

P = ParamSpec("P")
R = TypeVar("R")


class Operator:
    """Whoever runs the command: settings and services, each read or opened on first use; or the server that it works on."""

    def __init__(self, env_file: Path | None = None, server: str = "", token: str = "") -> None:
        self.env_file = env_file
        self.changed = True  # False where a command that could change something found nothing to change
        self._server, self._token = server, token

    @cached_property
    def settings(self) -> Settings:
        return Settings.from_env(env_file=self.env_file, no_channel=no_channel)

    @cached_property
    def services(self) -> Services:
        return Services(self.settings)

    @cached_property
    def server(self) -> "Server":
        """The server whose API the command works by. Raises `Invalid` where its address or the key is missing."""
        from console.remote.server import Server

        return Server(self._server, self._token)

    def close(self) -> None:
        if "services" in vars(self):
            self.services.close()


def pass_operator(run: Callable[Concatenate[Operator, P], R]) -> Callable[P, R]:
    """Give a command whoever runs it; what it changed is in the audit log afterwards."""

    @wraps(run)
    def carried_out(*given: P.args, **named: P.kwargs) -> R:
        from console.done import note

        ctx = click.get_current_context()
        operator = ctx.find_object(Operator)
        assert operator
        came = run(operator, *given, **named)
        if operator.changed:
            note(ctx, lambda: operator.services)
        return came

    return carried_out
