"""Web Push: readable by one browser alone, signed, never called inside, and gone when the push service says so."""

import json
import socket
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey, derive_private_key
from msgspec.structs import replace

from coatcheck.bootstrap import Services, SystemClock
from coatcheck.channels import open_channel, posting
from coatcheck.channels.aes128gcm import RECORD, encrypt
from coatcheck.channels.webpush import WebPush, message
from coatcheck.config import Settings
from coatcheck.errors import Invalid, MaybeSent, Rejected, Scope, SendFailed, Transient
from coatcheck.fetch import open_fetcher
from coatcheck.languages import speaking
from coatcheck.ports import Line, Note
from tests.fakes.ports import HandClock
from tests.fakes.push_service import PushService
from tests.fakes.serving import served

SITE = "https://coatcheck.example"
SECRET = "only this test knows this key of ours"
NOTE = Note(
    text="Jacket (M) is back, $120.\nhttps://coatcheck.example/r/aB3dE6g",
    title="Jacket (M) is back, $120",
    url="https://coatcheck.example/r/aB3dE6g",
    reference="jacket-1.ann",
    useful_for=3540.5,
    unsubscribe="https://coatcheck.example/u/token",
    manage="https://coatcheck.example/m/token",
)
# https://www.rfc-editor.org/rfc/rfc8291#appendix-A
CONTENT = b"When I grow up, I want to be a watermelon"
EXAMPLE = {
    "public_key": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "secret": "BTBZMqHH6r4Tts7J_aSIgg",
    "own_key": "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
    "salt": "DGv6ra1nlYgDCS1FRnbzlw",
    "encrypted": "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
}


def read(text: str) -> bytes:
    return urlsafe_b64decode(f"{text}===")


@pytest.fixture
def service() -> PushService:
    return PushService()


@pytest.fixture
def base(service: PushService) -> Iterator[str]:
    with served(service.app()) as base:
        yield base


def webpush(base: str = "", secret: str = SECRET, **fields: Any) -> WebPush:
    settings = Settings(secret_key=secret, public_url=SITE, webpush_service_url=base, **fields)
    return WebPush.open(settings, lambda: open_fetcher(settings, SystemClock()))


def pushed(base: str, service: PushService, note: Note = NOTE, **fields: Any) -> None:
    channel = webpush(base, **fields)
    channel.send(channel.normalize(service.subscription(base)), note)


def test_the_standards_own_example_is_encrypted_to_the_byte() -> None:
    own = derive_private_key(int.from_bytes(read(EXAMPLE["own_key"])), SECP256R1())
    public_key, secret, salt = (read(EXAMPLE[name]) for name in ("public_key", "secret", "salt"))
    assert encrypt(CONTENT, public_key, secret, own, salt) == read(EXAMPLE["encrypted"])


def test_no_two_messages_are_encrypted_alike(base: str, service: PushService) -> None:
    for _ in range(2):
        pushed(base, service)
    (first, second), (one, other) = service.texts(), (body for _, body in service.calls)
    assert first == second
    assert one[:86] != other[:86]


def test_a_push_service_can_tell_who_sends_and_for_how_long_it_is_worth_keeping(
    base: str, service: PushService
) -> None:
    pushed(base, service)
    headers, _ = service.calls[0]
    token, key = headers["authorization"].removeprefix("vapid t=").split(", k=")
    assert key == webpush(base).application_server_key
    signer = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), read(key))
    claims = jwt.decode(token, signer, ["ES256"], audience=base)
    assert claims["sub"] == SITE
    assert 0 < claims["exp"] - SystemClock().now().timestamp() < 24 * 3600
    assert (headers["ttl"], headers["urgency"]) == ("3540", "high")


def test_a_repeat_takes_the_place_of_the_first(base: str, service: PushService) -> None:
    for note in (NOTE, NOTE, replace(NOTE, reference="jacket-2.ann")):
        pushed(base, service, note)
    first, again, another = (headers["topic"] for headers, _ in service.calls)
    assert first == again != another
    assert len(first) == 32
    assert len({notification["tag"] for notification in service.notifications()}) == 2


def test_the_key_is_the_sites_and_stays() -> None:
    assert webpush().application_server_key == webpush().application_server_key
    assert webpush().application_server_key != webpush(secret="k" * 40).application_server_key
    assert len(read(webpush().application_server_key)) == 65


@pytest.mark.parametrize(
    ("status", "scope"), [(404, Scope.ADDRESS), (410, Scope.ADDRESS), (401, Scope.MESSAGE), (403, Scope.MESSAGE)]
)
def test_one_subscription_ends_and_no_answer_stops_the_whole_channel(
    base: str, service: PushService, status: int, scope: Scope
) -> None:
    service.status = status
    with pytest.raises(Rejected) as caught:
        pushed(base, service)
    assert caught.value.scope is scope


def test_a_busy_service_is_asked_again_when_it_says(base: str, service: PushService) -> None:
    service.status, service.headers = 429, {"Retry-After": "30"}
    with pytest.raises(Transient) as caught:
        pushed(base, service)
    assert caught.value.retry_after == 30


def test_a_service_that_never_answers_may_have_taken_it(base: str, service: PushService) -> None:
    service.stall = True
    with pytest.raises(MaybeSent):
        pushed(base, service, fetch_seconds=0.3)


def test_a_service_that_takes_no_connection_was_surely_not_sent_to(service: PushService) -> None:
    with pytest.raises(Transient):
        pushed("http://127.0.0.1:9", service)


def test_what_waited_in_our_own_queue_was_surely_not_sent(
    base: str, service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "PROVIDER_CALL", 0.2)
    settings = Settings(secret_key=SECRET, public_url=SITE, webpush_service_url=base, host_pause=60)
    fetcher = open_fetcher(settings, SystemClock())
    channel = WebPush.open(settings, lambda: fetcher)
    channel.send(channel.normalize(service.subscription(base)), NOTE)
    with pytest.raises(Transient):
        channel.send(channel.normalize(service.subscription(base)), NOTE)
    assert len(service.calls) == 1
    fetcher.close()


def test_a_push_service_is_no_shop_that_has_to_be_spared(
    base: str, service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "PROVIDER_CALL", 2)
    settings = Settings(
        channels=("webpush",), secret_key=SECRET, public_url=SITE, webpush_service_url=base, host_pause=60
    )
    services = Services(settings)
    channel = services.channel("webpush")
    for name in ("ann", "bob"):
        channel.send(channel.normalize(service.subscription(base, name)), NOTE)
    assert len(service.calls) == 2
    services.close()


def test_a_push_service_sends_us_nowhere_else(base: str, service: PushService) -> None:
    service.status, service.headers = 307, {"Location": f"{base}/push/another"}
    with pytest.raises(MaybeSent):
        pushed(base, service)
    assert len(service.calls) == 1


def test_a_service_that_never_agrees_on_encryption_was_surely_not_sent_to(service: PushService) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Transient):
        pushed(f"https://127.0.0.1:{silent.getsockname()[1]}", service, fetch_seconds=0.3)


def test_what_visitors_name_is_not_called_inside_whatever_the_operator_may_reach(
    base: str, service: PushService
) -> None:
    given = webpush(base).normalize(service.subscription(base))
    settings = Settings(
        channels=("webpush",), secret_key=SECRET, public_url=SITE, allow_hosts=("127.0.0.1", "localhost")
    )
    services = Services(settings, clock=HandClock())
    with pytest.raises(Invalid):
        services.channel("webpush").normalize(given)
    for address in (given, given.replace("127.0.0.1", "localhost")):
        with pytest.raises(SendFailed):
            services.channel("webpush").send(address, NOTE)
    assert service.calls == []
    services.close()


def test_a_subscription_for_another_service_on_the_operators_network_is_none(base: str, service: PushService) -> None:
    with pytest.raises(Invalid):
        webpush(base).normalize(service.subscription("http://127.0.0.1:1"))


def test_the_notification_says_it_once_and_how_to_stop(base: str, service: PushService) -> None:
    with speaking("de"):
        pushed(base, service)
    (shown,) = service.notifications()
    assert (shown["title"], shown["body"], shown["lang"]) == (NOTE.title, "", "de")
    assert shown["navigate"] == NOTE.url
    assert json.loads(service.texts()[0]).keys() == {
        "web_push",
        "notification",
    }  # "mutable" would leave it to our script alone
    assert {each["action"]: each["navigate"] for each in shown["actions"]} == {
        "unsubscribe": NOTE.unsubscribe,
        "manage": NOTE.manage,
    }


def test_lines_are_said_without_their_links() -> None:
    lines = (Line("Dune is open", strong=True), Line("18:00", "$12", url="https://tickets.example/1"))
    note = replace(NOTE, title="Dune is open", lines=lines)
    assert json.loads(message(note, SITE))["notification"]["body"] == "18:00 $12"


@pytest.mark.parametrize("letter", ["x", "\N{COAT}", "\x01"])
def test_the_longest_names_fit_what_every_push_service_takes(base: str, service: PushService, letter: str) -> None:
    names = "\n".join(letter * 3000 for _ in range(3))
    pushed(base, service, replace(NOTE, text=names, title=letter * 3000))
    assert len(service.calls[0][1]) <= RECORD
    assert service.notifications()[0]["navigate"] == NOTE.url


@pytest.mark.parametrize(
    ("fields", "named"), [({"secret_key": ""}, "SECRET_KEY"), ({"public_url": "http://coats.example"}, "PUBLIC_URL")]
)
def test_without_a_key_or_a_safe_address_it_says_what_is_missing(fields: dict[str, str], named: str) -> None:
    settings = Settings(**{"secret_key": SECRET, "public_url": SITE, **fields})  # type: ignore[arg-type]
    with pytest.raises(Invalid, match=named):
        open_channel("webpush", settings, lambda: pytest.fail("nothing is fetched here"))
