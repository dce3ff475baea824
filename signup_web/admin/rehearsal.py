"""News of something that did not happen, told to one address: an operator sees what people will get."""

from flask import render_template, request

from coatcheck.errors import Invalid, SendFailed
from coatcheck.model import ChannelAddress, State, VariantState, Watch
from coatcheck.process.log import mask
from coatcheck.telling.offer_words import offer_words
from coatcheck.telling.rehearsal import rehearsal_note
from coatcheck.telling.trial import refusal
from coatcheck.telling.variant_names import label
from coatcheck.watching.states import state_of
from signup_web import context
from signup_web.admin import trying_out
from signup_web.admin.guard import about
from signup_web.admin.lock import admin_pages
from signup_web.admin.watches import find

rehearsal = admin_pages("rehearsal")


@rehearsal.get("/watches/<watch_id>/rehearsal")
def ask(watch_id: str) -> str:
    """Ask of which size or place, and to whom."""
    return _page(find(watch_id))


@rehearsal.post("/watches/<watch_id>/rehearsal")
def send(watch_id: str) -> str | tuple[str, int]:
    """Send it, and show the provider's own answer. Subscribers, history and the outbox have no part in it."""
    watch, services = find(watch_id), context.services()
    try:
        state = state_of(context.store(), watch.id)
        variant, to = _chosen(state), _to()
        channel = services.channel(to.channel)
        settings = services.settings
        note = rehearsal_note(watch, state, variant, settings.brand, settings.site, channel.is_text, context.now())
        said = trying_out.send(channel, to.address, note)
    except (Invalid, SendFailed) as error:
        return _page(watch, error=refusal(error)), 422
    about(f"{watch.slug} by {to.channel} to {mask(to.address)}")
    return _page(watch, said=said)


def _chosen(state: State) -> VariantState:
    variant = state.variant(request.form.get("variant", ""))
    if variant is None:
        raise Invalid(f"Choose {offer_words(state).a_size}. There is none before the first look.")
    return variant


def _to() -> ChannelAddress:
    """Who is named in the form, or else the operator."""
    channel, address = request.form.get("channel", ""), request.form.get("address", "").strip()
    if channel and not address:
        raise Invalid("Write the address to send it to.")
    return ChannelAddress(channel, address) if channel else context.settings().operator_address


def _page(watch: Watch, error: str = "", said: str = "") -> str:
    state = state_of(context.store(), watch.id)
    sizes = {variant.id: label(variant) for variant in state.variants}
    return render_template(
        "admin/rehearsal.html",
        watch=watch,
        sizes=sizes,
        offer=offer_words(state),
        operator=context.settings().operator_address,
        channels=context.settings().channels,
        typed=request.form,
        error=error,
        said=said,
    )
