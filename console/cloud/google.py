"""Google's own APIs, for reading what was deployed and for restoring it. https://cloud.google.com/apis/docs/overview"""

import os
from collections.abc import Mapping
from typing import Any

import requests

from coatcheck.errors import CoatCheckError
from coatcheck.process.google_tokens import NOBODY
from console.cloud.emulators import PUBSUB

SECONDS = 20.0
SCOPE = "https://www.googleapis.com/auth/cloud-platform"


class NotAnswered(CoatCheckError):
    """The API refused or did not answer; the text says which and why."""


class Absent(NotAnswered):
    """The API says that there is no such thing."""


class Google:
    """The JSON APIs by their names: `pubsub`, `run`, `iam`, ... Every call raises `Absent` or `NotAnswered`."""

    def __init__(self, session: requests.Session, addresses: Mapping[str, str] | None = None) -> None:
        """`addresses`: where APIs are that are not Google's own."""
        self._session = session
        self._addresses = addresses or {}

    def get(self, api: str, path: str) -> dict[str, Any]:
        """Return the JSON object at this path."""
        return self._call("GET", api, path)

    def post(self, api: str, path: str, body: Mapping[str, object]) -> dict[str, Any]:
        """Have this done, and return what the API says of it: often an operation that goes on."""
        return self._call("POST", api, path, body)

    def patch(self, api: str, path: str, body: Mapping[str, object]) -> dict[str, Any]:
        """Change these fields, and return the operation that does it."""
        return self._call("PATCH", api, f"{path}?updateMask={','.join(body)}", body)

    def delete(self, api: str, path: str) -> dict[str, Any]:
        """Delete what is at this path, and return the operation that does it."""
        return self._call("DELETE", api, path)

    def _call(self, verb: str, api: str, path: str, body: Mapping[str, object] | None = None) -> dict[str, Any]:
        from google.auth.exceptions import GoogleAuthError

        address = self._addresses.get(api, f"https://{api}.googleapis.com")
        try:
            answer = self._session.request(verb, f"{address}/{path}", json=body, timeout=SECONDS)
        except (requests.RequestException, GoogleAuthError) as error:
            raise NotAnswered(f"{api} does not answer: {error}") from error
        if answer.status_code == 404:
            raise Absent(f"There is no {path}.")
        if answer.status_code != 200:
            raise NotAnswered(f"{api} answers {answer.status_code} for {path}: {answer.text[:200]}")
        found: dict[str, Any] = answer.json()
        return found


def open_google() -> Google:
    """Open Google in the name of whoever is logged in; on emulators, where only Pub/Sub answers, in nobody's."""
    if emulator := os.environ.get(PUBSUB.variable):
        return Google(requests.Session(), {"pubsub": f"http://{emulator}"})
    import google.auth
    from google.auth.exceptions import DefaultCredentialsError
    from google.auth.transport.requests import AuthorizedSession

    try:
        credentials, _ = google.auth.default(scopes=[SCOPE])
    except DefaultCredentialsError as error:
        raise NotAnswered(NOBODY) from error
    return Google(AuthorizedSession(credentials))  # type: ignore[no-untyped-call]
