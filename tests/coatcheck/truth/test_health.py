"""A watch that can't be read: how it is noted, when it is tried again, when the operator hears of it."""

from coatcheck.model import Health
from coatcheck.truth.health import PATIENCE, is_news, retry_at
from tests.coatcheck.truth.stories import IN, WATCH, Story, page
from tests.examples import after
from tests.fakes.ports import NOON


def test_health_is_kept_with_since_when_and_why_and_heals() -> None:
    story = Story()
    story.sees(page(m=IN), Health.BLOCKED, Health.BLOCKED)
    assert (story.state.health, story.state.health_since, story.state.failures) == (Health.BLOCKED, after(121), 2)
    story.look(page(m=IN))
    assert (story.state.health, story.state.reason, story.state.retry_at) == (Health.HEALTHY, None, None)
    assert [verdict.change.health for verdict in story.verdicts[1:] if verdict.change] == [
        Health.BLOCKED,
        Health.HEALTHY,
    ]


def test_the_operator_is_told_after_a_few_failures_in_a_row_and_sooner_where_it_is_no_hiccup() -> None:
    for health, patience in PATIENCE.items():
        story = Story()
        story.sees(*[health] * (patience - 1))
        assert not is_news(story.state)
        story.look(health)
        assert is_news(story.state)


def test_the_wait_grows_with_each_failure_up_to_a_quarter_of_an_hour() -> None:
    waits = [retry_at(WATCH, failures, None, NOON) for failures in range(1, 30)]
    seconds = [(each - NOON).total_seconds() if each else 0 for each in waits]
    assert seconds[0] == 0
    assert 120 <= seconds[1] <= 144
    assert 900 <= seconds[-1] <= 1080


def test_B24_retry_after_is_honoured_up_to_an_hour_and_nonsense_is_not() -> None:
    for asked, least in ((90, 90), (1e9, 3600)):
        moment = retry_at(WATCH, 1, asked, NOON)
        assert moment is not None
        assert least <= (moment - NOON).total_seconds() <= 1.2 * least
    assert retry_at(WATCH, 1, -5, NOON) is None
