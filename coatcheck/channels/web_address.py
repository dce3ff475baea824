"""Addresses of the web as people write them."""

from urllib.parse import SplitResult, urlsplit

from coatcheck.errors import Invalid


def read(address: str, otherwise: str) -> SplitResult:
    """Read an address of http or https with a host and no login. Raises `Invalid`, with the sentence `otherwise`, for anything else."""
    try:
        parts = urlsplit(address.strip())
        _ = parts.port  # read only here
    except ValueError as error:  # "http://[", "http://shop.example:x", "http://℀.example"
        raise Invalid(otherwise) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise Invalid(otherwise)
    return parts
