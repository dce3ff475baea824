"""Where emails and notifications arrive, to be read: a mail server, a browser with its push service, and a page that shows both."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from threading import Condition

from flask import Flask, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from coatcheck.errors import CoatCheckError
from coatcheck.model import Frozen
from console.demo.browser import Browser
from console.demo.mailbox import MailServer
from console.serving import Server

ADDRESS = "ann@demo.example"  # whose mails are shown; all others, too
MAIL, NOTIFICATION = "email", "notification"
SignUp = Callable[
    [str, tuple[str, ...], "Inbox"], object
]  # on a product's page, for its sizes, with the code from here


class Arrived(Frozen, frozen=True):
    """A mail or a notification."""

    kind: str
    to: str
    title: str
    text: str
    at: datetime
    url: str = ""  # where a press on a notification leads
    actions: tuple[tuple[str, str], ...] = ()  # its buttons: what each says, and where it leads


class Inbox:
    """One mailbox and one browser, on loopback. Safe to use from several threads."""

    def __init__(self, sign_up: SignUp) -> None:
        """`sign_up`: how the browser is signed up on a product's page."""
        self.pages: dict[str, str] = {}  # of products, by their titles: for what the browser may be signed up
        self._arrived: list[Arrived] = []
        self._changed = Condition()
        self._mail = MailServer(self._take_mail)
        self._server = Server(create_app(self, sign_up))
        self.url = self._server.url
        self.browser = Browser(f"{self.url}/push/this-browser")

    def environment(self) -> dict[str, str]:
        """Return the settings with which CoatCheck sends its mails and notifications here."""
        return {
            "COATCHECK_SMTP_URL": self._mail.url,
            "COATCHECK_EMAIL_FROM": "CoatCheck <alerts@demo.example>",
            "COATCHECK_WEBPUSH_SERVICE_URL": self.url,
        }

    def arrived(self) -> list[Arrived]:
        """List all that arrived, oldest first."""
        with self._changed:
            return list(self._arrived)

    def wait_for(self, wanted: Callable[[Arrived], bool], seconds: float) -> Arrived | None:
        """Return the first that arrived and is wanted, as soon as it is there; None after so many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: next(filter(wanted, self._arrived), None), seconds)

    def take_push(self, body: bytes) -> None:
        """Take a message for the browser. Raises `ValueError` where it can't be read."""
        shown = self.browser.read(body)
        actions = tuple((str(each["title"]), str(each["navigate"])) for each in shown["actions"])
        self._keep(
            Arrived(NOTIFICATION, "this browser", shown["title"], shown["body"], _now(), shown["navigate"], actions)
        )

    def _take_mail(self, to: str, mail: EmailMessage) -> None:
        body = mail.get_body(("plain",))
        text = body.get_content() if body else ""
        self._keep(Arrived(MAIL, to, str(mail["Subject"]), text.strip(), _now()))

    def _keep(self, arrived: Arrived) -> None:
        with self._changed:
            self._arrived.append(arrived)
            self._changed.notify_all()

    def close(self) -> None:
        self._server.close()
        self._mail.close()


def create_app(inbox: Inbox, sign_up: SignUp) -> Flask:
    """Make the browser's push service, and the page with what arrived."""
    app = Flask(__name__)

    @app.post("/push/this-browser")
    def push() -> tuple[str, int]:
        """Take a message as a push service does: https://www.rfc-editor.org/rfc/rfc8030#section-5"""
        inbox.take_push(request.get_data())
        return "", 201

    @app.get("/")
    def page() -> str:
        arrived = inbox.arrived()[::-1]
        mails, notifications = ([each for each in arrived if each.kind == kind] for kind in (MAIL, NOTIFICATION))
        said = request.args.get("said", "")
        return render_template(
            "inbox.html", mails=mails, notifications=notifications, address=ADDRESS, pages=inbox.pages, said=said
        )

    @app.post("/sign-up")
    def sign_up_for_any_size() -> Redirect:
        """Sign this browser up for any size of a product, as the site's own form does in a real one."""
        try:
            sign_up(request.form["page"], ("*",), inbox)
        except CoatCheckError as error:
            return redirect(url_for("page", said=str(error)))
        return redirect(url_for("page", said="This browser is signed up."))

    return app


def _now() -> datetime:
    return datetime.now(UTC)
