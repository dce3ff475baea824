"""A product of two thousand sizes: a page shows some, and leads to the rest."""

import re
from typing import Any

from tests.signup_web.visiting import IN, OUT, Site


def test_a_page_shows_sixty_sizes_and_each_is_on_one_page(site: Site) -> None:
    site.watch("tent", " ".join(f"T{number}" for number in range(2000)))
    shown: list[str] = []
    page = site.visitor().get("/p/tent").text
    while True:
        here = re.findall(r'data-size="([^"]+)"', page)
        assert len(here) <= 60
        assert len(page) < 120_000
        shown += here
        more = re.search(r'rel="next" href="([^"]+)"', page)
        if not more:
            break
        page = site.visitor().get(more[1].replace("&amp;", "&")).text
    assert sorted(shown) == sorted(f"T{number}" for number in range(2000))


def test_what_is_in_stock_comes_first_whatever_page_it_would_be_on(site: Site) -> None:
    tent = site.watch("tent", " ".join(f"T{number}" for number in range(200)))
    rest: Any = dict.fromkeys((f"T{number}" for number in range(199)), OUT)
    site.look(tent, T199=IN, **rest)
    assert re.findall(r'data-size="([^"]+)"', site.visitor().get("/p/tent").text)[0] == "T199"
    assert site.visitor().get("/p/tent?sizes=99").status_code == 404
