"""Shops' pages as real web servers send them: packed or with a trailer behind them, over HTTP/1.1 and HTTP/2, and "not modified"."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from console.serving import free_port
from tests.authority import Authority
from tests.coatcheck.fetch.opening import opened, page
from tests.counterparts.installed import found, running
from tests.counterparts.proxies import listens

IN_STOCK, SOLD_OUT = b"<p>in stock</p>\n" * 1000, b"<p>sold out</p>\n" * 1000
# https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModDeflate
LIGHTTPD_SAYS = """
server.document-root = "{folder}"
server.bind = "127.0.0.1"
server.port = {port}
server.modules = ("mod_deflate", "mod_openssl")
mimetype.assign = (".html" => "text/html")
deflate.mimetypes = ("text/html")
deflate.allowed-encodings = ("brotli", "zstd", "deflate", "gzip")
server.stat-cache-engine = "disable"
ssl.engine = "enable"
ssl.pemfile = "{certificate}"
"""


@contextmanager
def lighttpd(folder: Path, certificate: Path, port: int) -> Iterator[None]:
    """Debian's lighttpd, which packs by each way it knows and says "not modified"."""
    program = found(Path("/usr/sbin/lighttpd"), "install Debian's lighttpd")
    found(Path("/usr/lib/lighttpd/mod_deflate.so"), "install Debian's lighttpd-mod-deflate")
    found(Path("/usr/lib/lighttpd/mod_openssl.so"), "install Debian's lighttpd-mod-openssl")
    config = certificate.parent / "lighttpd.conf"
    config.write_text(LIGHTTPD_SAYS.format(folder=folder, port=port, certificate=certificate))
    with running([program, "-D", "-f", config], lambda: listens(port), certificate.parent):
        yield


@contextmanager
def nghttpd(folder: Path, certificate: Path, port: int) -> Iterator[None]:
    """Debian's nghttpd, over HTTP/2, with headers behind each page that are those of no page."""
    program = found(Path("/usr/sbin/nghttpd"), "install Debian's nghttp2-server")
    trailer = ["--trailer", "content-type: text/plain", "--trailer", "content-encoding: br"]
    line: list[str | Path] = [program, "-d", folder, "-a", "127.0.0.1", *trailer, str(port), certificate, certificate]
    with running(line, lambda: listens(port), certificate.parent):
        yield


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """Whom the fetcher believes, with a folder of its own."""
    (folder := tmp_path / "setup").mkdir()
    authority = Authority(folder)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@pytest.mark.parametrize("server", [lighttpd, nghttpd])
def test_a_page_comes_through_whole_and_is_known_again(
    tmp_path: Path, authority: Authority, server: Callable[[Path, Path, int], AbstractContextManager[None]]
) -> None:
    (tmp_path / "coat.html").write_bytes(IN_STOCK)
    with server(tmp_path, authority.certificate(), port := free_port()), opened() as fetcher:
        first = page(fetcher, f"https://127.0.0.1:{port}/coat.html")
        assert (first.status, first.body, first.headers["content-type"]) == (200, IN_STOCK, "text/html")
        assert page(fetcher, first.url, known=first.fingerprint).unchanged


def test_a_page_that_changed_is_not_taken_for_the_one_before(tmp_path: Path, authority: Authority) -> None:
    (coat := tmp_path / "coat.html").write_bytes(IN_STOCK)
    with lighttpd(tmp_path, authority.certificate(), port := free_port()), opened() as fetcher:
        first = page(fetcher, f"https://127.0.0.1:{port}/coat.html")
        coat.write_bytes(SOLD_OUT)
        os.utime(coat, (0, 0))  # as where an older file is put back
        assert page(fetcher, first.url, known=first.fingerprint).body == SOLD_OUT
