"""Whom a request is counted for, by what the proxies on its way wrote."""

from typing import Any

import pytest
from werkzeug.test import create_environ

from signup_web.site.visitors_address import Proxies

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:51234", "203.0.113.9"),
        ("1.2.3.4:80, 203.0.113.9:51234", "203.0.113.9"),
        ("2001:db8::9", "2001:db8::9"),
        ("[2001:db8::9]:51234", "2001:db8::9"),
        ("[2001:db8::9]", "2001:db8::9"),
        ("[::ffff:203.0.113.9]:51234", "::ffff:203.0.113.9"),
        ("203.0.113.9, unknown", "unknown"),
        (
            "203.0.113.9, [fe80::1%eth0]:1",
            "[fe80::1%eth0]:1",
        ),  # no address that a stranger has: counted with what is none
        ("203.0.113.9:", "203.0.113.9:"),
        ('"1.2.3.4, 203.0.113.9', "203.0.113.9"),
        ('"1.2.3.4, 5.6.7.8", \\", 203.0.113.9:51234', "203.0.113.9"),
        ('"\\"", 203.0.113.9', "203.0.113.9"),
        ("", PROXY),
    ],
)
def test_a_visitor_is_known_by_the_address_that_the_proxy_saw_with_or_without_its_port(
    forwarded: str, counted: str
) -> None:
    seen = []

    def site(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.append(environ["REMOTE_ADDR"])
        return []

    environ = create_environ(environ_base={"REMOTE_ADDR": PROXY}, headers={"X-Forwarded-For": forwarded})
    list(Proxies(site, 1)(environ, lambda *started: None))
    assert seen == [counted]
