"""Google's own published forms of its APIs: which calls there are, and what goes in and comes out of each.

They are the discovery documents in google-api-python-client, which `make infrastructure` installs.
https://developers.google.com/discovery/v1/reference/apis
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from coatcheck.model import Frozen
from tests.places import ROOT, missing

DOCUMENTS = "lib/python3*/site-packages/googleapiclient/discovery_cache/documents"
KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}
NO_WILDCARD = 'cannot be the "-" wildcard'


class Parameter(Frozen, frozen=True):
    """One parameter of a call, in its address or after it."""

    name: str
    place: str  # "path" or "query"
    pattern: str
    description: str


class Call(Frozen, frozen=True):
    """One call: `run.projects.locations.services.get`."""

    id: str
    verb: str
    path: str  # a regular expression with a group for each parameter
    parameters: tuple[Parameter, ...]
    request: str  # the name of a schema; "" where nothing goes in
    response: str


class Api:
    """One version of one API."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.name = str(document["name"])
        self.calls = [_call(method, document["servicePath"]) for method in _methods(document)]
        self.locations = {each["location"] for each in document.get("endpoints", [])}
        self._schemas = document["schemas"]
        self._common = set(document["parameters"])

    def find(self, verb: str, path: str) -> Call | None:
        """The call that this is, if there is such a one."""
        return next((call for call in self.calls if call.verb == verb and re.fullmatch(call.path, path)), None)

    def faults(self, call: Call, path: str, query: Mapping[str, str], body: object) -> Iterator[str]:
        """What is wrong with a request, in a sentence each."""
        known = {parameter.name for parameter in call.parameters if parameter.place == "query"} | self._common
        yield from (f'Unknown name "{name}": Cannot bind query parameter.' for name in query if name not in known)
        found = re.fullmatch(call.path, path)
        for parameter in call.parameters:
            if parameter.place == "path":
                yield from self._misplaced(parameter, found[parameter.name])
        if body is not None:
            yield from self.misfits(body, call.request)

    def misfits(self, value: object, schema: str) -> Iterator[str]:
        """What is in a JSON value that its schema doesn't have, in a sentence each."""
        if not schema:
            yield "nothing goes in here"
            return
        yield from self._compare(value, {"$ref": schema}, schema)

    def _misplaced(self, parameter: Parameter, value: str) -> Iterator[str]:
        if parameter.pattern and not re.fullmatch(parameter.pattern, value):
            yield f"{parameter.name} is not of the form {parameter.pattern}: {value}"
        if not (location := re.search(r"(?:^|/)locations/([^/:]+)", value)):
            return
        if location[1] == "-" and NO_WILDCARD in parameter.description:
            yield f"{parameter.name}: {NO_WILDCARD}"
        if location[1] != "-" and self.locations and location[1] not in self.locations:
            yield f"Permission denied on 'locations/{location[1]}' (or it may not exist)."

    def _compare(self, value: object, form: Mapping[str, Any], place: str) -> Iterator[str]:
        if "$ref" in form:
            form = self._schemas[form["$ref"]]
        kind = form.get("type", "any")
        if kind == "any":
            return
        right = isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))
        if not right or (form.get("enum") and value not in form["enum"]):
            yield f"{place} can't be {value!r}"
            return
        if isinstance(value, dict):
            yield from self._compare_fields(value, form, place)
        if isinstance(value, list):
            for number, each in enumerate(value):
                yield from self._compare(each, form["items"], f"{place}[{number}]")

    def _compare_fields(self, value: Mapping[str, object], form: Mapping[str, Any], place: str) -> Iterator[str]:
        fields, others = form.get("properties", {}), form.get("additionalProperties")
        for name, each in value.items():
            if name in fields:
                yield from self._compare(each, fields[name], f"{place}.{name}")
            elif others:
                yield from self._compare(each, others, f"{place}.{name}")
            else:
                yield f'Unknown name "{name}" at {place}: Cannot find field.'


@cache
def api(name: str) -> Api:
    """An API by its name and version, like `run.v2`; the test is skipped where the documents are not installed."""
    found = next((ROOT / ".venv" / "infrastructure").glob(f"{DOCUMENTS}/{name}.json"), None)
    if found is None:
        missing(f"Google's form of {name} is not installed: run make infrastructure")
    return Api(json.loads(Path(found).read_text()))


def _methods(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from part.get("methods", {}).values()
    for each in part.get("resources", {}).values():
        yield from _methods(each)


def _call(method: Mapping[str, Any], before: str) -> Call:
    parameters = tuple(
        Parameter(name, each["location"], each.get("pattern", ""), each.get("description", ""))
        for name, each in method.get("parameters", {}).items()
    )
    path = re.escape(before + method["path"])
    for parameter in parameters:  # {+name} may hold slashes, {name} none
        path = path.replace(rf"\{{\+{parameter.name}\}}", f"(?P<{parameter.name}>.+?)")
        path = path.replace(rf"\{{{parameter.name}\}}", f"(?P<{parameter.name}>[^/:]+)")
    # Several calls share "v1/{+name}": what the name looks like tells them apart.
    for parameter in parameters:
        if parameter.place == "path" and parameter.pattern:
            inner = parameter.pattern.removeprefix("^").removesuffix("$").replace("[^/]+", "[^/:]+")
            path = path.replace(f"(?P<{parameter.name}>.+?)", f"(?P<{parameter.name}>{inner})")
    names = (method.get(key, {}).get("$ref", "") for key in ("request", "response"))
    return Call(method["id"], method["httpMethod"], path, parameters, *names)
