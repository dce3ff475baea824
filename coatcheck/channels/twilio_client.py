"""Twilio's own library, talking over our own session: with a timeout, kept connections and another address if one is set.

The library's HTTP client has no timeout, keeps few connections, and logs the numbers that are written to.
"""

import logging
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from coatcheck.channels.session import TIMEOUT, open_session, seconds
from coatcheck.config import Settings
from coatcheck.errors import Transient


class Http(HttpClient):  # type: ignore[misc]
    def __init__(self, base_url: str, connections: int) -> None:
        super().__init__(logging.getLogger(__name__), False)
        self._base = urlsplit(base_url)
        self._session = open_session(base_url, connections)

    def request(self, method: str, uri: str, *, allow_redirects: bool = False, **parts: Any) -> Response:
        url = urlunsplit(urlsplit(uri)._replace(scheme=self._base.scheme, netloc=self._place(uri)))
        parts["timeout"] = TIMEOUT
        answer = self._session.request(method, url, allow_redirects=allow_redirects, **parts)
        if answer.status_code == 429:
            raise Transient("Twilio is busy", "429", seconds(answer.headers.get("Retry-After")))
        return Response(answer.status_code, answer.text, answer.headers)

    def _place(self, uri: str) -> str:
        """Return the host and port to ask: Twilio's products are neighbours of `api.`, a stand-in has them all at one address."""
        host = self._base.netloc
        if not (host.startswith("api.") and host.endswith(".twilio.com")):
            return host
        return f"{urlsplit(uri).netloc.partition('.')[0]}{host.removeprefix('api')}"


def open_client(settings: Settings) -> Client:
    """Open a client for the account in the settings; safe to share by threads."""
    http = Http(settings.twilio_api_url, settings.senders)
    return Client(settings.twilio_account_sid, settings.twilio_auth_token, http_client=http)
