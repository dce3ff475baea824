"""What a watch was never seen to say, told until it has said it."""

from coatcheck.model import Health
from coatcheck.truth.proven import NEVER_ANYTHING, NEVER_IN_STOCK, never_seen
from tests.coatcheck.truth.stories import IN, OUT, UNKNOWN, Story, page


def test_nothing_is_said_before_the_first_look() -> None:
    assert never_seen(Story().state) == ""


def test_a_watch_that_was_only_ever_sold_out_may_not_know_a_restock() -> None:
    story = Story()
    story.look(page(m=OUT, l=OUT))
    assert never_seen(story.state) == NEVER_IN_STOCK
    story.look(Health.BLOCKED)
    assert never_seen(story.state) == NEVER_IN_STOCK


def test_a_page_of_unknown_states_proved_nothing() -> None:
    story = Story()
    story.look(page(m=UNKNOWN))
    assert never_seen(story.state) == NEVER_ANYTHING


def test_one_size_in_stock_speaks_for_all_and_for_good() -> None:
    story = Story()
    story.look(page(m=OUT, l=OUT))
    story.look(page(m=IN, l=OUT))
    assert never_seen(story.state) == ""
    for _ in range(2):
        story.look(page(m=OUT, l=OUT))
    assert never_seen(story.state) == ""
