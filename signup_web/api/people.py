"""People and what they want, for whoever may act for them. Addresses stand in bodies, never in an address that is logged."""

from datetime import datetime
from typing import Annotated

from flask import abort
from msgspec import Meta

from coatcheck.model import ConsentKind, Frequency, Scope, Status
from coatcheck.people.membership import opt_out
from coatcheck.people.personal_data import Person, erase_address, erase_person, export_person
from coatcheck.watching.everybody import Entry, Everybody
from signup_web import context
from signup_web.api.messages import DeliveryShown, delivery_shown
from signup_web.api.paging import Page, Pages, cursor, read_cursor
from signup_web.api.routes import Routes, Shape, Taken, show
from signup_web.api.shapes import Address, Reached
from signup_web.api.subscriptions import (
    ConditionsShown,
    SubscriptionShown,
    channel_address,
    evidence,
    subscription_shown,
)

people = Routes("People")


class Sought(Taken, frozen=True, kw_only=True):
    """Whom to find. `channel`: left out, any that is switched on."""

    address: Address
    channel: Annotated[str, Meta(max_length=40)] = ""


class AddressShown(Shape, frozen=True):
    """Where somebody is reached."""

    channel: str
    address: str


class ConsentShown(Shape, frozen=True):
    """One entry of what was agreed to or withdrawn."""

    at: datetime
    kind: ConsentKind
    method: str
    wording: str
    evidence: str


class SuggestedShown(Shape, frozen=True):
    """A page that they suggested."""

    id: str
    url: str
    state: str
    created_at: datetime


class PersonShown(Shape, frozen=True):
    """All that is kept about somebody."""

    id: str
    to: AddressShown
    fallback: AddressShown | None
    created_at: datetime
    status: Status
    status_at: datetime | None
    zone: str
    any_hour: bool
    language: str
    consents: list[ConsentShown]
    subscriptions: list[SubscriptionShown]
    deliveries: list[DeliveryShown]
    suggestions: list[SuggestedShown]


class TimelineLine(Shape, frozen=True):
    """What happened at one moment, in words. `detail`: the provider's or the shop's own."""

    at: datetime
    says: str
    detail: str


class TimelineShown(Shape, frozen=True):
    """What happened to somebody's alerts for one product, newest first. `zone`: the clock they go by."""

    watch_id: str
    slug: str
    title: str
    zone: str
    lines: list[TimelineLine]


class Timelines(Shape, frozen=True):
    """What happened, product by product."""

    items: list[TimelineShown]


class PeopleFound(Shape, frozen=True):
    """Whoever is reached there, first way or second."""

    items: list[PersonShown]


class WishShown(Shape, frozen=True):
    """What somebody wants of one watch, sizes by their names. `watch`: its slug; `waits_for`: what they still wait for."""

    watch: str
    title: str
    url: str
    wants: list[str]
    waits_for: list[str]
    waits_since: datetime | None
    asked_at: datetime
    told_at: datetime | None
    frequency: Frequency
    conditions: ConditionsShown


class PersonListed(Shape, frozen=True):
    """One person of all."""

    id: str
    to: AddressShown
    fallback: AddressShown | None
    status: Status
    status_at: datetime | None
    created_at: datetime
    language: str
    zone: str
    any_hour: bool
    daily_hour: int
    consents: list[ConsentShown]
    wishes: list[WishShown]


@people.get("/people", Scope.PEOPLE)
def list_people(query: Pages) -> Page[PersonListed]:
    """List everybody, with what they agreed to and wait for, in no order that means anything. Who signs up meanwhile may be missed.

    A page may be short, or empty: `next` says whether there are more.
    """
    found, after = Everybody(context.store()).page(read_cursor(query.after, str) if query.after else "", query.limit)
    return Page(items=[_listed(each) for each in found], next=cursor(after) if after else None)


@people.post("/people/find", Scope.PEOPLE, once=False)
def find_people(body: Sought) -> PeopleFound:
    """Find whoever is reached at an address, first way or second. An address that is none finds nobody."""
    from coatcheck.watching.stories import people_at

    services = context.services()
    channels = map(services.channel, [body.channel] if body.channel else services.settings.channels)
    there = people_at(services.store, services.secret_key, channels, body.address.strip())
    return PeopleFound(items=[_shown(_person(person.id)) for person in there])


@people.post("/people/erase", Scope.PEOPLE, once=False, deployment=True)
def erase_everybody(body: Reached) -> None:
    """Delete an address wherever it is kept, with whoever signed up by it, for whichever team's watches. Of a STOP a hash stays, so that it is honoured.

    Whose second way it is keeps the first, and what they signed up for there.
    """
    services = context.services()
    if not erase_address(services.store, services.secret_key, channel_address(body)):
        abort(404, "Nothing is kept about them.")


@people.get("/people/{person_id}", Scope.PEOPLE)
def get_person(person_id: str) -> PersonShown:
    """Show all that is kept about somebody."""
    return _shown(_person(person_id))


@people.get("/people/{person_id}/timeline", Scope.PEOPLE)
def explain(person_id: str) -> Timelines:
    """Say why somebody was told of what came back, or not: what happened in the last 30 days, newest first, product by product."""
    from coatcheck.telling.timeline import timeline
    from coatcheck.watching.stories import stories

    person, now = _person(person_id).subscriber, context.now()
    return Timelines(
        items=[
            TimelineShown(
                watch_id=story.watch.id,
                slug=story.watch.slug,
                title=story.watch.title or story.watch.url,
                zone=story.zone.key,
                lines=[show(TimelineLine, line) for line in timeline(story, now)],
            )
            for story in stories(context.store(), person, now)
        ]
    )


@people.delete("/people/{person_id}", Scope.PEOPLE, deployment=True)
def erase_one(person_id: str) -> None:
    """Delete all that is kept about somebody, for whichever team's watches. Of a STOP a hash stays, so that it is honoured."""
    if not erase_person(context.store(), person_id):
        abort(404, "Nothing is kept about them.")


@people.post("/people/{person_id}/stop", Scope.PEOPLE, once=False)
def stop_messages(person_id: str) -> PersonShown:
    """Never write to somebody again, of any team's watches, until they come back themselves."""
    known = _person(person_id).subscriber
    opt_out(context.deployment().store, known.id, context.now(), "admin", evidence())
    return _shown(_person(known.id))


def _person(person_id: str) -> Person:
    return export_person(context.store(), person_id) or abort(404, "Nothing is kept about them.")


def _listed(entry: Entry) -> PersonListed:
    return show(PersonListed, entry)


def _shown(person: Person) -> PersonShown:
    return show(
        PersonShown,
        person.subscriber,
        subscriptions=[subscription_shown(each) for each in person.subscriptions],
        deliveries=[delivery_shown(each) for each in person.deliveries],
        suggestions=[show(SuggestedShown, each) for each in person.suggestions],
    )
