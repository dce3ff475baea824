"""A kind of store that somebody else's package brings: it is forgotten at its end."""

from coatcheck.ports import Store
from tests.simulation.memory import open_memory


class Notebook:
    is_file = True

    @staticmethod
    def open(place: str, history_days: int, snapshot_days: int) -> Store:
        return open_memory()
