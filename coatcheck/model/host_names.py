"""Names of hosts as the network has them."""

from urllib.parse import urlsplit


def ascii_host(name: str) -> str:
    """Return a host's name in ASCII, as browsers ask for it: "straße.de" is "xn--strae-oqa.de", and not somebody else's "strasse.de".

    Raises `UnicodeError` where it can't be one. https://www.unicode.org/reports/tr46/#ToASCII
    """
    if not name.isascii():
        import idna  # its tables take a while, and few names need them

        name = ".".join(map(_ascii_label, idna.uts46_remap(name, std3_rules=False).split(".")))
    return name.encode("idna").decode()


def bracketed(host: str) -> str:
    """Write a host as it stands in an address: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


def ascii_address(url: str) -> str:
    """Return an address of the web with its host in ASCII, and all else as it is. Raises `ValueError` where it can't be one."""
    parts = urlsplit(url)
    login, at, place = parts.netloc.rpartition("@")
    host, colon, port = place.partition(":")
    return parts._replace(netloc=f"{login}{at}{ascii_host(host)}{colon}{port}").geturl()


def _ascii_label(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode()}"
