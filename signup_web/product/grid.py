"""Many variants that differ in two options as a table: which are its rows, and which its columns. Pure."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from coatcheck.model import Frozen, VariantState
from coatcheck.truth.sizes import are_sizes, in_order

FEW = 8  # variants that get a card each
WIDEST = 40  # columns
SPARSEST = 2  # places in the table for each variant: with more it is a table of gaps

Row = tuple[str, tuple[str | None, ...]]


class Grid(Frozen, frozen=True):
    """A table of variants. A row has its name and an id for each column, None where there is no such variant."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def ids(self) -> set[str]:
        """Return the ids of all variants in it."""
        return {id for _, row in self.rows for id in row if id is not None}


def arranged(variants: Sequence[VariantState]) -> Grid | None:
    """Put variants into a table, their sizes side by side; None where they are few, or no table."""
    pairs = _pairs(variants) if len(variants) > FEW else []
    if not pairs or len(set(pairs)) < len(pairs):
        return None
    across = _across(pairs)
    places = {(pair[1 - across], pair[across]): variant.id for pair, variant in zip(pairs, variants, strict=True)}
    rows = list(dict.fromkeys(row for row, _ in places))
    named = list(dict.fromkeys(column for _, column in places))
    columns = tuple(in_order(named, named))
    if len(columns) > WIDEST or len(rows) * len(columns) > SPARSEST * len(variants):
        return None
    return Grid(columns, tuple((row, tuple(places.get((row, column)) for column in columns)) for row in rows))


def page(grid: Grid, in_stock: Collection[str], most: int, number: int) -> tuple[Grid, int]:
    """Return one page of a table and how many there are: at most so many places each, the rows with something in stock first."""
    rows = sorted(grid.rows, key=lambda row: not any(id in in_stock for id in row[1]))
    high = max(1, most // len(grid.columns))
    return replace(grid, rows=tuple(rows[(number - 1) * high : number * high])), -(-len(rows) // high)


def _pairs(variants: Sequence[VariantState]) -> list[tuple[str, ...]]:
    """Return what tells each variant from the others, two things; none where it is less or more, or not told of each."""
    names = [name for name in variants[0].options if len({each.options.get(name) for each in variants}) > 1]
    pairs = [tuple(each.options.get(name, "") for name in names) for each in variants]
    if len(names) != 2:  # some shops tell them by the title alone: "Black / M"
        pairs = [tuple(each.title.split(" / ")) for each in variants]
    return pairs if all(len(pair) == 2 and all(pair) for pair in pairs) else []


def _across(pairs: Sequence[tuple[str, ...]]) -> int:
    """Choose which of the two are columns: the sizes; else those of which there are fewer."""
    first, second = ({pair[place] for pair in pairs} for place in (0, 1))
    sizes = are_sizes(list(first)), are_sizes(list(second))
    if sizes[0] != sizes[1]:
        return sizes.index(True)
    return 0 if len(first) < len(second) else 1
