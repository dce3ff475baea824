"""The API in its own words: OpenAPI 3.1, made of the routes and their types by msgspec, so that it can't say anything else than they do.

https://spec.openapis.org/oas/v3.1.1.html
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from msgspec.json import schema_components

from coatcheck.people.api_keys import MEANINGS
from signup_web.api.idempotency import HEADER, NAME
from signup_web.api.problems import KIND, Problem
from signup_web.api.routes import Route

JSON = "application/json"
SCHEMA = "#/components/schemas/{name}"
KEY = "key"  # the name of the one way in
EVERYWHERE = (401, 403, 414, 422, 429, 431, 503)  # what every route may answer
NOT_OURS = (413, 431)  # which the web server before us may answer, in words of its own
# What others are asked about what was made: the parameter of theirs, and its place in the answer.
LEADS = {
    "add_watch": {"watch_id": "id"},
    "subscribe": {"subscription_id": "id", "person_id": "subscriber_id"},
    "invite_agent": {"agent_id": "id"},
}
ABOUT = """What the operator's pages do, for programs. Send a key with each request: `Authorization: Bearer cc_...`;
`coatcheck key add NAME` or the page "Keys" makes one.

Lists come in pages: `next` of an answer is `after` of the question for the next page. Times are in UTC. Errors are problem details
(RFC 9457). `RateLimit` says how often a key may still ask in this minute, in this process. A `POST` that is sent again within a day under the same
`Idempotency-Key` is done once."""


def document(routes: Sequence[Route], title: str, site: str, version: str) -> dict[str, Any]:
    """Write all that there is to ask at `site`, and what is answered."""
    kinds = {
        Problem: None,
        **{kind: None for route in routes for kind in (route.query, route.body, route.answer) if kind},
    }
    references, schemas = schema_components(list(kinds), ref_template=SCHEMA)
    named = dict(zip(kinds, references, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, named, schemas, routes)
    asked = {_name(named[route.query]) for route in routes if route.query}
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{title} API", "version": version, "description": ABOUT},
        "servers": [{"url": f"{site}/api/v1"}],
        "security": [{KEY: []}],
        "tags": [{"name": group} for group in dict.fromkeys(route.group for route in routes)],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in schemas.items() if name not in asked},
            "responses": {str(status): _problem(status, named) for status in _statuses(routes)},
            "headers": HEADERS,
            "securitySchemes": {KEY: {"type": "http", "scheme": "bearer", "description": _scopes()}},
        },
    }


HEADERS = {
    "RateLimit": {
        "description": 'How many requests this key may still make, and in how many seconds the count begins anew: `"key";r=599;t=42`.',
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": 'How many a key may make in so many seconds: `"key";q=600;w=60`.',
        "schema": {"type": "string"},
    },
}


def _operation(
    route: Route, named: Mapping[Any, Any], schemas: Mapping[str, Any], routes: Sequence[Route]
) -> dict[str, Any]:
    parameters = [*_in_path(route), *_in_query(route, named, schemas), *_in_header(route)]
    content = {JSON: {"schema": named[route.body]}} if route.body else None
    return {
        "operationId": route.name,
        "tags": [route.group],
        "summary": route.summary,
        "description": "\n\n".join(filter(None, (route.description, route.takes))),
        "security": [{KEY: [str(route.scope)]}],
        **({"parameters": parameters} if parameters else {}),
        **({"requestBody": {"required": True, "content": content}} if content else {}),
        "responses": _responses(route, named, routes),
    }


def _in_path(route: Route) -> Iterable[dict[str, Any]]:
    for name in re.findall(r"{(\w+)}", route.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _in_query(route: Route, named: Mapping[Any, Any], schemas: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    if not route.query:
        return
    schema = schemas[_name(named[route.query])]
    for name, kind in schema["properties"].items():
        given = {"description": kind["description"]} if "description" in kind else {}
        yield {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            **given,
            "schema": kind,
        }


def _in_header(route: Route) -> Iterable[dict[str, Any]]:
    if route.once:
        yield {
            "name": HEADER,
            "in": "header",
            "required": False,
            "description": "A name of your own for this request: sent again under it within a day, it is done once and answered alike.",
            "schema": {"type": "string", "pattern": NAME},
        }


def _responses(route: Route, named: Mapping[Any, Any], routes: Sequence[Route]) -> dict[str, Any]:
    headers: dict[str, Any] = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
    if route.method == "GET":
        headers["ETag"] = {"description": "Send it as `If-None-Match`.", "schema": {"type": "string"}}
    good: dict[str, Any] = {"description": HTTPStatus(route.status).phrase, "headers": headers}
    if route.answer:
        good["content"] = {JSON: {"schema": named[route.answer]}}
    if links := dict(_links(route, routes)):
        good["links"] = links
    unchanged = {"304": {"description": "It is as you have it."}} if route.method == "GET" else {}
    wrong = {str(status): {"$ref": f"#/components/responses/{status}"} for status in _problems(route)}
    return {str(route.status): good, **unchanged, **wrong}


def _links(route: Route, routes: Sequence[Route]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Say of which further questions the answer holds the first word: `watch_id` of all others is the `id` of the watch that was added."""
    for parameter, place in LEADS.get(route.name, {}).items():
        for other in (each for each in routes if f"{{{parameter}}}" in each.path):
            yield other.name, {"operationId": other.name, "parameters": {parameter: f"$response.body#/{place}"}}


def _problems(route: Route) -> list[int]:
    """Return every status with which this route may say that something is wrong."""
    found = {*EVERYWHERE}
    if "{" in route.path or route.body:
        found |= {404}
    if route.method != "GET":
        found |= {409, 413}
    if route.body:
        found |= {400, 415}
    if route.once:
        found |= {400}
    return sorted(found)


def _statuses(routes: Iterable[Route]) -> list[int]:
    return sorted({status for route in routes for status in _problems(route)})


def _problem(status: int, named: Mapping[Any, Any]) -> dict[str, Any]:
    headers = {
        401: {"WWW-Authenticate": {"description": "Send a key.", "required": True, "schema": {"type": "string"}}},
        429: {"Retry-After": {"description": "Seconds to wait.", "required": True, "schema": {"type": "integer"}}},
    }.get(status)
    return {
        "description": HTTPStatus(status).phrase,
        **({"headers": headers} if headers else {}),
        **({} if status in NOT_OURS else {"content": {KIND: {"schema": named[Problem]}}}),
    }


def _scopes() -> str:
    return "A key has scopes. " + " ".join(f"`{scope}`: {means}." for scope, means in MEANINGS.items())


def _name(reference: Mapping[str, str]) -> str:
    return reference["$ref"].rpartition("/")[2]


def example(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """Write a value that this schema allows, its examples first: what has to be there, and no more."""
    if "$ref" in schema:
        return example(schemas[_name(schema)], schemas)
    for known in ("examples", "enum"):
        if known in schema:
            return schema[known][0]
    if "default" in schema:
        return schema["default"]
    if "anyOf" in schema:
        return example(schema["anyOf"][0], schemas)
    if schema.get("type") == "object":
        wanted = schema.get("required", ())
        return {name: example(kind, schemas) for name, kind in schema.get("properties", {}).items() if name in wanted}
    if schema.get("type") == "array":
        return [example(schema["items"], schemas)] if schema.get("minItems") else []
    return {"string": "", "integer": schema.get("minimum", 0), "boolean": False}.get(schema.get("type", ""))


def fields(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> dict[str, str]:
    """Say of each field of an object what it takes, by name: "integer, from 5 to 86400. Seconds between two looks."."""
    known = schemas[_name(schema)] if "$ref" in schema else schema
    wanted = known.get("required", ())
    return {
        name: " ".join(filter(None, (_kind(kind, schemas, name in wanted), kind.get("description", ""))))
        for name, kind in known["properties"].items()
    }


def _kind(kind: Mapping[str, Any], schemas: Mapping[str, Any], wanted: bool) -> str:
    """Say in a few words what a field takes."""
    if "anyOf" in kind:
        return " or ".join(_kind(each, schemas, wanted).rstrip(".") for each in kind["anyOf"]) + "."
    known = schemas[_name(kind)] if "$ref" in kind else kind
    words = [", ".join(f"`{each}`" for each in known["enum"]) if "enum" in known else known.get("type", "any")]
    if known.get("items"):
        words.append(f"of {_kind(known['items'], schemas, False).rstrip('.')}")
    limits = (("from", "minimum"), ("to", "maximum"), ("at least", "minLength"), ("up to", "maxLength"))
    words += [f"{word} {known[limit]}" for word, limit in limits if limit in known]
    if "default" in kind and kind["default"] not in ("", [], {}):
        words.append(f"(else `{kind['default']}`)")
    return f"{' '.join(words)}{', has to be there' if wanted else ''}."
