"""Signing up by the web: limits first, then a code to the address, and nothing else before it comes back."""

import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from coatcheck import channels
from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.errors import Invalid, MaybeSent, Rejected, Scope, SendFailed
from coatcheck.languages import N_, gettext
from coatcheck.model import (
    NO_CONDITIONS,
    ChannelAddress,
    Conditions,
    Confirmation,
    Consent,
    Frequency,
    Frozen,
    Subscriber,
)
from coatcheck.people import codes, membership
from coatcheck.people.codes import CODE_LIFE
from coatcheck.people.phone import parse
from coatcheck.ports import Field, Note
from coatcheck.process.log import mask
from coatcheck.telling.texts import spelled
from signup_web.joining import limits, pace, put_off

TYPED = timedelta(minutes=2)  # in which a code that came late can be typed
NOT_NOW = N_("We can't send codes just now. Try again in a few minutes.")

log = logging.getLogger(__name__)


class Wish(Frozen, frozen=True):
    """What somebody filled in."""

    watch_id: str
    to: ChannelAddress
    wants: tuple[str, ...]
    frequency: Frequency = Frequency.ONCE
    any_hour: bool = False
    conditions: Conditions = NO_CONDITIONS
    daily_hour: int | None = None
    zone: str = ""


def normal_address(services: Services, channel: str, text: str, country: str = "") -> ChannelAddress:
    """Return the address in its channel's normal form. Raises `Invalid` with the reason."""
    way = channels.offered(services.settings.channels).get(channel)
    if way is None:
        raise Invalid(gettext("Choose one of the ways to be told."))
    if way.field is Field.PHONE:
        countries = services.settings.countries
        text = parse(text, country if country in countries else next(iter(countries), "US"), countries)
    return ChannelAddress(channel, services.channel(channel).normalize(text))


def start(services: Services, wish: Wish, consent: Consent, ip: str) -> Confirmation:
    """Note the sign-up and send its code; the same whether or not the address is known.

    Raises `TooMany` where a limit is reached, `Invalid` where the address can't be reached.
    """
    store, now = services.store, consent.at
    subscriber = membership.subscriber_at(store, services.secret_key, wish.to, now)
    limits.check_code(store, services.settings, wish.to, subscriber.id, ip, now)
    waiting, code = codes.ask(
        store,
        services.secret_key,
        subscriber,
        wish.watch_id,
        wish.wants,
        consent,
        wish.frequency,
        wish.any_hour,
        wish.conditions,
        daily_hour=wish.daily_hour,
        zone=wish.zone,
    )
    send_code(services, waiting, subscriber, code, consent.at)
    return waiting


def send_again(services: Services, token: str, ip: str) -> None:
    """Send another code for a sign-up that waits. Raises `Invalid` where there is none, or it is too soon."""
    store, now = services.store, services.clock.now()
    waiting = store.confirmation(token)
    subscriber = store.subscriber(waiting.subscriber_id) if waiting else None
    if waiting is None or subscriber is None:
        raise Invalid(gettext("This sign-up is gone. Start again."))
    codes.check_wait(waiting, now, services.limits)
    limits.check_code(store, services.settings, subscriber.to, subscriber.id, ip, now)
    waiting, code = codes.resend(store, services.secret_key, waiting, subscriber, now, services.limits)
    send_code(services, waiting, subscriber, code, now)


def send_code(services: Services, waiting: Confirmation, subscriber: Subscriber, code: str, now: datetime) -> None:
    """Send the code that is waited for, and nothing to a phone that said STOP; neither the page nor its time must tell a stranger so.

    A provider that says "not now" is asked again for as long as the code is of use.
    Raises `Invalid` where it can't be sent, `TooMany` where the day's texts are spent.
    """
    channel, to = services.channel(subscriber.to.channel), {"to": mask(subscriber.to.address)}
    if channel.is_text:
        limits.check_budget(services.store, services.settings, now)
    if not codes.is_sent(subscriber):
        log.info("No code: this number said STOP", extra=to)
        pace.wait(channel.name)
        return
    note = code_note(services.settings, code, channel.is_text)

    def send() -> None:
        channel.send(subscriber.to.address, note)

    try:
        with pace.measured(channel.name):
            send()
    except MaybeSent:
        log.warning("A code may not have arrived", extra=to)
    except Rejected as error:
        if error.scope is Scope.OPTED_OUT:
            membership.opt_out(services.store, subscriber.id, now, "provider", error.code or "")
            return
        log.warning("A code was refused: %s", error.reason, extra=to)
        if error.scope is Scope.ACCOUNT:  # it is no fault of this address
            raise Invalid(gettext(NOT_NOW)) from error
        raise Invalid(gettext("We can't send a code there. Check the address, or try another way.")) from error
    except SendFailed as error:
        if error.code and put_off.offer_again(send, lambda: _is_of_use(services, waiting, subscriber)):
            log.info("A code was put off, and is offered again: %s", error.reason, extra=to)
            return
        log.warning("A code could not be sent: %s", error.reason, extra=to)
        raise Invalid(gettext(NOT_NOW)) from error


def _is_of_use(services: Services, waiting: Confirmation, subscriber: Subscriber) -> bool:
    """Return whether a code that was put off can still be entered, and sent: no newer one took its place, and no STOP came."""
    known = services.store.confirmation(waiting.token)
    person = services.store.subscriber(subscriber.id) or subscriber
    if known is None or known.code_hash != waiting.code_hash or not codes.is_sent(person):
        return False
    return known.expires_at - services.clock.now() > TYPED


def code_note(settings: Settings, code: str, is_text: bool = True) -> Note:
    """Write the message with the code; phones fill it in by its last line (https://wicg.github.io/sms-one-time-codes/)."""
    host = urlsplit(settings.site).hostname or ""
    title = gettext("{code} is your {brand} code", code=code, brand=settings.brand)
    says = gettext("{title}. It works for 15 minutes. If you did not ask for it, ignore this.", title=title)
    text = f"{spelled(says) if is_text else says}\n\n@{host} #{code}"
    return Note(text=text, title=title, useful_for=CODE_LIFE.total_seconds())
