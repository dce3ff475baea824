"""What a server elsewhere watches, as a file."""

from pathlib import Path

import click
from msgspec import convert, to_builtins

from coatcheck.watching.as_code.entries import Entry, read, written
from coatcheck.watching.as_code.telling import Told
from console.applying import content_of, say_done, show_told
from console.remote.server import Server


def export(server: Server) -> None:
    """Print the server's watches."""
    click.echo(written([convert(each, Entry) for each in server.get("/watches/export")["watches"]]), nl=False)


def apply(server: Server, file: Path, prune: bool, only_plan: bool, yes: bool) -> None:
    """Have the server say what would change, and then do just that."""
    wanted = {"watches": [to_builtins(each.entry) for each in read(content_of(file))], "prune": prune}
    told = convert({**server.post("/watches/apply", wanted)}, Told)
    show_told(told)
    if told.steps and not only_plan:
        if not yes:
            click.confirm("Change this?", abort=True)
        server.post("/watches/apply", {**wanted, "plan": told.plan})
        say_done(len(told.added), len(told.changed), len(told.removed))
