"""The audit log: who did what, when and by which way. Nobody's words can pass for another entry, and no address stands in it whole."""

import logging
import secrets
from datetime import datetime, timedelta
from itertools import count

from coatcheck.errors import StoreError
from coatcheck.model import FIRST_TEAM, AuditEntry, Frozen, Via
from coatcheck.plain_text import on_one_line
from coatcheck.ports import OperatorStore
from coatcheck.process.log import mask_all
from coatcheck.truth.leases import EPOCH

KEPT = timedelta(days=400)
LONGEST = 200  # characters of what it was about, and of a name
MICROSECOND = timedelta(microseconds=1)
NUMBERS = count()  # of this process's entries: those of one moment stay in their order

log = logging.getLogger(__name__)


class Actor(Frozen, frozen=True):
    """Somebody who does something. Whoever has the key to the admin pages, or a terminal, has no id."""

    name: str
    by: Via
    id: str = ""
    team: str = FIRST_TEAM


def note(store: OperatorStore, actor: Actor, did: str, about: str, now: datetime) -> AuditEntry:
    """Add to the log that they did this, and return the entry. Raises as every write does."""
    entry = AuditEntry(
        id=f"{(now - EPOCH) // MICROSECOND:016x}{next(NUMBERS) % 0x10000:04x}{secrets.token_hex(3)}",
        at=now,
        who=line(actor.name),
        did=did,
        by=actor.by,
        expires_at=now + KEPT,
        team=actor.team,
        about=line(about),
        who_id=actor.id,
    )
    store.add_audit_entry(entry)
    return entry


def note_done(store: OperatorStore, actor: Actor, did: str, about: str, now: datetime) -> None:
    """Do as `note` for what was done and can't be taken back: where the store does not take it, the log of the process has it."""
    try:
        note(store, actor, did, about, now)
    except StoreError as error:
        log.error("The audit log lacks that %s %s %s: %s", actor.id or "operator", did, line(about), error)


def so_far(done: int, of: int) -> str:
    """Say how far something came that was ended in the middle."""
    return f"{done} of {of} changes, before it was ended"


def line(words: str) -> str:
    """Write somebody's words on one line: no control or invisible character, nothing that turns the direction, addresses masked."""
    return mask_all(on_one_line(words[: 4 * LONGEST]))[:LONGEST]
