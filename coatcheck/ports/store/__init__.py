"""The store, a part for each subject: a file here, and one by the same name in each store."""

from typing import Protocol

from coatcheck.ports.store.access import AccessStore
from coatcheck.ports.store.agents import AgentStore
from coatcheck.ports.store.deliveries import DeliveryStore
from coatcheck.ports.store.looks import LookStore
from coatcheck.ports.store.operations import OperationStore
from coatcheck.ports.store.operators import OperatorStore
from coatcheck.ports.store.people import Page, PeoplePage, PeopleStore
from coatcheck.ports.store.revised import Revised
from coatcheck.ports.store.suggestions import SuggestionStore
from coatcheck.ports.store.watches import WatchStore

__all__ = [
    "AccessStore",
    "AgentStore",
    "DeliveryStore",
    "LookStore",
    "OperationStore",
    "OperatorStore",
    "Page",
    "PeoplePage",
    "PeopleStore",
    "Revised",
    "Store",
    "SuggestionStore",
    "WatchStore",
]


class Store(
    WatchStore,
    LookStore,
    PeopleStore,
    SuggestionStore,
    DeliveryStore,
    AgentStore,
    AccessStore,
    OperatorStore,
    OperationStore,
    Protocol,
):
    """Everything that is kept."""
