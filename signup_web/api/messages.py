"""What is sent: deliveries, what was given up, what holds messages, and a test."""

from datetime import datetime
from typing import Annotated

from flask import abort
from msgspec import UNSET, Meta, UnsetType

from coatcheck.errors import Invalid
from coatcheck.model import DeadLetter, Delivery, DeliveryState, Reason, Scope
from coatcheck.telling import dead_letters as letters
from coatcheck.telling import switches
from coatcheck.telling.trial import trial_note
from coatcheck.watching.states import state_of
from signup_web import context
from signup_web.admin import trying_out
from signup_web.api.paging import Page, Pages, page_of
from signup_web.api.routes import Routes, Shape, Taken, show
from signup_web.api.shapes import Reached
from signup_web.api.watches import find

messages = Routes("Messages")

NEWEST = 1000  # deliveries or letters; older ones are found with their person
ALL = "all"  # in place of a channel's name


class DeliveryQuery(Pages, frozen=True, kw_only=True):
    """Which deliveries: those in this state."""

    state: DeliveryState | UnsetType = UNSET


class StepShown(Shape, frozen=True):
    """What became of a message at one moment, and why."""

    at: datetime
    state: DeliveryState
    reason: Reason | None


class DeliveryShown(Shape, frozen=True):
    """A message to somebody about one restock, and how far it got."""

    id: str
    watch_id: str
    variants: list[str]
    subscriber_id: str
    channel: str
    created_at: datetime
    updated_at: datetime
    state: DeliveryState
    next_at: datetime | None
    attempts: int
    provider_id: str | None
    provider_status: str | None
    sent_at: datetime | None
    error: str | None
    error_code: str | None
    steps: list[StepShown]


class DeadLetterShown(Shape, frozen=True):
    """A message that was given up, and why."""

    id: str
    topic: str
    reason: str
    at: datetime


class Switch(Shape, frozen=True):
    """Whether messages are held, by this channel or by `all`, and why."""

    name: str
    held: bool
    reason: str | None


class Switches(Shape, frozen=True):
    """What holds messages, and how many texts may still be sent today."""

    items: list[Switch]
    texts_left: int


class SwitchSet(Taken, frozen=True, kw_only=True):
    """Whether to hold messages, and why."""

    held: bool
    reason: Annotated[str, Meta(max_length=200)] = "stopped by the API"


class NewRehearsal(Reached, frozen=True, kw_only=True):
    """Of which size a rehearsal is to tell, and whom."""

    variant: str


class Said(Shape, frozen=True):
    """What the provider said."""

    said: str


class BotShown(Shape, frozen=True):
    """A bot that listens: what people write to it comes here."""

    bot: str


def delivery_shown(delivery: Delivery) -> DeliveryShown:
    """Say how far a delivery got."""
    event = delivery.event
    return show(
        DeliveryShown,
        delivery,
        watch_id=event.watch_id,
        variants=[each.id for each in event.variants],
        steps=[show(StepShown, each) for each in delivery.steps],
    )


@messages.get("/deliveries", Scope.MESSAGES)
def list_deliveries(query: DeliveryQuery) -> Page[DeliveryShown]:
    """List the newest thousand deliveries, newest first. Addresses are with their people."""
    enough = NEWEST if query.after else query.limit + 1
    found = context.store().recent_deliveries(enough, None if query.state is UNSET else query.state)
    found = sorted(found, key=_delivery_place, reverse=True)
    return page_of(found, query, _delivery_place, delivery_shown, newest_first=True)


@messages.get("/deliveries/{delivery_id}", Scope.MESSAGES)
def get_delivery(delivery_id: str) -> DeliveryShown:
    """Show how far a delivery got."""
    return delivery_shown(context.store().delivery(delivery_id) or abort(404, "There is no such delivery."))


@messages.get("/dead-letters", Scope.MESSAGES, deployment=True)
def list_dead_letters(query: Pages) -> Page[DeadLetterShown]:
    """List the newest thousand messages that were given up, newest first."""
    found = sorted(context.store().dead_letters(NEWEST), key=_letter_place, reverse=True)
    return page_of(found, query, _letter_place, lambda each: show(DeadLetterShown, each), newest_first=True)


@messages.post("/dead-letters/{letter_id}/replay", Scope.MESSAGES, deployment=True)
def replay_dead_letter(letter_id: str) -> None:
    """Send a message that was given up on its way again. It passes every check there is: consent, age, stock."""
    services = context.services()
    _letter(letter_id)
    letters.replay(services.store, services.bus, letter_id, services.clock.now())


@messages.delete("/dead-letters/{letter_id}", Scope.MESSAGES, deployment=True)
def discard_dead_letter(letter_id: str) -> None:
    """Forget a message that was given up."""
    letters.discard(context.store(), _letter(letter_id).id, context.now())


@messages.get("/switches", Scope.MESSAGES, deployment=True)
def list_switches() -> Switches:
    """Say what holds messages: all of them, or those of a channel."""
    store, settings = context.store(), context.settings()
    left = switches.texts_left(store, settings.texts_per_day, context.now())
    return Switches(items=[_switch(name) for name in (ALL, *settings.channels)], texts_left=left)


@messages.put("/switches/{name}", Scope.MESSAGES, deployment=True)
def set_switch(name: str, body: SwitchSet) -> Switch:
    """Hold every message (`all`), or a channel's, or send again. Nothing is lost by holding."""
    channel, store = _channel(name), context.store()
    if body.held:
        switches.stop(store, body.reason or "stopped by the API", channel)
    else:
        switches.resume(store, context.now(), channel)
    return _switch(name)


@messages.post("/tests", Scope.MESSAGES)
def send_test(body: Reached) -> Said:
    """Send one message that is marked as a test, now, and say what its provider said: ten an hour to one address, 50 of a team."""
    services = context.services()
    channel, note = services.channel(body.channel), trial_note(services.settings.brand)
    return Said(said=trying_out.send(channel, body.address, note))


@messages.post("/watches/{watch_id}/rehearsal", Scope.MESSAGES)
def rehearse(watch_id: str, body: NewRehearsal) -> Said:
    """Send the alert that people will get, marked as a test, to one address. Nobody else hears of it, and nothing is kept."""
    from coatcheck.telling.rehearsal import rehearsal_note

    services, watch = context.services(), find(watch_id)
    state, channel, settings = state_of(services.store, watch.id), services.channel(body.channel), services.settings
    variant = state.variant(body.variant)
    if variant is None:
        raise Invalid(f"There is no variant {body.variant!r}. There is none before the first look.")
    note = rehearsal_note(watch, state, variant, settings.brand, settings.site, channel.is_text, context.now())
    return Said(said=trying_out.send(channel, body.address, note))


@messages.post("/bots/{channel}/listen", Scope.MESSAGES, deployment=True)
def listen_to_bot(channel: str) -> BotShown:
    """Have a channel's bot listen here: product pages show its link then."""
    from signup_web.texting.bots import listen

    return BotShown(bot=listen(context.services(), channel))


def _delivery_place(delivery: Delivery) -> tuple[datetime, str]:
    return delivery.created_at, delivery.id


def _letter_place(letter: DeadLetter) -> tuple[datetime, str]:
    return letter.at, letter.id


def _letter(letter_id: str) -> DeadLetter:
    return context.store().dead_letter(letter_id) or abort(404, "There is no such dead letter.")


def _channel(name: str) -> str:
    """Return the channel's name; "" for all. The answer is 404 for one that is not switched on."""
    if name not in (ALL, *context.settings().channels):
        abort(404, f"There is no such switch: {ALL} and the channels that are switched on have one.")
    return "" if name == ALL else name


def _switch(name: str) -> Switch:
    reason = switches.stopped(context.store(), _channel(name))
    return Switch(name=name, held=reason is not None, reason=reason)
