"""A watch that may be back: the operator sees what says so, and only their press tells people or teaches the watch."""

from flask import redirect, render_template, request, url_for
from msgspec.structs import replace
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.model import Availability, Look, Observation, Offer, Product, State, Variant, Watch, Witness
from coatcheck.truth.doubt import denied, doubt_key
from coatcheck.watching.evidence import learn
from coatcheck.watching.recording import record
from coatcheck.watching.states import state_of
from signup_web import context
from signup_web.admin.lock import admin_pages
from signup_web.admin.watches import find

maybe_back = admin_pages("maybe_back")

OPERATOR = Witness("operator", "It is back")


@maybe_back.get("/watches/<watch_id>/maybe-back")
def ask(watch_id: str) -> str:
    """Show what says that it may be back. Nothing is told or learned by opening this."""
    watch = find(watch_id)
    return render_template("admin/maybe_back.html", watch=watch, state=state_of(context.store(), watch.id))


@maybe_back.post("/watches/<watch_id>/maybe-back")
def answer(watch_id: str) -> AnyResponse:
    """Take the operator's word: tell people, or nobody; either way the watch remembers what the page said."""
    watch, services, is_back = find(watch_id), context.services(), request.form.get("back") == "1"
    state = state_of(services.store, watch.id)
    if state.maybe_back:
        watch = services.store.put_watch(learn(watch, state, is_back))
        if is_back:
            record(watch, _seen_by_operator(watch, state), services.store, services.bus, services.clock)
        else:
            services.store.commit_verdict(watch.batch, denied(state, context.now()))
            services.store.close_alert(doubt_key(watch.id), context.now())
    return redirect(url_for("watches.watch", watch_id=watch_id, saved=1), 303)


def _seen_by_operator(watch: Watch, state: State) -> Look:
    """What the operator saw, as a look of its own: those that may be back are."""
    now = context.now()
    back = tuple(
        Variant(each.id, each.title, each.options, offer=_offer(each.price, each.currency, each.url))
        for each in state.variants
        if each.id in state.maybe_back
    )
    seen = Observation((Product(watch.id, state.title, state.url, state.image, back),))
    return Look(watch.id, now, now, observation=seen)


def _offer(price: str | None, currency: str | None, url: str | None) -> Offer:
    return replace(Offer(Availability.IN_STOCK, price, currency, url), witnesses=(OPERATOR,))
