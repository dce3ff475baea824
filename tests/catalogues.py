"""The catalogues of languages, brought up to what the code says: `python -m tests.catalogues`.

Sentences that are new come in without a translation, those that nobody says any more go. Nothing is guessed.
"""

from collections.abc import Iterator

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from coatcheck.languages import ENGLISH, LANGUAGES
from coatcheck.languages.catalogues import path, read
from tests.places import ROOT

FOLDERS = ("coatcheck", "notifier", "signup_web")
METHODS = [("**.py", "python"), ("**/templates/**", "jinja2")]
OPTIONS = {"**/templates/**": {"trimmed": "true", "silent": "false"}}
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    "plural": (1, 2),
}


def said() -> Catalog:
    """Collect every sentence that the code says to people, with the files in which it does."""
    found = Catalog()
    for folder in FOLDERS:
        for name, _, message, _, context in extract_from_dir(
            ROOT / folder, METHODS, OPTIONS, KEYWORDS, directory_filter=_is_public
        ):
            found.add(message, locations=[(f"{folder}/{name}", 0)], context=context)
    return found


def languages() -> Iterator[str]:
    """List the languages that have a catalogue."""
    return (code for code in LANGUAGES if code != ENGLISH)


def main() -> None:
    """Write each language's catalogue anew."""
    source = said()
    for code in languages():
        known = read(code) if path(code).exists() else Catalog(code)
        known.update(source, no_fuzzy_matching=True)
        known.obsolete.clear()
        with path(code).open("wb") as file:
            write_po(file, known, width=120, omit_header=True, sort_by_file=True, include_lineno=False)
        missing = sum(not message.string or not all(message.string) for message in known if message.id)
        print(f"{code}: {len(known)} sentences, {missing} without a translation")


def _is_public(folder: str) -> bool:
    return not folder.endswith(("/admin", "/sources", "/store", "/bus", "/fetch"))


if __name__ == "__main__":
    main()
