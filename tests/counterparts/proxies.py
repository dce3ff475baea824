"""Web servers of others before the site, set up by the files in deploy/ that people copy."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from re import sub

from console.serving import free_port
from tests.authority import Authority
from tests.counterparts.installed import found, running
from tests.places import ROOT

SITE = "127.0.0.1:8080"
NGINX_HAS = "pid {0}/pid; error_log {0}/error.log; daemon off; events {{}}\nhttp {{ access_log off;\n{1}\n{2}\n}}\n"
NGINX_FILES = (
    "client_body_temp_path {0}; proxy_temp_path {0}; fastcgi_temp_path {0}; uwsgi_temp_path {0}; scgi_temp_path {0};"
)
# What Debian's a2enmod switches on, as deploy/apache.conf says, and what Apache can't do without
APACHE_MODULES = ("mpm_event", "authz_core", "alias", "headers", "http2", "proxy", "proxy_http", "ssl")
APACHE_HAS = """ServerRoot {0}
PidFile {0}/pid
DefaultRuntimeDir {0}
ErrorLog {0}/error.log
User www-data
Group www-data
{1}
Listen 127.0.0.1:{2}
Listen 127.0.0.1:{3}
{4}
"""


@contextmanager
def nginx(site: str, folder: Path, port: int) -> Iterator[None]:
    """Debian's nginx with deploy/nginx.conf, listening with this authority's certificate."""
    text = _copied(
        "nginx.conf", site, folder, {r"listen \[::\]:\d+[^;]*;": "", "listen 443": f"listen 127.0.0.1:{port}"}
    )
    text = text.replace("listen 80", f"listen 127.0.0.1:{free_port()}")
    config = folder / "nginx.conf"
    config.write_text(NGINX_HAS.format(folder, NGINX_FILES.format(folder / "parts"), text))
    with _running("/usr/sbin/nginx", "nginx-light", ["-c", str(config)], folder, port):
        yield


@contextmanager
def apache(site: str, folder: Path, port: int) -> Iterator[None]:
    """Debian's Apache with deploy/apache.conf."""
    plain = free_port()
    text = _copied("apache.conf", site, folder, {r"\*:443": f"127.0.0.1:{port}", r"\*:80": f"127.0.0.1:{plain}"})
    loaded = (f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in APACHE_MODULES)
    config = folder / "apache.conf"
    config.write_text(APACHE_HAS.format(folder, "\n".join(loaded), port, plain, text))
    with _running("/usr/sbin/apache2", "apache2", ["-f", str(config), "-DFOREGROUND"], folder, port):
        yield


@contextmanager
def haproxy(site: str, folder: Path, port: int) -> Iterator[None]:
    """Debian's HAProxy with deploy/haproxy.cfg."""
    text = _copied("haproxy.cfg", site, folder, {"bind :443": f"bind 127.0.0.1:{port}"})
    config = folder / "haproxy.cfg"
    config.write_text(text.replace("bind :80", f"bind 127.0.0.1:{free_port()}"))
    with _running("/usr/sbin/haproxy", "haproxy", ["-db", "-f", str(config)], folder, port):
        yield


@contextmanager
def caddy(site: str, folder: Path, port: int) -> Iterator[None]:
    """Debian's Caddy by the line of docs/running.md, without the certificate, which it would put among this machine's own."""
    line = ["reverse-proxy", "--from", f":{port}", "--to", site]  # no name, no certificate
    assert "caddy reverse-proxy --from coats.example --to 127.0.0.1:8080" in (ROOT / "docs" / "running.md").read_text()
    with _running("/usr/bin/caddy", "caddy", line, folder, port):
        yield


@contextmanager
def varnish(site: str, folder: Path, port: int) -> Iterator[None]:
    """Debian's Varnish as it is: what it keeps, and for how long, is what the site says."""
    line = ["-F", "-n", str(folder / "varnish"), "-a", f"127.0.0.1:{port}", "-b", site, "-s", "malloc,16m"]
    with _running("/usr/sbin/varnishd", "varnish", line, folder, port):
        yield


def _copied(name: str, site: str, folder: Path, changes: dict[str, str]) -> str:
    """What people copy, with the places of this test in it."""
    certificate = Authority(folder).certificate()
    text = (ROOT / "deploy" / name).read_text()
    assert SITE in text
    text = sub(r"/etc/\S+\.pem", str(certificate), text.replace(SITE, site))
    for old, new in changes.items():
        text = sub(old, new, text)
    return text


@contextmanager
def _running(program: str, package: str, line: Sequence[str], folder: Path, port: int) -> Iterator[None]:
    found(Path(program), f"install Debian's {package}")
    homes = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with running([program, *line], lambda: listens(port), folder, homes):
        yield


def listens(port: int) -> bool:
    """Whether anybody takes connections there."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True
