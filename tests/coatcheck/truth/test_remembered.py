"""State has an end: what is not listed any more is remembered for a while, and never without limit."""

from coatcheck.truth.variants import KEPT_MISSING, MOST_KNOWN
from tests.coatcheck.truth.stories import IN, OUT, Story, page

DAY = 24 * 60


def test_a_shop_that_numbers_its_variants_anew_in_each_answer_fills_no_state_without_end() -> None:
    story = Story()
    for number in range(5):
        story.look(page(stable=OUT, **{f"x{number}-{each}": OUT for each in range(1500)}))
        assert len(story.state.variants) <= MOST_KNOWN
    assert story.state.variant("stable")
    assert story.state.variant("x4-0"), "what is listed stays"
    assert story.state.variant("x3-1499"), "and so does what went last"
    assert not story.state.variant("x0-0")


def test_what_is_not_listed_for_months_leaves_the_state() -> None:
    story = Story()
    story.look(page(s=OUT, m=OUT))
    story.look(page(s=OUT))
    story.minute += (KEPT_MISSING.days - 1) * DAY
    story.look(page(s=OUT))
    assert story.state.variant("m")
    story.minute += 2 * DAY
    story.look(page(s=OUT))
    assert not story.state.variant("m")


def test_what_is_listed_again_before_that_is_news_as_ever() -> None:
    story = Story()
    story.look(page(s=OUT, m=OUT))
    story.look(page(s=OUT))
    story.minute += 30 * DAY
    assert story.look(page(s=OUT, m=IN)) == ["m"]
    story.look(page(s=OUT))
    assert story.state.variant("m")
    assert story.state.variant("m").missing_since
