"""`coatcheck twilio connect` sets the one webhook that counts, shows what changes, and changes nothing twice."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from coatcheck.channels.twilio_client import Http
from console.cli import main
from tests.fakes.serving import served
from tests.fakes.twilio_webhooks import ACCOUNT, NUMBER, SERVICE_SID, TOKEN, Account

OURS = "https://coats.example/sms/inbound"


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    account = Account()
    with served(account.app()) as url:
        for name, value in {
            "PUBLIC_URL": "https://coats.example",
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": NUMBER,
            "TWILIO_API_URL": url,
        }.items():
            monkeypatch.setenv(f"COATCHECK_{name}", value)
        yield account


def connect(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(main, ["twilio", "connect", *arguments], input=answer)


def test_a_number_sends_what_comes_in_to_the_site_and_nothing_else_of_it_changes(account: Account) -> None:
    ran = connect(answer="y\n")
    assert ran.exit_code == 0, ran.output
    assert f"sms_url: https://demo.twilio.com/welcome/sms/reply -> {OURS}" in ran.output
    assert account.written == [{"SmsUrl": OURS}]


def test_what_is_as_it_should_be_is_not_written_again(account: Account) -> None:
    connect("--yes")
    ran = connect("--yes")
    assert ran.exit_code == 0
    assert "Nothing was changed." in ran.output
    assert len(account.written) == 1


def test_whoever_says_no_changes_nothing(account: Account) -> None:
    ran = connect(answer="n\n")
    assert (ran.exit_code, account.written) == (0, [])
    assert OURS in ran.output


def test_an_application_that_would_take_the_texts_in_the_numbers_place_is_taken_off(account: Account) -> None:
    account.number |= {"sms_application_sid": "AP" + "d" * 32, "sms_method": "GET"}
    assert "-> nothing" in connect("--yes").output
    assert account.written == [{"SmsUrl": OURS, "SmsMethod": "POST", "SmsApplicationSid": ""}]


def test_the_messaging_service_of_the_settings_is_set(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COATCHECK_TWILIO_MESSAGING_SERVICE_SID", SERVICE_SID)
    assert "The Messaging Service Coats" in connect("--yes").output
    assert account.written == [{"InboundRequestUrl": OURS, "UseInboundWebhookOnNumber": "false"}]
    assert "Nothing was changed." in connect("--yes").output


def test_of_a_number_in_a_messaging_service_the_services_webhook_counts(account: Account) -> None:
    account.in_service = True
    account.service["use_inbound_webhook_on_number"] = False
    assert "The Messaging Service Coats" in connect("--yes").output
    assert account.written == [{"InboundRequestUrl": OURS}]


def test_a_service_that_leaves_it_to_its_numbers_is_left_alone(account: Account) -> None:
    account.in_service = True
    assert f"The number {NUMBER}" in connect("--yes").output


@pytest.mark.parametrize(
    ("name", "value", "sentence", "code"),
    [
        ("TWILIO_AUTH_TOKEN", "wrong", "Twilio does not know the account with this token.", 1),
        ("TWILIO_FROM", "+14155550199", "has no number +14155550199", 1),
        ("TWILIO_MESSAGING_SERVICE_SID", "MG" + "e" * 32, "Twilio refuses", 1),
        ("TWILIO_API_URL", "http://127.0.0.1:1", "Twilio does not answer", 1),
        ("PUBLIC_URL", "http://127.0.0.1:8080", "Set COATCHECK_PUBLIC_URL", 2),
        ("TWILIO_AUTH_TOKEN", "", "Set COATCHECK_TWILIO_ACCOUNT_SID", 2),
    ],
)
def test_what_is_in_the_way_is_said(
    account: Account, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str, code: int
) -> None:
    monkeypatch.setenv(f"COATCHECK_{name}", value)
    ran = connect("--yes")
    assert (ran.exit_code, account.written) == (code, [])
    assert sentence in ran.output


@pytest.mark.parametrize(
    ("base", "place"),
    [
        ("https://api.twilio.com", "messaging.twilio.com"),
        ("https://api.dublin.ie1.twilio.com", "messaging.dublin.ie1.twilio.com"),
        ("http://127.0.0.1:4010", "127.0.0.1:4010"),
    ],
)
def test_each_of_twilios_products_is_asked_at_its_own_host(base: str, place: str) -> None:
    assert Http(base, 1)._place("https://messaging.twilio.com/v1/Services") == place
