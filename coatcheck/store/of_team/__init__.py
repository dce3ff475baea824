"""The store as one team has it: the wall between teams. What is another team's is not there, and can't be written.

Every method of the port is written out, so that none lets anything through that nobody thought about; a test holds them
against the port. What is of the whole deployment, or of the services alone, is refused: see docs/decisions/0025-operators.md.
"""

from coatcheck.store.of_team.access import Access
from coatcheck.store.of_team.deliveries import Deliveries
from coatcheck.store.of_team.looks import Looks
from coatcheck.store.of_team.operations import Operations
from coatcheck.store.of_team.operators import Operators
from coatcheck.store.of_team.people import People
from coatcheck.store.of_team.watches import Watches


class TeamStore(Watches, Looks, People, Deliveries, Access, Operators, Operations):
    """`ports.Store`, the part of one team. Safe to call from several threads, where the store is."""
