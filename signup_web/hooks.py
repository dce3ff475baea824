"""Webhooks from shops: `POST /hooks/<watch id>`, signed with the secret that the operator set for that watch."""

import logging
from datetime import timedelta

from flask import Blueprint, Response, abort, request
from msgspec.structs import replace

from coatcheck.errors import Invalid, LookFailed
from coatcheck.model import Look, Observation, State, digest
from coatcheck.ports import OperationStore
from coatcheck.ports.stored_values import webhook_secret
from coatcheck.watching.recording import record
from signup_web import context
from signup_web.security import MAXIMUM_PRODUCT, csrf

hooks = Blueprint("hooks", __name__)

TIMELESS = ("x-shopify-hmac-sha256", "x-wc-webhook-signature")  # signatures over no time: a copy must not pass for news
KEPT = timedelta(days=365)  # for which a webhook's body is remembered

log = logging.getLogger(__name__)


def secret_of(store: OperationStore, watch_id: str) -> str | None:
    """Return the secret that signs this watch's webhooks; None where it takes none."""
    return store.value(webhook_secret(watch_id))


@hooks.post("/hooks/<watch_id>")
@csrf.exempt  # type: ignore[untyped-decorator]  # the signature is the proof
def take(watch_id: str) -> Response:
    """Take what a shop says by itself the way of every look. 204 when it is stored, or says nothing new; 200 for a mere ping.

    403 for what is not signed right, and for watches that take no webhooks; 422 for what can't be read.
    """
    from coatcheck.sources.webhooks import is_ping, receive

    request.max_content_length = MAXIMUM_PRODUCT
    services, now = context.services(), context.now()
    watch, secret = services.store.watch(watch_id), secret_of(services.store, watch_id)
    if watch is None or not secret:
        abort(403)
    headers = {name.lower(): value for name, value in request.headers.items()}
    if is_ping(headers, request.get_data()):
        return Response(status=200)
    try:
        pushed = receive(watch.url, headers, request.get_data(), secret, now)
    except Invalid as error:
        log.warning("A webhook was refused: %s", error, extra={"watch": watch_id})
        abort(403)
    except LookFailed as error:
        log.warning("A webhook proved nothing: %s", error, extra={"watch": watch_id})
        abort(422, str(error))
    told = f"hook:{watch_id}:{digest(request.get_data().hex(), length=32)}"
    timeless = any(mark in headers for mark in TIMELESS)
    if timeless and services.store.taken(told, KEPT, now):
        return Response(status=204)
    state = services.store.states([watch.id]).get(watch.id)
    seen = known_only(pushed.observation, state) if pushed and state and watch.active else None
    if pushed and seen:
        look = Look(watch.id, pushed.made_at, pushed.made_at, observation=seen)
        record(watch, look, services.store, services.bus, services.clock)
    if timeless:
        services.store.take(told, 1, 1, KEPT, now)
    return Response(status=204)


def known_only(observation: Observation, state: State) -> Observation | None:
    """Return what is said of variants that looks have found; None where that is nothing.

    A shop's webhooks tell of all its products: which of them belong to the watch, only its page says.
    """
    known = {variant.id for variant in state.variants}
    products = (
        replace(product, variants=tuple(variant for variant in product.variants if variant.id in known))
        for product in observation.products
    )
    kept = tuple(product for product in products if product.variants)
    return replace(observation, products=kept) if kept else None
