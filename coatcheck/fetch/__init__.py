"""The polite HTTP client, on libcurl's multi interface: many shops at once, none of them trusted."""

from coatcheck.config import Settings
from coatcheck.fetch.client import Client
from coatcheck.ports import Clock, Fetcher


def open_fetcher(settings: Settings, clock: Clock) -> Fetcher:
    """Open the fetcher that these settings ask for. It opens no connection before its first request."""
    return Client(settings, clock)
