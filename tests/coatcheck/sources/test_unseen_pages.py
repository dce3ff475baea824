"""Pages that were written before anybody looked how they are read: some are misread, and none may be that was not.

A page of which a third is read wrongly is no reason to learn its words by heart: what is missed here is missed elsewhere as well.
"""

from coatcheck.errors import LookFailed
from coatcheck.model import Availability
from tests.coatcheck.sources.answering import IN
from tests.coatcheck.sources.pages import json_ld, look, product, says
from tests.coatcheck.sources.unseen_pages import HARMLESS, PAGES, Page

SHOP = "<h1>Trail Mug</h1><p class='price'>€ 19</p>" + json_ld(product("InStock", "Trail Mug"))
MISREAD = 3  # of the pages on which nothing can be bought now; before anybody looked it was 63
NOW = (IN, Availability.LIMITED_AVAILABILITY)


def states(page: Page) -> set[Availability]:
    """What is read of a page's variants; empty where it can't be read."""
    try:
        return {variant.offer.availability for variant in look(page.markup, url=page.url).variants}
    except LookFailed:
        return set()


def called(right: str, *wrong: bool | None) -> list[str]:
    """The pages of this kind of which something is said to be there, or not."""
    return [
        title
        for title, page in PAGES.items()
        if page.right == right and {each.buyable for each in states(page)} & {*wrong}
    ]


def test_hardly_a_page_on_which_nothing_can_be_bought_is_called_in_stock() -> None:
    assert len([*called("no", True), *called("none", True)]) <= MISREAD


def test_what_is_in_stock_is_read_so() -> None:
    assert [title for title, page in PAGES.items() if page.right == "in" and not states(page) <= {*NOW}] == []


def test_what_is_ordered_in_advance_is_not_called_gone_and_one_size_is_not_the_whole() -> None:
    assert [*called("later", False, None), *called("none", False)] == []
    assert [
        title
        for title, page in PAGES.items()
        if page.right == "open" and len({each.buyable for each in states(page)} - {None}) == 1 == len(states(page))
    ] == []


def test_what_shops_write_beside_what_is_there_changes_nothing() -> None:
    assert [text for text in HARMLESS if says(f"<main>{SHOP}<p>{text}</p></main>") is not IN] == ["Raffle-proof fun"]
