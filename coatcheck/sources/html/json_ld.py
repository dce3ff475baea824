"""What a page's JSON-LD says: https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents"""

import html
import re
from typing import Any

from coatcheck.model import Product
from coatcheck.sources.html.broken_json import read_values
from coatcheck.sources.html.choose import choose
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.graph import plainly_named
from coatcheck.sources.html.products import candidates

NAME = "json-ld"
_OTHER_NAMES = re.compile(r'"(?:[A-Z]|schema:|https?://schema\.org/)\w*"\s*:')


def read_json_ld(document: Document) -> Product | None:
    """The page's product by its JSON-LD; None where that describes none."""
    values: list[Any] = []
    for attributes, source in document.scripts:
        if "json" in attributes.lower() and "ld+json" in html.unescape(attributes).lower():
            found = read_values(source)
            values += plainly_named(found) if _OTHER_NAMES.search(source) else found
    return choose(candidates(values, NAME, document), document)
