"""How much one answer may hold. A shop's answer holds far less; what holds more would take its reader seconds, or the memory."""

from coatcheck.errors import Unreadable

MOST_VARIANTS = 2000  # of all products that one watch sees together
ONE_TOO_MANY = MOST_VARIANTS + 1  # as many are read, so that a list that goes on is noticed
MOST_BRACKETS = 250_000  # lists and objects in one answer of JSON; each takes up to 300 bytes once it is decoded
MOST_VALUES = 10_000  # that stand in an answer one after the other

WATCH_LESS = "Give the address of one product, or of a shorter list."


def require_few_variants(count: int) -> None:
    """Raise `Unreadable` where a watch would have so many variants that nobody could look at them."""
    if count > MOST_VARIANTS:
        raise Unreadable(f"The answer lists more than {MOST_VARIANTS:,} variants. {WATCH_LESS}")


def require_decodable(body: bytes) -> None:
    """Raise `Unreadable` before JSON is decoded that would take hundreds of megabytes."""
    if len(body) > MOST_BRACKETS:
        require_few_brackets(body.count(b"{") + body.count(b"["))


def require_few_brackets(count: int) -> None:
    """Raise `Unreadable` where JSON holds so many lists and objects."""
    if count > MOST_BRACKETS:
        raise Unreadable(f"The answer holds more than {MOST_BRACKETS:,} lists and objects. {WATCH_LESS}")
