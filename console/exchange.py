"""`coatcheck watch export` and `import`: the list of watches as JSON, to edit, keep or move; and other programs' lists."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coatcheck.watching.importing import IMPORTERS, imported
from console.applying import carry_out, content_of, file_argument, reader, show
from console.operator import Operator, one_team, pass_operator
from console.output import plain, print_json, screen

if TYPE_CHECKING:
    from coatcheck.watching.as_code.entries import Placed
    from coatcheck.watching.as_code.plan import Plan

OWN = "coatcheck"


@click.command("export")
@one_team
@pass_operator
def export_command(operator: Operator) -> None:
    """Print all watches as JSON, for `import`."""
    from coatcheck.watching.as_code.entries import entry_of
    from coatcheck.watching.canary.identity import products

    print_json([entry_of(watch) for watch in products(operator.services.store.watches())])


@click.command("import")
@file_argument
@click.option(
    "--from", "program", type=click.Choice([OWN, *IMPORTERS]), default=OWN, show_default=True, help="Whose list it is."
)
@click.option("--yes", is_flag=True, help="Don't ask before another program's list is taken over.")
@one_team
@pass_operator
def import_command(operator: Operator, file: Path, program: str, yes: bool) -> None:
    """Add the watches of a file.

    The form is the one that `export` writes: all of them or none, every fault is listed. Of another program's list what can be taken over is, and you are told what can't be, and why. Pages that are watched already are passed over.
    """
    if program == OWN:
        _import_own(operator, file)
    else:
        _import_from(operator, file, program, yes)


def _import_own(operator: Operator, file: Path) -> None:
    from coatcheck.watching.as_code.entries import read, refuse

    placed = read(content_of(file))
    plan, faults = _additions(operator, placed)
    refuse(faults)
    operator.changed = bool(plan.added)
    carry_out(operator, plan)
    click.echo(f"Watched already: {len(placed) - len(plan.added)}.")


def _import_from(operator: Operator, file: Path, program: str, yes: bool) -> None:
    with BytesIO(content_of(file)) if str(file) == "-" else file.open("rb") as stream:
        found = imported(program, stream)
    plan, faults = _additions(operator, found.entries)
    show(plan, operator.services.store)
    click.echo(f"Watched already: {len(found.entries) - len(plan.added) - len(faults)}.")
    for said in (*found.left, *faults):
        click.echo(f"! {plain(said)}")
    operator.changed = bool(plan.added)
    if operator.changed:
        if not yes:
            click.confirm("Add these?", abort=True)
        carry_out(operator, plan)


def _additions(operator: Operator, placed: "Sequence[Placed]") -> "tuple[Plan, list[str]]":
    from coatcheck.watching.as_code.applying import additions
    from coatcheck.watching.slugs import slugs_of_others

    services, hosts = operator.services, operator.settings.allow_hosts
    watches = services.store.watches()
    taken = slugs_of_others(watches, services.deployment.store.watches())
    with screen(stderr=True).status("Looking at pages whose source is not given ..."):
        return additions(placed, watches, reader(operator), services.clock.now(), hosts, taken)
