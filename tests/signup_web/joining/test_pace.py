"""An answer for which nothing is sent takes as long as one for which something is, and costs as much."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from signup_web.joining import pace
from tests.fakes.twilio import Control
from tests.signup_web.visiting import ANN, BOB, Site


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """How long was waited, on a clock by which every message takes a quarter of a second."""
    ticks, slept = iter(range(10_000)), list[float]()
    monkeypatch.setattr("signup_web.joining.pace.perf_counter", lambda: next(ticks) / 4)
    monkeypatch.setattr("signup_web.joining.pace.sleep", slept.append)
    pace._took.clear()
    yield slept
    pace._took.clear()


def test_a_stopped_number_is_answered_after_the_time_that_a_code_takes(site: Site, slept: list[float]) -> None:
    site.text("STOP", BOB)
    site.sign_up(BOB)
    assert slept == [pace.FIRST_GUESS]
    site.sign_up(ANN)
    site.sign_up(BOB)
    assert slept == [pace.FIRST_GUESS, 0.25]


def test_it_takes_as_long_as_any_of_the_last(slept: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 0.1, 1.0, 1.3, 2.0, 99.0])
    monkeypatch.setattr("signup_web.joining.pace.perf_counter", lambda: next(moments))
    for _ in range(3):
        with pace.measured("sms"):
            pass
    for _ in range(200):
        pace.wait("sms")
    assert {round(seconds, 3) for seconds in slept} == {0.1, 0.3, pace.LONGEST}


def test_sign_up_of_a_stopped_number_closes_with_the_budget_like_any_other(
    tmp_path: Path, small_stand_in: Control, slept: list[float]
) -> None:
    small_stand_in.reset()
    site = Site(tmp_path, small_stand_in, texts_per_day=2)
    site.watch()
    site.text("STOP", BOB)
    assert site.sign_up(ANN).at == "/join/code"
    assert "Sign-up is closed for today" in site.sign_up(BOB).page
