"""What came back, of all watches together, newest first; found in the changes that the pages have at hand, and in no further read."""

from collections.abc import Iterable
from datetime import datetime

from coatcheck.languages import gettext
from coatcheck.model import Frozen
from coatcheck.telling.offer_words import is_event, offer_words
from coatcheck.telling.variant_names import label
from signup_web.product.facts import Facts
from signup_web.product.history import Episode, History, episodes
from signup_web.product.sizes import Stay, stay
from signup_web.product.view import title

PAGE = 50
MOST = 2000  # of one watch: its newest


class Restock(Frozen, frozen=True):
    """A variant that came back, and the stay in stock that began with it."""

    facts: Facts
    size: str
    episode: Episode

    @property
    def product(self) -> str:
        """The product's name."""
        return title(self.facts)


class RestockLine(Frozen, frozen=True):
    """A restock in words."""

    slug: str
    product: str
    zone: str
    there: str  # that one can be had: "back in stock"; of an event "open"
    stay: Stay


class Restocks:
    """The restocks of watches, found again only where something about a watch has changed. One for each process."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[tuple[object, ...], list[Restock]]] = {}

    def newest(self, watches: Iterable[Facts], now: datetime) -> list[Restock]:
        """List all restocks of these watches that their changes tell of, newest first."""
        found = [restock for facts in watches for restock in self._of(facts, now)]
        return sorted(found, key=lambda restock: restock.episode.start, reverse=True)

    def _of(self, facts: Facts, now: datetime) -> list[Restock]:
        key = (facts.watch.revision, facts.state.version, facts.state.health, facts.stale(now), now.date())
        known, found = self._found.get(facts.watch.id, (None, []))
        if known != key:
            found = restocks_of(facts, now)
            self._found[facts.watch.id] = key, found
        return found


def restocks_of(facts: Facts, now: datetime) -> list[Restock]:
    """List the restocks of one watch, newest first, 2,000 at the most. Pure."""
    history = History(facts.record(now))
    found = [
        Restock(facts, label(variant), episode)
        for variant in facts.state.variants
        if history.was_there(variant.id)
        for episode in episodes(variant.id, history.timeline(variant.id, variant.in_stock))
        if episode.came_back
    ]
    return sorted(found, key=lambda restock: restock.episode.start, reverse=True)[:MOST]


def line(restock: Restock, now: datetime) -> RestockLine:
    """Put a restock into words, in the language that is spoken now."""
    facts = restock.facts
    said = stay(restock.episode, restock.size, facts, now)
    there = offer_words(facts.state).there if is_event(facts.state) else gettext("back in stock")
    return RestockLine(facts.watch.slug, restock.product, facts.watch.zone, there, said)
