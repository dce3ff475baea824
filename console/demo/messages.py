"""The fake phone's doors: Twilio's Messages API, and a page with the texts.

https://www.twilio.com/docs/messaging/api/message-resource
"""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Any, Protocol

from flask import Flask, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from coatcheck.model import Frozen

ACCOUNT = "AC" + "0" * 32
SENDER = "+14155550100"  # the number that CoatCheck texts from
NUMBER = "+14155550142"  # whose phone the page shows at first


class Text(Frozen, frozen=True):
    """A text that arrived on a phone, or was sent from one (`mine`)."""

    sid: str
    number: str
    body: str
    at: datetime
    mine: bool = False


class Account(Protocol):
    """What stands behind the doors: the phones of one Twilio account."""

    @property
    def token(self) -> str: ...

    def texts(self, number: str | None = None) -> Sequence[Text]:
        """List what was sent either way, oldest first; with one number, or with all."""

    def accept(self, number: str, body: str, callback: str | None) -> Text | None:
        """Take a text for a phone; None where its owner said STOP."""

    def text_back(self, body: str, number: str) -> None:
        """Send a text from a phone."""


def create_app(phone: Account) -> Flask:
    """Make Twilio's Messages API, and the phone's page."""
    app = Flask(__name__)
    _add_api(app, phone)
    _add_page(app, phone)
    return app


def _add_api(app: Flask, phone: Account) -> None:
    messages = "/2010-04-01/Accounts/<account>/Messages"

    @app.before_request
    def check() -> tuple[Response, int] | None:
        login = request.authorization
        if request.path.startswith("/2010-04-01/") and (login is None or login.password != phone.token):
            return _error(401, 20003, "Authenticate")
        return None

    @app.post(f"{messages}.json")
    def create(account: str) -> tuple[Response, int]:
        text = phone.accept(request.form["To"], request.form["Body"], request.form.get("StatusCallback"))
        if text is None:
            return _error(400, 21610, "Attempt to send to unsubscribed recipient")
        return jsonify(_resource(text, "queued")), 201

    @app.get(f"{messages}.json")
    def search(account: str) -> Response:
        found = [text for text in phone.texts(request.args.get("To")) if not text.mine]
        size = int(request.args.get("PageSize", 50))
        listed = [_resource(text, "delivered") for text in reversed(found)][:size]
        return jsonify(
            messages=listed, page=0, page_size=size, uri=request.path, first_page_uri=request.path, next_page_uri=None
        )

    @app.get(f"{messages}/<sid>.json")
    def fetch(account: str, sid: str) -> tuple[Response, int]:
        text = next((text for text in phone.texts() if text.sid == sid), None)
        if text is None:
            return _error(404, 20404, "The requested resource was not found")
        return jsonify(_resource(text, "delivered")), 200

    @app.get("/2010-04-01/Accounts/<account>.json")
    def whole(account: str) -> Response:
        return jsonify(sid=ACCOUNT, friendly_name="Fake phone", status="active")


def _add_page(app: Flask, phone: Account) -> None:
    @app.get("/")
    def page() -> str:
        number = request.args.get("number", NUMBER)
        return render_template("phone.html", texts=phone.texts(number), number=number, sender=SENDER)

    @app.post("/")
    def send() -> Redirect:
        number = request.form["number"]
        if request.form["body"].strip():
            phone.text_back(request.form["body"].strip(), number)
        return redirect(url_for("page", number=number))


def _resource(text: Text, status: str) -> dict[str, Any]:
    """https://www.twilio.com/docs/messaging/api/message-resource#message-properties"""
    at = format_datetime(text.at)
    uri = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{text.sid}"
    nothing = ("error_code", "error_message", "messaging_service_sid", "price")
    return {
        "sid": text.sid,
        "account_sid": ACCOUNT,
        "api_version": "2010-04-01",
        "body": text.body,
        "direction": "outbound-api",
        "date_created": at,
        "date_updated": at,
        "date_sent": at,
        "from": SENDER,
        "to": text.number,
        "num_media": "0",
        "num_segments": "1",
        "price_unit": "USD",
        "status": status,
        "uri": f"{uri}.json",
        "subresource_uris": {"media": f"{uri}/Media.json"},
        **dict.fromkeys(nothing),
    }


def _error(status: int, code: int, message: str) -> tuple[Response, int]:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return jsonify(code=code, message=message, more_info=more, status=status), status
