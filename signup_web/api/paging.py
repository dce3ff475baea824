"""Lists, page by page: a cursor says after which thing the next page begins, so that nothing is missed or repeated while the list changes."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta

from coatcheck.errors import Invalid
from signup_web.api.routes import Shape, Taken

MOST = 200
LONGEST_CURSOR = 3500  # characters

Thing = TypeVar("Thing")
Shown = TypeVar("Shown")

Moment = Annotated[datetime, Meta(tz=True)]
Place = tuple[Moment, str]  # of a thing in a list that is ordered by time: its moment and its id
Limit = Annotated[int, Meta(ge=1, le=MOST, description="How many at the most.")]
After = Annotated[str, Meta(max_length=LONGEST_CURSOR, description="The `next` of the page before.")]


class Pages(Taken, frozen=True, kw_only=True):
    """Which page of a list."""

    limit: Limit = 50
    after: After = ""


class Page(Shape, Generic[Shown], frozen=True, kw_only=True):
    """Some of a list. `next`: the `after` of the page that follows; null where this is the last."""

    items: list[Shown]
    next: str | None


def page_of(
    things: Sequence[Thing],
    pages: Pages,
    place: Callable[[Thing], Place],
    show: Callable[[Thing], Shown],
    newest_first: bool = False,
) -> Page[Shown]:
    """Return a page of things that are ordered by `place`, oldest or newest first."""
    after: Place | None = read_cursor(pages.after, Place) if pages.after else None
    left = [each for each in things if after is None or (place(each) < after if newest_first else place(each) > after)]
    shown = left[: pages.limit]
    following = cursor(place(shown[-1])) if len(left) > len(shown) else None
    return Page(items=[show(each) for each in shown], next=following)


def cursor(place: object) -> str:
    """Write a place as an address holds it."""
    return urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def read_cursor(text: str, kind: Any) -> Any:
    """Read what `cursor` wrote. Raises `Invalid` for anything else."""
    try:
        padded = text + "=" * (-len(text) % 4)
        return msgspec.json.decode(urlsafe_b64decode(padded.encode("ascii")), type=kind)
    except (msgspec.DecodeError, binascii.Error, UnicodeError, RecursionError) as error:
        raise Invalid("`after` is no cursor of this list: take the `next` of the page before.") from error
