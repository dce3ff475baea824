"""Answer a GraphQL query as a shop does that has this schema and this data: what the schema has against it is in the answer.

python answer.py (SCHEMA.json | TYPES.ts) < {"query": ..., "variables": ..., "data": ...}
"""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, build_client_schema, build_schema, graphql_sync

TYPE = re.compile(
    r"^export type (\w+) = (?:\w+ & )*{\n(.*?)^};", re.MULTILINE | re.DOTALL
)  # export type Image = { ... };
FIELD = re.compile(r"^  (\w+)\??: (.+);$", re.MULTILINE)  #   url: Scalars['String'];
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
QUERY = "Query"
BUILT_IN = {"ID", "String", "Int", "Float", "Boolean"}


def of_introspection(document: dict[str, Any]) -> GraphQLSchema:
    """Make the schema that a shop's API told of itself."""
    return build_client_schema(document.get("data", document))


def of_types(source: str) -> GraphQLSchema:
    """Make the schema of the types in TypeScript that GraphQL Code Generator made of it: what a query can reach.

    What an argument takes is anything, unless it is a scalar.
    """
    types = {name: dict(FIELD.findall(body)) for name, body in TYPE.findall(COMMENT.sub("", source))}
    lines, scalars, wanted, made = [], set(), [QUERY], set()
    while wanted:
        if (name := wanted.pop()) in made:
            continue
        made.add(name)
        if name not in types:  # a scalar; or an enumeration or a union, of which our queries ask for none
            scalars.add(name)
            continue
        fields = []
        for field, said in types[name].items():
            taken = types.get(f"{name}{field[0].upper()}{field[1:]}Args", {}).items()
            arguments = ", ".join(f"{each}: {_type(kind, scalars.add)}" for each, kind in taken)
            fields.append(f"{field}{f'({arguments})' if arguments else ''}: {_type(said, wanted.append)}")
        lines.append(f"type {name} {{ {' '.join(fields)} }}")
    return build_schema("\n".join([*lines, *(f"scalar {each}" for each in scalars - BUILT_IN)]), assume_valid=True)


def _type(said: str, named: Callable[[str], None]) -> str:
    """Write a type as GraphQL does, and tell its name: Maybe<Array<Image>> is [Image!]."""
    if found := re.fullmatch(r"Maybe<(.+)>", said):
        return _type(found[1], named).removesuffix("!")
    if found := re.fullmatch(r"Array<(.+)>", said):
        return f"[{_type(found[1], named)}]!"
    name = re.sub(r"^Scalars\['(\w+)'\]$", r"\1", said)
    named(name)
    return f"{name}!"


if __name__ == "__main__":
    file, asked = Path(sys.argv[1]), json.load(sys.stdin)
    text = file.read_text()
    schema = of_introspection(json.loads(text)) if file.suffix == ".json" else of_types(text)
    answer = graphql_sync(schema, asked["query"], asked["data"], variable_values=asked["variables"])
    print(json.dumps(answer.formatted))
