"""`coatcheck watch show` and `history`: one watch, and what changed of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import click

from coatcheck.model import Change, State, Watch
from coatcheck.telling.variant_names import label
from console.finding import find_watch
from console.operator import Operator, any_team, pass_operator
from console.output import ago, json_option, plain, print_json, print_table

IN_STOCK = {True: "yes", False: "no", None: "unknown"}
DAYS = 90


@click.command("show")
@click.argument("watch")
@json_option
@any_team
@pass_operator
def show_command(operator: Operator, watch: str, as_json: bool) -> None:
    """Show one watch, size by size."""
    from coatcheck.watching.states import state_of

    store = operator.services.store
    found = find_watch(store, watch)
    show_watch(found, state_of(store, found.id), operator.settings.site, as_json)


def show_watch(watch: Watch, state: State, site: str, as_json: bool) -> None:
    """Print what is known of a watch."""
    if as_json:
        print_json({"watch": watch, "state": state})
        return
    now = datetime.now(UTC)
    known = f"{state.health} for {ago(state.health_since, now)}" if state.version else "not looked at yet"
    looks = f"every {watch.interval} s" if watch.active else str(watch.ended or "paused")
    click.echo(plain(f"{watch.title}: {watch.url}"))
    click.echo(plain(f"Read as {watch.source}, {looks}; {known}{f': {state.reason}' if state.reason else ''}"))
    click.echo(f"Its page: {site}/p/{watch.slug}")
    rows = [
        (
            label(each),
            each.availability,
            IN_STOCK[each.in_stock],
            _price(each.price, each.currency),
            ago(each.since, now),
        )
        for each in state.variants
    ]
    print_table(("Size", "Last proven", "In stock", "Price", "For"), rows, "No size is known before the first look.")


@click.command("history")
@click.argument("watch")
@click.option("--days", type=click.IntRange(1, 3650), default=DAYS, show_default=True, help="How far back.")
@json_option
@any_team
@pass_operator
def history_command(operator: Operator, watch: str, days: int, as_json: bool) -> None:
    """List what changed of a watch, oldest first."""
    services = operator.services
    found = find_watch(services.store, watch)
    since = services.clock.now() - timedelta(days=days)
    known = services.store.states([found.id]).get(found.id)
    show_changes(services.store.changes(found.id, since), known, as_json)


def show_changes(changes: Sequence[Change], known: State | None, as_json: bool) -> None:
    """Print a line for each size that changed, and for each turn of health. `known`: what its sizes are called by."""
    if as_json:
        print_json(list(changes))
        return
    names = {each.id: label(each) for each in known.variants} if known else {}
    rows = [row for change in changes for row in _rows(change, names)]
    print_table(("When (UTC)", "What", "Before", "After", "Price"), rows, "Nothing has changed in this time.")


def _rows(change: Change, names: dict[str, str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (
            _when(each.at),
            names.get(each.variant_id, each.variant_id),
            each.before,
            each.after,
            _price(each.price, each.currency),
        )
        for each in change.transitions
    ]
    if change.unseen_since:
        rows.append((_when(change.at), f"nobody looked since {_when(change.unseen_since)}", "", "", ""))
    if change.health:
        rows.append((_when(change.at), change.reason or "the looks", "", str(change.health), ""))
    return rows


def _when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def _price(price: str | None, currency: str | None) -> str:
    return " ".join(filter(None, (price, currency)))
