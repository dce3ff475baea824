"""The whole product at work on tickets: a stand-in for BookMyShow, for Telegram, for texts and for mail, and a clock set by hand."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from coatcheck.config import Settings
from coatcheck.model import ANY, ChannelAddress, Consent, ConsentKind, Frequency, State, Subscriber, Watch
from coatcheck.people.membership import join, subscriber_at
from coatcheck.ports.messages import Tick
from coatcheck.watching.catalogue import add_watch
from coatcheck.watching.status import Report, report
from console.pipeline import Pipeline
from signup_web.app import create_app
from tests.fakes.bookmyshow import BookMyShow
from tests.fakes.mail import Mailbox, mailbox
from tests.fakes.ports import HandClock
from tests.fakes.serving import served
from tests.fakes.telegram import TOKEN, Telegram, plain, read
from tests.fakes.twilio import Control, Twilio

EVENING = datetime(2026, 11, 20, 6, tzinfo=UTC)  # half past eleven in Mumbai, the day before
PUBLIC = "https://coats.example"
MINUTE = timedelta(minutes=1)
PATIENCE = 60.0  # seconds in which everything that a tick set off is done
GROUP, PHONE, MAIL = "-1001234", "+14155552671", "ann@people.example"
FILM = "Star Harbour: The Long Tide"
IMAX, PLAIN, HINDI = (
    ("ET00000012", "English", "IMAX 3D"),
    ("ET00000011", "English", "2D"),
    ("ET00000013", "Hindi", "2D"),
)
ALERT = {
    "terms": "accepted",
    "region": "MUMBAI",
    "venues": "PVPH,INVS",
    "date": "2026-11-21",
    "title": FILM,
    "language": "English",
    "format": "3D IMAX",
}


class Box:
    """The box office, everybody who waits, and the product between them."""

    def __init__(self, url: str, shop: BookMyShow, pipeline: Pipeline, clock: HandClock) -> None:
        self.url, self.shop, self.clock = url, shop, clock
        self.services, self._drain = pipeline.services, pipeline.drain
        self.store = self.services.store
        self.telegram, self.texts, self.mail = Telegram(), Twilio(), Mailbox()
        self.site = create_app(self.services).test_client()

    def alert(self, slug: str = "film", options: dict[str, str] | None = None, **fields: Any) -> Watch:
        """Watch the movie as the alert has it."""
        now, wanted = self.clock.now(), ALERT | (options or {})
        watch = Watch("", f"{self.url}/", "bookmyshow", now, now, FILM, slug, options=wanted, **fields)
        return add_watch(self.store, replace(watch, zone="Asia/Kolkata", allow_private=True))

    def wait_for(self, watch: Watch, channel: str, address: str, *wants: str, every: bool = False) -> Subscriber:
        """Somebody waits for these (all of them if none is named)."""
        now = self.clock.now()
        person = subscriber_at(self.store, self.services.secret_key, ChannelAddress(channel, address), now)
        often = Frequency.EVERY if every else Frequency.ONCE
        consent = Consent(now, ConsentKind.CONFIRMED, "web")
        join(self.store, person, watch.id, wants or (ANY,), consent, often, any_hour=True)
        return person

    def pass_time(self, minutes: int = 1) -> None:
        """Let so many minutes pass, with a tick in each and all that follows from it."""
        for _ in range(minutes):
            self.clock.moment += MINUTE
            self.services.bus.publish([Tick(slot=self.clock.now())])
            assert self._drain(PATIENCE), "the bus did not come to rest"

    def watch(self, watch: Watch) -> Watch:
        """The watch as it is stored now."""
        return next(each for each in self.store.watches() if each.id == watch.id)

    def report(self) -> Report:
        """What the operator has to know."""
        return report(self.store, self.clock.now())

    def state(self, watch: Watch) -> State:
        return self.store.states([watch.id])[watch.id]

    def calls(self) -> list[str]:
        """What the box office was asked since this was last called."""
        calls, self.shop.calls = self.shop.calls, []
        return calls

    def page(self, path: str) -> str:
        """What a page of the site says, in HTML."""
        answer = self.site.get(path, base_url=PUBLIC)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text

    def in_group(self) -> list[str]:
        """What the group was told, without the markup."""
        return [plain(read(sent["text"])[1]) for sent in self.telegram.sent]

    def links(self, message: int = -1) -> dict[str, str]:
        """Where the words of a message to the group lead."""
        return read(self.telegram.sent[message]["text"])[0]

    def told(self) -> tuple[int, int, int]:
        """How many messages came by Telegram, text and mail."""
        return len(self.telegram.sent), len(self.texts.accepted), len(self.mail.mails)

    def texted(self) -> list[str]:
        return [message["body"] for message in self.texts.accepted]


@contextmanager
def box_office(folder: Path, **settings: Any) -> Iterator[Box]:
    """All of it, while it runs."""
    shop, clock, telegram, texts = BookMyShow(), HandClock(EVENING), Telegram(), Twilio()
    with ExitStack() as stack:
        mail = stack.enter_context(mailbox())
        url, api = stack.enter_context(shop.serve()), stack.enter_context(served(telegram.app()))
        twilio = Control(stack.enter_context(served(texts.app())))
        fields: dict[str, Any] = {
            "store": f"sqlite:///{folder / 'box.db'}",
            "public_url": PUBLIC,
            "channels": ("telegram", "sms", "email"),
            "allow_hosts": ("127.0.0.1",),
            "tickets_site": url,
            "telegram_token": TOKEN,
            "telegram_api_url": api,
            "telegram_pin": True,
            **twilio.settings(),
            **mail.settings(),
        }
        pipeline = Pipeline(Settings(**fields | settings), clock)
        stack.callback(pipeline.close)
        box = Box(url, shop, pipeline, clock)
        box.telegram, box.texts, box.mail = telegram, texts, mail
        shop.movie(FILM, PLAIN, IMAX, HINDI)
        yield box
