"""What stops messages for everybody: the operator's kill switch, a channel whose provider turned us away, and the day's budget of texts.

Nothing is lost by any of them: deliveries are held, and sent afterwards if the product is still there.
"""

from datetime import datetime, timedelta

from coatcheck.model import Alert
from coatcheck.ports import OperationStore
from coatcheck.ports.stored_values import by_network, by_operator, by_provider

TEXTS = "texts"  # the bucket of the day's texts, of every kind
TEXTS_ALERT = "texts-per-day"
ANSWERS = "answers"  # the bucket of those among them that strangers can make us send: codes, and answers to texts
ANSWERS_ALERT = "answers-per-day"
OPERATORS = "operator"  # the bucket of the texts that tell the operator of trouble, which is part of the day's, too
OPERATORS_PER_DAY = 20
DAY = timedelta(days=1)


def stop(store: OperationStore, reason: str, channel: str = "") -> None:
    """Hold every message from now on, or those of one channel, until somebody calls `resume`."""
    store.put_value(by_operator(channel), reason)


def turn_away(store: OperationStore, channel: str, reason: str, now: datetime) -> None:
    """Hold the channel's messages because the provider turned us away, and tell the operator, once.

    The notifier tries one message every few minutes, and resumes when it gets through.
    """
    store.put_value(by_provider(channel), reason)
    text = f"Messages by {channel} are held: the provider turned us away ({reason}). Nothing is lost; one is tried every 5 minutes. See coatcheck doctor."
    store.open_alert(Alert(key=by_provider(channel), text=text, opened_at=now))


def filtered(store: OperationStore, channel: str, reason: str, now: datetime) -> None:
    """Hold the channel's messages because networks refuse what the provider takes, until one was delivered."""
    store.put_value(by_network(channel), reason)
    text = f"Messages by {channel} are held: {reason}. Nothing is lost; one is tried every 5 minutes, until one is delivered."
    store.open_alert(Alert(key=by_provider(channel), text=text, opened_at=now))


def delivered(store: OperationStore, channel: str, sent_at: datetime, now: datetime) -> None:
    """Note that a message sent then was delivered: where that was after the networks refused others, they take messages again."""
    refused = [alert for alert in store.alerts() if alert.key == by_provider(channel) and not alert.closed_at]
    if refused and sent_at > refused[0].opened_at and store.value(by_network(channel)):
        store.put_value(by_network(channel), None)
        accepted(store, channel, now)


def accepted(store: OperationStore, channel: str, now: datetime) -> None:
    """Note that the provider took a message: it does not turn us away any more."""
    store.put_value(by_provider(channel), None)
    if not store.value(by_network(channel)):
        store.close_alert(by_provider(channel), now)


def resume(store: OperationStore, now: datetime, channel: str = "") -> None:
    """Send again: by every channel that is not stopped by itself, or by this one, whoever stopped it."""
    store.put_value(by_operator(channel), None)
    if channel:
        store.put_value(by_network(channel), None)
        accepted(store, channel, now)


def stopped(store: OperationStore, channel: str = "") -> str | None:
    """Say why every message is held (or, with a channel, why its own are); None while they are sent."""
    names = (by_operator, by_provider, by_network) if channel else (by_operator,)
    return next(filter(None, (store.value(name(channel)) for name in names)), None)


def take_texts(store: OperationStore, texts: int, limit: int, now: datetime) -> bool:
    """Count these texts towards the day's budget (`texts_per_day`); False where they would pass it, and may not be sent."""
    return store.take(TEXTS, texts, limit, DAY, now)


def take_operators(store: OperationStore, limit: int, now: datetime, is_urgent: bool) -> int | None:
    """Count a text to the operator, as one of the day's and of those for them; return how many of the day's it took, None where it may not be sent today.

    `is_urgent`: it says that the day's are used up, so it is sent all the same, and then takes none.
    """
    if store.taken(OPERATORS, DAY, now) >= OPERATORS_PER_DAY:
        return None
    taken = int(take_texts(store, 1, limit, now))
    if not taken and not is_urgent:
        return None
    return taken if store.take(OPERATORS, 1, OPERATORS_PER_DAY, DAY, now) else None


def give_back_operators(store: OperationStore, taken: int, limit: int, now: datetime) -> None:
    """Take back the count of a text to the operator that was surely not sent, with what it took of the day's."""
    store.take(OPERATORS, -1, OPERATORS_PER_DAY, DAY, now)
    if taken and store.taken(TEXTS, DAY, now):  # else it was counted yesterday
        store.take(TEXTS, -taken, limit, DAY, now)


def take_answer(store: OperationStore, limit: int, now: datetime) -> bool:
    """Count a code, or an answer to a text; False where it may not be sent.

    These may use half of the day's texts: whoever makes us send them must not silence the alerts.
    """
    if not store.take(ANSWERS, 1, -(-limit // 2), DAY, now):
        text = f"Half of the {limit} texts of today (UTC) went to codes and answers: sign-up is closed until tomorrow, alerts still go out. Somebody may be asking for codes in bulk."
        store.open_alert(Alert(key=ANSWERS_ALERT, text=text, opened_at=now))
        return False
    store.close_alert(ANSWERS_ALERT, now)
    if take_texts(store, 1, limit, now):
        return True
    used_up(store, limit, now)
    return False


def used_up(store: OperationStore, limit: int, now: datetime) -> None:
    """Tell the operator that the budget is used up; the alert is over when the next day's texts go out.

    Of a long list every message finds that out: whoever sees the alert leaves it alone, lest all of them write one document.
    """
    if any(alert.key == TEXTS_ALERT and not alert.closed_at for alert in store.alerts()):
        return
    text = f"All {limit} texts of today (UTC) are used up: alerts wait until tomorrow, and sign-up is closed. COATCHECK_TEXTS_PER_DAY raises it."
    store.open_alert(Alert(key=TEXTS_ALERT, text=text, opened_at=now))


def texts_left(store: OperationStore, limit: int, now: datetime) -> int:
    """Return how many texts may still be sent today (UTC)."""
    return max(0, limit - store.taken(TEXTS, DAY, now))
