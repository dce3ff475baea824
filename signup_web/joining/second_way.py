"""Another way to be told where a text does not arrive: proven by a code like the first."""

from flask import Blueprint, redirect, request, session, url_for
from msgspec.structs import replace
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid
from coatcheck.languages import gettext
from coatcheck.model import ChannelAddress, ConsentKind
from coatcheck.people import codes, membership
from coatcheck.people.consent import with_consent
from signup_web import context
from signup_web.joining import limits, own_code, signup
from signup_web.joining.evidence import consent
from signup_web.joining.manage import back_to_the_page, subscriber_of

second_way = Blueprint("second_way", __name__)

SECOND = "second"  # what the session keeps: the sign-up's token, the channel and the address

Page = str | AnyResponse | tuple[str, int]


@second_way.post("/m/<token>/second")
def ask(token: str) -> Page:
    """Send a code to the other address."""
    services, subscriber, now = context.services(), subscriber_of(token), context.now()
    to = signup.normal_address(services, request.form.get("by", ""), request.form.get("address", ""))
    other = membership.subscriber_at(services.store, services.secret_key, to, now)
    limits.check_code(services.store, services.settings, to, other.id, request.remote_addr or "", now)
    asked = consent(ConsentKind.SECOND_WAY_ASKED, to.channel)
    waiting, code = codes.ask(services.store, services.secret_key, subscriber, "", (), asked, reached=other)
    signup.send_code(services, waiting, other, code, now)
    session[SECOND] = [waiting.token, to.channel, to.address]
    return redirect(url_for("second_way.code", token=token), 303)


@second_way.get("/m/<token>/second")
def code(token: str) -> Page:
    """Show where the code is entered."""
    subscriber_of(token)
    return _page(token) if SECOND in session else redirect(url_for("manage.page", token=token))


@second_way.post("/m/<token>/second/code")
def enter(token: str) -> Page:
    """Take the code."""
    services, subscriber, now = context.services(), subscriber_of(token), context.now()
    waits, channel, address = session.get(SECOND, ("", "", ""))
    try:
        waiting = own_code.take(waits, subscriber)
    except Invalid as error:
        return _page(token, str(error)), 422
    noted = with_consent(subscriber, consent(ConsentKind.SECOND_WAY_CONFIRMED, channel))
    services.store.put_subscriber(replace(noted, fallback=ChannelAddress(channel, address)))
    codes.use_up(services.store, waiting, now)
    session.pop(SECOND)
    return redirect(url_for("manage.page", token=token, saved=1), 303)


@second_way.post("/m/<token>/second/remove")
def remove(token: str) -> Page:
    """Tell them in the first way only."""
    context.store().put_subscriber(replace(subscriber_of(token), fallback=None))
    return redirect(url_for("manage.page", token=token, saved=1), 303)


def _page(token: str, error: str = "") -> str:
    to = session.get(SECOND, ("", "", ""))[2]
    return own_code.page(token, to, url_for("second_way.enter", token=token), gettext("Use this address, too"), error)


second_way.register_error_handler(Invalid, back_to_the_page)
