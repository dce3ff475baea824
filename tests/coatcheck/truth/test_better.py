"""A price that falls while the size is there is news, once, and so are more pieces; nothing else that happens to either is."""

import pytest

from coatcheck.model import Availability, Observation, Offer
from tests.coatcheck.truth.stories import IN, OUT, UNKNOWN, Story, page


def at(price: str | None, said: Availability = IN, currency: str | None = "USD") -> Observation:
    return page(m=Offer(said, price=price, currency=currency))


def told(*looks: Observation) -> list[str | None]:
    """What M cost before, of each look that is news: None where it came back."""
    story = Story()
    for seen in looks:
        story.look(seen)
    return [each.price_before for verdict in story.verdicts if verdict.event for each in verdict.event.variants]


@pytest.mark.parametrize(
    ("looks", "news"),
    [
        ([at("120.00"), at("99.00"), at("99.00")], ["120.00"]),
        ([at("120.00"), at("99.00"), at("120.00"), at("99.00")], ["120.00", "120.00"]),
        ([at("99.00"), at("120.00")], []),
        ([at("100.00"), at("100.0")], []),
        ([at("1000"), at("999.99")], ["1000"]),  # by number, not by letter
        ([at(None), at("99.00")], [""]),  # nobody knew what it costs
        ([at("ask us"), at("99.00")], [""]),
        ([at("99.00"), at(None)], []),
        ([at("99.00"), at("ask us")], []),
        ([at("120.00"), at("99.00", currency="EUR")], [""]),  # of other money nobody can tell which is less
        ([at("120.00", OUT), at("99.00", OUT)], []),  # it is not there
        ([at("120.00", OUT), at("99.00")], [None]),  # it came back, for less
        ([at("120.00"), at("99.00", UNKNOWN)], []),
        ([at("120.00"), at("99.00", UNKNOWN), at("99.00")], ["120.00"]),  # what fell unproven falls when it is proven
        ([at("120.00"), at("99.00", OUT), at("99.00")], ["120.00"]),  # one look without it is no end
        ([at("120.00"), at("99.00", OUT), at("99.00", OUT), at("99.00")], [None]),
    ],
)
def test_what_is_news_of_a_price(looks: list[Observation], news: list[str | None]) -> None:
    assert told(*looks) == news


def test_what_fell_while_nobody_looked_for_long_is_no_news() -> None:
    story = Story()
    story.look(at("120.00"))
    assert story.look(at("99.00"), baseline=True) == []
    assert story.size("m").price == "99.00"


def of(*pieces: int | None) -> list[int | None]:
    """How many there were before, of each look that is news, where looks tell so many pieces; None where M came back."""
    story = Story()
    for count in pieces:
        story.look(page(m=Offer(OUT if count == 0 else IN, price="9.00", currency="USD", quantity=count)))
    return [each.quantity_before for verdict in story.verdicts if verdict.event for each in verdict.event.variants]


@pytest.mark.parametrize(
    ("pieces", "news"),
    [
        ([2, 5, 5], [2]),
        ([2, 5, 4, 3, 5], [2]),  # a piece that was sold and came back is no news, and no write
        ([5, 2, 5], [2]),  # fewer than half of them were left
        ([None, 5, None, 5], [0]),
        ([5, None, None], []),
        ([0, 0, 3], [None]),  # it came back, with three
        ([3, 0, 0, 2, 4], [None, 2]),
    ],
)
def test_more_pieces_of_what_is_there_are_news(pieces: list[int | None], news: list[int | None]) -> None:
    assert of(*pieces) == news


def test_a_size_that_sells_piece_by_piece_is_written_a_few_times_only() -> None:
    story = Story()
    for count in range(100, 0, -1):
        story.look(page(m=Offer(IN, price="9.00", currency="USD", quantity=count)))
    assert len(story.verdicts) == 7
    assert all(verdict.event is None for verdict in story.verdicts)
