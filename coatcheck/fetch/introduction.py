"""How we introduce ourselves to shops."""

from importlib.metadata import version

from coatcheck.config import Settings


def introduction(settings: Settings) -> str:
    """Return the user agent: the configured one, else our name, version and the site's address."""
    product = settings.brand.replace(" ", "")
    return settings.user_agent or f"{product}/{version('coatcheck')} (+{settings.site})"
