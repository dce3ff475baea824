"""Which commands work on a server elsewhere, and by what. They have the words, options and help of those that work here."""

from importlib import import_module
from typing import Any

import click

from coatcheck.errors import Invalid
from console.operator import Operator

TABLE = {
    "status": "console.remote.watching:status",
    "log-level": "console.remote.others:log_level",
    "log-levels": "console.remote.others:log_levels",
    "apply": "console.remote.as_code:apply",
    "export": "console.remote.as_code:export",
    "watch list": "console.remote.watching:list_watches",
    "watch show": "console.remote.watching:show",
    "watch history": "console.remote.watching:history",
    "watch test": "console.remote.adding:test",
    "watch add": "console.remote.adding:add",
    "watch tag": "console.remote.watching:tag",
    "watch look": "console.remote.watching:look",
    "watch pause": "console.remote.watching:pause",
    "watch resume": "console.remote.watching:resume",
    "watch move": "console.remote.watching:move",
    "watch remove": "console.remote.watching:remove",
    "suggestions list": "console.remote.others:list_suggestions",
    "suggestions accept": "console.remote.others:accept",
    "suggestions decline": "console.remote.others:decline",
    "subscribe": "console.remote.people:subscribe",
    "send-test": "console.remote.people:send_test",
    "person export": "console.remote.people:export",
    "person erase": "console.remote.people:erase",
    "people export": "console.remote.people:export_everybody",
    "why": "console.remote.people:why",
    "dead-letters list": "console.remote.others:list_letters",
    "dead-letters replay": "console.remote.others:replay",
    "key add": "console.remote.others:add_key",
    "key list": "console.remote.others:list_keys",
    "key take-over": "console.remote.others:take_over_key",
    "key end": "console.remote.others:end_key",
    "user list": "console.remote.operators:list_users",
    "user invite": "console.remote.operators:invite",
    "user role": "console.remote.operators:set_role",
    "audit": "console.remote.operators:audit",
    "team add": "console.remote.operators:add_team",
    "team list": "console.remote.operators:list_teams",
    "team remove": "console.remote.operators:remove_team",
}


def remotely(command: click.Command, name: str) -> click.Command:
    """Return the same command, done on the server that is named by --server."""
    if isinstance(command, click.Group):
        return _Group(command, name)

    @click.pass_obj
    def run(operator: Operator, /, **given: Any) -> None:
        if name not in TABLE:
            raise Invalid(f"`coatcheck {name}` works on the machine itself: leave --server out.")
        module, _, function = TABLE[name].partition(":")
        getattr(import_module(module), function)(operator.server, **given)

    return click.Command(
        command.name, callback=run, params=command.params, help=command.help, short_help=command.short_help
    )


class _Group(click.Group):
    """A group whose commands work on a server."""

    def __init__(self, here: click.Group, name: str) -> None:
        super().__init__(here.name, help=here.help, short_help=here.short_help)
        self._here, self._name = here, name

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self._here.list_commands(ctx)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        command = self._here.get_command(ctx, name)
        return command and remotely(command, f"{self._name} {name}")
