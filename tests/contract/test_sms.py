"""Texts by Twilio: what only this channel does."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import Mock, patch

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator

from coatcheck.channels import open_channel
from coatcheck.channels.sms import signature_valid
from coatcheck.config import Settings
from coatcheck.errors import MaybeSent, Rejected, Scope, SendFailed, Transient
from coatcheck.ports import Channel, Note
from tests.fakes.serving import served
from tests.fakes.twilio import Control, Twilio

ANN = "+14155550100"
NOTE = Note(text="Jacket M is back /r/aB3dE6g", reference="jacket-1.ann", code="aB3dE6g", useful_for=1234.5)
NOW = datetime.now(UTC)


@pytest.fixture
def twilio() -> Iterator[Control]:
    with served(Twilio().app()) as base:
        yield Control(base)


def sms(twilio: Control, **settings: Any) -> Channel:
    fields = {**twilio.settings(), "public_url": "https://coatcheck.example", **settings}
    return open_channel("sms", Settings(**fields), lambda: pytest.fail("nothing is fetched here"))


def test_a_text_names_its_status_callback_and_how_long_it_is_of_use(twilio: Control) -> None:
    sms(twilio).send(ANN, NOTE)
    (text,) = twilio.accepted()
    assert text["callback"] == "https://coatcheck.example/sms/status?d=jacket-1.ann"
    assert text["validity"] == "1234"


def test_without_a_public_address_or_a_delivery_there_is_no_callback(twilio: Control) -> None:
    sms(twilio, public_url="").send(ANN, NOTE)
    sms(twilio).send(ANN, Note(text="123456 is your code"))
    assert [text["callback"] for text in twilio.accepted()] == [None, None]


def test_a_messaging_service_takes_the_place_of_a_number(twilio: Control) -> None:
    service = "MG" + "a" * 32
    sms(twilio, twilio_messaging_service_sid=service).send(ANN, NOTE)
    (text,) = twilio.accepted()
    assert (text["messaging_service_sid"], text["from"]) == (service, None)


def test_several_senders_share_the_people_by_their_rates_and_each_person_hears_from_one(twilio: Control) -> None:
    service = "MG" + "a" * 32
    channel = sms(twilio, twilio_senders=("+14155550142=1", f"{service}=1"))
    people = [f"+1415555{number:04}" for number in range(1000, 1016)]
    for person in [*people, *people]:
        channel.send(person, NOTE)
    senders = {(text["to"], text["from"] or text["messaging_service_sid"]) for text in twilio.accepted()}
    assert len(senders) == 16
    assert {sender for _, sender in senders} == {"+14155550142", service}


def test_a_text_is_found_behind_many_others_and_behind_a_trial_accounts_prefix(twilio: Control) -> None:
    channel = sms(twilio)
    channel.send(ANN, Note(text=f"Sent from your Twilio trial account - {NOTE.text}"))
    for number in range(120):
        channel.send(ANN, Note(text=f"another {number}"))
    found = channel.find(ANN, NOTE, NOW)
    assert found
    assert found.provider_id == twilio.accepted()[0]["sid"]


def test_texts_from_before_the_delivery_are_not_looked_through(twilio: Control) -> None:
    channel = sms(twilio)
    channel.send(ANN, Note(text="old"))
    assert channel.find(ANN, NOTE, NOW + timedelta(days=1)) is None


def test_a_list_that_can_not_be_had_is_asked_for_later(twilio: Control) -> None:
    with pytest.raises(Transient):
        sms(twilio, twilio_auth_token="wrong").find(ANN, NOTE, NOW)


@pytest.mark.parametrize(
    ("code", "kind", "scope"),
    [
        (20429, Transient, None),
        (21611, Transient, None),
        (20500, MaybeSent, None),
        (20003, Rejected, Scope.ACCOUNT),
        (21606, Rejected, Scope.ACCOUNT),
        (21701, Rejected, Scope.ACCOUNT),
        (21211, Rejected, Scope.ADDRESS),
        (21614, Rejected, Scope.ADDRESS),
        (21610, Rejected, Scope.OPTED_OUT),
        (21617, Rejected, Scope.MESSAGE),
        (21408, Rejected, Scope.MESSAGE),
        (29999, Rejected, Scope.MESSAGE),
    ],
)
def test_each_error_of_twilios_means_one_thing(
    twilio: Control, code: int, kind: type[SendFailed], scope: Scope | None
) -> None:
    twilio.fail({"fault": "error", "code": code})
    with pytest.raises(kind) as caught:
        sms(twilio).send(ANN, NOTE)
    assert getattr(caught.value, "scope", None) is scope
    assert caught.value.code == ("429" if code == 20429 else str(code))


def test_an_error_that_names_the_number_is_masked(twilio: Control) -> None:
    """Twilio's own words of 21211, which go into logs, alerts and the admin's pages."""
    words = f"The 'To' number {ANN} is not a valid phone number."
    refuse = Mock(side_effect=TwilioRestException(400, "/Messages.json", words, 21211))
    with patch("twilio.rest.api.v2010.account.message.MessageList.create", refuse), pytest.raises(Rejected) as caught:
        sms(twilio).send(ANN, NOTE)
    assert caught.value.reason == f"The 'To' number +1 *** {ANN[-4:]} is not a valid phone number."


# Webhooks from Twilio

FORM = {"MessageSid": "SM1", "From": ANN, "Body": "JOIN"}
URL = "https://coatcheck.example/sms/inbound?a=b"


def signed(token: str, url: str = URL, form: dict[str, str] = FORM) -> str:
    return str(RequestValidator(token).compute_signature(url, form))


def test_twilios_own_example_of_a_signature_is_valid() -> None:
    """https://www.twilio.com/docs/usage/security#validating-requests"""
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675310",
        "Digits": "1234",
        "From": "+14158675310",
        "To": "+18005551212",
    }
    settings = Settings(twilio_auth_token="12345")
    url = "https://example.com/myapp.php?foo=1&bar=2"
    assert signature_valid(settings, url, form, "L/OH5YylLD5NRKLltdqwSvS0BnU=")


@pytest.mark.parametrize(
    ("url", "form", "signature"),
    [
        (URL, {**FORM, "Body": "STOP"}, signed("right")),
        (URL, {**FORM, "More": ""}, signed("right")),
        (URL.replace("https", "http"), FORM, signed("right")),
        (URL.replace("a=b", "a=c"), FORM, signed("right")),
        (URL, FORM, signed("wrong")),
        (URL, FORM, signed("right")[:-1]),
        (URL, FORM, ""),
    ],
)
def test_a_changed_form_or_address_or_another_token_is_no_signature(
    url: str, form: dict[str, str], signature: str
) -> None:
    assert not signature_valid(Settings(twilio_auth_token="right"), url, form, signature)


def test_while_the_token_is_changed_signatures_of_both_are_valid() -> None:
    changing = Settings(twilio_auth_token="right", twilio_other_auth_token="old")
    assert [signature_valid(changing, URL, FORM, signed(token)) for token in ("right", "old", "older", "")] == [
        True,
        True,
        False,
        False,
    ]


def test_without_a_token_nothing_is_valid() -> None:
    assert not signature_valid(Settings(), URL, FORM, signed(""))
