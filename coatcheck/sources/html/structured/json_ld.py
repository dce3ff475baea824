"""What a page's JSON-LD says: https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents"""

import re

from coatcheck.model import Product
from coatcheck.plain_text import unescaped
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.structured.broken_json import read_all
from coatcheck.sources.html.structured.choose import choose
from coatcheck.sources.html.structured.graph import plainly_named
from coatcheck.sources.html.structured.products import candidates

NAME = "json-ld"
_OTHER_NAMES = re.compile(r'"(?:[A-Z0-9]|schema:|https?://schema\.org/)\w*"\s*:')  # "Offers": "schema:offers": "0":


def read_json_ld(document: Document) -> Product | None:
    """Read the page's product by its JSON-LD; None where that describes none."""
    return _described(_sources(document), document)


def read_json_ld_document(document: Document) -> Product | None:
    """Read the product of an answer that is itself JSON-LD (`application/ld+json`), and no page; None where it describes none."""
    return _described([document.text], document) if '"@type"' in document.text else None


def json_ld_values(document: Document) -> list[object]:
    """Read all that the page's JSON-LD says, of whatever it is about."""
    return _values(_sources(document))


def _sources(document: Document) -> list[str]:
    return [
        source
        for attributes, source in document.scripts
        if "json" in attributes.lower() and "ld+json" in unescaped(attributes).lower()
    ]


def _described(sources: list[str], document: Document) -> Product | None:
    return choose(candidates(_values(sources), NAME, document), document)


def _values(sources: list[str]) -> list[object]:
    values = read_all(sources)
    if any(_OTHER_NAMES.search(source) for source in sources):
        values = [plainly_named(value) for value in values]
    return values
