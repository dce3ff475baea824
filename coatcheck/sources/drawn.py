"""A watch's own word on how its page is got: as the shop sends it, or as a browser draws it. Pure."""

from collections.abc import Mapping

from coatcheck.errors import Invalid
from coatcheck.ports import Drawing, Option, grouped

BROWSER = "browser"
MOST_STEPS = 8
OPTIONS = grouped(
    "A page that scripts draw",
    Option("fetch", "browser: the page is read as a browser draws it; empty: as the shop sends it", choices=(BROWSER,)),
    Option("wait_for", "with fetch=browser: a CSS selector of what has to be there first; empty: until the page rests"),
    Option("press", "with fetch=browser: what to press first, a line each: its words, or a CSS selector", "lines"),
    Option("cookies", "with fetch=browser: cookies to come with, a line each: NAME=VALUE", "lines"),
)


def drawing(options: Mapping[str, str]) -> Drawing | None:
    """Return how a browser has to draw the page; None where none has to. Raises `Invalid` where the options can't be used."""
    fetch = options.get("fetch", "")
    if fetch not in ("", BROWSER):
        raise Invalid(f"fetch is {fetch!r}: write browser, or leave it empty.", "fetch")
    if not fetch:
        for name in ("wait_for", "press", "cookies"):
            if options.get(name):
                raise Invalid(f"{name} is for pages that a browser draws: set fetch to browser, too.", name)
        return None
    press = tuple(_lines(options.get("press", "")))
    if len(press) > MOST_STEPS:
        raise Invalid(f"press has {len(press)} lines: {MOST_STEPS} at the most.", "press")
    return Drawing(
        wait_for=_selector(options.get("wait_for", "").strip()), press=press, cookies=dict(_cookies(options))
    )


def of_drawing(options: Mapping[str, str]) -> dict[str, str]:
    """Return those of a watch's options that say how its page is got: they hold for whatever is read of it."""
    return {option.name: text for option in OPTIONS if (text := options.get(option.name))}


def _selector(selector: str) -> str:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        if selector:
            LexborHTMLParser("<p>").css_first(selector)
    except SelectolaxError as error:
        raise Invalid(f"wait_for is {selector!r}, which is no CSS selector.", "wait_for") from error
    return selector


def _cookies(options: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    for line in _lines(options.get("cookies", "")):
        name, sign, value = (part.strip() for part in line.partition("="))
        if not (name and sign):
            raise Invalid(f"cookies has the line {line!r}: write NAME=VALUE.", "cookies")
        found.append((name, value))
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
