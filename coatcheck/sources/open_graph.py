"""Any page with product tags in its head: `product:availability`, as told to Facebook, Pinterest and others."""

from collections.abc import Sequence

from coatcheck.errors import Unreadable
from coatcheck.model import Observation
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources.answers import fingerprint, observe, require_ok
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.seen.own_page import require_own_page
from coatcheck.sources.html.structured.open_graph_tags import NAME, read_open_graph

OPTIONS: tuple[Option, ...] = ()


def request(target: Target) -> Request:
    return Request(url=target.url)


def read(target: Target, answers: Sequence[Answer]) -> Observation:
    answer = answers[-1]
    require_ok(answer)
    document = Document(answer)
    product = read_open_graph(document)
    require_own_page(document, [product] if product else [])
    if product is None:
        raise Unreadable("The page's <meta> tags don't describe a product.")
    return observe([product], fingerprint("open-graph", [NAME]))
