"""`coatcheck backup`, and what `coatcheck restore` does with a file: one machine's database, copied while it is in use, and made anew."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click

from coatcheck.bootstrap import Services
from coatcheck.errors import Invalid, MaybeSent
from coatcheck.model import DeliveryState
from coatcheck.ports.messages import FanOut, Message
from coatcheck.watching.outbox import publish_events
from console.operator import Operator, pass_operator
from notifier.app import open_context
from notifier.context import Context

MANY = 1_000_000  # deliveries
IN_THE_CLOUD = (
    "Firestore makes a backup every day and keeps each minute of the last seven days: `coatcheck restore` shows that it can be "
    "restored, and `gcloud firestore export gs://BUCKET` writes it all to files of your own."
)


def database_file(store: str) -> Path:
    """Return the file that the setting names. Raises `Invalid` where everything is kept elsewhere."""
    from coatcheck.store import is_file
    from coatcheck.store.sqlite import path_of

    scheme, _, place = store.partition("://")
    if not is_file(store) or scheme != "sqlite":
        raise Invalid(f"That is for the SQLite file of one machine. {IN_THE_CLOUD}")
    return path_of(place)


@click.command(short_help="Copy the database while it is in use.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_operator
def backup(operator: Operator, file: Path) -> None:
    """Copy the database to FILE while CoatCheck runs: whole, checked, and readable by you alone. Nothing is written over.

    It holds phone numbers and the key that signs links: keep it as you keep those. `coatcheck restore FILE` makes a database of it.
    """
    from coatcheck.store.sqlite.backup import contents
    from coatcheck.store.sqlite.file import copy

    copy(database_file(operator.settings.store), file)
    found = contents(file)
    click.echo(
        f"{file}: {file.stat().st_size:,} bytes with {found['watches']} watches and {found['subscribers']} people. It was read back, and is whole."
    )


def restore_file(operator: Operator, backup: Path) -> None:
    """Make the database of the settings from a backup, and print what is in it."""
    from coatcheck.store.sqlite.backup import contents, restore
    from coatcheck.telling import switches
    from console.output import print_table

    target = database_file(operator.settings.store)
    restore(backup, target)
    bus = Pages()
    with closing(Services(operator.settings, bus)) as services:
        doubted = doubt(open_context(services), bus)
        stopped = switches.stopped(services.store)
        rows = [(table, f"{count:,}") for table, count in contents(target).items() if table != "clock"]
    print_table(("Table", "Rows"), rows, "")
    click.echo(f"{target} is whole, and can be read and written.")
    if doubted:
        click.echo(
            f"Messages that were due: {doubted}. They may have been sent since: the provider is asked before one is sent again."
        )
    click.echo(
        f"Messages are held: {stopped}." if stopped else "Messages are not held: they go out when `coatcheck up` runs."
    )
    click.echo(
        "What the shops did since the backup was made is seen by the first look. See that the old one does not run any more."
    )


class Pages:
    """A bus for the pages of a fan-out, which are worked through at once; what it says of deliveries is found in the store."""

    def __init__(self) -> None:
        self.pages: list[FanOut] = []

    def publish(self, messages: Sequence[Message]) -> None:
        self.pages += [message for message in messages if isinstance(message, FanOut)]

    def close(self) -> None: ...


def doubt(context: Context, bus: Pages) -> int:
    """Take the messages that are due for maybe sent, as whoever wrote the backup may have sent them since; return their number.

    So are those of restocks that were about to be told. A provider that can be asked then is, before anything is sent again;
    the others get them at least once.
    """
    from notifier import outcomes
    from notifier.fanout import fan_out

    store, now = context.store, context.clock.now()
    batches = sorted({watch.batch for watch in store.watches() if watch.batch})
    for batch in store.batches(batches).values():
        publish_events(batch.id, filter(None, map(store.event, batch.outbox)), bus)
    while bus.pages:
        fan_out(bus.pages.pop(0), context)
    reason = MaybeSent("restored from a backup")
    fresh = (DeliveryState.PENDING, DeliveryState.HELD)
    due = store.deliveries(store.due_deliveries(now, MANY)).values()
    return len(store.put_deliveries([outcomes.unsure(each, reason, now) for each in due if each.state in fresh]))
