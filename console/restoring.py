"""What `coatcheck restore` does with a file: one machine's database, made anew, with its messages held."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click
from msgspec import structs

from coatcheck.bootstrap import Services
from coatcheck.errors import Invalid, MaybeSent
from coatcheck.model import DeliveryState, Status
from coatcheck.people import api_keys
from coatcheck.people.membership import change_subscriber, opt_out
from coatcheck.people.operators import live
from coatcheck.people.personal_data import erase_person
from coatcheck.ports import Store
from coatcheck.ports.messages import FanOut, Message
from coatcheck.ports.stored_values import ADMIN_LINK
from coatcheck.telling import switches
from coatcheck.watching.outbox import publish_events
from console.operator import Operator
from notifier.app import open_context
from notifier.context import Context

MANY = 1_000_000  # deliveries
NOT_IN_IT = (
    "Who said STOP or was erased after the backup was made is not known here, and would be written to again. Take them over with "
    "--stops-from OLDFILE where the old database can still be read; else ask your provider who is opted out (Twilio keeps its own list "
    "of STOPs, and refuses texts to them), and use `coatcheck person erase CHANNEL ADDRESS` for whoever asked to be erased since."
)
HELD = (
    "Messages are held until you release them, on the admin pages or by the API (PUT /api/v1/switches/all): they go out then, and not before. "
    "Agents that were revoked since the backup are back: see `coatcheck agents list`. "
    "What the shops did since the backup was made is seen by the first look. See that the old one does not run any more."
)


def restore_file(operator: Operator, backup: Path, stops_from: Path | None = None) -> None:
    """Make the database of the settings from a backup, with its messages held and its keys ended, and print what is in it.

    `stops_from`: the database that was used until now, whose stopped and erased people are so in the new one, too.
    """
    from coatcheck.store.sqlite.backup import database_file, made_at
    from coatcheck.store.sqlite.restoring import contents, restore
    from console.output import print_table

    target = database_file(operator.settings.store)
    said: list[str] = []

    def prepare(made: Path) -> None:
        bus, settings = Pages(), structs.replace(operator.settings, store=f"sqlite:///{made.absolute()}")
        with closing(Services(settings, bus)) as services:
            said.extend(make_safe(services, bus, made_at(backup)))
            old = made.with_name("old.db")
            said.append(_carried(backup, stops_from, services.store, old) if stops_from else NOT_IN_IT)

    restore(backup, target, prepare)
    print_table(
        ("Table", "Rows"), [(name, f"{count:,}") for name, count in contents(target).items() if name != "clock"], ""
    )
    for line in (f"{target} is whole, and can be read and written.", *said, HELD):
        click.echo(line)


def make_safe(services: Services, bus: "Pages", at: datetime) -> Iterator[str]:
    """Hold the messages of a database that is as it was at that moment, and end what may have been ended since; say what was done, a line each."""
    store = services.store
    switches.stop(store, f"restored from a backup of {at:%Y-%m-%d %H:%M} UTC; see docs/running.md")
    if doubted := doubt(open_context(services), bus):
        yield f"Messages that were due: {doubted}. They may have been sent since: the provider is asked before one is sent again."
    if ended := [api_keys.end(store, key.id).name for key in store.api_keys()]:
        yield f"API keys are ended, as some may have been ended since: {', '.join(ended)}. Make them anew."
    stay = revoke_ways_in(store)
    yield "Sessions, invitations and the link to the admin pages are ended: `coatcheck admin-link` makes one."
    if stay:
        yield f"Users are those of then: end who left since with `coatcheck user end`: {', '.join(stay)}."


def revoke_ways_in(store: Store) -> list[str]:
    """End every session, invitation and the link to the admin pages, as some may have been ended or used since; return the names of the users who may sign in."""
    if store.value(ADMIN_LINK):
        store.put_value(ADMIN_LINK, "")
    for session in store.operator_sessions():
        store.remove_operator_session(session.id)
    for invitation in store.invitations():
        store.remove_invitation(invitation.id)
    return [user.name for user in store.users() if live(user)]


def _carried(backup: Path, source: Path, store: Store, old_file: Path) -> str:
    """Have everybody who is stopped or erased in the database at `source` so in this one, too; return what was done."""
    from coatcheck.store import open_store
    from coatcheck.store.sqlite.file import copy
    from coatcheck.store.sqlite.restoring import is_later, subscriber_ids

    copy(source, old_file)  # opening brings it up to date, and the old one is left as it is
    with closing(open_store(f"sqlite:///{old_file.absolute()}", 1, 1)) as old:
        if not is_later(old_file, backup):
            raise Invalid(
                f"{source} is older than the backup, or another's: name the database that was used until now."
            )
        stopped, erased = carry_over(old, store, subscriber_ids(old_file) | subscriber_ids(backup))
    return f"From {source}: {stopped} people are stopped, {erased} erased, as they were there."


def carry_over(old: Store, new: Store, people: Iterable[str]) -> tuple[int, int]:
    """Stop and erase in the new store whom the old one has stopped and erased; return how many of each."""
    stopped = erased = 0
    for key in people:
        was, known = old.subscriber(key), new.subscriber(key)
        if was is None:
            erased += erase_person(new, key)
            continue
        if known and known.fallback and known.fallback != was.fallback:
            change_subscriber(new, known, lambda person: structs.replace(person, fallback=None))
        if was.status is Status.OPTED_OUT and (known is None or known.status is not Status.OPTED_OUT):
            stopped += 1
            if known is None:
                new.put_subscriber(structs.replace(was, revision=""))
            else:
                opt_out(new, key, was.status_at or was.created_at, "restored from a backup")
        if known and known.to.address and not was.to.address:
            erased += erase_person(new, key)
    return stopped, erased


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
