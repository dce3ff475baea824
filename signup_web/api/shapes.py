"""What several routes take and give: where somebody is reached, and what is said of a watch. Nothing is in stock that is not proven."""

from datetime import datetime
from typing import Annotated

from flask import g
from msgspec import Meta

from coatcheck.model import Agreement, Ended, Health, LookFrom, Scope, Showing, VariantState
from coatcheck.people import api_keys
from coatcheck.watching.secret_options import blanked
from signup_web import context
from signup_web.api.routes import Shape, Taken, show
from signup_web.product.facts import Facts
from signup_web.product.sizes import IN, OUT, size_kind

Channel = Annotated[str, Meta(min_length=1, max_length=40)]
Address = Annotated[str, Meta(min_length=1, max_length=500)]


class Reached(Taken, frozen=True, kw_only=True):
    """Where somebody is reached, like sms and +14155550100."""

    channel: Channel
    address: Address


class ShowingShown(Shape, frozen=True):
    """One showing of an event. `start_date` is by the clock of the place."""

    id: str
    start_date: str
    location: str
    in_language: str
    video_format: str
    availability: str
    price: str | None
    currency: str | None
    url: str | None
    remaining_attendee_capacity: int | None
    maximum_attendee_capacity: int | None


class WitnessShown(Shape, frozen=True):
    """One thing that a page says: which part of it speaks, and its words."""

    name: str
    says: str


class VariantShown(Shape, frozen=True):
    """One size. `in_stock` is null and `availability` Unknown while nobody can say."""

    id: str
    title: str
    options: dict[str, str]
    availability: str
    in_stock: bool | None
    since: datetime | None
    in_since: datetime | None
    out_since: datetime | None
    price: str | None
    currency: str | None
    url: str | None
    quantity: int | None
    witnesses: list[WitnessShown]
    showings: list[ShowingShown]


class UnderstoodShown(Shape, frozen=True):
    """One variant as it was read when the operator was asked."""

    title: str
    availability: str
    witnesses: list[WitnessShown]


class AgreementShown(Shape, frozen=True):
    """Whether the operator found to be true what was read of the page, and when."""

    answer: str
    at: datetime
    read: list[UnderstoodShown]


class WatchShown(Shape, frozen=True):
    """A page that is watched, its settings, and what is known of it."""

    id: str
    url: str
    source: str
    title: str
    slug: str
    page: str  # on our site
    shop: str
    image: str | None
    options: dict[str, str]
    tags: list[str]
    interval: int
    active: bool
    listed: bool
    settle: int
    advance: bool
    cooldown: int
    zone: str
    look_from: LookFrom
    agree: int
    created_at: datetime
    updated_at: datetime
    paused_at: datetime | None
    ended: Ended | None
    agreement: AgreementShown | None
    checked_at: datetime | None
    health: Health
    health_since: datetime | None
    reason: str | None
    failures: int
    retry_at: datetime | None
    maybe_back: dict[str, str]
    variants: list[VariantShown]


def watch_shown(facts: Facts) -> WatchShown:
    """Say what is known of a watch now; what its options send to the shop only to a key that may change it."""
    watch, state, now = facts.watch, facts.state, context.now()
    may_change = api_keys.may(g.api_key, Scope.WATCHES)
    return show(
        WatchShown,
        watch,
        options=watch.options if may_change else blanked(watch.options),
        page=f"{context.settings().site}/p/{watch.slug}",
        agreement=_agreement(watch.agreement),
        checked_at=facts.checked_at,
        health=state.health,
        health_since=state.health_since,
        reason=state.reason,
        failures=state.failures,
        retry_at=state.retry_at,
        maybe_back=state.maybe_back,
        variants=[_variant(facts, variant, now) for variant in state.variants],
    )


def _variant(facts: Facts, variant: VariantState, now: datetime) -> VariantShown:
    proven = facts.proven(now)
    return show(
        VariantShown,
        variant,
        availability=variant.availability if proven else "Unknown",
        in_stock={IN: True, OUT: False}.get(size_kind(facts, variant, now)),
        showings=[_showing(each, proven) for each in variant.showings],
    )


def _showing(showing: Showing, proven: bool) -> ShowingShown:
    return show(ShowingShown, showing, availability=showing.availability if proven else "Unknown")


def _agreement(agreement: Agreement | None) -> AgreementShown | None:
    return show(AgreementShown, agreement) if agreement else None
