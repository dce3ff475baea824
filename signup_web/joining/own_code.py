"""The code by which somebody on their own page proves an address: its page, and taking it."""

from flask import render_template, request

from coatcheck.errors import Invalid
from coatcheck.languages import gettext
from coatcheck.model import Confirmation, Subscriber
from coatcheck.people import codes
from signup_web import context
from signup_web.joining.evidence import network_of_visitor
from signup_web.site.direction import masked


def take(waits: str, subscriber: Subscriber) -> Confirmation:
    """Return what waits, under the token `waits`, for the code that was typed. It stays to be used up.

    Raises `Invalid` where it is not the code, or it is not this person who asked for it.
    """
    services = context.services()
    found = codes.redeem(
        services.store,
        services.secret_key,
        waits,
        request.form.get("code", ""),
        context.now(),
        network_of_visitor(),
        services.limits,
    )
    if found.subscriber_id != subscriber.id:
        raise Invalid(gettext("This code was sent for somebody else."))
    return found


def page(token: str, to: str, action: str, button: str, error: str = "", arrives_here: bool = False) -> str:
    """Show where the code is entered that was sent to this address. `arrives_here`: this browser gets it itself."""
    return render_template(
        "own_code.html",
        token=token,
        to=masked(to),
        action=action,
        button=button,
        error=error,
        arrives_here=arrives_here,
    )
