"""What the fetcher spares shops: pages it knows, requests it has made, too many at once."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from time import monotonic
from typing import Any

import pytest

from coatcheck.errors import Blocked, Unreachable
from coatcheck.fetch.kept import Kept
from coatcheck.ports import Answer, Fetcher, Request
from tests.coatcheck.fetch.hostile import Asked, Server, Write, answer, redirect, serving
from tests.coatcheck.fetch.opening import fetch_all, opened, page

# Asking only for what changed


def tagged(shop: Server, body: bytes = b"page", tag: str = '"1"') -> str:
    def serve(asked: Any, write: Any) -> None:
        known = asked.headers.get("if-none-match") == tag
        write(answer(b"", "304 Not Modified", ETag=tag) if known else answer(body, ETag=tag))

    shop.behaviours["/tagged"] = serve
    return shop.url("/tagged")


def test_a_page_that_is_known_is_asked_for_only_if_it_changed(fetcher: Fetcher, shop: Server) -> None:
    url = tagged(shop)
    first = page(fetcher, url)
    again = page(fetcher, url, known=first.fingerprint)
    assert (first.unchanged, again.unchanged, again.body) == (False, True, b"")
    assert again.fingerprint == first.fingerprint
    tagged(shop, b"news", '"2"')
    assert page(fetcher, url, known=first.fingerprint).body == b"news"


def test_the_same_bytes_without_a_validator_are_unchanged_too(fetcher: Fetcher, shop: Server) -> None:
    first = page(fetcher, shop.url())
    assert page(fetcher, shop.url(), known=first.fingerprint).unchanged
    shop.page("/", b"other")
    assert not page(fetcher, shop.url(), known=first.fingerprint).unchanged


def test_an_error_page_is_never_unchanged(fetcher: Fetcher, shop: Server) -> None:
    first = page(fetcher, shop.url())
    shop.page("/", b"page", "500 Oops")
    again = page(fetcher, shop.url(), known=first.fingerprint)
    assert (again.unchanged, again.body, again.fingerprint) == (False, b"page", "")


def test_a_validator_goes_only_to_the_page_it_came_from(fetcher: Fetcher, shop: Server) -> None:
    shop.behaviours["/old"] = redirect(tagged(shop))
    first = page(fetcher, shop.url("/old"))
    assert page(fetcher, shop.url("/old"), known=first.fingerprint).unchanged
    assert [("if-none-match" in asked.headers, asked.path) for asked in shop.asked[2:]] == [
        (False, "/old"),
        (True, "/tagged"),
    ]


@pytest.mark.parametrize("tag", ['"größe"', '"' + "x" * 5000 + '"', '"a\x01b"'])
def test_a_validator_that_is_no_plain_text_is_not_sent_back(fetcher: Fetcher, shop: Server, tag: str) -> None:
    first = page(fetcher, tagged(shop, tag=tag))
    assert page(fetcher, shop.url("/tagged"), known=first.fingerprint).unchanged
    assert "if-none-match" not in shop.asked[1].headers


@pytest.mark.parametrize("known", ["nonsense", "[]", '["x"]', "{}", '["a","b","c\\r\\nX: y",""]'])
def test_a_fingerprint_of_somebody_else_is_passed_over(fetcher: Fetcher, shop: Server, known: str) -> None:
    assert page(fetcher, shop.url(), known=known).body == b"page"


# Manners


def test_identical_requests_are_made_once(fetcher: Fetcher, shop: Server) -> None:
    known = page(fetcher, shop.url()).fingerprint
    requests = [Request(url=shop.url()), Request(url=shop.url()), Request(url=shop.url(), known=known)]
    found = fetch_all(fetcher, requests, 5)
    assert len(shop.asked) == 2
    assert [each.body for each in found if isinstance(each, Answer) and not each.unchanged] == [b"page", b"page"]
    assert [isinstance(each, Answer) and each.unchanged for each in found] == [False, False, True]


def test_a_host_is_asked_for_a_few_things_at_once_by_all_threads_together(shop: Server) -> None:
    with opened(host_concurrency=3) as fetcher:
        requests = [[Request(url=shop.url(f"/counting?{call}.{n}")) for n in range(8)] for call in range(3)]
        threads = [Thread(target=fetch_all, args=(fetcher, each, 10)) for each in requests]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(shop.asked) == 24
    assert shop.most <= 3


def test_each_host_is_asked_over_the_connection_it_had(shop: Server) -> None:
    both_asked = Barrier(2)  # a call that ended before the other began would lend it its engine

    def meet(asked: Asked, write: Write) -> None:
        both_asked.wait(10)
        write(answer(b"page"))

    with serving() as other, opened(fetch_seconds=10) as fetcher:
        shop.behaviours["/meet"] = other.behaviours["/meet"] = meet
        calls = [[Request(url=each.url("/meet"))] for each in (shop, other)]
        for _ in range(3):
            threads = [Thread(target=fetch_all, args=(fetcher, call, 10)) for call in calls]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            calls.reverse()
        assert (shop.connections, other.connections) == (1, 1)


def test_the_limit_of_all_requests_together_holds(shop: Server) -> None:
    with opened(fetch_concurrency=2, host_concurrency=50) as fetcher:
        fetch_all(fetcher, [Request(url=shop.url(f"/counting?{number}")) for number in range(10)], 10)
    assert len(shop.asked) == 10
    assert shop.most <= 2


def test_between_two_requests_to_a_host_lies_its_pause(shop: Server) -> None:
    with opened(host_pause=0.1) as fetcher:
        before = datetime.now(UTC)
        found = fetch_all(fetcher, [Request(url=shop.url(f"/?{number}")) for number in range(4)], 5)
    starts = sorted(each.started_at for each in found if isinstance(each, Answer))
    assert len(starts) == 4
    assert all(start - before >= place * timedelta(seconds=0.095) for place, start in enumerate(starts))


def test_what_a_hosts_pause_leaves_no_time_for_is_not_asked(shop: Server) -> None:
    with opened(host_pause=60) as fetcher:
        first, second = fetch_all(fetcher, [Request(url=shop.url("/?1")), Request(url=shop.url("/?2"))], 1.5)
    assert isinstance(first, Answer)
    assert "no time left" in str(second)


def test_B24_after_a_429_the_host_is_left_in_peace_for_this_time(shop: Server) -> None:
    with opened(host_concurrency=1) as fetcher:
        shop.page("/x", b"", "429 Too Many", Retry_After="60")
        found = fetch_all(fetcher, [Request(url=shop.url(f"/x?{number}")) for number in range(5)], 5)
    assert len(shop.asked) == 1
    assert [type(each) for each in found] == [Answer, *[Blocked] * 4]


def test_a_call_ends_in_its_time_whatever_is_under_way(shop: Server) -> None:
    with opened(fetch_seconds=20) as fetcher:
        began = monotonic()
        found = fetch_all(fetcher, [Request(url=shop.url(f"/silent?{number}")) for number in range(9)], 0.5)
    assert monotonic() - began < 10
    assert all(isinstance(each, Unreachable) for each in found)
    assert get_after(shop)


def get_after(shop: Server) -> bool:
    """Whether the next call works as if nothing had been."""
    with opened() as fetcher:
        fetch_all(fetcher, [Request(url=shop.url(f"/silent?{number}")) for number in range(9)], 0.2)
        return page(fetcher, shop.url()).body == b"page"


# Answers that will do for a while


def test_what_may_be_old_is_asked_for_once_and_says_when_that_was(fetcher: Fetcher, shop: Server) -> None:
    first = page(fetcher, shop.url(), max_age=60)
    again = page(fetcher, shop.url(), max_age=60, known=first.fingerprint)
    assert len(shop.asked) == 1
    assert (first.fetched_at, again.fetched_at, again.body, again.unchanged) == (None, first.ended_at, b"page", True)
    assert again.started_at >= first.ended_at


@pytest.mark.parametrize("age", [0, None])
def test_what_must_be_new_is_asked_for_anew(fetcher: Fetcher, shop: Server, age: float | None) -> None:
    page(fetcher, shop.url(), max_age=60)
    shop.page("/", b"news")
    assert page(fetcher, shop.url(), max_age=age).body == b"news"
    assert page(fetcher, shop.url(), max_age=60).body == (b"page" if age is None else b"news")


def test_an_error_or_an_empty_page_is_not_kept(fetcher: Fetcher, shop: Server) -> None:
    for body, status in ((b"busy", "503 Busy"), (b"no", "403 Forbidden"), (b"", "200 OK")):
        page(fetcher, shop.page("/", body, status), max_age=60)
    assert page(fetcher, shop.page("/", b"page"), max_age=60).body == b"page"


def test_whoever_asks_while_the_same_is_under_way_gets_that_answer(fetcher: Fetcher, shop: Server) -> None:
    wanted = Request(shop.url("/counting"), max_age=4)
    requests = [Request(shop.url()), wanted]
    answers = []
    for found in fetcher.fetch(requests, 5):
        if found and found[0] == 0:
            requests.append(wanted)
        answers += [found] if found else []
    assert sorted(place for place, _ in answers) == [0, 1, 2]
    assert shop.paths().count("/counting") == 1


def test_what_is_kept_has_a_limit_and_what_was_not_used_goes_first() -> None:
    now = datetime.now(UTC)
    kept = Kept(most=10)
    asked = {name: Request(f"https://shop.example/{name}", max_age=60) for name in "abc"}
    for name in "ab":
        kept.put(Answer(asked[name], asked[name].url, 200, {}, b"12345", now, now))
    assert kept.get(asked["a"], now)
    kept.put(Answer(asked["c"], asked["c"].url, 200, {}, b"12345", now, now))
    assert [name for name in "abc" if kept.get(asked[name], now)] == ["a", "c"]
