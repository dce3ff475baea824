"""What every command works with."""

from functools import cached_property
from pathlib import Path

import click

from coatcheck.bootstrap import Services
from coatcheck.channels import no_channel
from coatcheck.config import Settings


class Operator:
    """Whoever runs the command: settings and services, each read or opened on first use."""

    def __init__(self, env_file: Path | None = None) -> None:
        self.env_file = env_file

    @cached_property
    def settings(self) -> Settings:
        return Settings.from_env(env_file=self.env_file, no_channel=no_channel)

    @cached_property
    def services(self) -> Services:
        return Services(self.settings)

    def close(self) -> None:
        if "services" in vars(self):
            self.services.close()


pass_operator = click.make_pass_decorator(Operator)
