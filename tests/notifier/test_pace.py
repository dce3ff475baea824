"""A long list and the senders' pace: what waits stays here, and is handed out minute by minute."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from coatcheck.config import senders
from coatcheck.model import ChannelAddress, DeliveryState
from coatcheck.ports import Store
from coatcheck.telling import pace
from notifier import fanout
from tests.fakes.twilio import Control
from tests.notifier.notifying import World

NUMBERS = ("+14155550100", "+14155550101")
SENDERS = (f"{NUMBERS[0]}=0.05", f"{NUMBERS[1]}=0.05")  # six texts a minute


@pytest.fixture
def paced(store: Store, twilio: Control, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(fanout, "PAGE", 2)
    monkeypatch.setattr(fanout, "PAGES", 2)
    return World(store, twilio, twilio_senders=SENDERS)


def told(world: World) -> int:
    return sum(world.twilio.told().values())


def test_texts_are_handed_out_at_the_rate_of_all_senders_and_each_person_is_told_once(paced: World) -> None:
    people = [paced.join(f"p{number}") for number in range(24)]
    paced.tell_everybody("M")
    counts = [told(paced)]
    for _ in range(16):
        paced.wait(60)
        counts.append(told(paced))
    assert counts[0] <= 8  # a minute's, and as many as parts were begun with
    assert all(later - earlier <= 8 for earlier, later in pairwise(counts))
    assert [len(paced.texts(person)) for person in people] == [1] * 24


def test_no_number_is_handed_more_than_it_takes_where_all_are_its_people(paced: World) -> None:
    number, *_ = among = senders(SENDERS)
    addresses = [f"+1415555{index:04}" for index in range(100)]
    for address in [each for each in addresses if pace.sender_for(each, among) is number][:12]:
        paced.join(address, to=ChannelAddress("sms", address))
    paced.tell_everybody("M")
    counts = [told(paced)]
    for _ in range(8):
        paced.wait(60)
        counts.append(told(paced))
    assert {text["from"] for text in paced.twilio.accepted()} == {number.name}
    assert all(later - earlier <= 5 for earlier, later in pairwise([0, *counts]))  # three, and the parts' first
    assert counts[-1] == 12


def test_what_sells_out_meanwhile_is_not_texted(paced: World) -> None:
    for number in range(24):
        paced.join(f"p{number}")
    paced.tell_everybody("M")
    early = told(paced)
    paced.stock(M=False)
    for _ in range(8):
        paced.wait(60)
    assert early == told(paced) <= 8


def test_who_is_told_by_another_channel_waits_for_no_number(paced: World) -> None:
    paced.settings = replace(paced.settings, channels=("sms", "console"))
    for number in range(12):
        paced.join(f"p{number}")
    paced.join("last", to=ChannelAddress("console", "last@desk"))
    event = paced.tell_everybody("M")
    assert paced.state_of("last", event) is DeliveryState.DELIVERED
    assert told(paced) <= 8
