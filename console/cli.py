"""The command `coatcheck`. Each subcommand is imported when it is called, so that every one of them starts quickly."""

from importlib import import_module
from pathlib import Path

import click

from coatcheck.errors import CoatCheckError, Invalid, WrongStore
from console.finding import LazyGroup

SECTIONS = {
    "Run": {
        "up": "console.up",
        "demo": "console.demo.run",
        "doctor": "console.doctor",
        "status": "console.status",
        "settings": "console.settings",
        "log-level": "console.log_level",
        "log-levels": "console.log_level",
        "templates": "console.templates",
        "backup": "console.backup",
        "restore": "console.cloud.commands",
        "admin-link": "console.admin",
        "key": "console.key",
        "user": "console.user",
        "audit": "console.audit",
        "team": "console.team",
        "twilio": "console.twilio",
    },
    "Watch": {
        "watch": "console.watch",
        "apply": "console.applying",
        "export": "console.applying",
        "tickets": "console.tickets",
        "suggestions": "console.suggestions",
        "agents": "console.agents",
        "agent": "console.agent",
        "mcp": "console.mcp",
    },
    "People": {
        "subscribe": "console.people",
        "send-test": "console.people",
        "person": "console.people",
        "people": "console.people",
        "forecast": "console.forecast",
        "why": "console.why",
        "dead-letters": "console.dead_letters",
    },
    "Google Cloud": {
        "cloud": "console.cloud.commands",
        "preflight": "console.cloud.commands",
        "deploy-check": "console.cloud.commands",
        "cost": "console.cloud.commands",
    },
}
COMMANDS = {name: module for section in SECTIONS.values() for name, module in section.items()}


class Commands(LazyGroup):
    """Commands by section; an error of ours becomes one sentence and an exit code: 2 for bad input, else 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[name]), name.replace("-", "_"))
        assert isinstance(command, click.Command)
        if not ctx.params.get("server"):
            return command
        from console.remote.commands import remotely

        return remotely(command, name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, self._summary(ctx, name)) for name in names])

    def _summary(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str(90) if command else ""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CoatCheckError as error:
            failure = click.ClickException(str(error))
            failure.exit_code = 2 if isinstance(error, (Invalid, WrongStore)) else 1  # type: ignore[misc]
            raise failure from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="coatcheck", message="CoatCheck %(version)s")
@click.option("--env-file", type=click.Path(path_type=Path), help="Read the settings from this file (default: ./.env).")
@click.option(
    "--server", envvar="COATCHECK_SERVER", help="Work on the CoatCheck at this address, by its API. [COATCHECK_SERVER]"
)
@click.option(
    "--token", envvar="COATCHECK_TOKEN", help="The key for it; `coatcheck key add` there makes one. [COATCHECK_TOKEN]"
)
@click.pass_context
def main(ctx: click.Context, env_file: Path | None, server: str | None, token: str | None) -> None:
    """Watch products size by size, and text people once when theirs is back in stock."""
    from console.operator import Operator

    operator = Operator(env_file, server or "", token or "")
    ctx.obj = operator
    ctx.call_on_close(operator.close)
