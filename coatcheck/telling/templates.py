"""The operator's own words for messages: Jinja templates in a folder, a file for each event, or for an event by one channel.

`restock.txt`, or `restock.sms.txt` for texts alone. What is said in them is in the site's language, so that whoever reads another
gets our own words; so does everybody of whom a template makes something that can't be sent.
https://jinja.palletsprojects.com/en/stable/sandbox/
"""

import logging
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from coatcheck.errors import Invalid
from coatcheck.languages import language
from coatcheck.model import NO_CONDITIONS, Conditions, Restocked, RestockEvent
from coatcheck.plain_text import printable, there_are
from coatcheck.ports import Line
from coatcheck.telling import showings
from coatcheck.telling.announcement import PRICE, STOP, amount, cost, size
from coatcheck.telling.news import News
from coatcheck.telling.texts import BRAND, ITEM, SIZES, fit, listed, segments, spelled

if TYPE_CHECKING:
    from jinja2 import Template

# It is back; costs less; there are more; it was there when somebody signed up
EVENTS = ("restock", "price", "pieces", "there")
VALUES = ("brand", "title", "sizes", "price", "was", "count", "shop", "link", "stop")
LARGEST = 4_000  # characters of a template
LONGEST = 1500  # characters of a message
MOST_SEGMENTS = 3  # of a text

log = logging.getLogger(__name__)


class Templates:
    """The templates of one process. Safe to use from several threads."""

    def __init__(self, words: Mapping[str, str], spoken: str) -> None:
        """`words`: by name, "restock" or "restock.sms". `spoken`: the language of all of them. Raises `Invalid` where one can't be used."""
        self._spoken = spoken
        self._made = {name: self._compile(name, text) for name, text in words.items()}

    def news(
        self,
        channel: str,
        told: News,
        event: RestockEvent,
        link: str,
        brand: str,
        is_text: bool,
        conditions: Conditions = NO_CONDITIONS,
    ) -> News:
        """Return the news in the operator's words; as they were told where there are none for it, or none that can be sent."""
        kind = event_of(event)
        template = self._made.get(f"{kind}.{channel}") or self._made.get(kind)
        if template is None or language() != self._spoken or showings.tells_showings(event):
            return told
        try:
            words = said(template, values(event, link, brand, is_text, conditions), is_text)
        except Exception as error:  # a template is a stranger's program, and may raise anything
            # Of an error that is not ours only its kind is logged: its words may hold somebody's own link.
            fault = str(error) if isinstance(error, Invalid) else f"{type(error).__name__}{_line(error)}"
            log.warning(
                "A template makes nothing that can be sent: %s", fault, extra={"event": kind, "channel": channel}
            )
            return told
        return News(words, told.title, () if is_text else tuple(Line(line) for line in words.splitlines()))

    def preview(self, names: Collection[str]) -> dict[str, str]:
        """Return what each template says at its longest, by its name and channel: one for all channels as a text and as another message.

        `names`: the channels whose messages are texts. Raises `Invalid` where one makes nothing that can be sent, at its longest or its shortest.
        """
        found: dict[str, str] = {}
        for name, template in self._made.items():
            kind, _, channel = name.partition(".")
            for is_text in (channel in names,) if channel else (True, False) if names else (False,):
                _tried(
                    name,
                    template,
                    values(shortest(kind), "https://a.example/r/x", "B", is_text, NO_CONDITIONS),
                    is_text,
                )
                shown = values(
                    longest(kind), "https://a-rather-long-name.example/r/x7Kp2Qa", "B" * BRAND, is_text, NO_CONDITIONS
                )
                found[f"{name} {'as a text' if is_text else 'as a message'}"] = _tried(name, template, shown, is_text)
        return found

    @cached_property
    def _environment(self) -> Any:
        from coatcheck.telling.sandbox import Sandbox

        return Sandbox()

    def _compile(self, name: str, text: str) -> "Template":
        from jinja2 import TemplateSyntaxError

        try:
            made: Template = self._environment.from_string(text)
        except TemplateSyntaxError as error:
            raise Invalid(f"The template {name}, line {error.lineno}: {error.message}.") from error
        except Exception as error:  # Jinja's own, of what it was not made for: a thousand brackets, say
            raise Invalid(f"The template {name} can't be read: {type(error).__name__}.") from error
        return made


def read(folder: str, channels: Mapping[str, bool], spoken: str) -> Templates:
    """Read the templates in a folder; none where it is "". `channels`: whether each is switched on and its messages are texts.

    Raises `Invalid` naming the file that can't be used, or makes nothing that can be sent where its values are at their longest.
    """
    words: dict[str, str] = {}
    if folder and not Path(folder).is_dir():
        raise Invalid(
            f"There is no folder {folder!r}: COATCHECK_TEMPLATES names the one with the templates of messages."
        )
    for file in sorted(Path(folder).glob("*.txt")) if folder else ():
        kind, _, channel = file.stem.partition(".")
        if kind not in EVENTS:
            raise Invalid(f"{file}: there is no event {kind!r}. {there_are(kind, EVENTS)}")
        if channel and channel not in channels:
            raise Invalid(f"{file}: there is no channel {channel!r}. {there_are(channel, channels)}")
        words[file.stem] = _text(file)
    made = Templates(words, spoken)
    made.preview([name for name, is_text in channels.items() if is_text])
    return made


def _text(file: Path) -> str:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"The template {file} can't be read: {error}.") from error
    if len(text) > LARGEST:
        raise Invalid(f"The template {file} has more than {LARGEST} characters.")
    return text


def event_of(event: RestockEvent) -> str:
    """Name what happened, as templates call it."""
    if any(variant.price_before is not None for variant in event.variants):
        return "price"
    if any(variant.quantity_before is not None for variant in event.variants):
        return "pieces"
    return "there" if event.was_there else "restock"


def values(event: RestockEvent, link: str, brand: str, is_text: bool, conditions: Conditions) -> dict[str, str]:
    """Return what a template may say. In a text each value is cut to the room that it has in ours."""
    only = event.variants[0] if len(event.variants) == 1 else None
    named = [name for variant in event.variants if (name := size(variant, event.title))]
    count = max((variant.quantity or 0 for variant in event.variants), default=0)
    whole = {
        "title": (event.title, ITEM),
        "sizes": (listed(named, SIZES) if is_text else ", ".join(named), SIZES),
        "price": (cost(only, conditions) if only else "", PRICE),
        "was": (_before(only), PRICE),
        "brand": (brand, BRAND),
        "shop": (urlsplit(event.url).netloc.removeprefix("www."), ITEM),
    }
    cut = {name: fit(text, most) if is_text else printable(text) for name, (text, most) in whole.items()}
    return {**cut, "count": str(count or ""), "link": link, "stop": STOP if is_text else ""}


def said(template: "Template", shown: Mapping[str, str], is_text: bool) -> str:
    """Return what a template says with these values. Raises `Invalid` where that can't be sent: the link has to be in it, and in a text how to stop."""
    words = template.render(shown).strip()
    words = spelled(" ".join(words.split())) if is_text else words
    if shown["link"] not in words:
        raise Invalid("It has no {{ link }}, by which people get there, and a message is known again.")
    if is_text and "STOP" not in words:
        raise Invalid("A text has to say how to stop: {{ stop }}, or STOP in words of your own.")
    if is_text and segments(words) > MOST_SEGMENTS:
        raise Invalid(f"It takes {segments(words)} segments; {MOST_SEGMENTS} are the most.")
    if len(words) > LONGEST:
        raise Invalid(f"It has {len(words)} characters; {LONGEST} are the most.")
    return words


def _tried(name: str, template: "Template", shown: Mapping[str, str], is_text: bool) -> str:
    try:
        return said(template, shown, is_text)
    except Invalid as error:
        raise Invalid(f"The template {name}: {error}") from error
    except Exception as error:  # a template is a stranger's program, and may raise anything
        raise Invalid(f"The template {name}{_line(error)}: {type(error).__name__}: {error}") from error


def _line(error: Exception) -> str:
    """Return ", line 3" where the template's own code raised this; "" where that is not known."""
    lines = [number for frame, number in walk_tb(error.__traceback__) if frame.f_code.co_filename == "<template>"]
    return f", line {lines[-1]}" if lines else ""


def longest(kind: str) -> RestockEvent:
    """Make an event of this kind whose values are as long as they may be."""
    from datetime import UTC, datetime

    variants = tuple(_longest(kind, number) for number in range(1 if kind in ("price", "there") else 9))
    url = "https://www.a-shop-with-a-long-name.example/products/coat"
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return RestockEvent("preview", "preview", at, "Parka für Übergrößen " * 4, url, variants, was_there=kind == "there")


def shortest(kind: str) -> RestockEvent:
    """Make an event of this kind of one size, that says no more than it has to: no price, and no number of pieces, where it can be without."""
    from datetime import UTC, datetime

    told = {
        "price": {"price": "1", "currency": "EUR", "price_before": "2"},
        "pieces": {"quantity": 2, "quantity_before": 1},
    }
    variant = Restocked(id="1", title="S", **told.get(kind, {}))  # type: ignore[arg-type]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return RestockEvent("preview", "preview", at, "A", "https://a.example/a", (variant,), was_there=kind == "there")


def _longest(kind: str, number: int) -> Restocked:
    made = {"id": str(number), "title": f"Größe {number}XL / Mitternachtsblau", "price": "12345.50", "currency": "CHF"}
    before = {"price": {"price_before": "23456.50"}, "pieces": {"quantity_before": 1}}.get(kind, {})
    return Restocked(**made, quantity=999, **before)  # type: ignore[arg-type]


def _before(variant: Restocked | None) -> str:
    if variant is None or not variant.price_before:
        return ""
    return amount(variant.price_before, variant.currency) if variant.currency else variant.price_before
