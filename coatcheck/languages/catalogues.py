"""The catalogues: for each language a file that says our English sentences in it."""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

FOLDER = Path(__file__).parent


def path(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return FOLDER / f"{language}.po"


def read(language: str) -> "Catalog":
    """Read a language's catalogue. Raises `OSError` where there is none, `PoFileError` where it is broken."""
    from babel.messages.pofile import read_po

    with path(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@cache
def catalogue(language: str) -> GNUTranslations:
    """Return a language's sentences, read once for each process, when they are first needed."""
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, read(language))
    compiled.seek(0)
    return GNUTranslations(compiled)
