"""What every channel promises, whatever carries its messages; one stand-in for each row of the CHANNELS table."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from coatcheck.bootstrap import SystemClock
from coatcheck.channels import CHANNELS, open_channel
from coatcheck.channels.canary import Canary
from coatcheck.channels.console import Console
from coatcheck.config import Settings
from coatcheck.errors import Invalid, MaybeSent, Rejected, Scope, SendFailed, Transient
from coatcheck.fetch import open_fetcher
from coatcheck.ports import Channel, Note, Receipt, Store
from notifier import outcomes
from tests import examples
from tests.fakes import chats, telegram, twilio
from tests.fakes.mail import mailbox
from tests.fakes.ports import NOON
from tests.fakes.push_service import PushService
from tests.fakes.receiver import Receiver
from tests.fakes.serving import served

NOTE = Note(
    text="CoatCheck: Jacket M is back, $120. https://coatcheck.example/r/aB3dE6g STOP to opt out.",
    title="Jacket (M) is back, $120",
    url="https://coatcheck.example/r/aB3dE6g",
    reference="jacket-1.ann",
    code="aB3dE6g",
    unsubscribe="https://coatcheck.example/u/token",
)
SECRET = "it-is-a-secret"
SCOPES = {
    "no such address": Scope.ADDRESS,
    "opted out": Scope.OPTED_OUT,
    "account": Scope.ACCOUNT,
    "message": Scope.MESSAGE,
}


@dataclass
class Stand:
    """A channel, somebody it reaches, and the levers by which the far side fails: those that LEVERS names."""

    channel: Channel
    address: str
    arrived: Callable[[], list[str]]
    levers: dict[str, Callable[[], Any]] = field(default_factory=dict)
    spellings: tuple[str, ...] = ()
    nonsense: tuple[str, ...] = ("",)


def opened(name: str, **fields: Any) -> Channel:
    settings = Settings(**fields)
    return open_channel(name, settings, lambda: open_fetcher(settings, SystemClock()))


@contextmanager
def on_console() -> Iterator[Stand]:
    paper = StringIO()
    yield Stand(Console(paper), "ann", lambda: paper.getvalue().splitlines(), spellings=(" ann ",))


@contextmanager
def by_sms() -> Iterator[Stand]:
    fake = twilio.Twilio()
    with served(fake.app()) as base:
        control = twilio.Control(base)
        channel = opened("sms", public_url="https://coatcheck.example", **control.settings())
        number = "+14155550100"
        yield Stand(
            channel,
            number,
            lambda: [message["body"] for message in fake.accepted],
            {
                "busy": lambda: control.fail({"fault": "error", "code": 20429}),
                "lost answer": lambda: control.fail({"fault": "accept_then_drop"}),
                "broken": lambda: control.fail({"fault": "error", "code": 20500}),
                "no such address": lambda: control.refuse(number, 21614),
                "opted out": lambda: control.refuse(number, 21610),
                "account": lambda: control.fail({"fault": "error", "code": 20003}),
                "message": lambda: control.refuse(number, 21617),
            },
            spellings=("(415) 555-0100", "1 415 555 0100"),
            nonsense=("", "banana", "+1 555", "+44 20 7946 0958", "+1 900 555 1212", "+1 800 555 1212"),
        )


@contextmanager
def by_email() -> Iterator[Stand]:
    with mailbox() as box:
        url = f"smtp+plain://user:right@127.0.0.1:{box.port}"
        yield Stand(
            opened("email", smtp_url=url, email_from="CoatCheck <alerts@coatcheck.example>"),
            "ann@example.org",
            lambda: [str(mail) for mail in box.mails],
            {
                "busy": lambda: setattr(box, "recipient", "451 4.7.1 try later"),
                "lost answer": lambda: setattr(box, "hang_up", True),
                "no such address": lambda: setattr(box, "recipient", "550 5.1.1 No such user"),
                "message": lambda: setattr(box, "recipient", "550 5.7.1 Blocked for spam"),
            },
            spellings=(" ann@EXAMPLE.org ",),
            nonsense=(
                "",
                "ann",
                "ann@",
                "@example.org",
                "a b@example.org",
                "a\0@example.org",
                "ann@example.org\nBcc: eve@example.org",
            ),
        )


@contextmanager
def by_telegram() -> Iterator[Stand]:
    fake = telegram.Telegram()
    with served(fake.app()) as base:
        yield Stand(
            opened("telegram", telegram_token=telegram.TOKEN, telegram_api_url=base),
            "42",
            lambda: [message["text"].replace("\\", "") for message in fake.sent],
            {
                "busy": lambda: setattr(fake, "busy", 1),
                "lost answer": lambda: setattr(fake, "drops", 1),
                "broken": lambda: fake.states.update({"42": (502, "Bad Gateway", {})}),
                "no such address": lambda: fake.states.update({"42": telegram.BLOCKED}),
                "account": lambda: fake.states.update({"42": (401, "Unauthorized", {})}),
                "message": lambda: fake.states.update({"42": (400, "Bad Request: message is too long", {})}),
            },
            spellings=(" 42 ",),
            nonsense=("", "ann", "0", "4 2", "@x"),
        )


@contextmanager
def by_webhook() -> Iterator[Stand]:
    receiver = Receiver()
    with served(receiver.app()) as base:
        host = base.removeprefix("http://")
        yield Stand(
            opened("webhook", webhook_secret=SECRET, allow_hosts=(host,)),
            f"{base}/hook",
            lambda: [body.decode() for _, body in receiver.calls],
            {
                "busy": lambda: setattr(receiver, "status", 429),
                "lost answer": lambda: setattr(receiver, "drop", True),
                "broken": lambda: setattr(receiver, "status", 500),
                "no such address": lambda: setattr(receiver, "status", 410),
                "message": lambda: setattr(receiver, "status", 422),
            },
            spellings=(f" {base}/hook ", f"{base}/hook#here"),
            nonsense=("", "example.org", "ftp://example.org/", "http://", "http://user@example.org/"),
        )


@contextmanager
def by_webpush() -> Iterator[Stand]:
    service = PushService()
    with served(service.app()) as base:
        site = "https://coatcheck.example"
        channel = opened("webpush", secret_key="k" * 32, public_url=site, webpush_service_url=base)
        given = service.subscription(base)
        elsewhere = [
            given.replace(base, other)
            for other in (
                "http://push.example",
                "https://localhost",
                "https://10.0.0.1",
                "https://a@push.example",
                "https://push.example:22",
                "x",
            )
        ]
        yield Stand(
            channel,
            channel.normalize(given),
            service.texts,
            {
                "busy": lambda: setattr(service, "status", 429),
                "lost answer": lambda: setattr(service, "drop", True),
                "broken": lambda: setattr(service, "status", 500),
                "no such address": lambda: setattr(service, "status", 410),
                "message": lambda: setattr(service, "status", 403),
            },
            spellings=(f" {given}\n",),
            nonsense=(
                "",
                "{",
                "{}",
                "null",
                "https://push.example/x",
                '{"x":' + "[" * 9999,
                *elsewhere,
                given.replace("p256dh", "auth"),
            ),
        )


@contextmanager
def by_whatsapp() -> Iterator[Stand]:
    fake = twilio.Twilio()
    with served(fake.app()) as base:
        control = twilio.Control(base)
        sender = {"whatsapp_from": twilio.SENDER, "whatsapp_template": "HX" + "b" * 32}
        number = "+14155550100"
        yield Stand(
            opened("whatsapp", public_url="https://coatcheck.example", **sender, **control.settings()),
            number,
            lambda: [message["body"] for message in fake.accepted],
            {
                "busy": lambda: control.fail({"fault": "error", "code": 63018}),
                "lost answer": lambda: control.fail({"fault": "accept_then_drop"}),
                "broken": lambda: control.fail({"fault": "error", "code": 20500}),
                "no such address": lambda: control.refuse(f"whatsapp:{number}", 63003),
                "opted out": lambda: control.refuse(f"whatsapp:{number}", 21610),
                "account": lambda: control.fail({"fault": "error", "code": 63007}),
                "message": lambda: control.refuse(f"whatsapp:{number}", 21656),
            },
            spellings=("(415) 555-0100",),
            nonsense=("", "banana", "+44 20 7946 0958"),
        )


@contextmanager
def by_discord() -> Iterator[Stand]:
    fake = chats.Discord()
    with served(fake.app()) as base:
        address = f"{base}/api/webhooks/123/good"
        yield Stand(
            opened("discord", discord_api_url=base),
            address,
            lambda: [message["content"].replace("\\", "") for message in fake.taken],
            answering(fake, busy=fake.busy, message=fake.invalid, gone=fake.unknown),
            spellings=(f" {base}/api/v10/webhooks/123/good/ ",),
            nonsense=(
                "",
                "discord",
                "https://discord.com.evil.example/api/webhooks/1/a",
                f"{base}/api/webhooks/123",
                f"{address}/github",
            ),
        )


@contextmanager
def by_slack() -> Iterator[Stand]:
    fake = chats.Slack()
    with served(fake.app()) as base:
        yield Stand(
            opened("slack", slack_api_url=base),
            f"{base}/services/T0/B0/good",
            lambda: [message["text"] for message in fake.taken],
            answering(
                fake, busy=(429, "rate_limited"), message=(400, "invalid_payload"), gone=(410, "channel_is_archived")
            ),
            spellings=(f" {base}/services/T0/B0/good ",),
            nonsense=(
                "",
                "slack",
                "https://hooks.slack.com.evil.example/services/T0/B0/x",
                base,
                f"{base}/services/T0/B0/x?a=b",
            ),
        )


@contextmanager
def by_ntfy() -> Iterator[Stand]:
    fake = chats.Ntfy()
    with served(fake.app()) as base:
        busy = (429, {"code": 42901, "http": 429, "error": "limit reached: too many requests"})
        yield Stand(
            opened("ntfy", ntfy_url=base, ntfy_token=chats.TOKEN),
            "coats-7hK2q",
            lambda: [message["message"] for message in fake.taken],
            answering(fake, busy=busy, message=(413, {"error": "too large"}), gone=(403, {"error": "forbidden"}))
            | {"account": lambda: setattr(fake, "answer", (401, {"error": "unauthorized"}))},
            spellings=(" coats-7hK2q", f"{base}/coats-7hK2q"),
            nonsense=("", "two words", "a/b", "c" * 65),
        )


def answering(chat: chats.Chat, **refusals: tuple[int, Any]) -> dict[str, Callable[[], Any]]:
    """The levers of a chat that is reached by an address."""
    return {
        "busy": lambda: setattr(chat, "answer", refusals["busy"]),
        "lost answer": lambda: setattr(chat, "drop", True),
        "broken": lambda: setattr(chat, "answer", (502, "Bad Gateway")),
        "no such address": lambda: setattr(chat, "answer", refusals["gone"]),
        "message": lambda: setattr(chat, "answer", refusals["message"]),
    }


@contextmanager
def by_canary() -> Iterator[Stand]:
    channel, taken = opened("canary"), list[str]()

    def noting(address: str, note: Note) -> Receipt:
        taken.append(note.text)
        return Canary.send(channel, address, note)  # type: ignore[arg-type]

    channel.send = noting  # type: ignore[method-assign]
    yield Stand(channel, "nobody", lambda: taken, spellings=(" nobody ", ""), nonsense=())


STANDS = {
    "console": on_console,
    "sms": by_sms,
    "email": by_email,
    "telegram": by_telegram,
    "whatsapp": by_whatsapp,
    "discord": by_discord,
    "slack": by_slack,
    "ntfy": by_ntfy,
    "webhook": by_webhook,
    "webpush": by_webpush,
    "canary": by_canary,
}
ALONE = {"apprise"}  # it needs a package of its own: tests/counterparts/apprise
CHATS = ("discord", "slack", "ntfy")
LEVERS = {
    "busy": ("sms", "email", "telegram", "whatsapp", *CHATS, "webhook", "webpush"),
    "lost answer": ("sms", "email", "telegram", "whatsapp", *CHATS, "webhook", "webpush"),
    "broken": ("sms", "telegram", "whatsapp", *CHATS, "webhook", "webpush"),
    "no such address": ("sms", "email", "telegram", "whatsapp", *CHATS, "webhook", "webpush"),
    "opted out": ("sms", "whatsapp"),
    "account": ("sms", "telegram", "whatsapp", "ntfy"),
    "message": ("sms", "email", "telegram", "whatsapp", *CHATS, "webhook", "webpush"),
}


@pytest.fixture(params=[name for name in CHANNELS if name not in ALONE])
def stand(request: pytest.FixtureRequest) -> Iterator[Stand]:
    with ExitStack() as stack:
        yield stack.enter_context(STANDS[request.param]())


def failing(*levers: str) -> pytest.MarkDecorator:
    """Run for each channel that can fail in one of these ways, pulling that lever first."""
    pairs = [pytest.param(name, lever, id=f"{name}-{lever}") for lever in levers for name in LEVERS[lever]]
    return pytest.mark.parametrize(("stand", "lever"), pairs, indirect=["stand"])


def failure(stand: Stand, lever: str) -> SendFailed:
    """How a send to somebody known fails."""
    stand.levers[lever]()
    with pytest.raises(SendFailed) as caught:
        stand.channel.send(stand.address, NOTE)
    return caught.value


def test_a_message_arrives_once_with_its_code(stand: Stand) -> None:
    receipt = stand.channel.send(stand.address, NOTE)
    arrived = stand.arrived()
    assert len(arrived) == 1
    assert NOTE.code in arrived[0]
    assert receipt.status


def test_what_a_provider_said_of_a_message_is_read_again_from_the_store(stand: Stand, store: Store) -> None:
    owed = store.put_delivery(examples.delivery())
    receipt = stand.channel.send(stand.address, NOTE)
    (told,) = store.put_deliveries([outcomes.sent(owed, receipt, NOON)])
    assert store.delivery(owed.id) == told
    assert (told.provider_id, told.provider_status) == (receipt.provider_id, receipt.status)


def test_credentials_are_proven_without_sending(stand: Stand) -> None:
    assert stand.channel.check()
    assert stand.arrived() == []


def test_a_message_without_title_or_link_arrives_as_it_is(stand: Stand) -> None:
    stand.channel.send(stand.address, Note(text="123456 is your code. (It works - once.)"))
    assert "123456 is your code. (It works - once.)" in stand.arrived()[0]


def test_every_spelling_of_an_address_has_one_form(stand: Stand) -> None:
    assert {stand.channel.normalize(spelling) for spelling in (stand.address, *stand.spellings)} == {stand.address}


def test_what_is_no_address_is_refused_with_a_sentence(stand: Stand) -> None:
    for nonsense in stand.nonsense:
        with pytest.raises(Invalid, match=r"[A-Z].*\."):
            stand.channel.normalize(nonsense)


@failing("busy")
def test_s4_a_busy_provider_is_transient(stand: Stand, lever: str) -> None:
    assert isinstance(failure(stand, lever), Transient)


@failing("lost answer", "broken")
def test_s5_a_lost_answer_and_an_error_of_the_providers_own_mean_maybe_sent(stand: Stand, lever: str) -> None:
    assert isinstance(failure(stand, lever), MaybeSent)


@failing("no such address", "opted out", "account", "message")
def test_s1_s2_s3_a_refusal_says_what_it_is_about(stand: Stand, lever: str) -> None:
    error = failure(stand, lever)
    assert isinstance(error, Rejected)
    assert error.scope == SCOPES[lever]
    assert error.code


def test_what_a_channel_can_find_it_finds_by_the_code_alone(stand: Stand) -> None:
    now = SystemClock().now()
    stand.channel.send(stand.address, NOTE)
    found = stand.channel.find(stand.address, NOTE, now)
    assert bool(found) is stand.channel.can_find
    assert stand.channel.find(stand.address, Note(text=NOTE.text, code="zzzzzzz"), now - timedelta(hours=1)) is None


@pytest.mark.parametrize("name", ["sms", "email", "telegram", "whatsapp", "webhook"])
def test_a_channel_without_its_settings_names_the_variable(name: str) -> None:
    with pytest.raises(Invalid, match="COATCHECK_"):
        opened(name)


def test_a_provider_that_takes_no_connection_was_surely_not_sent_to() -> None:
    nowhere = "http://127.0.0.1:9"
    for channel in (
        opened("sms", **twilio.Control(nowhere).settings()),
        opened("telegram", telegram_token=telegram.TOKEN, telegram_api_url=nowhere),
        opened("email", smtp_url="smtp+plain://127.0.0.1:9", email_from="a@coatcheck.example"),
        opened("ntfy", ntfy_url=nowhere),
    ):
        with pytest.raises(Transient) as caught:
            channel.send("+14155550100", NOTE)
        assert telegram.TOKEN not in caught.value.reason


def test_there_is_no_channel_of_another_name() -> None:
    with pytest.raises(Invalid, match=r"no channel 'fax'.*console, sms"):
        opened("fax")


def test_wrong_credentials_are_found_without_sending() -> None:
    with served(twilio.Twilio().app()) as base:
        sms = opened(
            "sms",
            twilio_account_sid=twilio.ACCOUNT,
            twilio_auth_token="wrong",
            twilio_from=twilio.SENDER,
            twilio_api_url=base,
        )
        with pytest.raises(Rejected) as caught:
            sms.check()
    assert caught.value.scope is Scope.ACCOUNT


@pytest.mark.parametrize("channel", ["webhook", "slack", "discord"])
@pytest.mark.parametrize(
    "address",
    ["http://[", "https://[", "https://ho\N{ACCOUNT OF}/x", "https://:key@host.example/", "https://a.example:x/"],
)
def test_what_is_no_address_of_the_web_is_refused_in_words(channel: str, address: str) -> None:
    with pytest.raises(Invalid):
        opened(channel, webhook_secret="whsec of the test").normalize(address)
