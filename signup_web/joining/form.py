"""Signing up on the site: sizes and address, then the code, then done."""

from collections.abc import Sequence

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid
from coatcheck.languages import gettext
from coatcheck.model import (
    ANY,
    DAILY_HOUR,
    NO_CONDITIONS,
    Confirmation,
    ConsentKind,
    Frequency,
    Subscriber,
    Subscription,
)
from coatcheck.people import codes
from coatcheck.people.links import manage_token
from coatcheck.telling import variant_names
from coatcheck.telling.amounts import currency_of
from coatcheck.telling.offer_words import is_event, offer_words
from signup_web import context
from signup_web.joining import signup
from signup_web.joining.conditions import read_conditions, said, tell_at_once
from signup_web.joining.daily import HOURS, read_frequency, read_hour, read_zone, zones
from signup_web.joining.evidence import consent, network_of_visitor
from signup_web.joining.fields import address_fields, is_subscription, shown, zone_of_visitor
from signup_web.joining.limits import TooMany
from signup_web.product.facts import Facts
from signup_web.product.view import in_stock_now, product_view, title
from signup_web.texting.bots import bot_links

join = Blueprint("join", __name__)

# What the session keeps: token, masked address, channel, subscriber.
SIGNUP, TO, BY, JOINED = "signup", "to", "by", "joined"
SUGGESTED = "suggested"  # the id of what this visitor suggests, which its sign-up is for

Page = str | AnyResponse | tuple[str, int]


@join.get("/p/<slug>/join")
def form(slug: str) -> Page:
    """Show the form for the chosen sizes."""
    facts = open_product(slug)
    names = request.args.getlist("size")
    try:
        return _form(facts, _sizes(facts, names) if names else (), {})
    except Invalid as error:
        return _form(facts, names, {} if "by" in request.args else {"size": str(error)})


@join.post("/p/<slug>/join")
def submit(slug: str) -> Page:
    """Check the form, and send the code; a form that is not right comes back with what was typed."""
    facts = open_product(slug)
    wish, errors = read_form(facts)
    if wish is None:
        return _form(facts, request.form.getlist("size"), errors), 422
    try:
        waiting = start(wish)
    except Invalid as error:
        return _form(facts, wish.wants, {"address": str(error)}), 429 if isinstance(error, TooMany) else 422
    session[SIGNUP], session[TO], session[BY] = waiting.token, shown(wish.to), wish.to.channel
    return redirect(url_for("join.code"), 303)


def start(wish: signup.Wish) -> Confirmation:
    """Note what somebody filled in, and send the code. Raises `TooMany` or `Invalid`."""
    asked = consent(ConsentKind.OPT_IN, wish.to.channel)
    return signup.start(context.services(), wish, asked, request.remote_addr or "")


def read_form(facts: Facts) -> tuple[signup.Wish | None, dict[str, str]]:
    """Read what was filled in; or return None, and what is wrong with which field."""
    form, errors = request.form, {}
    if form.get("website"):  # nobody sees this field, but programs fill it in
        abort(400)
    wants: tuple[str, ...] = (ANY,)
    to = None
    try:
        wants = _sizes(facts, form.getlist("size"))
    except Invalid as error:
        errors["size"] = str(error)
    try:
        to = signup.normal_address(
            context.services(), form.get("by", ""), form.get("address", ""), form.get("country", "")
        )
    except Invalid as error:
        errors["address"] = str(error)
    conditions, wrong = read_conditions(form, facts.state)
    errors |= wrong
    if not form.get("agree"):
        errors["agree"] = gettext("Tick the box to agree to messages")
    if errors or to is None:
        return None, errors
    frequency = read_frequency(form, conditions)
    return signup.Wish(
        facts.watch.id,
        to,
        wants,
        frequency,
        bool(form.get("any_hour")),
        conditions,
        daily_hour=read_hour(form) if frequency is Frequency.DAILY else None,
        zone=(read_zone(form) if frequency is Frequency.DAILY else "") or zone_of_visitor(),
    ), {}


def _sizes(facts: Facts, names: list[str]) -> tuple[str, ...]:
    if len(facts.state.variants) < 2:
        return (ANY,)
    if not names:
        raise Invalid(gettext("Select at least one {size}", size=offer_words(facts.state).size))
    return variant_names.pick(facts.state, names)


@join.get("/join/code")
def code() -> Page:
    """Show where the code is entered."""
    return _code_page() if session.get(SIGNUP) else redirect("/")


@join.post("/join/code")
def enter() -> Page:
    """Take the code."""
    services = context.services()
    try:
        joined = take_code(session.get(SIGNUP, ""), session.get(BY, ""))
        if joined.watch_id == session.get(SUGGESTED):
            services.inbox.confirmed(joined, services.bus)
    except Invalid as error:
        return _code_page(str(error)), 422
    session[JOINED] = joined.id
    session.pop(SIGNUP, None)
    done = "suggesting.done" if joined.watch_id == session.get(SUGGESTED) else "join.done"
    return redirect(url_for(done), 303)


def take_code(token: str, by: str) -> Subscription:
    """Take the code that was typed for this sign-up by this channel, and do what follows from it. Raises `Invalid` with the reason."""
    services = context.services()

    def follow(subscriber: Subscriber, joined: Subscription) -> None:
        """Tell what is there already, where they asked for that: once for each code."""
        watch = services.store.watch(joined.watch_id)
        if watch and joined.conditions.at_once:
            tell_at_once(services, context.facts().of([watch])[0], subscriber, joined, token)

    typed, confirmed = request.form.get("code", ""), consent(ConsentKind.CONFIRMED, by)
    return codes.confirm(
        services.store, services.secret_key, token, typed, confirmed, network_of_visitor(), services.limits, follow
    )


@join.post("/join/code/again")
def again() -> Page:
    """Send another code."""
    try:
        signup.send_again(context.services(), session.get(SIGNUP, ""), request.remote_addr or "")
    except Invalid as error:
        return _code_page(str(error)), 429
    return redirect(url_for("join.code", sent=1), 303)


@join.get("/join/done")
def done() -> Page:
    """Show what was agreed, how to stop, and the link by which to change it."""
    services = context.services()
    joined = services.store.subscription(session.get(JOINED, ""))
    subscriber = joined and services.store.subscriber(joined.subscriber_id)
    watch = joined and services.store.watch(joined.watch_id)
    if not joined or not subscriber or not watch:
        return redirect("/")
    facts = context.facts().of([watch])[0]
    token = manage_token(services.secret_key, subscriber.id, subscriber.links)
    return render_template(
        "done.html",
        title=title(facts),
        offer=offer_words(facts.state),
        is_event=is_event(facts.state),
        watch=watch,
        sizes=variant_names.labels(facts.state, joined.wants),
        has_choice=len(facts.state.variants) > 1,
        there=in_stock_now(facts, joined.wants, context.now()),
        subscriber=subscriber,
        address=shown(subscriber.to),
        token=token,
        conditions=said(joined.conditions),
        daily_hour=HOURS[subscriber.daily_hour] if joined.frequency is Frequency.DAILY else "",
    )


def open_product(slug: str) -> Facts:
    """Return the product; 404 where there is none, 409 where nobody can sign up for it."""
    facts = context.facts().by_slug(slug) or abort(404)
    if not product_view(facts, "24h", context.now()).open:
        abort(409, gettext("Sign-up is closed for this product."))
    return facts


def _form(facts: Facts, wants: Sequence[str], errors: dict[str, str]) -> str:
    """Show the form with these sizes ticked, and everything else as it was typed."""
    fields = address_fields()
    return render_template(
        "join.html",
        facts=facts,
        title=title(facts),
        offer=offer_words(facts.state),
        is_event=is_event(facts.state),
        has_choice=len(facts.state.variants) > 1,
        there=in_stock_now(facts, wants or (ANY,), context.now()),
        wants=wants,
        errors=errors,
        conditions=read_conditions(request.form, facts.state)[0],
        no_conditions=NO_CONDITIONS,
        currency=currency_of(facts.state),
        number="",
        hours=HOURS,
        hour=request.form.get("hour", HOURS[DAILY_HOUR]),
        zones=zones(),
        zone=request.form.get("zone", ""),
        bot=bot_links(context.services(), facts.watch.slug).get(fields["by"]),
        **fields,
    )


def _code_page(error: str = "") -> str:
    return render_template(
        "code.html",
        to=session.get(TO, ""),
        arrives_here=is_subscription(session.get(BY, "")),
        error=error,
        sent=request.args.get("sent"),
    )
