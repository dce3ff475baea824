"""The same page in another country's shop is another page: what is in stock there is there for others."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from coatcheck.errors import Unreadable
from coatcheck.ports import Answer

MARKET = re.compile(r"[a-z]{2}(?:-[a-z]{2,4})?", re.IGNORECASE)  # fr, en-gb, zh-hant


class Address(NamedTuple):
    """Where in a shop's world a page is: the market that its address names, and the page, alike in every market."""

    market: tuple[str, str]  # as the host names it, and as the path does; "" where it does not
    page: tuple[str, str]


def require_same_market(answer: Answer) -> None:
    """Return unless the shop sent us on to the same page of another market; then raise `Unreadable`."""
    if answer.url == answer.request.url:
        return
    asked, came = address(answer.request.url), address(answer.url)
    if asked.market != came.market and asked.page == came.page:
        raise Unreadable(
            f"The shop sent us on to another market ({answer.url[:200]}), where other things may be in stock. "
            "If that one is yours, watch its address instead."
        )


@lru_cache(maxsize=4096)
def address(url: str) -> Address:
    """Split an address into the market and the page that it names.

    https://shop.example/fr/coat, https://shop.example/fr-CA/coat and https://fr.shop.example/coat name a market;
    https://shop.example/coat and https://www.shop.example/coat name the same page, and none.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    label, _, domain = host.partition(".")
    by_host = label if MARKET.fullmatch(label) and "." in domain else ""
    first, _, rest = parts.path.lstrip("/").partition("/")
    by_path = first.lower() if MARKET.fullmatch(first) and rest else ""
    shop = domain if by_host or label == "www" else host
    return Address((by_host, by_path), (shop, rest if by_path else parts.path.lstrip("/")))
