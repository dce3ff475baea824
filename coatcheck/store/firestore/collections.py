"""The collections: what each document is named by, and the fields it is searched by.

A document holds its content as JSON in `body`, so that model and storage can't drift apart, and beside it only the
fields that queries need. Every other field is exempt from indexing. The indexes, exemptions and the time-to-live
fields (`expires_at`) are declared in terraform/firestore.indexes.json; a test holds them against the queries made.
"""

from coatcheck.model import Frozen, digest


class Collection(Frozen, frozen=True):
    """One collection. A field that a document lacks takes no place in any index."""

    name: str
    fields: tuple[str, ...] = ()
    expires: bool = False  # whether its documents carry `expires_at`


WATCHES = Collection("watches", ("slug", "changed_at"))
SLUGS = Collection("slugs")
STATES = Collection("states")
CHANGES = Collection("changes", ("watch", "at"), expires=True)
EVENTS = Collection("events", expires=True)
SNAPSHOTS = Collection("snapshots", ("batch", "minute"), expires=True)
BATCHES = Collection("batches")
SUBSCRIBERS = Collection("subscribers", ("fallback",), expires=True)
SUBSCRIPTIONS = Collection("subscriptions", ("watch", "subscriber", "armed", "armed_at"))
CONFIRMATIONS = Collection("confirmations", ("subscriber",), expires=True)
SUGGESTIONS = Collection("suggestions", ("subscriber", "waiting_since"), expires=True)
DELIVERIES = Collection(
    "deliveries", ("subscriber", "code", "state", "shard", "created_at", "next_at", "told", "teams"), expires=True
)
AGENTS = Collection("agents")
API_KEYS = Collection("api_keys")
KEPT_ANSWERS = Collection("kept_answers", expires=True)
USERS = Collection("users")
TEAMS = Collection("teams")
INVITATIONS = Collection("invitations", expires=True)
OPERATOR_SESSIONS = Collection("operator_sessions", expires=True)
AUDIT_ENTRIES = Collection("audit_entries", ("id", "team"), expires=True)
CLAIMS = Collection("claims", expires=True)
COUNTERS = Collection("counters", expires=True)
VALUES = Collection("values")
DEAD_LETTERS = Collection("dead_letters", ("at",), expires=True)
NOTICES = Collection("notices")

# Writes of one moment carry timestamps that follow each other, and an index on these alone would take 500 writes a
# second at most. With a leading field of 16 values it takes 16 times as many.
# https://cloud.google.com/firestore/docs/best-practices#indexes
SHARDS = tuple("0123456789abcdef")


def shard(key: str) -> str:
    """Return the part of an index that a document falls into, by its name."""
    return digest(key, length=1)
