"""Agents: pollers on somebody's own connection, and what each of them saw."""

from datetime import datetime

from coatcheck.model.shop import Availability
from coatcheck.model.values import Frozen
from coatcheck.model.watching import Health


class Sight(Frozen, frozen=True):
    """What an agent saw of one watch when it last looked."""

    at: datetime
    health: Health
    reason: str | None = None
    listed: int = 0  # variants
    in_stock: int = 0  # those of them that can be ordered
    availability: dict[str, Availability] = {}  # by variant id, where the watch asks agents to agree
    showings: tuple[str, ...] = ()  # of an event: a digest of each, where the watch asks agents to agree


class Agent(Frozen, frozen=True):
    """One agent: invited, then paired once by its code, until it is revoked."""

    id: str
    name: str
    created_at: datetime
    code: str = ""  # a hash of the pairing code; stays when it was used, so that a second use is known as one
    code_until: datetime | None = None
    secret: str = ""  # signs what it sends; "" before it is paired and after it was revoked
    paired_at: datetime | None = None
    revoked_at: datetime | None = None
    heard_at: datetime | None = None
    sequence: int = 0  # of the last look that was taken
    sights: dict[str, Sight] = {}  # by watch id
    leases: dict[str, datetime] = {}  # when it was last given each watch as work, by watch id
    refused: int = 0  # looks at watches that it was not given
    revision: str = ""

    @property
    def works(self) -> bool:
        """Whether it is paired, and may look."""
        return bool(self.secret)
