"""The six digits that prove an address: nothing else is sent there before they were entered.

A code lives 15 minutes, is kept as a hash, and bears five tries. Over all codes of an address one network of askers has ten a
day, so that a stranger's guesses use up nobody else's, and all of them together have fifty.
"""

import hmac
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.config import Limits
from coatcheck.errors import Conflict, Invalid
from coatcheck.languages import gettext
from coatcheck.model import (
    NO_CONDITIONS,
    Conditions,
    Confirmation,
    Consent,
    Frequency,
    Status,
    Subscriber,
    Subscription,
)
from coatcheck.people.consent import is_phone, with_consent
from coatcheck.people.links import code_hash
from coatcheck.people.membership import change_subscriber, join, merged
from coatcheck.ports import PeopleStore, Store
from coatcheck.retry import refuse, write_again

CODE_LIFE = timedelta(minutes=15)
NO_CODE = ""  # the hash of none: whatever is entered is wrong
DAY = timedelta(days=1)
USUAL = Limits()


def ask(
    store: PeopleStore,
    secret_key: str,
    subscriber: Subscriber,
    watch_id: str,
    wants: Iterable[str],
    consent: Consent,
    frequency: Frequency = Frequency.ONCE,
    any_hour: bool = False,
    conditions: Conditions = NO_CONDITIONS,
    reached: Subscriber | None = None,
    daily_hour: int | None = None,
    zone: str = "",
) -> tuple[Confirmation, str]:
    """Note a sign-up that waits for its code, and the code, which is kept as a hash only.

    The ledger gets the consent now; nothing but the code may be sent before `confirm`. For `reached` (the person themselves
    where nobody else is named) see `is_sent`: where no code is sent, none is kept.
    """
    person = change_subscriber(store, subscriber, lambda known: with_consent(replace(known, to=subscriber.to), consent))
    token, code = secrets.token_urlsafe(16), _new_code()
    confirmation = Confirmation(
        token=token,
        subscriber_id=person.id,
        watch_id=watch_id,
        wants=merged((), wants),
        code_hash=code_hash(secret_key, token, code) if is_sent(reached or subscriber) else NO_CODE,
        created_at=consent.at,
        expires_at=consent.at + CODE_LIFE,
        frequency=frequency,
        any_hour=any_hour,
        daily_hour=daily_hour,
        zone=zone,
        conditions=conditions,
    )
    return store.put_confirmation(confirmation), code


def is_sent(person: Subscriber) -> bool:
    """Say whether a code may be sent there: not to a phone that said STOP, which alone can take that back."""
    return person.status is not Status.OPTED_OUT or not is_phone(person.to)


def resend_at(confirmation: Confirmation, limits: Limits = USUAL) -> datetime:
    """Say from when on another code may be asked for: 30 s after the last, then 60, 120, ..."""
    return confirmation.expires_at - CODE_LIFE + timedelta(seconds=limits.resend_seconds << confirmation.resends)


def check_wait(confirmation: Confirmation, now: datetime, limits: Limits = USUAL) -> None:
    """Raise `Invalid` where another code is asked for too soon."""
    wait = resend_at(confirmation, limits) - now
    if wait > timedelta(0):
        raise Invalid(
            gettext(
                "A code is on its way. You can ask for another in {seconds} seconds.",
                seconds=max(1, round(wait.total_seconds())),
            )
        )


def resend(
    store: PeopleStore,
    secret_key: str,
    confirmation: Confirmation,
    reached: Subscriber,
    now: datetime,
    limits: Limits = USUAL,
) -> tuple[Confirmation, str]:
    """Make a new code in place of the old one, for whom it reaches. Raises `Invalid` where it is asked for too soon."""
    check_wait(confirmation, now, limits)
    code = _new_code()
    changed = replace(
        confirmation,
        code_hash=code_hash(secret_key, confirmation.token, code) if is_sent(reached) else NO_CODE,
        expires_at=now + CODE_LIFE,
        resends=confirmation.resends + 1,
        tries=0,
    )
    return store.put_confirmation(changed), code


def confirm(
    store: Store,
    secret_key: str,
    token: str,
    code: str,
    consent: Consent,
    network: str = "",
    limits: Limits = USUAL,
    joined: Callable[[Subscriber, Subscription], object] = lambda subscriber, subscription: None,
) -> Subscription:
    """Take the code, and sign up. Raises `Invalid` with the reason. `network` and `limits`: see `redeem`.

    `joined`: what else follows from it, done before the code is used up: cut short, it is done when the code is entered again.
    """
    waiting = redeem(store, secret_key, token, code, consent.at, network, limits)
    subscriber = store.subscriber(waiting.subscriber_id)
    if subscriber is None:
        raise Invalid(gettext("This sign-up is gone. Start again."))
    check_no_stop_since(waiting, subscriber, consent.at)
    subscription = join(
        store,
        subscriber,
        waiting.watch_id,
        waiting.wants,
        consent,
        waiting.frequency,
        waiting.any_hour or None,
        waiting.conditions,
        waiting.daily_hour,
        waiting.zone,
    )
    joined(subscriber, subscription)
    use_up(store, waiting, consent.at)
    return subscription


def check_no_stop_since(waiting: Confirmation, subscriber: Subscriber, now: datetime) -> None:
    """Raise `Invalid` where a stop is newer than the sign-up, or only the phone itself can take it back."""
    stopped = subscriber.status is Status.OPTED_OUT
    if stopped and (is_phone(subscriber.to) or (subscriber.status_at or now) >= waiting.created_at):
        raise Invalid(gettext("This address has asked for no more messages since then. Start again, or text START."))


def redeem(
    store: Store, secret_key: str, token: str, code: str, now: datetime, network: str = "", limits: Limits = USUAL
) -> Confirmation:
    """Return what waits for this code, entered by somebody of this network. Raises `Invalid` where it is not the code, or `limits` are passed.

    A try is counted before the code is looked at, so guesses made side by side count as well.
    """
    waiting = _count_try(store, token, network, now, limits)
    digits = "".join(character for character in code if character.isdigit())
    if not hmac.compare_digest(waiting.code_hash, code_hash(secret_key, token, digits)):
        raise Invalid(gettext("That is not the code we sent. Check the six digits and try again."))
    return waiting


def _count_try(store: Store, token: str, network: str, now: datetime, limits: Limits) -> Confirmation:
    def write(waiting: Confirmation | None) -> Confirmation:
        if waiting is None or waiting.expires_at <= now:
            raise Invalid(gettext("That code has expired. Ask for a new one."))
        if waiting.tries >= limits.code_tries:
            raise Invalid(gettext("Those were too many tries. Ask for a new code."))
        for asker, most in ((f":{network}", limits.code_tries_per_day), ("", limits.all_code_tries_per_day)):
            if not store.take(f"tries:{waiting.subscriber_id}{asker}", 1, most, DAY, now):
                raise Invalid(gettext("Those were too many tries for today. Try again tomorrow."))
        return store.put_confirmation(replace(waiting, tries=waiting.tries + 1))

    return write_again(write, lambda: store.confirmation(token), refuse("the sign-up changes too often"))


def use_up(store: PeopleStore, waiting: Confirmation, now: datetime) -> None:
    """Keep a code from being used twice. Somebody using it this very moment has the same sign-up."""
    try:
        store.put_confirmation(replace(waiting, expires_at=now))
    except Conflict:
        return


def _new_code() -> str:
    return f"{secrets.randbelow(10**6):06d}"
