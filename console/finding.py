"""What an operator calls things: a watch by its id, slug or address; a span of time as "60s"."""

import re
from collections.abc import Sequence

import click

from coatcheck.errors import Invalid
from coatcheck.model import Watch
from coatcheck.plain_text import did_you_mean
from coatcheck.ports import WatchStore

SHOWN = 20  # names listed where one was not found
CLOSE = 0.7  # how alike a name has to be to be meant: "grand-tuor" and "grand-tour" are 0.9
UNITS = {"": 1, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}


def find_watch(store: WatchStore, name: str) -> Watch:
    """Find the watch of this id, slug or address. Raises `Invalid` naming those that may be meant, or else those there are."""
    return find_among(store.watches(), name)


def find_among(watches: Sequence[Watch], name: str) -> Watch:
    """Find the one of these that has this id, slug or address; raises as `find_watch` does, and where several teams watch that address."""
    found = [watch for watch in watches if name in (watch.id, watch.slug, watch.url)]
    if len({watch.team for watch in found}) > 1:
        raise Invalid(
            f"Several teams watch that: say which watch ({', '.join(each.slug or each.id for each in found)})."
        )
    if found:
        return found[0]
    if not watches:
        raise Invalid("Nothing is watched yet: add the first with `coatcheck watch add URL`.")
    slugs = [watch.slug or watch.id for watch in watches]
    if meant := did_you_mean(name, slugs, CLOSE):
        raise Invalid(f"There is no watch {name!r}. {meant}")
    names = ", ".join(slugs[:SHOWN])
    more = f" and {len(watches) - SHOWN} more" if len(watches) > SHOWN else ""
    raise Invalid(f"There is no watch {name!r}. There are: {names}{more}.")


class LazyGroup(click.Group):
    """A group that imports a command when it is called; a name that is none of them is answered with those it may stand for."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(
                error.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from None


class Seconds(click.ParamType[int]):
    """A span of time: 90, 60s, 5m, 1h."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        match = re.fullmatch(r"(\d+)\s*([a-z]*)", str(value).strip().lower())
        if not match or match[2] not in UNITS:
            self.fail("write a time like 60s, 5m or 1h", param, ctx)
        return int(match[1]) * UNITS[match[2]]


class KeyValue(click.ParamType[tuple[str, str]]):
    """One setting, K=V."""

    name = "K=V"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        key, equals, text = str(value).partition("=")
        if not equals or not key:
            self.fail("write it as NAME=VALUE", param, ctx)
        return key, text
