"""A shop that shows sizes only while there are any says of the whole product that it is sold out: then each known size is."""

import pytest

from coatcheck.model import Availability, Health, Observation, Offer, Product, Variant
from tests.coatcheck.truth.stories import IN, OUT, PRE_ORDER, UNKNOWN, Story, page


def whole(said: Availability, title: str = "Coat", name: str = "Coat") -> Observation:
    """The product as one thing without sizes."""
    variant = Variant(id="shop.example/p/coat", title=name, offer=Offer(said))
    return Observation(products=(Product(id="coat", title=title, variants=(variant,)),))


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
    "said", [whole(IN), whole(UNKNOWN), whole(PRE_ORDER), whole(OUT, title="Bowl", name="Bowl"), whole(OUT, name="XL")]
)
def test_what_says_nothing_of_the_sizes_is_another_page(said: Observation) -> None:
    story = known(m=IN, l=OUT)
    assert story.look(said) == []
    assert (story.state.health, story.size("m").in_stock) == (Health.UNREADABLE, True)


def test_a_product_that_was_never_told_by_sizes_stays_one_thing() -> None:
    story = Story()
    assert story.sees(whole(OUT), whole(OUT), whole(IN)) == [[], [], ["shop.example/p/coat"]]
