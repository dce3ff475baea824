"""Dead letters: what was given up is kept, told of, and can be sent on its way again."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from coatcheck.errors import Conflict, Invalid
from coatcheck.model import Alert, DeadLetter, Delivery, DeliveryState
from coatcheck.ports import Bus, Store
from coatcheck.ports.messages import TOPICS, DeliveryBatch, dead_letter, encode, reopen

ALERT = "dead-letters"
MOST = 1000  # that are looked through for one of ours


def bury(store: Store, letter: DeadLetter) -> None:
    """Keep a dead letter, and tell the operator that there are some. What a stranger's server did not take is kept, and no alert."""
    store.bury(letter)
    if not letter.ours:
        return
    text = f"A message was given up ({letter.reason}). See /admin, or run: coatcheck dead-letters list"
    store.open_alert(Alert(key=ALERT, text=text, opened_at=letter.at))


def bury_delivery(store: Store, delivery: Delivery, reason: str, now: datetime, ours: bool = True) -> None:
    """Keep a delivery that was given up, in a form that `replay` can send again. `ours`: see `DeadLetter`."""
    message = DeliveryBatch(ids=(delivery.id,))
    bury(store, replace(dead_letter(TOPICS[DeliveryBatch], encode(message), reason, now), ours=ours))


def replay(store: Store, bus: Bus, letter_id: str, now: datetime) -> None:
    """Send what is in a dead letter on its way again; it passes every check there is, age and consent too.

    Raises `Invalid` where there is no such letter, `Undecodable` where no version of this code can read it.
    """
    letter = store.dead_letter(letter_id)
    if letter is None:
        raise Invalid(f"There is no dead letter {letter_id!r}.")
    message = reopen(letter)
    if isinstance(message, DeliveryBatch):
        _wake(store, message.ids, now)
    bus.publish([message])
    discard(store, letter_id, now)


def discard(store: Store, letter_id: str, now: datetime) -> None:
    """Forget a dead letter; with the last of ours the operator's alert is over."""
    store.remove_dead_letter(letter_id)
    if not any(letter.ours for letter in store.dead_letters(MOST)):
        store.close_alert(ALERT, now)


def _wake(store: Store, ids: Sequence[str], now: datetime) -> None:
    """Make deliveries that were given up due again."""
    for delivery in filter(None, map(store.delivery, ids)):
        if delivery.state in (DeliveryState.STALE, DeliveryState.FAILED):
            due = replace(delivery, state=DeliveryState.PENDING, next_at=now, updated_at=now)
            if not store.put_deliveries([due]):
                raise Conflict(f"the delivery {delivery.id} was changed meanwhile")
