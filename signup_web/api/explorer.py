"""What there is to ask, for people and for programs: the OpenAPI document, and a page on which each question can be tried."""

from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec
from flask import Response, render_template

from signup_web import context
from signup_web.api.openapi import JSON, document, example, fields
from signup_web.api.table import ROUTES
from signup_web.site.conditional import NO_CACHE, unless_unchanged


def openapi_json() -> Response:
    """Send the document."""
    body = _encoded(context.settings().brand, context.settings().site)
    return unless_unchanged(body, lambda: body, JSON, NO_CACHE)


def page() -> Response:
    """Show it to people. The key that they type stays in their browser."""
    body = _encoded(context.settings().brand, context.settings().site)
    written: dict[str, Any] = msgspec.json.decode(body)
    schemas = written["components"]["schemas"]
    return unless_unchanged(
        body,
        lambda: render_template(
            "api.html",
            api=written,
            example=lambda schema: _formatted(example(schema, schemas)),
            fields=lambda schema: fields(schema, schemas),
        ),
    )


@cache
def _encoded(brand: str, site: str) -> bytes:
    return msgspec.json.encode(document(ROUTES, brand, site, version("coatcheck")))


def _formatted(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value)).decode()
