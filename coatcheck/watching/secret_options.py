"""Options that may hold what only the shop and the operator should know. Pure."""

from collections.abc import Mapping

SECRET = frozenset({"api_key", "body", "cookies", "headers"})
BLANK = "***"


def blanked(options: Mapping[str, str]) -> dict[str, str]:
    """Return the options with "***" in place of each secret, for whoever may not change what is watched."""
    return {name: BLANK if name in SECRET and text else text for name, text in options.items()}
