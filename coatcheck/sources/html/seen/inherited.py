"""What is said of an element given what is said of the one around it: found out once for all that lies in it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from selectolax.lexbor import LexborNode

T = TypeVar("T")


class Inherited(Generic[T]):
    """One such saying of a page's elements."""

    def __init__(self, judge: Callable[[T, LexborNode], T], outside: T, final: T | None) -> None:
        """`judge`: what is said of an element, given what is said of the one around it; `outside`: of what is around the page.

        `final`: what holds for all that lies in an element of which it is said; None where nothing does.
        """
        self._judge, self._outside, self._final = judge, outside, final
        self._known: dict[int, T] = {}

    def of(self, node: LexborNode) -> T:
        """Return what is said of an element."""
        waiting: list[LexborNode] = []
        above: LexborNode | None = node
        while above is not None and above.is_element_node and above.mem_id not in self._known:
            waiting.append(above)
            above = above.parent
        verdict = self._known.get(above.mem_id, self._outside) if above is not None else self._outside
        for part in reversed(waiting):
            if verdict is not self._final:
                verdict = self._judge(verdict, part)
            self._known[part.mem_id] = verdict
        return verdict
