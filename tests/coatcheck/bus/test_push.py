"""The push door lets in our own Pub/Sub alone, and acknowledges only what was done."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coatcheck.bus.push import MAXIMUM_BODY, push_routes
from coatcheck.config import Settings, parse
from coatcheck.errors import StoreUnavailable
from coatcheck.model import DeadLetter
from coatcheck.ports.messages import Envelope, Message, Tick, encode, reopen, wrap_push
from console.cloud.identity import AUDIENCE, KEY_ID, SERVICE_ACCOUNT, Identity

TICK = Tick(slot=datetime(2026, 1, 5, 12, 0, tzinfo=UTC))


@pytest.fixture(scope="module")
def ours() -> Identity:
    return Identity()


@pytest.fixture(scope="module")
def foreign() -> Identity:
    return Identity()


class Door:
    """A Flask app with the push routes, what came through them, and how the handler should fail."""

    def __init__(self, settings: Settings) -> None:
        self.handled: list[Message] = []
        self.buried: list[DeadLetter] = []
        self.failure: Exception | None = None
        app = Flask(__name__)
        app.register_blueprint(push_routes({"ticks": self.handle}, settings, self.buried.append))
        self.client: FlaskClient = app.test_client()

    def handle(self, message: Message) -> None:
        if self.failure:
            raise self.failure
        self.handled.append(message)

    def push(self, envelope: Envelope, authorization: str | None, path: str = "/push/ticks") -> int:
        headers = {} if authorization is None else {"Authorization": authorization}
        return self.client.post(path, json=wrap_push(envelope, "ticks-poller"), headers=headers).status_code


@pytest.fixture
def door(ours: Identity) -> Iterator[Door]:
    with ours.published() as url:
        yield Door(Settings(push_audience=AUDIENCE, push_service_account=SERVICE_ACCOUNT, push_certificates_url=url))


def bearer(token: str) -> str:
    return f"Bearer {token}"


def segment(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def unsigned(identity: Identity) -> str:
    return f"{segment({'alg': 'none', 'typ': 'JWT'})}.{segment(identity.claims())}."


def signed_with_the_public_key(identity: Identity) -> str:
    signed = f"{segment({'alg': 'HS256', 'typ': 'JWT', 'kid': KEY_ID})}.{segment(identity.claims())}"
    mark = hmac.new(identity.public_key.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


def changed_after_signing(identity: Identity) -> str:
    head, _, mark = identity.sign({**identity.claims(), "email": "somebody@example.org"}).split(".")
    return f"{head}.{segment(identity.claims())}.{mark}"


def headed(**changes: object) -> Callable[[Identity], str]:
    """Signed as ever, under another header."""

    def forge(identity: Identity) -> str:
        header = {"alg": "RS256", "typ": "JWT", "kid": KEY_ID, **changes}
        return f"{segment(header)}.{identity.sign(identity.claims()).partition('.')[2]}"

    return forge


def nested(identity: Identity) -> str:
    deep = base64.urlsafe_b64encode(b'{"a":' + b"[" * 5000).rstrip(b"=").decode()
    return f"{deep}.{identity.sign(identity.claims()).partition('.')[2]}"


def without_signature(token: str) -> str:
    """The token as Cloud Run may hand it on, its signature taken away."""
    return f"{token.rpartition('.')[0]}.SIGNATURE_REMOVED_BY_GOOGLE"


def stripped(identity: Identity, **changes: object) -> str:
    return without_signature(identity.sign({**identity.claims(), **changes}))


def saying(**changes: object) -> Callable[[Identity], str]:
    return lambda identity: identity.sign({**identity.claims(), **changes})


def silent_about(name: str) -> Callable[[Identity], str]:
    return lambda identity: identity.sign({key: value for key, value in identity.claims().items() if key != name})


FORGED: dict[str, Callable[[Identity], str]] = {
    "no token at all": lambda _: "",
    "garbage": lambda _: "a.b.c",
    "two segments": lambda _: "a.b",
    "unsigned": unsigned,
    "signed with our public key as a password": signed_with_the_public_key,
    "changed after signing": changed_after_signing,
    "for another audience": saying(aud="https://elsewhere.example"),
    "for an audience that begins like ours": saying(aud=f"{AUDIENCE}-2"),
    "for several audiences": saying(aud=[AUDIENCE, "https://elsewhere.example"]),
    "for no audience": silent_about("aud"),
    "of another person": saying(email="somebody@example.org"),
    "of nobody": silent_about("email"),
    "with an email that was not verified": saying(email_verified=False),
    "with an email verified in words": saying(email_verified="true"),
    "silent about the verification": silent_about("email_verified"),
    "of another issuer": saying(iss="https://accounts.example.org"),
    "of no issuer": silent_about("iss"),
    "expired": saying(iat=1_600_000_000, exp=1_600_003_600),
    "that never expires": silent_about("exp"),
    "from the future": saying(iat=4_000_000_000, exp=4_000_003_600),
    "with an age that is no number": saying(iat="yesterday"),
    "that expires at no number": saying(exp=float("nan")),
    "that is good for all time": saying(exp=float("inf")),
    "of several issuers": saying(iss=["https://accounts.google.com"]),
    "of an issuer that is an object": saying(iss={}),
    "of several people": saying(email=[SERVICE_ACCOUNT]),
    "for an audience that is an object": saying(aud={}),
    "signed by a key that is an object": headed(kid={}),
    "signed by a key that nobody knows": headed(kid="unknown"),
    "signed by no kind of signature": headed(alg=None),
    "signed by a kind that is an object": headed(alg={}),
    "signed by a kind for other keys": headed(alg="ES256"),
    "with a header that nests without end": nested,
    "that is a number": lambda identity: f"{segment(1)}.{segment(2)}.{segment(3)}",
    "with its signature removed": stripped,
    "of eight thousand characters": lambda identity: "x" * 8000,
}
# Wrong only in what the platform itself has checked, and takes away.
ABOUT_THE_SIGNATURE = {
    "changed after signing",
    "signed by a key that is an object",
    "signed by a key that nobody knows",
}


@pytest.mark.parametrize("forgery", FORGED)
def test_a_forged_token_is_refused(door: Door, ours: Identity, forgery: str) -> None:
    assert door.push(encode(TICK), bearer(FORGED[forgery](ours))) == 401
    assert door.handled == []


def test_what_is_logged_of_a_refused_token_is_short_and_nothing_of_its_own(
    ours: Identity, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    for forge in FORGED.values():
        caplog.clear()
        token = forge(ours)
        door.push(encode(TICK), bearer(token))
        (line,) = [record.getMessage() for record in caplog.records if record.name == "coatcheck.process.google_door"]
        assert line.startswith("A push was refused: ")
        assert len(line) < 100
        assert not token or token[:20] not in line
        assert "somebody@example.org" not in line


@pytest.fixture
def behind_cloud_run(ours: Identity) -> Iterator[Door]:
    """The door of a service whose callers the platform has checked, as Terraform says."""
    given = {
        "COATCHECK_PUSH_AUDIENCE": AUDIENCE,
        "COATCHECK_PUSH_SERVICE_ACCOUNT": SERVICE_ACCOUNT,
        "COATCHECK_PUSH_TRUST": "platform",
    }
    with ours.published() as url:
        yield Door(parse({**given, "COATCHECK_PUSH_CERTIFICATES_URL": url}))


def test_behind_cloud_run_a_token_whose_signature_was_taken_away_counts_by_what_it_says(
    behind_cloud_run: Door, ours: Identity
) -> None:
    assert behind_cloud_run.push(encode(TICK), bearer(stripped(ours))) == 204
    assert behind_cloud_run.push(encode(TICK), bearer(ours.sign(ours.claims()))) == 204
    assert behind_cloud_run.handled == [TICK, TICK]


@pytest.mark.parametrize("forgery", [name for name in FORGED if name != "with its signature removed"])
def test_behind_cloud_run_a_forged_token_is_refused_with_and_without_its_signature(
    behind_cloud_run: Door, ours: Identity, forgery: str
) -> None:
    token = FORGED[forgery](ours)
    assert behind_cloud_run.push(encode(TICK), bearer(token)) == 401
    if forgery not in ABOUT_THE_SIGNATURE:
        assert behind_cloud_run.push(encode(TICK), bearer(without_signature(token))) == 401
    assert behind_cloud_run.handled == []


@pytest.mark.parametrize(
    "mark", ["", "SIGNATURE_REMOVED", "signature_removed_by_google", "xSIGNATURE_REMOVED_BY_GOOGLE"]
)
def test_behind_cloud_run_any_other_signature_is_verified(behind_cloud_run: Door, ours: Identity, mark: str) -> None:
    token = f"{ours.sign(ours.claims()).rpartition('.')[0]}.{mark}"
    assert behind_cloud_run.push(encode(TICK), bearer(token)) == 401


def test_a_token_of_somebody_elses_key_is_refused(door: Door, foreign: Identity) -> None:
    assert door.push(encode(TICK), bearer(foreign.sign(foreign.claims()))) == 401
    assert door.handled == []


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Basic dXNlcjpwYXNz"])
def test_a_push_without_a_bearer_token_is_refused(door: Door, authorization: str | None) -> None:
    assert door.push(encode(TICK), authorization) == 401


def test_our_own_push_is_handled_and_acknowledged_with_204(door: Door, ours: Identity) -> None:
    assert door.push(encode(TICK), bearer(ours.sign(ours.claims()))) == 204
    assert door.handled == [TICK]


@pytest.mark.parametrize("missing", ["COATCHECK_PUSH_AUDIENCE", "COATCHECK_PUSH_SERVICE_ACCOUNT"])
def test_without_settings_every_push_is_refused(ours: Identity, missing: str) -> None:
    given = {"COATCHECK_PUSH_AUDIENCE": AUDIENCE, "COATCHECK_PUSH_SERVICE_ACCOUNT": SERVICE_ACCOUNT, missing: ""}
    with ours.published() as url:
        door = Door(parse({**given, "COATCHECK_PUSH_CERTIFICATES_URL": url}))
        assert door.push(encode(TICK), bearer(ours.sign({**ours.claims(), "aud": ""}))) == 403


def test_while_the_certificates_are_out_of_reach_pushes_come_again(ours: Identity) -> None:
    settings = Settings(
        push_audience=AUDIENCE, push_service_account=SERVICE_ACCOUNT, push_certificates_url="http://127.0.0.1:1/certs"
    )
    door = Door(settings)
    assert door.push(encode(TICK), bearer(ours.sign(ours.claims()))) == 503
    assert door.handled == []


@pytest.mark.parametrize("failure", [StoreUnavailable("the store is away"), ZeroDivisionError("a bug of ours")])
def test_a_message_whose_handler_failed_is_not_acknowledged(door: Door, ours: Identity, failure: Exception) -> None:
    door.failure = failure
    assert door.push(encode(TICK), bearer(ours.sign(ours.claims()))) == 503


def test_cloud_schedulers_tick_stands_for_the_minute_in_which_it_was_published(door: Door, ours: Identity) -> None:
    at = datetime(2026, 1, 5, 12, 0, 41, tzinfo=UTC)
    scheduled = Envelope(b"{}", {"type": "Tick", "version": "1"}, published_at=at)
    assert door.push(scheduled, bearer(ours.sign(ours.claims()))) == 204
    assert door.handled == [TICK]


def test_p3_an_unknown_type_or_version_is_never_acknowledged(door: Door, ours: Identity) -> None:
    token = bearer(ours.sign(ours.claims()))
    known = encode(TICK)
    for name, value in (("type", "Tock"), ("version", "2")):
        assert door.push(Envelope(known.data, {**known.attributes, name: value}), token) == 400
    assert door.push(Envelope(b"{", known.attributes), token) == 400
    assert door.client.post("/push/ticks", data=b"{}", headers={"Authorization": token}).status_code == 400


def test_a_topic_nobody_reads_here_is_not_found(door: Door, ours: Identity) -> None:
    assert door.push(encode(TICK), bearer(ours.sign(ours.claims())), "/push/elsewhere") == 404


def test_an_enormous_body_is_refused(door: Door, ours: Identity) -> None:
    headers = {"Authorization": bearer(ours.sign(ours.claims()))}
    assert door.client.post("/push/ticks", data=b" " * (MAXIMUM_BODY + 1), headers=headers).status_code == 413


def test_p3_a_dead_letter_is_kept_and_can_be_opened_again(door: Door, ours: Identity) -> None:
    sealed = encode(TICK)
    told = {
        "CloudPubSubDeadLetterSourceDeliveryCount": "5",
        "CloudPubSubDeadLetterSourceSubscription": "ticks-poller",
    }
    dead = Envelope(sealed.data, {**sealed.attributes, **told})
    assert door.push(dead, bearer(ours.sign(ours.claims())), "/push/dead/ticks") == 204
    (letter,) = door.buried
    assert (letter.topic, letter.reason) == ("ticks", "given up by ticks-poller after 5 tries")
    assert reopen(letter) == TICK


def test_a_dead_letter_comes_twice_and_is_the_same_one(door: Door, ours: Identity) -> None:
    for _ in range(2):
        door.push(encode(TICK), bearer(ours.sign(ours.claims())), "/push/dead/ticks")
    assert len({letter.id for letter in door.buried}) == 1
