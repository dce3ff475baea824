"""No request reaches inside: the table of addresses, and every way a URL, a redirect or a kept connection could lead there."""

import pytest

from coatcheck.errors import Unreachable
from coatcheck.fetch.guard import refusal
from coatcheck.ports import Answer, Fetcher
from tests.coatcheck.fetch.hostile import Server, redirect, serving
from tests.coatcheck.fetch.opening import failure, get, opened, page

INSIDE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "127.0.0.1", "127.255.255.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1", "::ffff:7f00:1",
    "::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::", "2002:7f00:1::1", "2001:0:a00:1::",
]  # fmt: skip
METADATA = [
    "169.254.169.254", "169.254.170.2", "169.254.0.1", "100.100.100.200", "fe80::1", "fe80::1%eth0", "fd00:ec2::254",
    "fd20:ce::254", "::ffff:169.254.169.254", "::ffff:a9fe:a9fe", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::",
]  # fmt: skip
OUTSIDE = ["1.1.1.1", "8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_a_network_are_refused_unless_they_are_excepted(address: str) -> None:
    assert refusal(address)
    assert refusal(address, private_allowed=True) is None


@pytest.mark.parametrize("address", METADATA)
def test_where_clouds_keep_credentials_nobody_is_excepted(address: str) -> None:
    assert refusal(address)
    assert refusal(address, private_allowed=True)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_of_the_internet_are_let_through(address: str) -> None:
    assert refusal(address) is None


# Ways to write an address inside; {port} is a server's that would answer.
FORMS = [
    "http://localhost:{port}/", "http://LOCALHOST:{port}/", "http://localhost.:{port}/", "http://2130706433:{port}/",
    "http://0x7f000001:{port}/", "http://0x7f.1:{port}/", "http://017700000001:{port}/", "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/", "http://127.0.1:{port}/", "http://127.0.0.2:{port}/", "http://0:{port}/",
    "http://0.0.0.0:{port}/", "http://[::1]:{port}/", "http://[::]:{port}/", "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/", "http://[0:0:0:0:0:ffff:7f00:1]:{port}/", "http://shop.example@localhost:{port}/",
    "http://shop.example:80@localhost:{port}/", "http://127.0.0.1:{port}@localhost:{port}/",
    "http://127.0.0.1:{port}\\@localhost:{port}/", "http://127.0.0.1:{port}%2f@localhost:{port}/",
    "http://localhost:{port}#@127.0.0.1:{port}/", "http://localhost:{port}?@127.0.0.1:{port}/",
    "http://①②⑦.⓪.⓪.②:{port}/", "http://ⓛocalhost:{port}/", "http://127。0。0。2:{port}/",
    "http://localhost:{port}\\.shop.example/", "http:\\\\localhost:{port}/", "http:/localhost:{port}/",
    "http://\tlocalhost:{port}/", "http://local\nhost:{port}/", "http://localhost\x00.shop.example:{port}/",
    "http://169.254.169.254/latest/meta-data/", "http://2852039166/", "http://0xa9fea9fe/", "http://[::ffff:a9fe:a9fe]/",
    "http://169.254.43518/", "http://10.0.0.1/", "http://192.168.1.1/", "http://[fd00:ec2::254]/", "http://[fe80::1]/",
    "https://localhost:{port}/", "ftp://localhost:{port}/", "file:///etc/passwd", "file://localhost/etc/passwd",
    "gopher://localhost:{port}/", "dict://localhost:{port}/", "unix:///run/docker.sock", "javascript:0", "data:,x",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_B21_no_way_of_writing_an_address_leads_inside(fetcher: Fetcher, shop: Server, form: str) -> None:
    assert isinstance(failure(fetcher, form.format(port=shop.port)), Unreachable)
    assert shop.asked == []


@pytest.mark.parametrize("form", FORMS)
def test_B21_no_redirect_leads_inside(fetcher: Fetcher, shop: Server, form: str) -> None:
    with serving() as inside:
        shop.behaviours["/x"] = redirect(form.format(port=inside.port).replace("\n", "").replace("\x00", ""))
        get(fetcher, shop.url("/x"))
        assert inside.asked == []


def test_B22_a_name_that_points_inside_says_what_to_do(fetcher: Fetcher, shop: Server) -> None:
    assert "COATCHECK_ALLOW_HOSTS" in str(failure(fetcher, shop.url(host="localhost")))


def test_B22_nobody_is_advised_to_let_metadata_be_read(fetcher: Fetcher) -> None:
    said = str(failure(fetcher, "http://169.254.169.254/latest/meta-data/"))
    assert "which is never looked at." in said
    assert "COATCHECK_ALLOW_HOSTS" not in said


@pytest.mark.parametrize("allowed", ["127.0.0.1", "127.0.0.1:{port}"])
def test_a_host_that_the_settings_name_is_reached(shop: Server, allowed: str) -> None:
    with opened(allow_hosts=(allowed.format(port=shop.port),)) as fetcher:
        assert page(fetcher, shop.url()).body == b"page"


def test_a_host_that_the_settings_name_with_another_port_is_not_reached(shop: Server) -> None:
    with opened(allow_hosts=("127.0.0.1:1", "shop.example")) as fetcher:
        assert isinstance(failure(fetcher, shop.url()), Unreachable)


def test_a_request_that_may_reaches_the_host_it_names_and_no_other(shop: Server) -> None:
    with opened(allow_hosts=()) as fetcher, serving() as other:
        assert page(fetcher, shop.url(), allow_private=True).body == b"page"
        shop.behaviours["/away"] = redirect(other.url())
        shop.behaviours["/by-name"] = redirect(shop.url(host="localhost"))
        shop.behaviours["/on"] = redirect("/")
        assert isinstance(failure(fetcher, shop.url("/away"), allow_private=True), Unreachable)
        assert isinstance(failure(fetcher, shop.url("/by-name"), allow_private=True), Unreachable)
        assert page(fetcher, shop.url("/on"), allow_private=True).body == b"page"
        assert other.asked == []


def test_a_connection_made_for_a_request_that_may_serves_no_other(shop: Server) -> None:
    with opened(allow_hosts=()) as fetcher:
        assert page(fetcher, shop.url(), allow_private=True).body == b"page"
        assert isinstance(failure(fetcher, shop.url()), Unreachable)
        assert len(shop.asked) == 1


def test_a_proxy_that_the_environment_names_is_not_used(
    fetcher: Fetcher, shop: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        assert isinstance(get(fetcher, shop.url()), Answer)
        assert proxy.asked == []
