"""A server elsewhere, asked by its API."""

import ipaddress
import secrets
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import requests

from coatcheck.channels.session import why
from coatcheck.errors import CoatCheckError, Invalid

PATIENCE = 60.0  # seconds: a preview looks at a shop. Less than a server holds a request's name, so that asking again does nothing twice
PAGE = 200


class NoAnswer(CoatCheckError):
    """Nobody knows whether it was done."""


class Server:
    """Asks with the operator's key. Raises `Invalid` with what the server finds wrong, `CoatCheckError` where it does not answer."""

    def __init__(self, url: str, token: str) -> None:
        """Raises `Invalid` where no key is given, or it would be sent to whoever listens."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Invalid(f"{url!r} is no address of a server: write it with https://.")
        if parts.scheme == "http" and not _is_here(parts.hostname):
            raise Invalid(f"{url} would get the key in the open: write it with https://.")
        if not token:
            raise Invalid("Say with which key: --token or COATCHECK_TOKEN. `coatcheck key add NAME` makes one there.")
        self.url = url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False  # no password of a .netrc in place of the key
        self._session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: object) -> Any:
        """Return what is answered."""
        return self._ask("GET", path, params=query)

    def post(self, path: str, body: object = None) -> Any:
        """Have something done. Where no answer comes it is asked for again, under the same name, so that it is done once."""
        how = {"json": body, "headers": {"Idempotency-Key": secrets.token_hex(16)}}
        try:
            return self._ask("POST", path, **how)
        except NoAnswer:
            return self._ask("POST", path, **how)

    def put(self, path: str, body: object) -> Any:
        return self._ask("PUT", path, json=body)

    def patch(self, path: str, body: object) -> Any:
        return self._ask("PATCH", path, json=body)

    def delete(self, path: str) -> None:
        self._ask("DELETE", path)

    def all(self, path: str, **query: object) -> Iterator[Any]:
        """Return every thing of a list, page by page."""
        after: dict[str, object] = {}
        while True:
            page = self.get(path, limit=PAGE, **query, **after)
            yield from page["items"]
            if not page.get("next"):
                return
            after = {"after": page["next"]}

    def _ask(self, method: str, path: str, **what: Any) -> Any:
        try:
            answer = self._session.request(
                method, f"{self.url}/api/v1{path}", timeout=PATIENCE, allow_redirects=False, **what
            )
        except requests.RequestException as error:
            raise NoAnswer(f"{self.url} did not answer: {why(error)}.") from error
        if answer.status_code in (200, 201):
            return answer.json()
        if answer.status_code == 204:
            return None
        raise _refused(self.url, answer)


def segment(name: str) -> str:
    """Write a name as one part of an address."""
    return quote(name, safe="")


def _is_here(host: str) -> bool:
    """Return whether it is this machine, so that nothing sent there can be overheard."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refused(url: str, answer: requests.Response) -> CoatCheckError:
    try:
        says = str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return CoatCheckError(f"{url} answered {answer.status_code}, and not as the API of a CoatCheck does.")
    return Invalid(says) if answer.status_code < 500 else CoatCheckError(says)
