"""Several threads that want the same at once: one of them gets it, the others wait for what it brings."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


class SingleFlight(Generic[Key, Wanted, Found]):
    """Calls `fetch` for what nobody else is getting right now. Who wants something else waits for nobody."""

    def __init__(self, fetch: Callable[[Mapping[Key, Wanted]], Mapping[Key, Found]]) -> None:
        """`fetch` brings something for every key, or raises."""
        self._fetch = fetch
        self._lock = Lock()  # never held while something is fetched
        self._flights: dict[Key, Future[Mapping[Key, Found]]] = {}

    def __call__(self, wanted: Mapping[Key, Wanted]) -> dict[Key, Found]:
        """Return what was brought for each key. Raises what `fetch` raised, also to everybody who waited for it."""
        mine: Future[Mapping[Key, Found]] = Future()
        with self._lock:
            flights = {key: self._flights.setdefault(key, mine) for key in wanted}
        self._fly(mine, {key: wanted[key] for key, flight in flights.items() if flight is mine})
        return {key: flight.result()[key] for key, flight in flights.items()}

    def _fly(self, flight: Future[Mapping[Key, Found]], wanted: Mapping[Key, Wanted]) -> None:
        try:
            flight.set_result(self._fetch(wanted) if wanted else {})
        except BaseException as error:
            flight.set_exception(error)
            raise
        finally:
            with self._lock:
                for key in wanted:
                    del self._flights[key]
