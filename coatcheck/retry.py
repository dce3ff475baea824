"""The one loop for `Conflict`: read, decide, write; and all of it again where somebody else wrote first."""

from collections.abc import Callable
from random import uniform
from typing import NoReturn, TypeVar

from coatcheck.errors import Conflict

TRIES = 6
CROSSED = 0.2  # seconds at the most between two tries that pause

Copy = TypeVar("Copy")
Result = TypeVar("Result")


def write_again(
    write: Callable[[Copy], Result],
    read: Callable[[], Copy],
    ending: Callable[[], Result],
    first: Copy | None = None,
    sleep: Callable[[float], object] | None = None,
) -> Result:
    """Return what `write` makes of the copy that `read` returns; both anew after each `Conflict` that `write` raises, six times at the most.

    `ending` is what happens where somebody else always wrote first: `refuse` for those who may ask again. `first`: a
    copy that is at hand already. `sleep`: where given, tries are spread by a moment, so that two writers don't meet again.
    """
    for number in range(TRIES):
        copy = read() if number or first is None else first
        try:
            return write(copy)
        except Conflict:
            if sleep:
                sleep(uniform(0, CROSSED))
    return ending()


def refuse(reason: str) -> Callable[[], NoReturn]:
    """Make an ending: raise `Conflict` with this reason. Whoever catches it, or their sender, may try again later."""

    def ending() -> NoReturn:
        raise Conflict(reason)

    return ending
