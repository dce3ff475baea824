"""The lock of Twilio's webhooks: its signature over the address we gave it, never over the one a proxy shows us."""

from collections.abc import Callable
from functools import wraps

from flask import Response, abort, request

from coatcheck.channels.sms import signature_valid
from signup_web import context


def signed_by_twilio(view: Callable[[], Response]) -> Callable[[], Response]:
    """403 for a request that Twilio did not sign, and for every request while no auth token is set."""

    @wraps(view)
    def checked() -> Response:
        settings = context.settings()
        query = request.query_string.decode("latin-1")
        url = f"{settings.site}{request.path}{f'?{query}' if query else ''}"
        if not signature_valid(settings, url, request.form, request.headers.get("X-Twilio-Signature", "")):
            abort(403)
        return view()

    return checked
