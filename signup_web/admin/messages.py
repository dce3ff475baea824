"""What is sent: deliveries, what was given up, the kill switch, and a test to oneself."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck import channels
from coatcheck.errors import BusUnavailable, Invalid, SendFailed, Undecodable
from coatcheck.model import DeliveryState
from coatcheck.process.log import mask
from coatcheck.telling import dead_letters as letters
from coatcheck.telling import switches
from coatcheck.telling.trial import refusal, trial_note
from signup_web import context
from signup_web.admin import overview, trying_out
from signup_web.admin.guard import about, nothing_changed
from signup_web.admin.lock import admin_pages
from signup_web.texting.bots import listen

messages = admin_pages("messages")

SHOWN = 100  # deliveries or letters on a page

Page = str | AnyResponse | tuple[str, int]


@messages.get("/deliveries")
def deliveries() -> Page:
    """Show the newest deliveries, of one state if one is named; addresses are masked."""
    name = request.args.get("state", "")
    state = DeliveryState(name) if name in set(DeliveryState) else None
    store = context.store()
    shown = store.recent_deliveries(SHOWN, state)
    people = store.subscribers(sorted({delivery.subscriber_id for delivery in shown}))
    return render_template(
        "admin/deliveries.html", deliveries=shown, people=people, state=state, counts=store.delivery_counts()
    )


@messages.get("/dead-letters")
def dead_letters() -> Page:
    return _letters()


@messages.post("/dead-letters/<letter_id>/replay")
def replay(letter_id: str) -> Page:
    """Send it on its way again."""
    services = context.services()
    try:
        letters.replay(services.store, services.bus, letter_id, services.clock.now())
    except Undecodable as error:
        return _letters(f"No version of this program can read that letter: {error}"), 422
    except BusUnavailable:
        return _letters("It could not be sent on its way just now. Try again."), 503
    return redirect(url_for("messages.dead_letters"), 303)


@messages.post("/dead-letters/<letter_id>/discard")
def discard(letter_id: str) -> Page:
    """Forget it; one that was forgotten already stays so."""
    if context.store().dead_letter(letter_id):
        letters.discard(context.store(), letter_id, context.now())
    else:
        nothing_changed()
    return redirect(url_for("messages.dead_letters"), 303)


@messages.post("/switch")
def switch() -> Page:
    """Turn the kill switch: hold every message (of one channel), or send again."""
    channel = request.form.get("channel", "")
    if request.form.get("stop"):
        if not request.form.get("sure"):
            return overview.page(
                {}, error="Tick the box to say that you are sure, then press Hold all messages again."
            ), 422
        switches.stop(context.store(), "stopped on the admin page", channel)
    else:
        switches.resume(context.store(), context.now(), channel)
    about(f"{'held' if request.form.get('stop') else 'let go on'}: {channel or 'all'}")
    return redirect(url_for("overview.watches"), 303)


@messages.get("/test")
def test() -> Page:
    return _test()


@messages.post("/test")
def send_test() -> Page:
    """Send one message now, and show the provider's own answer."""
    services, note = context.services(), trial_note(context.settings().brand)
    try:
        channel = services.channel(request.form.get("channel", ""))
        said = trying_out.send(channel, request.form.get("address", ""), note)
    except (Invalid, SendFailed) as error:
        return _test(error=refusal(error)), 422
    about(f"{channel.name} {mask(request.form.get('address', ''))}")
    return _test(said=said)


@messages.post("/listen")
def bot_listens() -> Page:
    """Have a channel's bot listen here."""
    try:
        name = listen(context.services(), request.form.get("channel", ""))
    except (Invalid, SendFailed) as error:
        return _test(error=refusal(error)), 422
    about(f"@{name}")
    return _test(said=f"@{name} listens. Product pages show its link.")


def _letters(error: str = "") -> str:
    return render_template("admin/dead_letters.html", letters=context.store().dead_letters(SHOWN), error=error)


def _test(error: str = "", said: str = "") -> str:
    names = context.settings().channels
    bots = [name for name in names if channels.bot(name)]
    return render_template("admin/test.html", channels=names, bots=bots, typed=request.form, error=error, said=said)
