"""What is read of the small pages of the usual shop softwares: never "in stock" where nothing can be bought."""

import pytest

from coatcheck.errors import LookFailed
from coatcheck.model import Availability
from tests.coatcheck.sources import shop_pages
from tests.coatcheck.sources.answering import IN
from tests.coatcheck.sources.pages import look

Pages = dict[str, tuple[str, str]]


def states(pages: Pages) -> dict[str, Availability]:
    return {name: look(markup, url=address).availability for name, (address, markup) in pages.items()}


def test_nothing_that_cannot_be_bought_is_in_stock() -> None:
    assert [name for name, state in states(shop_pages.NOTHING).items() if state.buyable] == []


def test_what_is_in_stock_is_read_so() -> None:
    said = states(shop_pages.STOCK)
    assert [name for name, state in said.items() if state not in (IN, Availability.LIMITED_AVAILABILITY)] == []


def test_what_is_ordered_in_advance_is_neither_in_stock_nor_sold_out() -> None:
    assert [name for name, state in states(shop_pages.ADVANCE).items() if state is IN or state.buyable is False] == []


def test_what_leaves_it_open_is_not_called_sold_out() -> None:
    assert [name for name, state in states(shop_pages.ANYTHING).items() if state.buyable is False] == []


@pytest.mark.parametrize("name", shop_pages.ELSEWHERE)
def test_a_page_of_no_product_is_none(name: str) -> None:
    address, markup = shop_pages.ELSEWHERE[name]
    with pytest.raises(LookFailed):
        look(markup, url=address)
