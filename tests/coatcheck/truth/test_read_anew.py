"""A watch whose page is read in another way from now on: what the old way said was perhaps never true, and nobody is told of that."""

import pytest
from msgspec.structs import replace

from coatcheck.model import Availability, Health, Observation
from coatcheck.truth.proven import NEVER_IN_STOCK, never_seen
from tests.coatcheck.truth.stories import IN, OUT, UNKNOWN, Story, page
from tests.examples import after


def taught(*before: Availability) -> Story:
    """A watch that was read so, and is then told to look elsewhere on its page."""
    story = Story()
    for said in before:
        story.look(page("page: schema-org", m=said))
    story.watch = replace(story.watch, source="page", options={"selector": ".stock"})
    return story


def test_sold_out_that_was_misread_is_no_restock_and_the_next_one_is() -> None:
    assert taught(OUT).sees(page(m=IN), page(m=OUT), page(m=OUT), page(m=IN)) == [[], [], [], ["m"]]


def test_in_stock_that_was_misread_was_never_seen_and_ends_at_once() -> None:
    story = taught(IN)
    assert story.look(page(m=OUT)) == []
    assert (story.size("m").in_stock, never_seen(story.state)) == (False, NEVER_IN_STOCK)
    assert story.look(page(m=IN)) == ["m"]


def test_a_size_that_was_never_read_before_is_no_restock() -> None:
    assert taught(OUT).look(page(m=OUT, l=IN)) == []


def test_looks_that_prove_nothing_leave_the_first_good_one_a_baseline() -> None:
    assert taught(OUT).sees(Health.UNREADABLE, Health.UNREACHABLE, page(m=IN)) == [[], [], []]


def test_what_the_new_reading_does_not_contradict_stays_as_it_was() -> None:
    story = taught(OUT, IN)
    before = story.size("m")
    story.look(page(m=IN))
    assert story.size("m") == before
    other = taught(OUT)
    assert other.sees(page(m=UNKNOWN), page(m=IN)) == [[], ["m"]]


@pytest.mark.parametrize("said", [page("page: page-text", l=OUT), page("page: page-text", m=UNKNOWN)])
def test_what_the_old_reading_relied_on_may_be_gone(said: Observation) -> None:
    story = taught(OUT)
    story.look(said)
    assert story.state.health is Health.HEALTHY


def test_sizes_of_which_the_new_reading_knows_none_are_forgotten_and_some_that_it_does_not_list_are_not() -> None:
    story = taught(OUT)
    assert story.look(page(coat=IN)) == []
    assert [variant.id for variant in story.state.variants] == ["coat"]
    assert story.sees(page(coat=OUT), page(coat=OUT), page(coat=IN)) == [[], [], ["coat"]]
    other = Story()
    other.look(page(s=OUT, m=IN))
    other.watch = replace(other.watch, options={"limit": "9"})
    assert other.sees(page(m=IN), page(s=IN, m=IN)) == [[], ["s"]]


def test_a_worker_that_has_not_heard_of_the_change_yet_sets_off_nothing_either() -> None:
    story = taught(OUT)
    new, old = story.watch, replace(story.watch, options={})
    for watch, said in ((new, IN), (old, OUT), (old, OUT), (new, IN), (new, IN)):
        story.watch = watch
        assert story.look(page(m=said)) == []


def test_what_was_stored_before_readings_had_names_is_a_baseline_of_its_own() -> None:
    story = Story()
    story.look(page(m=OUT))
    story.state = replace(story.state, reading="")
    assert story.look(page(m=IN)) == ["m"]


def whole(said: Availability, title: str = "Coat") -> Observation:
    """The product as one thing without a size."""
    [known] = page(coat=said).products
    return Observation(products=(replace(known, title=title, variants=(replace(known.variants[0], title=""),)),))


@pytest.mark.parametrize(("said", "m"), [(IN, IN), (IN, OUT), (OUT, OUT), (UNKNOWN, IN)])
def test_a_product_that_is_now_told_size_by_size_needs_nobody_and_is_no_restock(
    said: Availability, m: Availability
) -> None:
    story = Story()
    assert story.sees(whole(said), page(m=m, l=OUT)) == [[], []]
    assert story.state.health is Health.HEALTHY
    assert [(variant.id, variant.in_stock) for variant in story.state.variants] == [("m", m is IN), ("l", False)]
    assert story.sees(page(m=m, l=IN), page(m=OUT, l=IN), page(m=OUT, l=IN), page(m=IN, l=IN)) == [
        ["l"],
        [],
        [],
        ["m"],
    ]


def test_sizes_in_stock_of_what_was_sold_out_as_a_whole_may_be_its_return_and_are_told_when_the_operator_says_so() -> (
    None
):
    story = Story()
    assert story.sees(whole(OUT), page(m=IN, l=OUT), page(m=IN, l=OUT)) == [[], [], []]
    assert (story.state.health, story.state.failures) == (Health.UNREADABLE, 2)
    assert "some in stock" in (story.state.reason or "")
    story.watch = replace(story.watch, updated_at=after(60 * story.minute + 30))
    assert story.sees(page(m=IN, l=OUT), page(m=IN, l=OUT)) == [["m"], []]
    assert story.state.health is Health.HEALTHY
    other = Story()
    other.sees(whole(OUT), page(m=IN, l=OUT))
    other.watch = replace(other.watch, options={"selector": ".stock"})
    assert other.sees(page(m=IN, l=OUT), page(m=IN, l=IN)) == [[], ["l"]]


@pytest.mark.parametrize(
    ("before", "now"),
    [(whole(OUT, "Hat"), page(m=IN, l=OUT)), (whole(OUT), page(m=UNKNOWN, l=UNKNOWN)), (page(s=OUT), page(m=IN, l=OUT)), (whole(OUT), page(l=IN)), (page(s=OUT, m=OUT), whole(IN))],
    ids=["another product", "sizes of which nothing is said", "another size", "one of another id", "sizes that became one"],
)  # fmt: skip
def test_any_other_change_of_the_list_asks_the_operator(before: Observation, now: Observation) -> None:
    story = Story()
    assert story.sees(before, now) == [[], []]
    assert story.state.health is Health.UNREADABLE
