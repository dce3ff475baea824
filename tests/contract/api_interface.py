"""What programs build on (docs/api.md): the routes of the API, with what they take and answer, as they were recorded.

python -m tests.contract.api_interface    records what is new; refuses where something is gone or changed
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from signup_web.api.openapi import document
from signup_web.api.table import ROUTES
from tests.contract.recording import BY_NAME, CAN_BE_LEFT_OUT, HAS, Interface, record

RECORD = Path(__file__).with_suffix(".txt")
Schema = Mapping[str, Any]


def present() -> Interface:
    """List what each route and each kind of thing in a question or an answer is now."""
    described = document(ROUTES, "CoatCheck", "https://coats.example", "1")
    operations = {
        f"{method.upper()} {path}": operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }
    schemas = described["components"]["schemas"]
    asked = set[str]()
    for operation in operations.values():
        asked |= _within(operation.get("requestBody", {}), schemas)
    routes = {name: list(_route(operation)) for name, operation in operations.items()}
    return routes | {name: list(_kind(schema, name in asked)) for name, schema in sorted(schemas.items())}


def _route(operation: Schema) -> Iterator[str]:
    yield f"    is open to {_scopes(operation)}"
    for one in operation.get("parameters", ()):
        if "$ref" not in one:
            left_out = "" if one.get("required") else CAN_BE_LEFT_OUT
            yield f"{BY_NAME}{one['name']} in {one['in']}: {_written(one['schema'])}{left_out}"
    if body := operation.get("requestBody"):
        yield f"{BY_NAME}body: {_content(body)}"
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            yield f"    gives {status}: {_content(answer)}"


def _scopes(operation: Schema) -> str:
    return ", ".join(scope for each in operation["security"] for scope in each["key"]) or "every key"


def _kind(schema: Schema, is_asked: bool) -> Iterator[str]:
    """An answer says what it has; what is asked with says what has to be there, too."""
    yield from (f"{HAS}{value}" for value in schema.get("enum", ()))
    for name, kind in schema.get("properties", {}).items():
        is_needed = name in schema.get("required", ())
        yield f"{HAS}{name}: {_written(kind)}{'' if is_needed else ', or not'}"
        if is_asked:
            yield f"{BY_NAME}{name}{'' if is_needed else CAN_BE_LEFT_OUT}"


def _content(body: Schema) -> str:
    kinds = (_written(each["schema"]) for each in body.get("content", {}).values() if "schema" in each)
    return " or ".join(kinds) or "nothing"


def _written(kind: Schema) -> str:
    if "$ref" in kind:
        return str(kind["$ref"]).rpartition("/")[2]
    if "anyOf" in kind:
        return " | ".join(_written(each) for each in kind["anyOf"])
    if "items" in kind:
        return f"list of {_written(kind['items'])}"
    if isinstance(kind.get("additionalProperties"), dict):
        return f"object of {_written(kind['additionalProperties'])}"
    return str(kind.get("type", "anything"))


def _within(part: Any, schemas: Mapping[str, Any]) -> set[str]:
    """The names of all kinds of things in a part of the document, and in these."""
    found, new = set[str](), _referred(part)
    while new:
        found |= new
        new = set[str]().union(*(_referred(schemas[name]) for name in new)) - found
    return found


def _referred(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = {str(part["$ref"]).rpartition("/")[2]} if "$ref" in part else set[str]()
        return own.union(*(_referred(each) for each in part.values()))
    return set[str]().union(*(_referred(each) for each in part)) if isinstance(part, list) else set[str]()


if __name__ == "__main__":
    record(RECORD, present())
