"""Where the operator's templates run: they reach nothing but their values, and fill no word up to more than a message may hold."""

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.filters import do_format
from jinja2.sandbox import ImmutableSandboxedEnvironment

WIDEST = 1500  # characters, or parts of a list
FILL = ("batch", "center", "format", "indent", "slice", "tojson")  # the filters that fill up to a width
# "%0100000d", "%*d" | "{:>100000}", "{:{width}}": of a width that is too large, or that the format does not tell
TOO_WIDE = f"Nothing in a template is filled up to more than {WIDEST} characters."
WIDE = re.compile(r"%[^a-zA-Z%]*(?:\d{5}|\*)|\{[^{}]*(?:\d{5}|\{)")


class Sandbox(ImmutableSandboxedEnvironment):
    """Multiplies numbers alone, raises nothing to a power, and fills nothing up without an end: a few characters would take all memory."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)
        self.filters.update({name: _narrow(self.filters[name]) for name in FILL})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "%":
            _check_format(left)
        elif operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError("** is not for templates, and * is for numbers alone.")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute in ("format", "format_map"):
            _check_format(obj)
        return super().getattr(obj, attribute)

    def call(self, context: Any, function: Any, /, *arguments: Any, **named: Any) -> Any:
        _check_numbers([*arguments, *named.values()])
        return super().call(context, function, *arguments, **named)


def _narrow(fill: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(fill)
    def narrow(*arguments: Any, **named: Any) -> Any:
        _check_numbers([*arguments, *named.values()])
        if fill is do_format:
            _check_format(arguments[0])
        return fill(*arguments, **named)

    return narrow


def _check_numbers(given: Iterable[object]) -> None:
    if any(isinstance(each, int) and each > WIDEST for each in given):
        raise SecurityError(TOO_WIDE)


def _check_format(words: object) -> None:
    if isinstance(words, str) and WIDE.search(words):
        raise SecurityError(TOO_WIDE)
