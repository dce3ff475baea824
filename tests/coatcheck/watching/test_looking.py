"""Looking: side by side, as many requests as a source needs, and nothing parsed twice."""

import gc
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from types import SimpleNamespace
from typing import Any

import pytest

from coatcheck.errors import Blocked, Invalid, LookFailed, Unreachable, Unreadable
from coatcheck.model import Health, Look, Observation, Product, Variant
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources import page, schema_org
from coatcheck.sources.html import hearing
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.parsing.judged import Judged
from coatcheck.watching.guessing import proposed
from coatcheck.watching.looking import MAXIMUM_REQUESTS, LastLooks, Remembered, look, looks
from tests.coatcheck.sources.answering import IN, UNKNOWN
from tests.coatcheck.sources.pages import json_ld, product
from tests.coatcheck.sources.unseen_pages import PAGES
from tests.fakes.ports import HandClock

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
SEEN = Observation(products=(Product(id="coat", variants=(Variant(id="m"),)),))
TARGET = Target(url="https://shop.example/coat")


class Shop:
    """The far side of the network: pages by URL. A page that is a failure is given as it is."""

    def __init__(self, **pages: bytes | LookFailed) -> None:
        self.pages = pages
        self.asked: list[Request] = []
        self.together = 0  # requests that were there at the start
        self.start = START

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed]]:
        self.together = len(requests)
        for place, request in enumerate(requests):
            self.asked.append(request)
            yield place, self._answer(request)

    def _answer(self, request: Request) -> Answer | LookFailed:
        page = self.pages[request.url.rpartition("/")[2]]
        if isinstance(page, LookFailed):
            return page
        print_ = page.decode()
        unchanged = request.known == print_
        at = self.start + timedelta(seconds=len(self.asked))
        body = b"" if unchanged else page
        return Answer(request, request.url, 200, {}, body, at, at + timedelta(seconds=1), print_, unchanged)

    def close(self) -> None: ...


def source(read: Callable[[Sequence[Answer]], Any], url: str = TARGET.url) -> Any:
    return SimpleNamespace(
        __name__="tests.shop", OPTIONS=(), request=lambda _: Request(url=url), read=lambda _, answers: read(answers)
    )


def noting(reads: list[Sequence[Answer]]) -> Any:
    """A source that keeps what it was given to read."""

    def read(answers: Sequence[Answer]) -> Observation:
        reads.append(answers)
        return SEEN

    return source(read)


def raising(error: Exception) -> Callable[[Sequence[Answer]], Any]:
    def read(answers: Sequence[Answer]) -> Any:
        raise error

    return read


def look_once(shop: Shop, reader: Any, target: Target = TARGET, memory: LastLooks | None = None) -> Look:
    return look(("watch", reader, target), shop, HandClock(START), 20, memory)


def test_all_first_requests_go_out_together() -> None:
    shop = Shop(a=b"a", b=Blocked("They want a captcha.", retry_after=90))
    readers = [source(lambda _: SEEN, f"https://shop.example/{name}") for name in "ab"]
    seen = list(looks(list(zip("ab", readers, [TARGET, TARGET], strict=True)), shop, HandClock(START), 20))
    assert shop.together == 2
    assert [(each.watch_id, each.health, each.retry_after) for each in seen] == [
        ("a", Health.HEALTHY, None),
        ("b", Health.BLOCKED, 90),
    ]


def test_a_look_spans_from_its_first_request_to_its_last_answer() -> None:
    shop = Shop(coat=b"page", stock=b"list")
    reader = source(lambda answers: SEEN if len(answers) == 2 else Request(url="https://shop.example/stock"))
    seen = look_once(shop, reader)
    assert seen.observation == SEEN
    assert (seen.started_at, seen.ended_at) == (START + timedelta(seconds=1), START + timedelta(seconds=3))


def test_a_source_that_never_has_enough_is_stopped() -> None:
    shop = Shop(coat=b"page")
    seen = look_once(shop, source(lambda _: Request(url=TARGET.url)))
    assert seen.health is Health.UNREADABLE
    assert len(shop.asked) == MAXIMUM_REQUESTS


def test_a_source_that_breaks_is_a_fault_of_ours_and_is_logged(caplog: Any) -> None:
    seen = look_once(Shop(coat=b"page"), source(raising(KeyError("stock"))))
    assert seen.health is Health.UNREADABLE
    assert seen.reason is not None
    assert "KeyError" in seen.reason
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_source_that_refuses_its_target_makes_the_look_unreadable() -> None:
    reader = source(lambda _: SEEN)
    reader.request = lambda _: raising(Invalid("Name the product's page."))(())
    assert look_once(Shop(), reader).reason == "Name the product's page."


def test_an_observation_without_any_variant_is_unreadable_and_never_sold_out() -> None:
    empty = Observation(products=(Product(id="coat"),))
    assert look_once(Shop(coat=b"page"), source(lambda _: empty)).health is Health.UNREADABLE


def test_two_variants_of_one_id_are_unreadable() -> None:
    twice = Observation(products=(Product(id="coat", variants=(Variant(id="m"), Variant(id="m"))),))
    assert look_once(Shop(coat=b"page"), source(lambda _: twice)).health is Health.UNREADABLE


def test_an_unchanged_answer_is_not_read_again() -> None:
    shop, memory, reads = Shop(coat=b"page"), dict[str, Remembered](), list[Sequence[Answer]]()
    reader = noting(reads)
    seen = [look_once(shop, reader, memory=memory) for _ in range(3)]
    assert len(reads) == 1
    assert [each.observation for each in seen] == [SEEN, SEEN, SEEN]
    assert seen[2].started_at > seen[1].started_at


def test_what_a_shop_calls_unchanged_is_read_anew_after_a_while() -> None:
    shop, memory, reads, clock = Shop(coat=b"page"), dict[str, Remembered](), list[Sequence[Answer]](), HandClock(START)
    reader = noting(reads)
    for minutes in (0, 1, 16, 17):
        clock.moment = shop.start = START + timedelta(minutes=minutes)
        look(("watch", reader, TARGET), shop, clock, 20, memory)
    assert len(reads) == 2


def test_an_unchanged_page_of_which_a_sale_begins_or_ends_is_read_at_that_moment() -> None:
    terms = {"validFrom": "2026-03-02T20:05:00Z", "availabilityEnds": "2026-03-02T20:07:00Z"}
    body = f"<h1>Coat</h1>{json_ld(product('InStock', 'Coat'))}".replace(
        '"availability"', f'{json.dumps(terms)[1:-1]}, "availability"'
    )
    for reader in (page, schema_org):
        shop, memory, clock = Shop(coat=body.encode()), dict[str, Remembered](), HandClock(START)
        said = []
        for minutes in range(9):
            clock.moment = shop.start = datetime(2026, 3, 2, 20, minutes, tzinfo=UTC)
            shop.asked.clear()
            seen = look(("watch", reader, TARGET), shop, clock, 20, memory)
            said.append(seen.variants[0].offer.availability)
        assert said == [UNKNOWN] * 5 + [IN] * 2 + [UNKNOWN] * 2


def test_an_answer_that_came_too_late_is_not_read() -> None:
    shop, clock = Shop(coat=b"page"), HandClock(START)

    class Slow:
        def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed]]:
            clock.moment += timedelta(seconds=30)
            return shop.fetch(requests, seconds)

        def close(self) -> None: ...

    seen = look(("watch", source(lambda _: SEEN), TARGET), Slow(), clock, 20)
    assert (seen.health, seen.observation) == (Health.UNREACHABLE, None)


def test_a_changed_answer_and_a_changed_target_are_read_again() -> None:
    shop, memory, reads = Shop(coat=b"page"), dict[str, Remembered](), list[Sequence[Answer]]()
    reader = noting(reads)
    look_once(shop, reader, memory=memory)
    shop.pages["coat"] = b"other"
    look_once(shop, reader, memory=memory)
    look_once(shop, reader, Target(url=TARGET.url, options={"size": "m"}), memory)
    assert [answers[0].body for answers in reads] == [b"page", b"other", b"other"]


def test_other_bytes_that_say_the_same_give_what_is_known_and_are_what_is_asked_about_next() -> None:
    memory: dict[str, Remembered] = {}
    reads: list[Sequence[Answer]] = []

    def read(answers: Sequence[Answer]) -> Observation:
        reads.append(answers)
        return Observation(products=(Product(id="coat", variants=(Variant(id="m"),)),))

    reader = source(read)
    first = look_once(Shop(coat=b"one"), reader, memory=memory)
    second = look_once(shop := Shop(coat=b"two"), reader, memory=memory)
    third = look_once(shop, reader, memory=memory)
    assert second.observation is first.observation
    assert third.observation is first.observation
    assert len(reads) == 2
    assert [request.known for request in shop.asked] == ["one", "two"]


def test_where_only_the_second_answer_changed_the_first_is_fetched_again_in_full() -> None:
    shop, memory, reads = Shop(coat=b"page", stock=b"list"), dict[str, Remembered](), list[list[bytes]]()

    def read(answers: Sequence[Answer]) -> Any:
        reads.append([answer.body for answer in answers])
        return SEEN if len(answers) == 2 else Request(url="https://shop.example/stock")

    look_once(shop, source(read), memory=memory)
    reader = memory["watch"].source
    shop.pages["stock"] = b"longer list"
    look_once(shop, reader, memory=memory)
    assert reads[2:] == [[b"page"], [b"page", b"longer list"]]


def test_a_failed_look_is_not_remembered() -> None:
    shop, memory = Shop(coat=b"page"), dict[str, Remembered]()
    reader = source(lambda _: SEEN)
    look_once(shop, reader, memory=memory)
    shop.pages["coat"] = Unreachable("No answer.")
    assert look_once(shop, reader, memory=memory).observation is None
    assert memory == {}


def test_only_the_host_that_was_named_may_be_private() -> None:
    shop = Shop(coat=b"page", stock=b"list")
    reader = source(lambda answers: SEEN if len(answers) == 2 else Request(url="http://10.0.0.9/stock"))
    look_once(shop, reader, Target(url=TARGET.url, allow_private=True))
    assert [each.allow_private for each in shop.asked] == [True, False]


def test_a_source_may_not_open_a_private_host_by_itself() -> None:
    shop = Shop(coat=b"page")
    reader = source(raising(Unreadable("No stock in it.")))
    reader.request = lambda _: Request(url=TARGET.url, allow_private=True, known="page")
    look_once(shop, reader)
    assert shop.asked == [Request(url=TARGET.url)]


@pytest.mark.parametrize(
    ("api", "private"),
    [
        ("", True),
        ("http://10.0.0.1/other", True),
        ("http://10.0.0.1:8080/coat", False),
        ("https://10.0.0.1/coat", False),
        ("http://127.0.0.1/coat", False),
    ],
)
def test_what_an_option_names_elsewhere_is_never_asked_for_as_a_private_page(api: str, private: bool) -> None:
    shop = Shop(coat=b"{}", other=b"{}")
    target = Target("http://10.0.0.1/coat", {"api": api} if api else {}, allow_private=True)
    assert list(proposed(target, shop, 1)) == []
    assert [each.allow_private for each in shop.asked] == [private]


def test_a_page_goes_with_its_tree_as_soon_as_it_was_read_whatever_came_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "JUDGED", Judged())
    bodies = [each.markup.encode() for each in [*PAGES.values()][::20]] + [
        b"<h1>Hello</h1>",
        b"<title>Page not found</title>",
    ]
    shop = Shop(**{f"coat-{number}": body for number, body in enumerate(bodies)})
    aims = [(name, page, Target(url=f"https://shop.example/{name}")) for name in shop.pages]
    gc.collect()
    gc.disable()  # which would find the pages some time later
    try:
        going_on = looks(aims, shop, HandClock(START), 20)
        found = {each.health for each in islice(going_on, len(aims)) if each}
        assert {Health.HEALTHY, Health.UNREADABLE} <= found
        left = [each for each in gc.get_objects() if isinstance(each, Document)]
        assert not [each.text[:80] for each in left if each.answer.request.url.startswith("https://shop.example/coat-")]
    finally:
        gc.enable()
