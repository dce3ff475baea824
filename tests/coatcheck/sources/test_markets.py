"""Redirects to the same page of another country's shop."""

import pytest

from coatcheck.errors import Unreadable
from coatcheck.sources.answers import require_ok
from tests.coatcheck.sources.answering import answer


@pytest.mark.parametrize(
    ("asked", "came"),
    [
        ("https://shop.example/products/coat.js", "https://shop.example/fr/products/coat.js"),
        ("https://shop.example/products/coat", "https://shop.example/en-gb/products/coat"),
        ("https://shop.example/de/coat", "https://shop.example/at/coat"),
        ("https://shop.example/us/coat", "https://shop.example/coat"),
        ("https://us.shop.example/coat", "https://fr.shop.example/coat"),
        ("https://www.shop.example/coat", "https://de.shop.example/coat"),
        ("https://shop.example/coat?size=m", "https://shop.example/FR/coat"),
    ],
)
def test_the_same_page_of_another_market_is_another_page(asked: str, came: str) -> None:
    with pytest.raises(Unreadable, match=r"another market.*watch its address"):
        require_ok(answer(b"<p>In stock</p>", asked, came=came))


@pytest.mark.parametrize(
    ("asked", "came"),
    [
        ("https://shop.example/coat", "https://www.shop.example/coat"),
        ("http://shop.example/coat", "https://shop.example/coat"),
        ("https://shop.example/coat", "https://shop.example/coat/"),
        ("https://shop.example/old", "https://shop.example/new"),
        ("https://shop.example/fr/old", "https://shop.example/fr/new"),
        ("https://shop.example/fr/coat", "https://shop.example/fr/coat?utm=1"),
        ("https://shop.example/p/12", "https://shop.example/coat/p/12"),
        ("https://shop.example/tv/coat-12", "https://shop.example/tv/coat-13"),
    ],
)
def test_other_redirects_are_followed(asked: str, came: str) -> None:
    require_ok(answer(b"<p>In stock</p>", asked, came=came))
