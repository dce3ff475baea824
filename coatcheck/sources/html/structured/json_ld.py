"""What a page's JSON-LD says: https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents"""

import html
import re
from collections.abc import Iterable

from coatcheck.model import Product
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.structured.broken_json import read_all
from coatcheck.sources.html.structured.choose import choose
from coatcheck.sources.html.structured.graph import plainly_named
from coatcheck.sources.html.structured.products import candidates

NAME = "json-ld"
_OTHER_NAMES = re.compile(r'"(?:[A-Z]|schema:|https?://schema\.org/)\w*"\s*:')


def read_json_ld(document: Document) -> Product | None:
    """Read the page's product by its JSON-LD; None where that describes none."""
    sources = (
        source
        for attributes, source in document.scripts
        if "json" in attributes.lower() and "ld+json" in html.unescape(attributes).lower()
    )
    return _described(sources, document)


def read_json_ld_document(document: Document) -> Product | None:
    """Read the product of an answer that is itself JSON-LD (`application/ld+json`), and no page; None where it describes none."""
    return _described([document.text], document) if '"@type"' in document.text else None


def _described(sources: Iterable[str], document: Document) -> Product | None:
    listed = list(sources)
    values = read_all(listed)
    if any(_OTHER_NAMES.search(source) for source in listed):
        values = [plainly_named(value) for value in values]
    return choose(candidates(values, NAME, document), document)
