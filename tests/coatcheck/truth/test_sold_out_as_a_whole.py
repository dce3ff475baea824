"""What a shop says of a product as a whole, said of its known sizes: each is sold out where it is, and may be back where none is marked any more."""

import pytest

from coatcheck.model import Availability, Health, Look, Observation, Offer, Product, Variant, Witness
from coatcheck.watching.recording import judge
from tests.coatcheck.truth.stories import IN, OUT, PRE_ORDER, UNKNOWN, Story, page
from tests.examples import after

BUTTON = Witness("buy-button", "Add to cart")


def whole(said: Availability, title: str = "Coat", name: str = "Coat", sizes: str = "") -> Observation:
    """The product as one thing, which comes in these sizes, of which nothing is said."""
    variant = Variant(id="shop.example/p/coat", title=name, offer=Offer(said, witnesses=(BUTTON,)))
    return Observation(products=(Product(id="coat", title=title, variants=(variant,), sizes=tuple(sizes)),))


def known(**sizes: Availability) -> Story:
    story = Story()
    story.look(page(**sizes))
    return story


def test_each_known_size_is_gone_and_the_next_one_that_is_listed_is_back() -> None:
    story = known(s=OUT, m=IN, l=IN)
    assert story.sees(whole(OUT), whole(OUT)) == [[], []]
    assert story.state.health is Health.HEALTHY
    assert {each.id: each.in_stock for each in story.state.variants} == {"s": False, "m": False, "l": False}
    assert story.look(page(m=IN)) == ["m"]
    assert story.sees(whole(OUT), whole(OUT), page(s=IN, m=IN)) == [[], [], ["s", "m"]]


def test_a_single_look_ends_nothing_where_more_are_asked_for() -> None:
    story = known(m=IN)
    assert story.sees(whole(OUT), page(m=IN)) == [[], []]
    assert story.size("m").in_stock is True


@pytest.mark.parametrize(
    "said",
    [
        *(whole(IN), whole(UNKNOWN), whole(PRE_ORDER), whole(OUT, title="Bowl", name="Bowl"), whole(OUT, name="XL")),
        *(whole(IN, sizes="M"), whole(IN, title="Bowl", name="Bowl", sizes="ML"), whole(IN, name="XL", sizes="ML")),
    ],
)
def test_what_says_nothing_of_the_sizes_is_another_page(said: Observation) -> None:
    story = known(m=IN, l=OUT)
    assert story.look(said) == []
    assert (story.state.health, story.size("m").in_stock) == (Health.UNREADABLE, True)


def test_a_product_that_was_never_told_by_sizes_stays_one_thing() -> None:
    story = Story()
    assert story.sees(whole(OUT), whole(OUT), whole(IN)) == [[], [], ["shop.example/p/coat"]]


def test_where_no_size_is_marked_any_more_the_marked_one_may_be_back_and_the_others_are_there_still() -> None:
    story = known(s=OUT, m=IN)
    look = Look(story.watch.id, after(90), after(91), observation=whole(IN, sizes="SML"))
    assert story.take(judge(story.watch, story.state, look)) == []
    assert story.state.health is Health.HEALTHY
    assert (story.size("s").in_stock, story.size("m").in_stock) == (False, True)
    assert story.state.maybe_back == {"s": "buy-button: Add to cart"}
    assert story.sees(page(s=OUT, m=IN), page(s=IN, m=OUT)) == [[], ["s"]]
