"""Demand, for a product's shop: how many people wait for each size, in steps, and nothing where few do, so that nobody is seen in it."""

from collections.abc import Mapping

from coatcheck.model import ANY, Scope, State
from signup_web import context
from signup_web.api.routes import Routes, Shape
from signup_web.api.watches import find

demand = Routes("Demand")

STEP = 5  # people; fewer are not told at all


class SizeDemand(Shape, frozen=True):
    """Who waits for one size: at least so many, a multiple of five; null for fewer than five."""

    id: str
    title: str
    at_least: int | None


class Demand(Shape, frozen=True):
    """Who waits for a product. Whoever takes any size is counted under `any_size`, and in none of the sizes."""

    any_size: int | None
    sizes: list[SizeDemand]


@demand.get("/watches/{watch_id}/demand", Scope.DEMAND)
def get_demand(watch_id: str) -> Demand:
    """Say how many people wait for each size, in steps of five."""
    watch, store = find(watch_id), context.store()
    state = store.states([watch.id]).get(watch.id) or State(watch_id=watch.id)
    return in_steps(state, store.waiting_counts(watch.id))


def in_steps(state: State, waiting: Mapping[str, int]) -> Demand:
    """Tell these counts (of `PeopleStore.waiting_counts`) in steps, in the order of the shop's sizes. Pure."""
    sizes = [SizeDemand(size.id, size.title, _at_least(waiting.get(size.id, 0))) for size in state.variants]
    return Demand(_at_least(waiting.get(ANY, 0)), sizes)


def _at_least(people: int) -> int | None:
    return people - people % STEP or None
