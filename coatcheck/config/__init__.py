"""The settings: one table, read once from the environment and a `.env` file, refused loudly when wrong."""

from coatcheck.config.limits import Limits
from coatcheck.config.reading import parse, read_settings
from coatcheck.config.senders import Sender, senders
from coatcheck.config.settings import EVERYWHERE, Row, Settings, rows

__all__ = ["EVERYWHERE", "Limits", "Row", "Sender", "Settings", "parse", "read_settings", "rows", "senders"]
