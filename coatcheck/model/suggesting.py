"""What visitors suggest to be watched."""

from datetime import datetime
from enum import StrEnum

from coatcheck.model.values import Frozen


class SuggestionState(StrEnum):
    UNCONFIRMED = "unconfirmed"  # the code that proves the address was not entered yet
    WAITING = "waiting"  # for the operator
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Suggestion(Frozen, frozen=True):
    """A page that a visitor wants watched, as we read it when they asked.

    Its id is that of the watch that is made of it, so that the subscription to that watch is there before.
    """

    id: str
    subscriber_id: str
    url: str
    source: str
    created_at: datetime
    expires_at: datetime
    title: str = ""
    image: str | None = None
    options: dict[str, str] = {}
    zone: str = "UTC"
    allow_private: bool = False  # at the ticket site that the operator named
    read: str = ""  # what the page said, in words: "M sold out; L in stock"
    wants: tuple[str, ...] = ()  # names of the sizes they want; none: any
    state: SuggestionState = SuggestionState.UNCONFIRMED
    waiting_since: datetime | None = None  # there exactly while WAITING
    decided_at: datetime | None = None
    answer: str = ""  # the operator's sentence
    watch_id: str = ""  # of the watch that it became, or that looked at the page already
    revision: str = ""
