"""State has an end: what is not listed any more is remembered for a while, and never without limit."""

from coatcheck.model import Availability, Observation, Offer, Product, Variant
from coatcheck.truth.variants import KEPT_MISSING, MOST_KNOWN
from tests.coatcheck.truth.stories import IN, OUT, Story, page
from tests.examples import after

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


def theatres(*days: str, **said: Availability) -> Observation:
    """What an event's page says of these theatres on each of these days."""
    variants = tuple(
        Variant(id=f"{name} {day}", title=name, options={"location": name, "date": day}, offer=Offer(offered))
        for day in days
        for name, offered in said.items()
    )
    return Observation(products=(Product(id="gig", title="Gig", variants=variants),))


def test_a_theatre_that_one_look_does_not_list_is_told_of_on_its_own_day_too() -> None:
    today = f"{after(0):%Y-%m-%d}"
    looks = [theatres(today, a=OUT, b=IN), theatres(today, b=IN), theatres(today, a=IN, b=IN)]
    assert Story().sees(*looks) == [[], [], [f"a {today}"]]


def test_a_day_that_is_past_is_forgotten_as_soon_as_nothing_of_it_is_listed() -> None:
    story, today, tomorrow = Story(), f"{after(0):%Y-%m-%d}", f"{after(86_400):%Y-%m-%d}"
    story.sees(theatres(today, tomorrow, a=OUT, b=IN), theatres(tomorrow, a=OUT, b=IN))
    assert {variant.options["date"] for variant in story.state.variants} == {tomorrow}
