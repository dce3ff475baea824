"""What a route is: its address, what it takes and gives, read from the function that answers it."""

from collections.abc import Callable
from inspect import getdoc
from typing import Any, TypeVar, get_type_hints

from msgspec import Struct, convert

from coatcheck.model import Frozen, Scope

Answers = TypeVar("Answers", bound=Callable[..., Any])
Shown = TypeVar("Shown", bound=Struct)


class Shape(Struct, frozen=True, kw_only=True):
    """What is answered: every key is there, whatever its value."""


class Taken(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked: a key that nobody knows is refused."""


def show(kind: type[Shown], thing: object, **more: object) -> Shown:
    """Make a shape of a thing's attributes of the same names, and of what is given beside them."""
    names = (each for each in kind.__struct_fields__ if each not in more)
    return convert({**{each: getattr(thing, each) for each in names}, **more}, kind, from_attributes=True)


class Route(Frozen, frozen=True):
    """One route. `query`, `body` and `answer`: the types of what it takes and gives; None for nothing."""

    method: str
    path: str  # "/watches/{watch_id}"
    scope: Scope
    group: str
    run: Callable[..., Any]
    status: int  # of an answer that is no problem
    once: bool  # whether a request that is sent again under the same name is done once
    deployment: bool  # whether it is about the whole deployment, and takes a key of the first team
    query: Any
    body: Any
    answer: Any

    @property
    def name(self) -> str:
        return self.run.__name__

    @property
    def summary(self) -> str:
        """The first line of what it promises."""
        return (getdoc(self.run) or "").partition("\n")[0]

    @property
    def description(self) -> str:
        """All that follows it."""
        return (getdoc(self.run) or "").partition("\n")[2].strip()

    @property
    def takes(self) -> str:
        """Say what a key must have to be let in."""
        return f"Scope: `{self.scope}`{', of a key of the first team' if self.deployment else ''}."


class Routes:
    """The routes of one subject, in the order in which they are written."""

    def __init__(self, group: str) -> None:
        self.group = group
        self.all: list[Route] = []

    def get(self, path: str, scope: Scope = Scope.READ, *, deployment: bool = False) -> Callable[[Answers], Answers]:
        """`deployment`, here and below: whether it is about the whole deployment, and not about one team's part."""
        return self._route("GET", path, scope, 200, once=False, deployment=deployment)

    def post(
        self, path: str, scope: Scope, status: int = 200, once: bool = True, *, deployment: bool = False
    ) -> Callable[[Answers], Answers]:
        """`once`: False where the answer may not be kept, or nothing is changed."""
        return self._route("POST", path, scope, status, once, deployment)

    def put(self, path: str, scope: Scope, *, deployment: bool = False) -> Callable[[Answers], Answers]:
        return self._route("PUT", path, scope, 200, once=False, deployment=deployment)

    def patch(self, path: str, scope: Scope) -> Callable[[Answers], Answers]:
        return self._route("PATCH", path, scope, 200, once=False, deployment=False)

    def delete(self, path: str, scope: Scope, *, deployment: bool = False) -> Callable[[Answers], Answers]:
        return self._route("DELETE", path, scope, 204, once=False, deployment=deployment)

    def _route(
        self, method: str, path: str, scope: Scope, status: int, once: bool, deployment: bool
    ) -> Callable[[Answers], Answers]:
        def note(run: Answers) -> Answers:
            hints = get_type_hints(run, include_extras=True)
            answer = hints["return"]
            answer = None if answer is type(None) else answer
            self.all.append(
                Route(
                    method,
                    path,
                    scope,
                    self.group,
                    run,
                    204 if answer is None else status,
                    once,
                    deployment,
                    hints.get("query"),
                    hints.get("body"),
                    answer,
                )
            )
            return run

        return note
