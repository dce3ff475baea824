"""Other programs' lists of what they watch, as entries of our own: one file for each program.

Nothing is dropped without a word: what can't be taken over is named, with the reason.
"""

from pkgutil import resolve_name
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from coatcheck.watching.importing.taking_over import Imported

IMPORTERS = {
    "changedetection": "coatcheck.watching.importing.changedetection:read",
    "urlwatch": "coatcheck.watching.importing.urlwatch:read",
    "addresses": "coatcheck.watching.importing.addresses:read",
}


def imported(program: str, stream: BinaryIO) -> "Imported":
    """Read a list of this program's, one of `IMPORTERS`. Raises `Invalid` where it is none, or too large."""
    return cast("Imported", resolve_name(IMPORTERS[program])(stream))
