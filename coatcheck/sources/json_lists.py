"""The lists of things in decoded JSON, whatever it is: where each stands, and what its things have. Pure, linear, with caps."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from coatcheck.model import Frozen

MOST_VALUES = 20_000  # that are walked through in one answer
MOST_ITEMS = 40  # of one list that are looked at
MOST_FIELDS = 120  # of one thing, those of objects within it too
MOST_WITHIN = 20  # of an object within it
MOST_LISTS = 150
DEEPEST = 12
EDGE = "node"  # an edge's thing: https://relay.dev/graphql/connections.htm#sec-Edge-Types
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
Fields = dict[str, list[Any]]  # the values of a field in each thing that has it, by its place in the thing


class Things(Frozen, frozen=True):
    """Things of one kind: the JMESPath at which all of them stand, some of them, and what they stand in.

    `holder` is the place of the object with the list, `above` the place of the things that each have a list of these ("" where
    there is one list alone), `names` all the names on the way. `grouped`: they are the members of an object, by their names.
    """

    place: str
    items: list[Any]
    names: tuple[str, ...]
    holder: str = ""
    above: "Things | None" = None
    grouped: bool = False
    alone: bool = False
    owners: tuple[int, ...] = ()  # which of the things above has each of these

    def fields(self) -> Fields:
        """Collect the values of every field, those of objects within (`price.amount`) and of short lists (`avail[0]`) too."""
        found: Fields = {}
        for item in self.items:
            for place, value in islice(_leaves(item), MOST_FIELDS):
                found.setdefault(place, []).append(value)
        return found


def quoted(name: str) -> str:
    """Write a member's name as JMESPath takes it."""
    return name if _PLAIN_NAME.fullmatch(name) else msgspec.json.encode(name).decode()


def join(*places: str) -> str:
    """Write places one in the other: "data", "[]" and "id" are "data[].id"."""
    return "".join(
        f".{place}" if at and not place.startswith("[") else place for at, place in enumerate(filter(None, places))
    )


def things_in(document: Any) -> list[Things]:
    """List every kind of thing in a document, what stands higher first."""
    found: list[Things] = []
    waiting = deque([Things("", [document], (), alone=True)])
    left = MOST_VALUES
    while waiting and left > 0 and len(found) < MOST_LISTS:
        each = waiting.popleft()
        objects = [item for item in each.items if isinstance(item, dict)]
        left -= 1 + sum(min(len(item), MOST_FIELDS) for item in each.items if isinstance(item, list | dict))
        if objects:
            found.append(
                each if len(each.items) == len(objects) else msgspec.structs.replace(each, items=objects, owners=())
            )
        if len(each.names) < DEEPEST:
            waiting.extend(_within(each))
    return found


def _within(each: Things) -> Iterator[Things]:
    """List the kinds of things one step further in."""
    if each.alone and isinstance(each.items[0], list):
        yield Things(each.place and f"{each.place}[]", each.items[0][:MOST_ITEMS], each.names, each.holder)
        return
    members: dict[str, list[Any]] = {}
    for item in each.items:
        for name, value in islice(item.items(), MOST_FIELDS) if isinstance(item, dict) else ():
            if isinstance(value, list | dict) and value and (each.alone or isinstance(value, list) or name == EDGE):
                members.setdefault(name, []).append(value)
    spread = each.place if each.alone or each.place.endswith("[]") else join(each.place, "[]")
    for name, values in members.items():
        names, place = (*each.names, name), join(spread, quoted(name))
        above = each.above if each.alone else each
        if any(isinstance(value, list) for value in values):
            owned = [
                (at, item) for at, value in enumerate(values) if isinstance(value, list) for item in value[:MOST_ITEMS]
            ]
            owners, items = zip(*owned[:MOST_ITEMS], strict=True)
            yield Things(
                join(place, "[]"),
                list(items),
                names,
                each.place if each.alone else "",
                above,
                owners=() if each.alone else owners,
            )
        elif not each.alone:
            yield Things(place, values, names, each.holder, each.above)
        else:
            yield Things(place, values[:1], names, each.place, above, alone=True)
            if _is_grouped(values[0]):
                yield Things(
                    place, list(islice(values[0].values(), MOST_ITEMS)), names, each.place, above, grouped=True
                )


def _is_grouped(value: dict[str, Any]) -> bool:
    """Return whether an object's members are things of one kind, called by their names."""
    members = list(islice(value.values(), MOST_ITEMS))
    if len(members) < 2 or not all(isinstance(each, dict) and each for each in members):
        return False
    return all(set(each) & set(members[0]) for each in members)


def _leaves(item: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """List the fields of a thing with their values, those two steps further in as well."""
    for name, value in islice(item.items(), MOST_FIELDS):
        place = quoted(name)
        if isinstance(value, dict):
            for inner, part in islice(value.items(), MOST_WITHIN):
                deeper = part.items() if isinstance(part, dict) else [("", part)]
                for last, leaf in islice(deeper, MOST_WITHIN):
                    if not isinstance(leaf, list | dict):
                        yield join(place, quoted(inner), quoted(last) if last else ""), leaf
        elif isinstance(value, list):
            for at, part in enumerate(value[:3]):
                if not isinstance(part, list | dict):
                    yield f"{place}[{at}]", part
        else:
            yield place, value
