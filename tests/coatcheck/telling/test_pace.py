"""The senders' pace: who writes to whom, when each text of a long list is handed out, and how long it all takes."""

from collections import Counter
from datetime import timedelta

import pytest

from coatcheck.config import Settings, senders
from coatcheck.model import ANY
from coatcheck.telling import pace
from tests.fakes.ports import NOON

TWO = ("+14155550100=1", "MG0123456789abcdef0123456789abcdef=3")

ADDRESSES = [f"+1415555{number:04}" for number in range(4000)]


def test_each_sender_gets_what_its_rate_is_of_all_and_keeps_its_people() -> None:
    two = senders(TWO)
    chosen = [pace.sender_for(address, two).name for address in ADDRESSES]
    assert chosen == [pace.sender_for(address, two).name for address in ADDRESSES]
    counts = Counter(chosen)
    assert 900 < counts["+14155550100"] < 1100
    assert sum(counts.values()) == 4000


def test_the_rate_is_that_of_all_senders_else_the_one_that_is_set() -> None:
    assert pace.rate(Settings(twilio_senders=TWO)) == 4
    assert pace.rate(Settings(send_rate=3)) == 3


def test_a_line_is_handed_out_minute_by_minute() -> None:
    turns = [pace.turn_of(place, 2, NOON) - NOON for place in (0, 119, 120, 239, 240)]
    assert turns == [timedelta(minutes=minute) for minute in (0, 0, 1, 1, 2)]


def test_each_sender_has_a_line_of_its_own() -> None:
    two = senders(("+14155550100=0.05", "+14155550101=0.5"))
    slow, fast = ([address for address in ADDRESSES if pace.sender_for(address, two) is sender][:6] for sender in two)
    lines = pace.Lines(two, (), 1, NOON)
    assert [(lines.turn(address) - NOON) // pace.TURN for address in slow] == [0, 0, 0, 1, 1, 1]
    assert [(lines.turn(address) - NOON) // pace.TURN for address in fast] == [0] * 6
    assert lines.places == [6, 6]
    half = pace.Lines(two, lines.places, 2, NOON)
    assert [(half.turn(address) - NOON) // pace.TURN for address in slow] == [2, 2, 3, 4, 4, 5]


def test_lines_begin_anew_where_the_senders_are_others_than_before() -> None:
    assert pace.Lines(senders(TWO), (7,), 1, NOON).places == [0, 0]


@pytest.mark.parametrize(
    ("people", "rate", "says"),
    [
        (3120, 1, "3,120 people wait for M: 52 minutes at 1 a second, 31 s at 100."),
        (3120, 100, "3,120 people wait for M: 31 s at 100 a second."),
        (1, 1, "1 person waits for M: 1 s at 1 a second, 1 s at 100."),
        (100_000, 3, "100,000 people wait for M: 9.3 hours at 3 a second, 17 minutes at 100."),
    ],
)
def test_how_long_telling_everybody_takes_is_said_in_a_sentence(people: int, rate: float, says: str) -> None:
    (waiting,) = pace.waiting(None, {"M": people}, rate)
    assert waiting.says(rate) == says


def test_whoever_waits_for_any_size_is_counted_with_each() -> None:
    assert [(each.size, each.people) for each in pace.waiting(None, {"M": 3, "L": 1, ANY: 2}, 1)] == [
        ("M", 5),
        ("L", 3),
    ]
    assert [(each.size, each.people) for each in pace.waiting(None, {ANY: 2}, 1)] == [("anything", 2)]
    assert pace.waiting(None, {}, 1) == []


def test_a_long_list_takes_what_it_takes() -> None:
    assert pace.forecast(10_000, 1) == timedelta(seconds=10_000)
    assert pace.forecast(10, 100) == timedelta(seconds=1)
