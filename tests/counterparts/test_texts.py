"""Texts, signed and checked by Twilio's own library; Twilio itself is a stand-in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from twilio.request_validator import RequestValidator

from coatcheck.model import DeliveryState
from tests.counterparts.house import House, told_once
from tests.fakes.serving import served
from tests.fakes.twilio import TOKEN, Control, Twilio

ANN = "+14155550142"


@pytest.fixture
def twilio() -> Iterator[Control]:
    with served(Twilio().app()) as base:
        yield Control(base)


@pytest.fixture
def house(twilio: Control, tmp_path: Path) -> Iterator[House]:
    account = {f"COATCHECK_{name.upper()}": value for name, value in twilio.settings().items()}
    with House(tmp_path, {"COATCHECK_CHANNELS": "sms", **account}) as house:
        house.sign_up("sms", ANN, lambda: texts(twilio)[0][:6])
        yield house


def texts(twilio: Control) -> list[str]:
    return [message["body"] for message in twilio.accepted()]


def post(url: str, form: dict[str, str], token: str = TOKEN) -> int:
    """What is answered to a webhook that was signed with this token; https://www.twilio.com/docs/usage/webhooks."""
    signature = RequestValidator(token).compute_signature(url, form)
    return requests.post(url, data=form, headers={"X-Twilio-Signature": signature}, timeout=10).status_code


def text_back(house: House, words: str, token: str = TOKEN) -> int:
    form = {"From": ANN, "To": "+15005550006", "Body": words, "MessageSid": f"SM-{words}", "NumMedia": "0"}
    return post(f"{house.url}/sms/inbound", form, token)


def test_a_restock_is_told_once_until_they_text_stop(twilio: Control, house: House) -> None:
    def stop() -> None:
        assert text_back(house, "Stop") == 200

    told_once(house, lambda: texts(twilio)[1:], stop)


def test_twilios_word_that_a_text_arrived_is_believed_where_its_signature_is_right(
    twilio: Control, house: House
) -> None:
    house.restock()
    alert = twilio.accepted()[1]
    form = {"MessageSid": alert["sid"], "MessageStatus": "delivered", "To": ANN}
    assert post(alert["callback"], form, token="somebody else's") == 403
    assert house.deliveries() == {DeliveryState.SENT: 1}
    assert post(alert["callback"], form) == 204
    assert house.deliveries() == {DeliveryState.DELIVERED: 1}


def test_a_stop_that_twilio_did_not_sign_stops_nobody(twilio: Control, house: House) -> None:
    assert text_back(house, "STOP", token="somebody else's") == 403
    house.restock()
    assert len(texts(twilio)) == 2
