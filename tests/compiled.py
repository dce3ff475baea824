"""What each app compiles when it is made is compiled once for all the apps of a test process: pages, and the addresses of routes."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class Templates(BytecodeCache):
    """Keeps each template's code, for as long as the template is the same."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._code.get((bucket.key, bucket.checksum))
        if code:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


def compile_once() -> None:
    """Let every app of this process that is made from now on share what is compiled."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Templates()}
    compile_builder, builders = Rule._compile_builder, dict[Any, Callable[..., tuple[str, str]]]()

    def shared(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        """The function that `url_for` calls: it depends on what the route says, and finds the app by its rule."""
        key = rule.rule, rule.subdomain, rule.host, repr(rule.defaults), append_unknown
        if key not in builders:
            builders[key] = compile_builder(rule, append_unknown)
        return builders[key]

    Rule._compile_builder = shared  # type: ignore[method-assign, assignment]
