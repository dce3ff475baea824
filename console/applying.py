"""`coatcheck apply` and `export`: what is watched, as a file that is kept and applied."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coatcheck.errors import CoatCheckError
from console.operator import Operator, one_team, pass_operator
from console.output import plain, screen

if TYPE_CHECKING:
    from coatcheck.ports import Store
    from coatcheck.watching.as_code.applying import Reader
    from coatcheck.watching.as_code.plan import Plan
    from coatcheck.watching.as_code.telling import Told

file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))


@click.command("export")
@one_team
@pass_operator
def export(operator: Operator) -> None:
    """Print all watches as YAML, for `apply`.

    What has its default is left out.
    """
    from coatcheck.watching.as_code.entries import entry_of, written
    from coatcheck.watching.canary.identity import products

    click.echo(written([entry_of(watch) for watch in products(operator.services.store.watches())]), nl=False)


@click.command("apply")
@file_argument
@click.option("--prune", is_flag=True, help="Remove the watches that the file does not name, with their subscriptions.")
@click.option("--plan", "only_plan", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--yes", is_flag=True, help="Don't ask first.")
@one_team
@pass_operator
def apply(operator: Operator, file: Path, prune: bool, only_plan: bool, yes: bool) -> None:
    """Make what is watched what FILE says, in YAML or JSON; - reads it from the input.

    Everything is checked, and what would change is shown, before anything is written. Where one entry has a fault nothing is. Applied again, it changes nothing.
    """
    from coatcheck.watching.as_code import applying
    from coatcheck.watching.as_code.entries import read
    from coatcheck.watching.slugs import slugs_of_others

    services, placed = operator.services, read(content_of(file))
    watches, now = services.store.watches(), services.clock.now()
    with screen(stderr=True).status("Looking at pages whose source is not given ..."):
        taken = slugs_of_others(watches, services.deployment.store.watches())
        found = applying.plan(placed, watches, reader(operator), now, operator.settings.allow_hosts, prune, taken)
    show(found, services.store)
    operator.changed = bool(found.steps) and not only_plan
    if operator.changed:
        if not yes:
            click.confirm("Change this?", abort=True)
        carry_out(operator, found)


def content_of(file: Path) -> bytes:
    """Return what the file holds, or the input for "-"; of too much only so much that whoever reads it refuses it."""
    from coatcheck.watching.as_code.trees import LARGEST

    with click.open_file(str(file), "rb") as stream:
        content: bytes = stream.read(LARGEST + 1)
    return content


def reader(operator: Operator) -> "Reader":
    """Make what looks at pages to find out how they are read."""
    from coatcheck.watching.as_code.applying import Reader

    services = operator.services
    return Reader(services.fetcher, services.clock, operator.settings.allow_hosts)


def carry_out(operator: Operator, plan: "Plan") -> None:
    """Do it, and say how far it came where something ends it."""
    from rich.progress import track

    from coatcheck.people.audit import so_far
    from coatcheck.watching.as_code.applying import apply

    services, done = operator.services, 0
    steps = apply(services.store, plan, services.clock.now(), operator.settings.allow_hosts, operator.team)
    try:
        for _ in track(steps, "Changing", plan.steps, console=screen(stderr=True), transient=True):
            done += 1
            operator.so_far = so_far(done, plan.steps)
    except CoatCheckError:
        click.echo(f"Ended after {done} of {plan.steps} changes; the same command does the rest.", err=True)
        raise
    say_done(len(plan.added), len(plan.changed), len(plan.removed))


def say_done(added: int, changed: int, removed: int) -> None:
    """Say what was done."""
    click.echo(f"Watches added: {added}, changed: {changed}, removed: {removed}.")


def show(plan: "Plan", store: "Store") -> None:
    """Print what would change, and how much would not."""
    from coatcheck.watching.as_code.telling import told

    show_told(told(plan, lambda watch: sum(store.waiting_counts(watch.id).values())))


def show_told(told: "Told") -> None:
    """Print a plan in words."""
    for added in told.added:
        click.echo(plain(f"+ {added.watch}: {added.url}, read as {added.source}, every {added.interval} s"))
    for changed in told.changed:
        click.echo(plain(f"~ {changed.watch}"))
        for each in changed.differences:
            click.echo(plain(f"    {each.name}: {each.before} -> {each.after}"))
    for removed in told.removed:
        click.echo(plain(f"- {removed.watch}: {removed.waiting} subscriptions wait for it"))
    click.echo(
        f"To add: {len(told.added)}, to change: {len(told.changed)}, to remove: {len(told.removed)};"
        f" as they should be: {told.same}."
    )
    if told.unnamed:
        click.echo(plain(f"Not in the file, and staying: {', '.join(told.unnamed)}. --prune removes them."))
