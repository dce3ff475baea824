"""Coming back after a stop by whoever is not reached by phone: proven by a new code to their address."""

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck import channels
from coatcheck.errors import Invalid
from coatcheck.languages import gettext
from coatcheck.model import ConsentKind
from coatcheck.people import codes, membership
from signup_web import context
from signup_web.joining import limits, own_code, signup
from signup_web.joining.evidence import consent
from signup_web.joining.fields import is_subscription
from signup_web.joining.manage import back_to_the_page, subscriber_of

coming_back = Blueprint("coming_back", __name__)

BACK = "back"  # what the session keeps: the token of the code that was sent

Page = str | AnyResponse | tuple[str, int]


@coming_back.post("/m/<token>/start")
def ask(token: str) -> Page:
    """Send a code; a phone has to text START itself, as its network demands."""
    services, subscriber, now = context.services(), subscriber_of(token), context.now()
    if channels.is_text(subscriber.to.channel):
        raise Invalid(gettext("Text START from your phone to come back."))
    limits.check_code(services.store, services.settings, subscriber.to, subscriber.id, request.remote_addr or "", now)
    asked = consent(ConsentKind.OPT_IN, subscriber.to.channel)
    waiting, code = codes.ask(services.store, services.secret_key, subscriber, "", (), asked)
    signup.send_code(services, waiting, subscriber, code, now)
    session[BACK] = waiting.token
    return redirect(url_for("coming_back.code", token=token), 303)


@coming_back.get("/m/<token>/back")
def code(token: str) -> Page:
    """Show where the code is entered."""
    subscriber_of(token)
    return _page(token) if BACK in session else redirect(url_for("manage.page", token=token))


@coming_back.post("/m/<token>/back")
def enter(token: str) -> Page:
    """Take the code; everything they wanted is waited for again."""
    services, subscriber, now = context.services(), subscriber_of(token), context.now()
    try:
        waiting = own_code.take(session.get(BACK, ""), subscriber)
    except Invalid as error:
        return _page(token, str(error)), 422
    codes.check_no_stop_since(waiting, subscriber, now)
    membership.opt_in(services.store, subscriber, consent(ConsentKind.CONFIRMED, subscriber.to.channel))
    codes.use_up(services.store, waiting, now)
    session.pop(BACK)
    return redirect(url_for("manage.page", token=token, saved=1), 303)


def _page(token: str, error: str = "") -> str:
    to = subscriber_of(token).to
    return own_code.page(
        token,
        to.address,
        url_for("coming_back.enter", token=token),
        gettext("Send me messages again"),
        error,
        is_subscription(to.channel),
    )


coming_back.register_error_handler(Invalid, back_to_the_page)
