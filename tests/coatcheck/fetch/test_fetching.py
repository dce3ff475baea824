"""The fetcher against a hostile shop: every case ends in an answer or in a failure with a sentence, and in time."""

import tracemalloc
from datetime import UTC, datetime
from threading import Event, Semaphore
from time import monotonic

import pycurl
import pytest

from coatcheck.errors import Unreachable, Unreadable
from coatcheck.fetch.address import parse
from coatcheck.fetch.reasons import reason
from coatcheck.ports import Answer, Fetcher, Request
from tests.coatcheck.fetch.hostile import MIB, Asked, Server, Write, answer, bomb, redirect, serving
from tests.coatcheck.fetch.opening import failure, fetch_all, opened, page

# What comes through


def test_an_answer_carries_status_headers_body_and_its_time(fetcher: Fetcher, shop: Server) -> None:
    before = datetime.now(UTC)
    found = page(fetcher, shop.page("/coat", b"coat", "200 OK", X_Size="M"))
    assert (found.status, found.body, found.headers["x-size"]) == (200, b"coat", "M")
    assert before <= found.started_at <= found.ended_at <= datetime.now(UTC)


def test_we_say_who_we_are(shop: Server) -> None:
    with opened(brand="Coat Check", public_url="https://coats.example") as fetcher:
        page(fetcher, shop.url())
    assert shop.asked[0].headers["user-agent"].startswith("CoatCheck/")
    assert shop.asked[0].headers["user-agent"].endswith("(+https://coats.example)")


def test_answers_keep_the_order_of_the_requests(fetcher: Fetcher, shop: Server) -> None:
    urls = [shop.page(f"/{number}", str(number).encode()) for number in range(40)]
    found = fetch_all(fetcher, [Request(url=url) for url in urls], 5)
    assert [each.body for each in found if isinstance(each, Answer)] == [str(number).encode() for number in range(40)]


def test_of_pages_that_come_at_once_none_is_unpacked_before_the_one_before_was_read(shop: Server) -> None:
    first_is_read, sent = Event(), Semaphore(0)
    body = answer(bomb(MIB), Content_Encoding="gzip")

    def together(asked: Asked, write: Write) -> None:
        first_is_read.wait(5)
        write(body)
        sent.release()

    shop.behaviours |= {"/first": lambda asked, write: write(body), "/together": together}
    requests = [Request(url=shop.url("/first")), *(Request(url=shop.url(f"/together?{n}")) for n in range(8))]
    with opened(host_concurrency=9) as fetcher:
        results = filter(None, fetcher.fetch(requests, 5))
        assert isinstance(next(results)[1], Answer)
        first_is_read.set()
        assert all(sent.acquire(timeout=5) for _ in range(8))
        tracemalloc.start()
        try:
            assert [len(each.body) for _, each in results if isinstance(each, Answer)] == [MIB] * 8
            assert tracemalloc.get_traced_memory()[1] < 4 * MIB  # this one, the one before, and what it is made of
        finally:
            tracemalloc.stop()


def test_no_request_brings_no_answer(fetcher: Fetcher) -> None:
    assert fetch_all(fetcher, [], 5) == []


def test_a_body_is_posted_with_its_headers(fetcher: Fetcher, shop: Server) -> None:
    page(fetcher, shop.url(), method="POST", body=b'{"q":1}', headers={"Content-Type": "application/json"})
    page(fetcher, shop.url())
    posted, plain = shop.asked
    assert (posted.method, posted.body, posted.headers["content-type"]) == ("POST", b'{"q":1}', "application/json")
    assert (plain.method, plain.body, plain.headers.get("content-type")) == ("GET", b"", None)


def test_a_header_can_not_bring_another_one(fetcher: Fetcher, shop: Server) -> None:
    page(fetcher, shop.url(), headers={"X-Size": "M\r\nX-Admin: yes"})
    assert "x-admin" not in shop.asked[0].headers


def test_a_header_may_hold_any_letter(fetcher: Fetcher, shop: Server) -> None:
    page(fetcher, shop.url(), headers={"X-Size": "größe"})
    assert shop.asked[0].headers["x-size"].encode("latin-1").decode() == "größe"


def test_connections_are_kept(fetcher: Fetcher, shop: Server) -> None:
    for _ in range(5):
        page(fetcher, shop.url())
    assert shop.connections == 1


def test_addresses_pasted_from_a_browser_are_understood(fetcher: Fetcher, shop: Server) -> None:
    shop.page("/j%C3%A4cke", b"jacket")
    assert page(fetcher, shop.url("/jäcke?größe=M L")).body == b"jacket"
    assert shop.asked[0].path == "/j%C3%A4cke?gr%C3%B6%C3%9Fe=M%20L"


def test_a_shop_whose_name_has_letters_of_its_own_is_not_taken_for_another() -> None:
    assert parse("https://Straße.example/coat").netloc == "xn--strae-oqa.example"
    assert parse("https://größe_M.example/coat").netloc == "xn--gre_m-mqa4n.example"


@pytest.mark.parametrize("path", ["/gzip", "/members"])
def test_packed_pages_are_unpacked(fetcher: Fetcher, shop: Server, path: str) -> None:
    assert page(fetcher, shop.url(path)).body == b"page"


def test_what_comes_before_an_answers_head_and_after_its_body_is_no_part_of_its_head(
    fetcher: Fetcher, shop: Server
) -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nETag: early\r\nLink: </coat.css>; rel=preload\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nTrailer: Content-Type\r\n\r\n"
    trailer = b"Content-Type: text/plain\r\nContent-Encoding: br\r\nETag: late\r\n\r\n"
    shop.behaviours["/x"] = lambda asked, write: write(hints + head + b"4\r\npage\r\n0\r\n" + trailer)
    found = page(fetcher, shop.url("/x"))
    assert (found.status, found.body, found.headers["content-type"]) == (200, b"page", "text/html")
    assert found.headers.keys().isdisjoint({"etag", "link", "content-encoding"})


@pytest.mark.parametrize("encoding", ["none", "UTF-8", "identity, identity"])
def test_a_page_that_is_not_packed_is_read_whatever_its_shop_calls_that(
    fetcher: Fetcher, shop: Server, encoding: str
) -> None:
    assert page(fetcher, shop.page("/x", b"coat", Content_Encoding=encoding)).body == b"coat"


def test_what_a_shop_says_twice_it_says_once(fetcher: Fetcher, shop: Server) -> None:
    twice = answer(b"", "302 Found", Location=shop.url(), Set_Cookie=f"a=1\r\nLocation: {shop.url()}")
    shop.behaviours["/x"] = lambda asked, write: write(twice)
    assert page(fetcher, shop.url("/x")).body == b"page"


# The corpus of bad input, by its numbers


def test_B1_an_empty_answer_is_an_answer(fetcher: Fetcher, shop: Server) -> None:
    assert page(fetcher, shop.url("/empty")).body == b""


@pytest.mark.parametrize("status", ["403 Forbidden", "451 Unavailable", "500 Oops", "520 Unknown", "503 Busy"])
def test_B5_B24_every_status_is_left_to_the_source(fetcher: Fetcher, shop: Server, status: str) -> None:
    assert page(fetcher, shop.page("/x", b"sorry", status)).status == int(status[:3])


def test_B15_a_gzip_bomb_is_not_unpacked(fetcher: Fetcher, shop: Server) -> None:
    assert "more than 8 MiB" in str(failure(fetcher, shop.url("/bomb")))


@pytest.mark.parametrize("path", ["/brotli", "/zstd", "/twice"])
def test_B15_an_encoding_nobody_asked_for_is_refused(fetcher: Fetcher, shop: Server, path: str) -> None:
    found = failure(fetcher, shop.url(path))
    assert isinstance(found, Unreadable)
    assert shop.asked[0].headers["accept-encoding"] == "gzip"


def test_B15_a_page_that_is_not_what_its_encoding_says_is_unreadable(fetcher: Fetcher, shop: Server) -> None:
    assert isinstance(failure(fetcher, shop.url("/lying")), Unreadable)


def test_B15_a_packed_page_that_broke_off_is_unreachable(fetcher: Fetcher, shop: Server) -> None:
    assert isinstance(failure(fetcher, shop.url("/half")), Unreachable)


def test_B16_an_endless_stream_is_cut_at_8_mib(shop: Server) -> None:
    with opened(fetch_seconds=20) as fetcher:
        (cut,) = fetch_all(fetcher, [Request(url=shop.url("/endless"))], 20)
    assert "larger than 8 MiB" in str(cut)


def test_B17_an_answer_shorter_than_promised_is_unreachable(fetcher: Fetcher, shop: Server) -> None:
    assert isinstance(failure(fetcher, shop.url("/broken-off")), Unreachable)


def test_B17_of_an_answer_longer_than_promised_only_the_promised_part_counts(fetcher: Fetcher, shop: Server) -> None:
    assert page(fetcher, shop.url("/too-long")).body == b"page"


@pytest.mark.parametrize("path", ["/slow", "/silent"])
def test_B18_B19_a_shop_that_drips_or_is_silent_is_given_up(fetcher: Fetcher, shop: Server, path: str) -> None:
    began = monotonic()
    assert "within 1.5 s" in str(failure(fetcher, shop.url(path)))
    assert monotonic() - began < 10


def test_B18_a_drip_is_not_said_to_have_used_up_all_its_time() -> None:
    said = "Operation too slow. Less than 50 bytes/sec transferred the last 10 seconds"  # libcurl's own words
    assert "last 10 seconds" in reason(pycurl.E_OPERATION_TIMEDOUT, said, "shop.example", 20).reason
    timed_out = reason(pycurl.E_OPERATION_TIMEDOUT, "Operation timed out after 20001 milliseconds", "shop.example", 20)
    assert "within 20 s" in timed_out.reason


@pytest.mark.parametrize(
    ("said", "told"), [("Resolving timed out", "Check the network's DNS."), ("Connection timed out", "no connection")]
)
def test_a_shop_to_which_no_connection_came_about_is_not_said_to_be_slow(said: str, told: str) -> None:
    failure = reason(pycurl.E_OPERATION_TIMEDOUT, f"{said} after 5001 milliseconds", "shop.example", 20)
    assert told in failure.reason
    assert failure.is_unasked


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            pycurl.E_COULDNT_CONNECT,
            "Failed to connect to shop.example port 443 after {} ms: Couldn't connect to server",
        ),
        (pycurl.E_SSL_CONNECT_ERROR, "SSL connection timed out after {} milliseconds"),
        (pycurl.E_RECV_ERROR, "Recv failure after {} ms: Connection reset by peer"),
    ],
)
def test_one_fault_is_told_in_the_same_words_however_long_it_took(code: int, said: str) -> None:
    told = {reason(code, said.format(ms), "shop.example", 20).reason for ms in (0, 3, 1204)}
    assert len(told) == 1
    assert " ms" not in told.pop()


def test_B18_a_slow_shop_does_not_hold_up_the_others(shop: Server) -> None:
    over = Event()
    shop.behaviours["/slow"] = lambda asked, write: over.wait(10) and write(answer(b"page"))
    requests = [Request(url=shop.url("/slow")), *[Request(url=shop.url(f"/?{number}")) for number in range(20)]]
    places = []
    with opened(fetch_seconds=10) as fetcher:
        for place, found in filter(None, fetcher.fetch(requests, 10)):
            assert isinstance(found, Answer)
            places.append(place)
            if len(places) == 20:
                over.set()
    assert (places[-1], sorted(places)) == (0, list(range(21)))


def test_B21_redirects_are_followed_three_times(fetcher: Fetcher, shop: Server) -> None:
    shop.behaviours |= {"/a": redirect("/b"), "/b": redirect("c"), "/c": redirect(shop.url("/"))}
    found = page(fetcher, shop.url("/a"))
    assert (found.url, found.body) == (shop.url("/"), b"page")


def test_B21_a_redirect_loop_is_left(fetcher: Fetcher, shop: Server) -> None:
    assert "more than 3 times" in str(failure(fetcher, shop.url("/loop")))
    assert len(shop.asked) == 4


@pytest.mark.parametrize("place", ["file:///etc/passwd", "gopher://127.0.0.1/", "http://", "//", "http://a\\@b/"])
def test_B21_a_redirect_to_no_web_address_is_not_followed(fetcher: Fetcher, shop: Server, place: str) -> None:
    shop.behaviours["/x"] = redirect(place)
    assert isinstance(failure(fetcher, shop.url("/x")), Unreachable)


def test_B21_a_redirect_to_another_host_takes_no_secrets_along(fetcher: Fetcher, shop: Server) -> None:
    with serving() as other:
        shop.behaviours["/x"] = redirect(other.url())
        page(fetcher, shop.url("/x"), headers={"Authorization": "Bearer key", "Accept": "text/html"})
        assert "authorization" not in other.asked[0].headers
        assert other.asked[0].headers["accept"] == "text/html"


def test_a_shop_that_sends_everybody_round_once_for_a_cookie_is_read(fetcher: Fetcher, shop: Server) -> None:
    dated = "seen=1; Path=/; Expires=Wed, 21 Oct 2099 07:28:00 GMT"

    def wall(asked: Asked, write: Write) -> None:
        if asked.headers.get("cookie") == "own=0; seen=1; land=de":
            write(answer(b"page"))
        else:
            write(answer(b"", "302 Found", Location="/wall", Set_Cookie=f"{dated}\r\nSet-Cookie: land=de, own=1"))

    shop.behaviours["/wall"] = wall
    assert page(fetcher, shop.url("/wall"), headers={"Cookie": "own=0"}).body == b"page"
    assert len(shop.asked) == 2
    assert page(fetcher, shop.url("/wall"), headers={"Cookie": "own=0"}).body == b"page"
    assert shop.asked[2].headers["cookie"] == "own=0"  # nobody is known again


@pytest.mark.parametrize(
    ("cookie", "brought"),
    [
        ("seen=1; Expires=Thursday, 32-Foo-99 99:99:99 GMT", "seen=1"),
        ("seen=1; Expires=Wed, 21-Oct-2099 07:28:00 GMT; Path=/", "seen=1"),
        ("seen=1; Expires=0", "seen=1"),
        (f"seen=1; Expires=Thu, 1 Jan 1970 0:0:0 +{10**20}", "seen=1"),
        ("seen=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "seen=1"),
        ("seen=Sun Nov 29, 2026 ; Path=/", "seen=Sun Nov 29, 2026"),
        ('seen="a b"; SameSite=None', 'seen="a b"'),
        ("seen=", "seen="),
        ("seen=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0; path=/", None),
        ("seen=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("seen=1; max-age=-1", None),
        ("=1", "seen=0"),
        ("seen", "seen=0"),
    ],
)
def test_a_cookie_is_brought_as_browsers_bring_it_and_not_when_it_is_taken_back(
    fetcher: Fetcher, shop: Server, cookie: str, brought: str | None
) -> None:
    first = answer(b"", "302 Found", Location="/second", Set_Cookie="seen=0")
    second = answer(b"", "302 Found", Location="/", Set_Cookie=cookie)
    shop.behaviours |= {"/x": lambda asked, write: write(first), "/second": lambda asked, write: write(second)}
    page(fetcher, shop.url("/x"))
    assert shop.asked[1].headers["cookie"] == "seen=0"
    assert shop.asked[2].headers.get("cookie") == brought


def test_B21_a_redirect_to_another_host_takes_no_cookie_along_and_back_again_it_does(
    fetcher: Fetcher, shop: Server
) -> None:
    with serving() as other:
        there = answer(b"", "302 Found", Location=other.url("/back"), Set_Cookie="seen=1")
        shop.behaviours["/x"] = lambda asked, write: write(there)
        other.behaviours["/back"] = redirect(shop.url())
        page(fetcher, shop.url("/x"))
        assert "cookie" not in other.asked[0].headers
        assert shop.asked[1].headers["cookie"] == "seen=1"


def test_more_cookies_than_a_server_takes_are_not_brought(fetcher: Fetcher, shop: Server) -> None:
    full = answer(b"", "302 Found", Location="/", Set_Cookie=f"a={'x' * 9000}")
    shop.behaviours["/full"] = lambda asked, write: write(full)
    assert page(fetcher, shop.url("/full")).body == b"page"
    assert "cookie" not in shop.asked[1].headers


def test_B21_a_posted_body_is_not_sent_on_to_another_host(fetcher: Fetcher, shop: Server) -> None:
    with serving() as other:
        shop.behaviours["/x"] = redirect(other.url(), "307 Temporary")
        assert isinstance(failure(fetcher, shop.url("/x"), method="POST", body=b"secret"), Unreachable)
        assert other.asked == []


def test_B22_a_name_that_does_not_exist_says_so(fetcher: Fetcher) -> None:
    assert "can't be found" in str(failure(fetcher, "http://no-such-shop.invalid/"))


@pytest.mark.parametrize("body", [b"\xff\xfe<\x00", b"caf\xe9", b"\x00\x00", b"\xed\xa0\x80"])
def test_B23_bytes_come_through_whatever_they_are(fetcher: Fetcher, shop: Server, body: bytes) -> None:
    assert page(fetcher, shop.page("/x", body, Content_Type="text/html; charset=utf-8")).body == body


def test_B25_not_modified_to_a_question_without_a_validator_proves_nothing(fetcher: Fetcher, shop: Server) -> None:
    assert isinstance(failure(fetcher, shop.page("/x", b"", "304 Not Modified")), Unreachable)


@pytest.mark.parametrize("path", ["/many-headers", "/long-header", "/garbage", "/ancient"])
def test_B30_header_bombs_and_garbage_are_unreachable(fetcher: Fetcher, shop: Server, path: str) -> None:
    assert isinstance(failure(fetcher, shop.url(path)), Unreachable)


def test_a_shop_where_nobody_listens_is_unreachable(fetcher: Fetcher, shop: Server) -> None:
    assert "takes no connection" in str(failure(fetcher, "http://127.0.0.1:1/"))


@pytest.mark.parametrize("url", ["", "shop.example", "ftp://shop.example/", "http:///x", "http://a b/", "http://[::1"])
def test_what_is_no_address_is_a_failure_and_no_crash(fetcher: Fetcher, url: str) -> None:
    assert "can't be used" in str(failure(fetcher, url))
