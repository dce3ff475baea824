"""`coatcheck backup`: one machine's database, copied while it is in use."""

from pathlib import Path

import click

from console.operator import Operator, pass_operator


@click.command(short_help="Copy the database while it is in use.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_operator
def backup(operator: Operator, file: Path) -> None:
    """Copy the database to FILE while CoatCheck runs: whole, checked, and readable by you alone. Nothing is written over.

    It holds phone numbers and the key that signs links: keep it as you keep those. `coatcheck restore FILE` makes a database of it.
    """
    from coatcheck.store.sqlite.backup import database_file
    from coatcheck.store.sqlite.file import copy
    from coatcheck.store.sqlite.restoring import contents

    copy(database_file(operator.settings.store), file)
    found = contents(file)
    click.echo(
        f"{file}: {file.stat().st_size:,} bytes with {found['watches']} watches and {found['subscribers']} people. It was read back, and is whole."
    )
