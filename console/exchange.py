"""`coatcheck watch export` and `import`: the list of watches as JSON, to edit, keep or move."""

from datetime import datetime, timedelta
from pathlib import Path

import click
import msgspec

from coatcheck.errors import CoatCheckError, Invalid
from coatcheck.model import Frozen, LookFrom, Watch
from coatcheck.ports import Store
from coatcheck.watching.catalogue import add_watch, check, same_page
from console.operator import Operator, pass_operator
from console.output import print_json, screen


class Entry(Frozen, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One watch in the file; what is left out has the default given in docs/commands.md."""

    url: str
    source: str
    title: str = ""
    slug: str = ""
    image: str | None = None
    options: dict[str, str] = {}
    tags: tuple[str, ...] = ()
    interval: int = 60
    active: bool = True
    listed: bool = True
    settle: int = 2
    advance: bool = False
    cooldown: int = 1800
    zone: str = "UTC"
    allow_private: bool = False
    learned: dict[str, bool] = {}
    look_from: LookFrom = LookFrom.HERE
    agree: int = 1


@click.command("export")
@pass_operator
def export_command(operator: Operator) -> None:
    """Print all watches as JSON, for `import`."""
    fields = Entry.__struct_fields__
    print_json([{name: getattr(watch, name) for name in fields} for watch in operator.services.store.watches()])


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_operator
def import_command(operator: Operator, file: Path) -> None:
    """Add the watches of a JSON file.

    The form is the one that `export` writes. All of them or none: every fault is listed, and then nothing is added. Pages that are watched already are passed over.
    """
    services = operator.services
    watches = read(file.read_bytes(), services.clock.now(), operator.settings.allow_hosts)
    known = services.store.watches()
    new = [watch for watch in watches if not same_page(known, watch.url, watch.options)]
    _add_all(services.store, new, operator.settings.allow_hosts)
    click.echo(f"Watches added: {len(new)}; watched already: {len(watches) - len(new)}.")


def read(content: bytes, now: datetime, allow_hosts: tuple[str, ...]) -> list[Watch]:
    """Read the watches in a file. Raises `Invalid` with a line for every fault."""
    try:
        entries = msgspec.json.decode(content, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(f"The file is not a JSON list of watches: {error}.") from error
    watches: list[Watch] = []
    faults: list[str] = []
    for number, raw in enumerate(entries, start=1):
        try:
            entry = msgspec.structs.asdict(msgspec.json.decode(raw, type=Entry))
            at = now + timedelta(microseconds=number)  # each a little later than the one before: that keeps the order
            watch = Watch(id="", created_at=at, updated_at=at, **entry)
            check(watch, allow_hosts)
            if same_page(watches, watch.url, watch.options):
                raise Invalid(f"{watch.url} is in the file twice.")
            watches.append(watch)
        except (msgspec.DecodeError, RecursionError, Invalid) as error:
            faults.append(f"  watch {number}: {error}")
    if faults:
        raise Invalid("\n".join(["Nothing was added:", *faults]))
    return watches


def _add_all(store: Store, watches: list[Watch], allow_hosts: tuple[str, ...]) -> None:
    """Add every one; take those added away again where one can't be."""
    from rich.progress import track

    added: list[Watch] = []
    try:
        for watch in track(watches, "Adding", console=screen(stderr=True), transient=True):
            added.append(add_watch(store, watch, allow_hosts))
    except CoatCheckError:
        for watch in added:
            store.remove_watch(watch.id)
        raise
