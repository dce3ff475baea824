"""Values that stand apart from their labels: below them in a table, and in fields that nobody can fill."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import attribute, clean, lineage
from coatcheck.sources.html.language.labels import is_label, is_of_shops
from coatcheck.sources.html.language.marks import Marks
from coatcheck.sources.html.language.reading import denies, read_words
from coatcheck.sources.html.language.readings import UNKNOWN
from coatcheck.sources.html.language.sentences import words
from coatcheck.sources.html.seen.lines import FEW, LONGEST, MOST_COLUMNS, Line, neighbour_of, seen_text
from coatcheck.sources.html.seen.size_choices import is_size

MOST_TABLES, MOST_ROWS = 20, 30
MOST_FIELDS, MOST_LABELS = 20, 200
# How many are ordered, where a field says so
_ORDERED = Marks(
    "quantity; qty; quantité; cantidad; quantità; quantidade; aantal; antal; antall; anzahl; ilość; množství; množstvo; mennyiség; cantitate; määrä; adet; miktar; количество; кількість; ποσότητα; količina; quantitat; kiekis; kogus; units; unidades"
)
IsSeen = Callable[[LexborNode], bool]


class Labelled:
    """The values of one page that stand apart from their labels. Its tables are looked through once, whoever asks for them."""

    def __init__(self, body: LexborNode | None, fields: Iterable[LexborNode]) -> None:
        """`fields`: inputs that nobody can fill."""
        self._body, self._fields = body, list(islice(fields, MOST_FIELDS))

    def lines(self, is_seen: IsSeen) -> Iterator[Line]:
        """Return each such value with its label, as a line. `is_seen`: whether an element is worth reading."""
        for row, lines in self._tables:
            if is_seen(row):
                yield from lines
        if self._body is not None:
            yield from _filled(self._body, is_seen, self._fields)

    @cached_property
    def _tables(self) -> list[tuple[LexborNode, list[Line]]]:
        """The first row below the labels of each table that has some, with the lines of its values."""
        return list(_below_labels(self._body)) if self._body is not None else []


def _below_labels(body: LexborNode) -> Iterator[tuple[LexborNode, list[Line]]]:
    """The values of a table's only row, each with the label that heads its column; of several rows one that denies, where none says that it is there."""
    for table in body.css("table")[:MOST_TABLES]:
        rows = table.css("tr")[: MOST_ROWS + 1]
        heads = rows[0].css("td, th")[:MOST_COLUMNS] if 1 < len(rows) <= MOST_ROWS else []
        paired = len({head.tag for head in heads}) > 1
        labels = [seen_text(head) for head in heads] if len(heads) > 1 and not paired else []
        named = [place for place, label in enumerate(labels) if is_label(label)]
        cells = [row.css("td, th")[:MOST_COLUMNS] for row in rows[1:]] if named else []
        if named and all(len(row) == len(labels) for row in cells):
            of_shops, of_sizes = any(map(is_of_shops, labels)), all(is_size(seen_text(row[0])) for row in cells)
            columns = [(labels[place], [row[place] for row in cells]) for place in named]
            yield rows[1], [line for label, column in columns for line in _below(label, column, of_shops, of_sizes)]


def _below(label: str, cells: list[LexborNode], of_shops: bool, of_sizes: bool) -> Iterator[Line]:
    """What a column says of the product: a row that is the only one, or many of which some say no and none yes, unless they are shops of brick."""
    values = [seen_text(cell) for cell in cells]
    certain = of_sizes or " " in label or read_words(label, own=True) is UNKNOWN  # a feature may be "available" as well
    lines = [f"{label.rstrip(': ：')}: {value}" for value in values]
    none_there = not any(read_words(line, own=True).buyable for line in lines)
    tells = len(cells) == 1 or (certain and not of_shops and none_there and any(map(denies, values)))
    told = next((place for place, value in enumerate(values) if len(values) == 1 or denies(value)), 0)
    if tells and 0 < len(values[told]) < LONGEST:
        yield Line(cells[told], lines[told], ())


def _filled(body: LexborNode, is_seen: IsSeen, fields: Iterable[LexborNode]) -> Iterator[Line]:
    """What stands in fields that nobody can fill, each with its label; an order's quantity is none of stock."""
    for field in fields:
        value = clean(attribute(field, "value"))
        if value and not _is_of_an_order(field) and is_seen(field):
            label = _label_of(field, body)
            if is_label(label) and not all(map(_ORDERED.is_word, words(label))):
                yield Line(field, f"{label.rstrip(': ：')}: {value}", ())


def _is_of_an_order(field: LexborNode) -> bool:
    """Whether a field holds how many are ordered, or is to be ticked."""
    if attribute(field, "type") not in ("", "text", "number"):
        return True
    names = f"{attribute(field, 'name')} {attribute(field, 'id')}".lower()
    return "qty" in names or "quant" in names


def _label_of(field: LexborNode, body: LexborNode) -> str:
    """What a label says of a field: the one that names it, the one that it stands in, or the words before it."""
    within = next((above for above in lineage(field.parent, FEW) if above.tag == "label"), None)
    before = neighbour_of(field, forward=False)
    identity = attribute(field, "id")
    named = (
        [label for label in body.css("label[for]")[:MOST_LABELS] if attribute(label, "for") == identity]
        if identity
        else []
    )
    return next((seen_text(label) for label in (*named, within, before) if label is not None), "")
