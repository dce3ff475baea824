"""The ports: what can be swapped (`Store`, `Bus`, `Fetcher`, `Clock`) and what can be plugged in (`Source`, `Channel`).

Each contract is written here, once. All implementations are safe to call from several threads.

Every store method may raise `StoreUnavailable` within 5 seconds: a read then did not happen, a write may
have. Before raising it, a writer reads back whether the write was its own, so callers see `Conflict` only
when somebody else really was first. Reading something that is not there returns None or an empty list.

What is imported "as" itself is for packages of others, too (docs/plugins.md): type checkers let them have nothing else.
"""

from coatcheck.ports.channels import Channel as Channel
from coatcheck.ports.channels import ChannelOf, Subscribable
from coatcheck.ports.channels import Field as Field
from coatcheck.ports.channels import Line as Line
from coatcheck.ports.channels import Note as Note
from coatcheck.ports.channels import Receipt as Receipt
from coatcheck.ports.channels import SignUp as SignUp
from coatcheck.ports.process import Bus, Clock
from coatcheck.ports.shops import Answer as Answer
from coatcheck.ports.shops import Call as Call
from coatcheck.ports.shops import Drawing as Drawing
from coatcheck.ports.shops import Fetcher as Fetcher
from coatcheck.ports.shops import FetcherOf as FetcherOf
from coatcheck.ports.shops import Option as Option
from coatcheck.ports.shops import Request as Request
from coatcheck.ports.shops import Source as Source
from coatcheck.ports.shops import SourceOf, permitted
from coatcheck.ports.shops import Target as Target
from coatcheck.ports.shops import fetch_one as fetch_one
from coatcheck.ports.shops import grouped as grouped
from coatcheck.ports.store import (
    AccessStore,
    AgentStore,
    DeliveryStore,
    LookStore,
    OperationStore,
    OperatorStore,
    Page,
    PeoplePage,
    PeopleStore,
    Store,
    WatchStore,
)
