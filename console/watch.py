"""`coatcheck watch`: what is watched."""

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module

import click
from msgspec.structs import asdict, replace

from coatcheck.model import Health, State, Watch
from coatcheck.telling.product_names import full_names
from coatcheck.telling.variant_names import label
from coatcheck.watching.catalogue import look_now, set_active
from coatcheck.watching.tags import tags
from console.finding import LazyGroup, find_watch
from console.operator import Operator, any_team, pass_operator
from console.output import HEALTHS, ago, json_option, plain, print_json, print_table

ELSEWHERE = {
    "add": "console.adding",
    "test": "console.testing",
    "teach": "console.teaching",
    "show": "console.showing",
    "history": "console.showing",
    "maybe-back": "console.maybe_back",
    "move": "console.moving",
    "import": "console.exchange",
    "export": "console.exchange",
}
ORDER = (
    "add",
    "test",
    "teach",
    "list",
    "show",
    "history",
    "tag",
    "look",
    "maybe-back",
    "pause",
    "resume",
    "move",
    "remove",
    "import",
    "export",
)


class WatchCommands(LazyGroup):
    """The commands of this file, and those that need more and are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(ORDER)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in ELSEWHERE:
            return super().get_command(ctx, name)
        command = getattr(import_module(ELSEWHERE[name]), f"{name.replace('-', '_')}_command")
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=WatchCommands,
    short_help="What is watched: add, test, teach, list, show, history, tag, look, maybe-back, pause, resume, move, remove, import, export.",
)
def watch() -> None:
    """What is watched: add, test, teach, list, show, history, tag, look, maybe-back, pause, resume, move, remove, import, export.

    A watch is named by its id, its slug or its address.
    """


@watch.command("list")
@json_option
@any_team
@pass_operator
def list_watches(operator: Operator, as_json: bool) -> None:
    """List what is watched, its health and its stock."""
    store = operator.services.store
    watches = store.watches()
    show_watches(watches, store.states([each.id for each in watches]), as_json)


def show_watches(watches: list[Watch], states: Mapping[str, State], as_json: bool) -> None:
    """Print a line for each watch."""
    if as_json:
        print_json([{**asdict(each), "state": states.get(each.id)} for each in watches])
        return
    now = datetime.now(UTC)
    names = full_names(watches)
    several = any(each.team for each in watches)
    rows = [
        (*_row(each, names[each.id], states.get(each.id), now), *([each.team] if several else [])) for each in watches
    ]
    columns = ("Watch", "Title", "Shop", "Read as", "Every", "Now", "In stock", *(["Team"] if several else []))
    print_table(columns, rows, "Nothing is watched yet: add the first with `coatcheck watch add URL`.")


def _row(watch: Watch, name: str, state: State | None, now: datetime) -> tuple[str, ...]:
    stopped = str(watch.ended or "paused")
    paused = f"{stopped} for {ago(watch.paused_at, now)}" if watch.paused_at else stopped
    health = paused if not watch.active else "not looked at yet" if state is None else HEALTHS[state.health]
    if watch.active and state and state.reason:
        health = f"{health} for {ago(state.health_since, now)}: {state.reason}"
    known = watch.active and state and state.health is Health.HEALTHY
    sizes = ", ".join(label(each) for each in state.variants if each.in_stock) or "-" if state and known else "unknown"
    return (watch.slug or watch.id, name, watch.shop, watch.source, f"{watch.interval} s", health, sizes)


@watch.command("tag")
@click.argument("watch")
@click.argument("words", metavar="[TAG]...", nargs=-1)
@any_team
@pass_operator
def tag_watch(operator: Operator, watch: str, words: tuple[str, ...]) -> None:
    """Give a watch these tags and no others; none takes all away."""
    store = operator.services.store
    changed = store.put_watch(replace(find_watch(store, watch), tags=tags(words)))
    click.echo(f"{changed.slug or changed.id} has the tags: {plain(', '.join(changed.tags)) or 'none'}.")


@watch.command()
@click.argument("watch")
@any_team
@pass_operator
def pause(operator: Operator, watch: str) -> None:
    """Stop looking at a watch; what is known of it stays."""
    changed = _set_active(operator, watch, False)
    click.echo(
        f"{changed.slug or changed.id} is paused. Go on with `coatcheck watch resume {changed.slug or changed.id}`."
    )


@watch.command()
@click.argument("watch")
@any_team
@pass_operator
def resume(operator: Operator, watch: str) -> None:
    """Look at a paused watch again, and take a page that has changed as it is now."""
    changed = _set_active(operator, watch, True)
    click.echo(f"{changed.slug or changed.id} is looked at every {changed.interval} s, from the next tick on.")


@watch.command()
@click.argument("watch")
@any_team
@pass_operator
def look(operator: Operator, watch: str) -> None:
    """Look at a watch now, whatever it waits for.

    The poller does so with its next tick: `coatcheck watch list` shows what came of it.
    """
    store = operator.services.store
    changed = look_now(store, find_watch(store, watch), operator.services.clock.now())
    click.echo(f"{changed.slug or changed.id} is looked at with the next tick.")


def _set_active(operator: Operator, name: str, active: bool) -> Watch:
    store = operator.services.store
    return set_active(store, find_watch(store, name), active, operator.services.clock.now())


@watch.command()
@click.argument("watch")
@click.option("--yes", is_flag=True, help="Don't ask first.")
@any_team
@pass_operator
def remove(operator: Operator, watch: str, yes: bool) -> None:
    """Forget a watch and its subscriptions.

    Its history stays until it expires.
    """
    store = operator.services.store
    found = find_watch(store, watch)
    waiting = sum(store.waiting_counts(found.id).values())
    if not yes:
        click.confirm(f"Remove {found.title or found.url}? {waiting} subscriptions wait for it.", abort=True)
    store.remove_watch(found.id)
    click.echo(f"{found.title or found.url} is not watched any more.")
