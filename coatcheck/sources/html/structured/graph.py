"""The nodes of structured data: JSON-LD as it is written, microdata and RDFa in the same form. All of it linked by `@id`.

https://www.w3.org/TR/json-ld11/
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, wraps
from typing import Any, TypeVar

from coatcheck.errors import Unreadable
from coatcheck.sources.html.document import Document

Node = dict[str, Any]
Path = tuple[str, ...]
Said = TypeVar("Said")

DEEPEST = 24  # levels; deeper nodes are not looked at
MOST = 20_000  # nodes of one page
MOST_FOLLOWED = 50_000  # nodes that references lead to, in one page: one product of 2,000 offers takes a tenth of it
FIELDS = 20  # of a node, about; joining nodes of more counts for more
MOST_TYPES = 20  # of one node
LONGEST_TYPE = 200  # characters; longer ones name nothing

PRODUCTS = frozenset(
    [
        "product",
        "productgroup",
        "productmodel",
        "individualproduct",
        "someproducts",
        "vehicle",
        "car",
        "motorcycle",
        "motorizedbicycle",
        "busorcoach",
        "book",
        "audiobook",
        "game",
        "videogame",
        "musicalbum",
        "musicrelease",
        "movie",
        "drug",
        "dietarysupplement",
    ]
)
GROUPS = frozenset({"productgroup"})
OFFERS = frozenset({"offer", "aggregateoffer", "offerforpurchase", "offerforlease"})

# Products that are mentioned under these names are others than the one the page is about.
OTHERS = frozenset(
    [
        "isrelatedto",
        "issimilarto",
        "isaccessoryorsparepartfor",
        "isconsumablefor",
        "review",
        "reviews",
        "hasoffercatalog",
        "makesoffer",
        "itemreviewed",
        "owns",
        "mentions",
    ]
)
LISTS = frozenset({"itemlistelement", "item"})
REFERENCE = frozenset({"@id", "@type"})  # an object with no more than these points at another one
ALONE = frozenset({"@graph", "mainentity", "about", "itemlistelement", "item"})  # where an offer stands for a product


def types(node: Node) -> frozenset[str]:
    """Return the names of a node's types, in lower case and without their vocabulary."""
    said = node.get("@type") or node.get("type")
    names = said[:MOST_TYPES] if isinstance(said, list) else [said]
    return frozenset(_last(name) for name in names if isinstance(name, str) and len(name) <= LONGEST_TYPE)


@lru_cache(1024)
def _last(name: str) -> str:
    return name.strip().replace("#", "/").replace(":", "/").rstrip("/").rsplit("/", 1)[-1].lower()


def address(node: Node) -> str:
    """Return what other nodes of the page point at; "" where a node has no such name."""
    name = node.get("@id")
    return name if isinstance(name, str) else ""


def named(node: Node) -> str:
    """Return the name a node has beyond this page; "" for those numbered by whoever read it."""
    name = address(node)
    return "" if name.startswith("_:") else name


def nodes(value: object) -> list[Node]:
    """Return the objects in a value that may be one, a list of them, a list of such lists, or neither."""
    return list(each_node(value))


def each_node(value: object) -> Iterator[Node]:
    """Yield what `nodes` returns, one by one: for whoever takes the first few of a list that many others refer to as well."""
    return (node for part in _listed(value) for node in _listed(part) if isinstance(node, dict))


def _listed(value: object) -> list[Any]:
    """The parts of a list; an object is its own only part."""
    return value if isinstance(value, list) else [value] if isinstance(value, dict) else []


class Graph:
    """All that one witness says in a page, with the references between its nodes followed."""

    def __init__(self, values: Iterable[object], witness: str, document: Document) -> None:
        self.roots = list(values)
        self.witness = witness
        self.document = document
        self.kept: dict[tuple[object, int], tuple[Node, Any]] = {}  # what `once` has read
        self._followed = 0

    @cached_property
    def _named(self) -> tuple[dict[str, Node], frozenset[str], frozenset[str]]:
        """Nodes by `@id`; the ids that others point at; those pointed at as other products."""
        by_id: dict[str, Node] = {}
        parts: set[str] = set()
        others: set[str] = set()

        def note(node: Node, path: Path) -> None:
            name = address(node)
            if not name:
                return
            if node.keys() - REFERENCE:
                by_id[name] = self.joined(node, by_id.get(name, {}))
            elif path:
                (others if path[-1] in OTHERS else parts).add(name)

        list(outermost(self.roots, note))
        return by_id, frozenset(parts), frozenset(others)

    def is_part(self, node: Node) -> bool:
        """Return whether another node points at this one as a part of it."""
        return address(node) in self._named[1]

    def is_other(self, node: Node) -> bool:
        """Return whether a product points at this one as another product."""
        return address(node) in self._named[2] if "@id" in node else False

    def follow(self, value: object) -> list[Node]:
        """Return the objects in a value, each reference replaced by what it points at, if the page has that."""
        found = nodes(value)
        self.count(max(len(found), len(value) // FIELDS if isinstance(value, list) else 0))
        return [self._resolve(node) for node in found]

    def _resolve(self, node: Node) -> Node:
        return self.completed(node) if node.keys() <= REFERENCE else node

    def completed(self, node: Node) -> Node:
        """Return a node with what the page's other nodes of the same `@id` say; itself where it has none."""
        return self.joined(node, self._named[0].get(address(node), {})) if "@id" in node else node

    def joined(self, node: Node, known: Node) -> Node:
        """Return both in one, what is known before all; the known node itself where it lacks nothing, so that all who refer to it mean the same."""
        if node.keys() <= known.keys():
            return known
        self.count((len(node) + len(known)) // FIELDS)
        return node | known

    def count(self, followed: int) -> None:
        """Count what references lead to: a few nodes can point at each other in more ways than anybody could go. Raises `Unreadable`."""
        self._followed += followed
        if self._followed > MOST_FOLLOWED:
            raise Unreadable(f"The page's structured data holds more than {MOST_FOLLOWED:,} references.")


def once(read: Callable[[Node, Graph], Said]) -> Callable[[Node, Graph], Said]:
    """Have each node of a graph read once, however many others refer to it."""

    @wraps(read)
    def reading(node: Node, graph: Graph) -> Said:
        kept = graph.kept.get((read, id(node)))
        if kept is None:
            # the node is kept as well, so that no other one gets its id
            kept = graph.kept[read, id(node)] = (node, read(node, graph))
        said: Said = kept[1]
        return said

    return reading


def plainly_named(value: Any, levels: int = DEEPEST) -> Any:
    """Return a value as schema.org has it: "offers" for "Offers", "schema:offers" and "http://schema.org/offers"; None below so many levels.

    PHP writes a list with gaps as an object, {"0": ..., "2": ...}: it becomes a list.
    """
    if levels == 0:
        return None
    if isinstance(value, list):
        return [plainly_named(part, levels - 1) for part in value]
    if not isinstance(value, dict):
        return value
    if value and all(name.isdigit() for name in value):
        return [plainly_named(part, levels - 1) for part in value.values()]
    return {_plain(name): plainly_named(part, levels - 1) for name, part in value.items()}


def _plain(name: str) -> str:
    last = name if name.startswith("@") else name.replace("#", "/").replace(":", "/").rsplit("/", 1)[-1]
    return last[:1].lower() + last[1:]


def outermost(roots: Iterable[object], pick: Callable[[Node, Path], Node | None]) -> Iterator[tuple[Node, Path]]:
    """Return what `pick` makes of the objects below these values, with the names that lead there; it isn't asked about what lies inside a find."""
    waiting: list[tuple[object, Path]] = [(root, ()) for root in reversed(list(roots))]
    seen = 0
    while waiting and seen < MOST:
        value, path = waiting.pop()
        if isinstance(value, list):
            waiting.extend((part, path) for part in reversed(value) if isinstance(part, (dict, list)))
        elif isinstance(value, dict) and len(path) <= DEEPEST:
            seen += 1
            found = pick(value, path)
            if found is not None:
                yield found, path
            else:
                below = [
                    (part, (*path, name.lower())) for name, part in value.items() if isinstance(part, (dict, list))
                ]
                waiting.extend(reversed(below))
