"""Pages that only a browser can read: drawn by Chromium, one context a look, and nothing reaches the network but through our guard."""

from coatcheck.browser.fetcher import Fetchers
from coatcheck.config import Settings
from coatcheck.fetch import open_fetcher as open_client
from coatcheck.ports import Clock, Fetcher


def open_fetcher(settings: Settings, clock: Clock) -> Fetcher:
    """Open the fetcher that these settings ask for: the polite client, and a browser from the first page on that has to be drawn."""
    return Fetchers(open_client(settings, clock), settings, clock)
