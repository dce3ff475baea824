"""The site at work: a real store in a real file, real looks, Twilio's own library, and people who visit and text."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.model import (
    Availability,
    ChannelAddress,
    Health,
    Look,
    Observation,
    Offer,
    Product,
    Subscriber,
    Variant,
    Watch,
)
from coatcheck.people.links import subscriber_id
from coatcheck.truth.diff import diff
from coatcheck.watching.outbox import publish_events
from notifier.app import handler
from signup_web.admin import lock
from signup_web.app import create_app
from tests import examples
from tests.fakes.ports import NOON, HandClock, Line
from tests.fakes.twilio import Control
from tests.left_open import close_with
from tests.notifier.notifying import SECRET_KEY

PUBLIC = "https://coatcheck.example"
ANN, BOB = "+14155552671", "+14155552672"
IN, OUT = Availability.IN_STOCK, Availability.OUT_OF_STOCK


class Site:
    """The site, its shop, and whoever comes by."""

    def __init__(self, folder: Path, twilio: Control | None = None, **settings: Any) -> None:
        fields: dict[str, Any] = {
            "store": f"sqlite:///{folder / 'site.db'}",
            "public_url": PUBLIC,
            "secret_key": SECRET_KEY,
            "channels": ("sms",) if twilio else ("console",),
            "signups_per_address": 1000,
            "signups_per_network": 1000,
        }
        self.twilio, self.clock, self.line = twilio, HandClock(), Line()
        self.settings = Settings(**{**fields, **(twilio.settings() if twilio else {}), **settings})
        self.services = Services(self.settings, bus=self.line, clock=self.clock)
        self.store = self.services.store
        self.app = create_app(self.services)
        self.messages = 0
        close_with(folder, self.services.close)  # many tests make a site of their own, and none has to think of its end

    # The shop

    def watch(self, id: str = "jacket", sizes: str = "S M L", **fields: Any) -> Watch:
        """A watch whose first look proved all sizes sold out, two minutes ago."""
        fields = {"title": id.title(), "settle": 1, "created_at": NOON - timedelta(days=10), **fields}
        watch = self.store.add_watch(examples.watch(id, **fields))
        self.look(watch, at=self.clock.now() - timedelta(minutes=2), **dict.fromkeys(sizes.split(), OUT))
        self.tick()
        return watch

    def look(self, watch: Watch, at: datetime | None = None, **sizes: Availability) -> None:
        """A look that shows these sizes so."""
        now = at or self.clock.now()
        variants = tuple(
            Variant(size, size, {"size": size}, offer=Offer(shown, "120.00", "USD")) for size, shown in sizes.items()
        )
        seen = Observation((Product(watch.id, watch.title, variants=variants),))
        self.record(watch, Look(watch.id, now, now + timedelta(seconds=1), observation=seen))

    def trouble(self, watch: Watch, health: Health = Health.BLOCKED) -> None:
        """A look that proved nothing."""
        now = self.clock.now()
        self.record(watch, Look(watch.id, now, now + timedelta(seconds=1), health, "403"))

    def tick(self) -> None:
        """A round of looks at every batch, now."""
        now = self.clock.now()
        for batch in self.store.batches(["b1"]).values():
            self.store.lease_batch(batch, now, "worker", now, now)

    def notify(self) -> None:
        """The notifier does all there is to do for what came back."""
        for batch in self.store.batches(["b1"]).values():
            publish_events(batch.id, map(self.store.event, batch.outbox), self.line)
        handle = handler(self.services)
        while self.line.messages:
            handle(self.line.messages.pop(0))

    def wait(self, **time: float) -> None:
        self.clock.moment += timedelta(**time)

    def record(self, watch: Watch, look: Look) -> None:
        """What a look shows is judged and stored."""
        verdict = diff(watch, self.store.states([watch.id]).get(watch.id), look)
        if verdict:
            self.store.commit_verdict(watch.batch, verdict)

    # Visitors

    def visitor(self) -> "Visitor":
        return Visitor(self.app.test_client())

    def sign_up(self, number: str = ANN, slug: str = "jacket", ip: str = "127.0.0.1", **fields: Any) -> "Visitor":
        """Somebody who filled in the form, and now has to enter the code."""
        visitor = self.visitor()
        visitor.client.environ_base["REMOTE_ADDR"] = ip
        visitor.submit(f"/p/{slug}/join", **{"size": ["M"], "country": "US", "address": number, "agree": "1", **fields})
        return visitor

    def join(self, number: str = ANN, slug: str = "jacket", **fields: Any) -> "Visitor":
        """Somebody who entered the code, too."""
        visitor = self.sign_up(number, slug, **fields)
        visitor.submit("/join/code", code=self.code(number))
        assert visitor.at == "/join/done"
        return visitor

    def code(self, number: str = ANN) -> str:
        """The last code that was texted to a number."""
        return self.texts(number)[-1][:6]

    def texts(self, number: str = ANN) -> list[str]:
        """What was texted to a number."""
        assert self.twilio
        return [message["body"] for message in self.twilio.accepted() if message["to"] == number]

    def person(self, number: str = ANN) -> Subscriber | None:
        return self.store.subscriber(subscriber_id(SECRET_KEY, ChannelAddress("sms", number)))

    def wants(self, number: str = ANN) -> dict[str, tuple[str, ...]]:
        """What a number waits for, by watch."""
        person = self.person(number)
        return {each.watch_id: each.armed for each in self.store.subscriptions_of(person.id)} if person else {}

    def told(self, number: str = ANN) -> None:
        """This number was told of everything it waited for."""
        person = self.person(number)
        for each in self.store.subscriptions_of(person.id) if person else ():
            self.store.put_subscription(replace(each, armed=(), armed_at=None))

    # Twilio's webhooks

    def text(self, body: str, number: str = ANN, **form: str) -> str:
        """Somebody texts us; our answer, "" for none."""
        self.messages += 1
        fields = {"From": number, "To": "+15005550006", "Body": body, "MessageSid": f"SM{self.messages}", **form}
        answer = self.webhook("/sms/inbound", fields)
        assert answer.status_code == 200
        said = re.search("<Message>(.*)</Message>", answer.text, re.S)
        return said[1].replace("&amp;", "&") if said else ""

    def webhook(self, path: str, form: dict[str, str], token: str | None = None, **query: str) -> TestResponse:
        """Twilio calls us, with its signature."""
        path = f"{path}?{urlencode(query)}" if query else path
        signature = RequestValidator(token or self.settings.twilio_auth_token).compute_signature(PUBLIC + path, form)
        return self.app.test_client().post(path, data=form, headers={"X-Twilio-Signature": signature})


class Visitor:
    """Somebody with a browser that takes cookies."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.status, self.at, self.page = client, 0, "", ""

    def get(self, path: str, **headers: str) -> TestResponse:
        return self._arrive(
            self.client.get(path, base_url=PUBLIC, headers=headers, follow_redirects=True, buffered=True)
        )

    def submit(self, path: str, action: str = "", **fields: Any) -> TestResponse:
        """Open a page and send its form (the one with that action), hidden fields and all."""
        self.get(path)
        return self.send(action, **fields)

    def send(self, action: str = "", to: str = "", **fields: Any) -> TestResponse:
        """Send a form of the page that is open, to where a button of it leads."""
        forms = LexborHTMLParser(self.page).css("form[method=post]")
        named = [form for form in forms if action in (form.attributes["action"] or "")]
        form = next((form for form in named if (form.attributes["action"] or "").endswith(action)), named[0])
        hidden = {field.attributes["name"]: field.attributes["value"] or "" for field in form.css("input[type=hidden]")}
        target = to or form.attributes["action"] or self.at
        answer = self.client.post(
            target, base_url=PUBLIC, data={**hidden, **fields}, follow_redirects=True, buffered=True
        )
        return self._arrive(answer)

    def link(self, part: str) -> str:
        """The first link of the page with this part in its address."""
        links = (link.attributes["href"] or "" for link in LexborHTMLParser(self.page).css("a"))
        return next(link for link in links if part in link)

    def _arrive(self, answer: TestResponse) -> TestResponse:
        self.status, self.at = answer.status_code, answer.request.path
        is_text = not answer.content_encoding and answer.mimetype != "application/vnd.sqlite3"
        self.page = answer.text if is_text else ""
        return answer


def enter(site: Site) -> Visitor:
    """An operator who came by the one-time link."""
    visitor = site.visitor()
    visitor.submit(lock.admin_link(site.services).removeprefix(PUBLIC))
    assert visitor.at == "/admin/"
    return visitor


def words(page: str) -> str:
    """What a page says, without its tags, and without what sets words apart that are written from left to right."""
    said = LexborHTMLParser(page).body.text(separator=" ")
    return " ".join(re.sub("[\u2066\u2069]", "", said).split())


def restock(site: Site, minutes: float, **sizes: Availability) -> None:
    """Sizes come back for so long."""
    watch = site.store.watch("jacket")
    site.look(watch, None, **{"S": OUT, "M": OUT, "L": OUT, **sizes})
    site.wait(minutes=minutes)
    site.look(watch, S=OUT, M=OUT, L=OUT)
    site.wait(seconds=2)
    site.tick()
