"""Products of one title can be told apart."""

from msgspec.structs import replace

from coatcheck.model import Watch
from coatcheck.telling.product_names import full_names, marks
from tests.examples import watch


def hat(slug: str, url: str = "https://a.example/hat", title: str = "Wool Hat", **options: str) -> Watch:
    return replace(watch(slug), title=title, slug=slug, url=url, options=options)


def test_a_title_of_its_own_needs_nothing_more() -> None:
    assert marks([hat("hat"), hat("coat", title="Coat")]) == {"hat": "", "coat": ""}


def test_the_same_title_at_two_shops_is_told_apart_by_the_shop() -> None:
    hats = [hat("hat"), hat("hat-2", "https://b.example/hat", "wool  hat"), hat("coat", title="Coat")]
    assert full_names(hats) == {"hat": "Wool Hat (a.example)", "hat-2": "wool  hat (b.example)", "coat": "Coat"}


def test_two_parts_of_one_page_are_told_apart_by_how_they_are_read() -> None:
    hats = [hat("hat", selector=".red", in_stock="yes"), hat("hat-2", selector=".blue", in_stock="yes")]
    assert marks(hats) == {"hat": ".red", "hat-2": ".blue"}


def test_what_nothing_else_tells_apart_its_slug_does() -> None:
    assert marks([hat("hat"), hat("hat-2"), hat("hat-3", "https://b.example/hat")]) == {
        "hat": "hat",
        "hat-2": "hat-2",
        "hat-3": "hat-3",
    }
