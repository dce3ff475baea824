"""The ports: what can be swapped (`Store`, `Bus`, `Fetcher`, `Clock`) and what can be plugged in (`Source`, `Channel`).

Each contract is written here, once. All implementations are safe to call from several threads.

Every store method may raise `StoreUnavailable` within 5 seconds: a read then did not happen, a write may
have. Before raising it, a writer reads back whether the write was its own, so callers see `Conflict` only
when somebody else really was first. Reading something that is not there returns None or an empty list.
"""

from coatcheck.ports.channels import Channel, ChannelOf, Field, Line, Note, Receipt, SignUp, Subscribable
from coatcheck.ports.operator_store import OperatorStore
from coatcheck.ports.process import Bus, Clock
from coatcheck.ports.shops import (
    Answer,
    Call,
    Drawing,
    Fetcher,
    FetcherOf,
    Option,
    Request,
    Source,
    SourceOf,
    Target,
    fetch_one,
    grouped,
    permitted,
)
from coatcheck.ports.store import (
    AccessStore,
    AgentStore,
    DeliveryStore,
    LookStore,
    OperationStore,
    Page,
    PeoplePage,
    PeopleStore,
    Store,
    WatchStore,
)
