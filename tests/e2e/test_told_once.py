"""Real processes, killed at random, against a provider that fails in every way."""

from tests.e2e.told_once import storm


def test_everybody_is_told_exactly_once_whatever_the_provider_answers_and_whoever_is_killed() -> None:
    outcome = storm(people=60, kills=4, seed=3, rate=0.08, speed=45, within=240)
    assert outcome.told == {1: 60}
    assert outcome.killed == 4
    assert outcome.states == {"sent": 60}
