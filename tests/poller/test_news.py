"""News waits for nobody: not for slow answers beside it, not for its round's end, not for other shops."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from coatcheck.errors import Late, LookFailed
from coatcheck.model import Health
from coatcheck.ports import Answer, Request, Store
from coatcheck.ports.messages import FanOut, PollBatch
from poller.cache import Turns
from tests.poller.polling import House, serving

Fetched = tuple[int, Answer | LookFailed] | None


class Script:
    """A fetcher that gives what a test wrote down: a watch's sizes, a failure, or a pause in which something happens."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.lines: list[tuple[str, Any]] = []
        self.asked: list[str] = []
        self.behind = timedelta()  # since when answers wait to be read

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterator[Fetched]:
        lines, self.lines = self.lines, []
        for name, what in lines:
            if callable(what):
                what()
                yield None
            else:
                place = max(place for place, each in enumerate(requests) if each.url.endswith(name))
                yield place, self._answer(requests[place], what)
        self.asked += [request.url.rpartition("/")[2] for request in requests]

    def _answer(self, request: Request, what: Any) -> Answer | LookFailed:
        if isinstance(what, LookFailed):
            return what
        came = self.house.clock.now() - self.behind
        return Answer(request, request.url, 200, {}, msgspec.json.encode(what), came, came)

    def close(self) -> None: ...


@pytest.fixture
def house(store: Store) -> Iterator[House]:
    with serving() as shop:
        house = House(store, shop)
        house.fetcher.close()
        house.fetcher = Script(house)
        house.poller = house.worker("first")
        yield house


def watch(house: House, *names: str, **fields: Any) -> None:
    for name in names:
        house.watch(name, url=f"https://shop.example/{name}", **fields)


def looked(house: House, **answers: Any) -> None:
    """One minute passes; these are the answers, in this order."""
    play(house, *answers.items())


def play(house: House, *lines: tuple[str, Any]) -> None:
    house.fetcher.lines = list(lines)  # type: ignore[attr-defined]
    for message in house.plan():
        house.poller.poll(message)


def published(house: House) -> list[str]:
    return [message.event.watch_id for message in house.bus.messages if isinstance(message, FanOut)]


def test_a_restock_is_stored_and_published_while_a_slower_answer_is_waited_for(house: House) -> None:
    watch(house, "quick", "slow")
    looked(house, quick={"M": False}, slow={"M": False})
    by_then: list[Any] = []

    def pause() -> None:
        by_then.extend([published(house), house.state("quick").variants[0].in_stock])

    play(house, ("quick", {"M": True}), ("", lambda: None), ("", pause), ("slow", {"M": False}))
    assert by_then == [["quick"], True]
    assert published(house) == ["quick"]


def test_news_that_comes_without_a_pause_is_stored_within_a_moment(house: House) -> None:
    names = [f"w{number}" for number in range(4)]
    watch(house, *names)
    looked(house, **{name: {"M": False} for name in names})
    stored: list[int] = []
    commit = house.store.commit_looks

    def counting(*arguments: Any) -> Any:
        stored.append(len(arguments[2]))
        house.clock.moment += timedelta(seconds=0.2)
        return commit(*arguments)

    house.store.commit_looks = counting  # type: ignore[assignment,method-assign]
    house.clock.now = ticking(house, 0.1)  # type: ignore[method-assign]
    looked(house, **{name: {"M": True} for name in names})
    assert sum(stored) == 4
    assert len(stored) > 1


def test_where_reading_is_behind_news_that_comes_together_still_shares_a_commit(house: House) -> None:
    names = [f"w{number}" for number in range(4)]
    watch(house, *names)
    looked(house, **{name: {"M": False} for name in names})
    stored: list[int] = []
    commit = house.store.commit_looks
    house.store.commit_looks = lambda *each: stored.append(len(each[2])) or commit(*each)  # type: ignore[method-assign,func-returns-value]
    house.fetcher.behind = timedelta(seconds=1)  # type: ignore[attr-defined]
    play(house, *[(name, {"M": True}) for name in names], ("", lambda: None))
    assert [count for count in stored if count] == [4]


def ticking(house: House, seconds: float) -> Callable[[], Any]:
    def now() -> Any:
        house.clock.moment += timedelta(seconds=seconds)
        return house.clock.moment

    return now


def test_looks_that_prove_nothing_new_share_one_commit_with_their_rounds_snapshot(house: House) -> None:
    names = [f"w{number}" for number in range(5)]
    watch(house, *names)
    looked(house, **{name: {"M": False} for name in names})
    commits: list[Any] = []
    commit = house.store.commit_looks
    house.store.commit_looks = lambda *each: commits.append(each) or commit(*each)  # type: ignore[method-assign,func-returns-value]
    pauses = [("", lambda: None)] * 3
    play(house, ("w0", {"M": False}), *pauses, *[(name, {"M": False}) for name in names[1:]])
    ((_, snapshot, verdicts),) = commits
    assert [len(snapshot.glances), verdicts] == [5, []]


def test_a_watch_whose_turn_did_not_come_is_late_and_not_unreachable_and_has_the_first_turn_next_time(
    house: House,
) -> None:
    watch(house, "first", "second", interval=60)
    play(house, ("first", {"M": False}), ("second", Late("There was no time left.")))
    assert house.store.states(["second"]) == {}
    house.fetcher.asked.clear()  # type: ignore[attr-defined]
    looked(house, first={"M": False}, second={"M": False})
    assert house.fetcher.asked == ["second", "first"]  # type: ignore[attr-defined]
    assert house.state("second").health is Health.HEALTHY


def test_a_late_watch_has_its_turn_with_its_batchs_next_look_long_before_it_is_due_again(house: House) -> None:
    watch(house, "often", interval=60)
    watch(house, "seldom", interval=86400)
    play(house, ("often", {"M": False}), ("seldom", Late("There was no time left.")))
    looked(house, often={"M": False}, seldom={"M": False})
    assert house.state("seldom").health is Health.HEALTHY


def test_the_next_round_does_not_wait_for_a_slow_answer_of_the_last(house: House) -> None:
    watch(house, "quick", interval=30)
    watch(house, "slow", interval=60)
    looked(house, quick={"M": False}, slow={"M": False})
    half = lambda: setattr(house.clock, "moment", house.clock.moment + timedelta(seconds=31))  # noqa: E731
    play(
        house,
        ("quick", {"M": False}),
        ("", half),
        ("quick", {"M": True}),
        ("", lambda: None),
        ("slow", {"M": False}),
    )
    assert published(house) == ["quick"]


def test_the_next_message_does_not_wait_for_a_slow_answer_either_and_leaves_its_watch_alone(house: House) -> None:
    watch(house, "quick", "slow", interval=60)
    looked(house, quick={"M": False}, slow={"M": False})
    meanwhile: list[str] = []

    def next_minute() -> None:
        inner = Script(house)
        house.poller.fetcher, outer = inner, house.poller.fetcher
        (message,) = [each for each in house.plan() if isinstance(each, PollBatch)]
        inner.lines = [("quick", {"M": True})]
        house.poller.poll(message)
        meanwhile.extend([*inner.asked, *published(house)])
        house.poller.fetcher = outer

    play(house, ("quick", {"M": False}), ("", next_minute), ("slow", {"M": False}))
    assert meanwhile == ["quick", "quick"]
    assert house.state("slow").failures == 0


def test_over_real_connections_a_restock_is_published_before_a_silent_shop_has_answered(store: Store) -> None:
    with serving() as quick, serving() as silent:
        house = House(store, quick)
        house.watch("quick")
        house.watch("silent", url=silent.url)
        house.tick()
        told = house.bus.told
        silent.before_answer = lambda: told.wait(30)
        quick.stock["M"] = True
        for message in house.plan():
            house.poller.poll(message)
        assert [message.event.watch_id for message in house.bus.take(FanOut)] == ["quick"]
        assert house.state("silent").failures == 0
        house.fetcher.close()


def test_watches_of_a_host_that_is_kept_busy_wait_for_each_other_in_the_order_in_which_they_became_late(
    house: House,
) -> None:
    turns = Turns(host_concurrency=2)
    first, second, third, other = (
        house.watch(name, url=f"https://{host}.example/{name}")
        for name, host in (("first", "a"), ("second", "a"), ("third", "a"), ("other", "b"))
    )
    assert turns.begin([first, second, third]) == [first, second, third]
    turns.done("second")
    assert turns.begin([second, other]) == [other]
    turns.end(["first", "third"])
    assert turns.begin([first, third, second]) == [second, first, third]
