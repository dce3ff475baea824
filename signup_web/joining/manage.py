"""A person's own page, reached by a signed link: what they want, when, whether at all; and everything kept about them."""

from typing import cast

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from msgspec import json
from msgspec.structs import replace
from werkzeug.wrappers import Response as AnyResponse

from coatcheck import channels
from coatcheck.errors import Invalid
from coatcheck.languages import gettext
from coatcheck.model import (
    NO_CONDITIONS,
    ConsentKind,
    Frequency,
    State,
    Status,
    Subscriber,
    Subscription,
    SuggestionState,
)
from coatcheck.people import membership, personal_data
from coatcheck.people.consent import is_phone
from coatcheck.people.links import manage_token, read_manage_token, read_unsubscribe_token
from coatcheck.ports import SignUp
from coatcheck.telling import variant_names
from coatcheck.telling.amounts import currency_of
from coatcheck.telling.offer_words import is_event, offer_words
from coatcheck.telling.product_names import full_names
from coatcheck.truth.ending import is_over
from signup_web import context
from signup_web.joining.conditions import read_conditions, said, tell_at_once, why_not
from signup_web.joining.daily import HOURS, read_frequency, read_hour, read_zone, zones
from signup_web.joining.evidence import consent
from signup_web.joining.fields import is_subscription
from signup_web.joining.limits import TooMany
from signup_web.security import csrf

SHOWN = (SuggestionState.WAITING, SuggestionState.DECLINED)  # of one's suggestions: what was accepted is a product
manage = Blueprint("manage", __name__)


@manage.get("/m/<token>")
def page(token: str) -> str:
    """Show everything that can be changed."""
    return _page(token, {})


@manage.errorhandler(Invalid)
def back_to_the_page(error: Invalid) -> tuple[str, int]:
    """Say what did not work on the person's own page: they may have no other way back to it than this link."""
    field = "second" if request.blueprint == "second_way" else "main"
    return _page((request.view_args or {})["token"], {field: str(error)}), 429 if isinstance(error, TooMany) else 422


def _page(token: str, errors: dict[str, str]) -> str:
    subscriber = subscriber_of(token)
    store = context.store()
    wanted = store.subscriptions_of(subscriber.id)
    states = store.states([subscription.watch_id for subscription in wanted])
    rows = [
        (subscription, watch, states.get(watch.id) or State(watch_id=watch.id))
        for subscription in wanted
        if (watch := store.watch(subscription.watch_id))
    ]
    return render_template(
        "manage.html",
        token=token,
        subscriber=subscriber,
        rows=rows,
        names=full_names([watch for _, watch, _ in rows]),
        told=any(set(wish.wants) - set(wish.armed) for wish, _, _ in rows),
        labels=variant_names.labels,
        said=said,
        why_not=why_not,
        currency_of=currency_of,
        no_conditions=NO_CONDITIONS,
        offer_words=offer_words,
        is_event=is_event,
        is_over=is_over,
        now=context.now(),
        has_daily=any(wish.frequency is Frequency.DAILY for wish, _, _ in rows),
        hours=HOURS,
        hour=HOURS[subscriber.daily_hour],
        zones=zones(subscriber.zone),
        zone=subscriber.zone,
        is_phone=is_phone(subscriber.to),
        second_ways=second_ways(subscriber),
        suggestions=[each for each in store.suggestions_of(subscriber.id) if each.state in SHOWN],
        saved=request.args.get("saved"),
        errors=errors,
        typed=request.form,
    )


@manage.post("/m/<token>/sizes/<subscription_id>")
def sizes(token: str, subscription_id: str) -> AnyResponse | tuple[str, int]:
    """Want exactly the ticked sizes, under these conditions; none: not this product any more."""
    subscription = _own(token, subscription_id)
    store = context.store()
    state = store.states([subscription.watch_id]).get(subscription.watch_id)
    ticked = request.form.getlist("size")
    if not ticked:
        store.remove_subscription(subscription.id)
        return _back(token)
    conditions, wrong = read_conditions(request.form, state)
    if wrong:
        return _page(token, {f"{field}{subscription.id}": sentence for field, sentence in wrong.items()}), 422
    wants = variant_names.pick(state, ticked) if state else tuple(ticked)
    frequency = read_frequency(request.form, conditions)
    changed = replace(subscription, frequency=frequency, conditions=conditions)
    _tell_at_once(subscription, membership.choose(store, changed, wants, context.now()))
    return _back(token)


def _tell_at_once(before: Subscription, after: Subscription) -> None:
    """Tell what is there already, where they ask for that and it is not what they asked for before: once for each change."""
    services = context.services()
    watch, subscriber = services.store.watch(after.watch_id), services.store.subscriber(after.subscriber_id)
    if (
        after.conditions.at_once
        and watch
        and subscriber
        and replace(before, revision="") != replace(after, revision="")
    ):
        tell_at_once(services, context.facts().of([watch])[0], subscriber, after, f"{before.id} {before.revision}")


@manage.post("/m/<token>/again")
def again(token: str) -> AnyResponse:
    """Let them be told again of everything (RESET)."""
    before = {each.id: each for each in context.store().subscriptions_of(subscriber_of(token).id)}
    for after in membership.rearm(context.store(), subscriber_of(token).id, context.now()):
        if after.id in before:
            _tell_at_once(before[after.id], after)
    return _back(token)


@manage.post("/m/<token>/hours")
def hours(token: str) -> AnyResponse:
    """Set whether messages may come at night."""
    subscriber = subscriber_of(token)
    context.store().put_subscriber(replace(subscriber, any_hour=bool(request.form.get("any_hour"))))
    return _back(token)


@manage.post("/m/<token>/daily")
def daily(token: str) -> AnyResponse:
    """Set when the daily message comes."""
    person = subscriber_of(token)
    zone = read_zone(request.form, person.zone)
    context.store().put_subscriber(membership.with_hour(person, read_hour(request.form), zone))
    return _back(token)


@manage.post("/m/<token>/stop")
def stop(token: str) -> AnyResponse:
    """Send no more messages."""
    subscriber = subscriber_of(token)
    membership.opt_out_subscriber(context.store(), subscriber, consent(ConsentKind.OPT_OUT, subscriber.to.channel))
    return _back(token)


@manage.post("/m/<token>/links")
def links(token: str) -> AnyResponse:
    """Make every link handed out before worthless; the answer leads to a new one."""
    subscriber = subscriber_of(token)
    renewed = context.store().put_subscriber(replace(subscriber, links=subscriber.links + 1))
    return _back(manage_token(context.services().secret_key, renewed.id, renewed.links))


@manage.get("/m/<token>/export")
def export(token: str) -> Response:
    """Hand out everything kept about this person, as a file."""
    kept = personal_data.export_person(context.store(), subscriber_of(token).id)
    response = Response(json.format(json.encode(kept)), mimetype="application/json")
    response.headers["Content-Disposition"] = "attachment; filename=about-me.json"
    return response


@manage.post("/m/<token>/delete")
def delete(token: str) -> AnyResponse | str:
    """Delete everything kept about this person."""
    subscriber = subscriber_of(token)
    if not request.form.get("sure"):
        raise Invalid(gettext("Tick the box to say that you are sure, then press Delete again."))
    personal_data.erase_person(context.store(), subscriber.id)
    return render_template("gone.html")


@manage.get("/u/<token>")
def unsubscribe(token: str) -> str:
    """Show one button to whoever follows the link at the foot of an email. A program that follows links presses none."""
    _unsubscriber(token)
    return render_template("unsubscribe.html", token=token, stopped=False)


@manage.post("/u/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]  # a mail program posts here by itself, without a form of ours: the token is the proof
def one_click(token: str) -> str:
    """Send no more messages (https://www.rfc-editor.org/rfc/rfc8058)."""
    subscriber = _unsubscriber(token)
    membership.opt_out_subscriber(context.store(), subscriber, consent(ConsentKind.OPT_OUT, subscriber.to.channel))
    return render_template("unsubscribe.html", token=token, stopped=True)


def second_ways(subscriber: Subscriber) -> dict[str, SignUp]:
    """List the channels that can step in where a message does not arrive: those whose address can be typed."""
    offered = channels.offered(context.settings().channels)
    return {name: way for name, way in offered.items() if name != subscriber.to.channel and not is_subscription(name)}


def subscriber_of(token: str) -> Subscriber:
    """Return whose link this is; 404 for any that is not good (any more), with what to do where it once was."""
    try:
        key, links = read_manage_token(context.services().secret_key, token)
    except Invalid as error:
        abort(404, str(error))
    subscriber = context.store().subscriber(key)
    if (
        subscriber is None
        or subscriber.links != links
        or subscriber.status is Status.UNCONFIRMED
        or not subscriber.to.address
    ):
        abort(404, gettext("This link was replaced by a newer one, or nothing is kept about you any more."))
    return subscriber


def _unsubscriber(token: str) -> Subscriber:
    try:
        key = read_unsubscribe_token(context.services().secret_key, token)
    except Invalid:
        abort(404)
    return context.store().subscriber(key) or cast(Subscriber, abort(404))


def _own(token: str, subscription_id: str) -> Subscription:
    subscriber = subscriber_of(token)
    subscription = context.store().subscription(subscription_id)
    if subscription is None or subscription.subscriber_id != subscriber.id:
        abort(404)
    return subscription


def _back(token: str) -> AnyResponse:
    return redirect(url_for("manage.page", token=token, saved=1), 303)
