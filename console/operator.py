"""What every command works with."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coatcheck.bootstrap import Services
from coatcheck.channels import no_channel
from coatcheck.config import Settings

if TYPE_CHECKING:
    from console.remote.server import Server


class Operator:
    """Whoever runs the command: settings and services, each read or opened on first use; or the server that it works on."""

    def __init__(self, env_file: Path | None = None, server: str = "", token: str = "") -> None:
        self.env_file = env_file
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


pass_operator = click.make_pass_decorator(Operator)
