"""Access: the keys by which programs use the API, what each may do, and answers that are kept so that nothing is done twice."""

from datetime import datetime
from enum import StrEnum

from coatcheck.model.operators import FIRST_TEAM
from coatcheck.model.values import Frozen


class Scope(StrEnum):
    """What a key may do; `people/api_keys.py` says it in words."""

    READ = "read"
    DEMAND = "demand"
    WATCHES = "watches"
    PEOPLE = "people"
    MESSAGES = "messages"
    ADMIN = "admin"


class ApiKey(Frozen, frozen=True):
    """One key. Its secret is with whoever uses it; only a hash of it is here."""

    id: str
    name: str
    owner: str  # in words: who made it, or uses it
    scopes: tuple[Scope, ...]
    hash: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None  # when it was last used, to the hour
    team: str = FIRST_TEAM  # whose watches and people it reaches; the first one runs the deployment
    made_by: str = ""  # the user who answers for it; "" for whoever has the key to the admin pages, or a terminal
    taken_over_at: datetime | None = None  # when they began to answer for what another had made
    revision: str = ""


class KeptAnswer(Frozen, frozen=True):
    """The answer to a request that its sender named, for whoever sends the same again. `status` is 0 while it is worked on."""

    id: str  # a hash of the key and the name
    request: str  # a hash of what was asked
    expires_at: datetime
    status: int = 0
    body: bytes = b""
    revision: str = ""
