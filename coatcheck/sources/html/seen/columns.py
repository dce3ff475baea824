"""The heads of a table's columns, which say nothing by themselves."""

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

FEW = 5  # texts and elements behind a row, among which the next one is looked for


def heads_a_column(cell: LexborNode) -> bool:
    """Return whether a cell is one of a row of heads, over the rows of a table: "In stock" over the numbers of each size says nothing yet."""
    row = cell.parent
    if cell.tag != "th" or row is None or len(row.css("th")[:2]) < 2 or row.css_first("td") is not None:
        return False
    below = (node for node in islice(_after(row), FEW) if node.is_element_node)
    return (row.parent is not None and row.parent.tag == "thead") or any(node.tag == "tr" for node in below)


def _after(node: LexborNode) -> Iterator[LexborNode]:
    after = node.next
    while after is not None:
        yield after
        after = after.next
