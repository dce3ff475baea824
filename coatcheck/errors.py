"""Every error CoatCheck raises, and the one question each of them answers: try again, or not?

CoatCheckError
├── Invalid                 no      somebody's input is wrong; the message says what to write instead
├── LookFailed              yes     a look at a shop proved nothing; no availability changes
│   ├── Unreachable         yes     network trouble, a timeout, a 5xx; `Unconnected`: surely nothing was asked
│   ├── Blocked             later   403, 429, a captcha, a login or password page; honour `retry_after`
│   ├── Unreadable          yes     an answer came, but not in the shape its source relies on
│   ├── Gone                later   404 or 410: the shop says there is no such page
│   └── Over                no      everything that was on offer there is past
├── StoreError
│   ├── Conflict            yes     somebody else wrote first: read again, decide again, write again
│   ├── StoreUnavailable    yes     the outcome is UNKNOWN: read back before assuming either way
│   └── WrongStore          no      the file is another program's, or newer than this version
├── BusUnavailable          yes     the outcome is UNKNOWN; the outbox publishes again
├── Undecodable             no      a message no version of this code can read: to the dead letters
└── SendFailed
    ├── Rejected            no      the provider said no, and why (`code`, `scope`)
    ├── Transient           yes     surely not sent; not before `retry_after`
    └── MaybeSent           ask     a timeout, a reset, a 5xx: ask the provider before sending again
"""

from enum import StrEnum

from coatcheck.plain_text import as_text


class CoatCheckError(Exception):
    """The root of everything raised on purpose."""


class Invalid(CoatCheckError):
    """Input that can't be used; the text is one sentence for the person who gave it.

    `option` names the setting of a source that it is about; "" where it is about none.
    """

    def __init__(self, message: str, option: str = "") -> None:
        super().__init__(message)
        self.option = option


class LookFailed(CoatCheckError):
    """A look that proved nothing. `retry_after` is the seconds the shop asked us to wait, if it did."""

    health = "unreachable"
    is_unasked = False  # whether the request surely never left us

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class Unreachable(LookFailed):
    """The shop did not answer, or answered with an error of its own."""


class Blocked(LookFailed):
    """The shop answered, but would not show us the product."""

    health = "blocked"


class Unreadable(LookFailed):
    """The answer is not what its source knows how to read; the reason names the field."""

    health = "unreadable"


class Unconnected(Unreachable):
    """No connection came about, so nobody was asked anything."""

    is_unasked = True


class Late(Unreachable):
    """There was no time left to ask, or for the answer, in our own queue: that says nothing about the shop. Look again soon."""


class Gone(LookFailed):
    """The shop says that the page does not exist (any more)."""

    health = "gone"


class Over(LookFailed):
    """Everything that was on offer is past: there is nothing to look for any more."""

    health = "over"


class StoreError(CoatCheckError):
    """The store could not do what was asked."""


class Conflict(StoreError):
    """A precondition did not hold: another writer was first. Nothing was written."""


class StoreUnavailable(StoreError):
    """The store did not answer in time. What was asked may or may not have happened."""


class WrongStore(StoreError):
    """The store holds something this version must not touch; the text says what to do."""


class BusUnavailable(CoatCheckError):
    """The message may or may not have been published; publishing it again is harmless."""


class Undecodable(CoatCheckError):
    """A message of an unknown type or version, or one that is not what its type says."""


LONGEST_WAIT = 86_400.0  # seconds: whatever a provider asks for, a message is looked at again after a day


class Scope(StrEnum):
    """What a `Rejected` is about, and so what it stops."""

    ADDRESS = "address"  # this person can't be reached here: disable the address
    OPTED_OUT = "opted_out"  # this person said stop to the provider: record it as a STOP
    MESSAGE = "message"  # this one text is refused: record and go on
    ACCOUNT = "account"  # nobody is getting texts: stop the wave, tell the operator


class SendFailed(CoatCheckError):
    """A message was not, or perhaps not, handed to the provider. `code` is the provider's own; like the reason it is kept as text."""

    def __init__(self, reason: str, code: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(as_text(reason))
        self.reason = as_text(reason)
        self.code = None if code is None else as_text(code)
        self.retry_after = min(retry_after, LONGEST_WAIT) if retry_after and retry_after > 0 else None


class Rejected(SendFailed):
    """The provider refused for good."""

    def __init__(self, reason: str, code: str | None = None, scope: Scope = Scope.MESSAGE) -> None:
        super().__init__(reason, code)
        self.scope = scope


class Transient(SendFailed):
    """Surely not sent: refused connection, 429, queue full. Try again later."""


class MaybeSent(SendFailed):
    """The request may have been carried out although no answer came."""
