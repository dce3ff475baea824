"""Tokens that Google signs: who is calling, proven by a signature that anybody can check and only Google can make.

https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
"""

import re
import time
from collections.abc import Collection, Mapping
from functools import partial
from threading import Lock
from typing import Any

from coatcheck.errors import CoatCheckError

ISSUERS = ("https://accounts.google.com", "accounts.google.com")
FETCH_SECONDS = 3.0
SKEW_SECONDS = 10  # two computers' clocks may differ by this much
# In the place of a signature that Cloud Run has checked: https://cloud.google.com/run/docs/troubleshooting#signature-removed
REMOVED = ".SIGNATURE_REMOVED_BY_GOOGLE"
NOBODY = "Nobody is logged in to Google here: run `gcloud auth application-default login`."
LEAST_SECONDS = 60.0  # certificates are kept this long even where the answer names no age


class Refused(CoatCheckError):
    """This token does not prove what it should; the text is for our log, not for the caller."""


class Unproven(CoatCheckError):
    """The certificates, or a token of our own, can't be had now, so nobody can tell; try again."""


class _Kept:
    """A fetched list of certificates, in the shape of google-auth's `transport.Response`."""

    status = 200

    def __init__(self, data: bytes, headers: Mapping[str, str]) -> None:
        self.data = data
        age = re.search(r"max-age=(\d+)", headers.get("Cache-Control", ""))
        self.until = time.monotonic() + max(LEAST_SECONDS, float(age[1]) if age else 0)


class Certificates:
    """Fetches lists of certificates, and keeps each for as long as its answer allows. A google-auth transport."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def __call__(self, url: str, method: str = "GET") -> _Kept:
        kept = self._kept.get(url)
        if kept is None or kept.until < time.monotonic():
            kept = self._kept[url] = self._fetch(url)
        return kept

    def _fetch(self, url: str) -> _Kept:
        import requests

        try:
            answer = requests.get(url, timeout=FETCH_SECONDS)
            answer.raise_for_status()
        except requests.RequestException as error:
            raise Unproven(f"no certificates from {url}: {error}") from error
        return _Kept(answer.content, answer.headers)


_certificates: Any = Certificates()
_identities: dict[str, Any] = {}  # of our own account, by audience
_lock = Lock()


def claims(
    token: str, audience: str, certificates_url: str, algorithm: str = "RS256", platform_checked: bool = False
) -> Mapping[str, Any]:
    """Return what a token says, once its age, its audience and its signature are proven. Issuer and person are left to the caller.

    `platform_checked`: the platform has verified the caller before us, so a token whose signature it took away counts
    by what it says. Raises `Refused` with a sentence that holds nothing of the token, and `Unproven`.
    """
    from google.auth.exceptions import GoogleAuthError
    from google.oauth2.id_token import verify_token

    said = _read(token, algorithm)
    if said.get("aud") != audience:
        raise Refused("its audience is another")
    _check_age(said)
    if platform_checked and token.endswith(REMOVED):
        return said
    try:
        return verify_token(token, _certificates, audience, certificates_url, SKEW_SECONDS)
    except (GoogleAuthError, ValueError, TypeError) as error:
        raise Refused("its signature is not Google's") from error


def authenticate(
    authorization: str,
    audience: str,
    accounts: Collection[str],
    certificates_url: str,
    platform_checked: bool = False,
) -> None:
    """Return if this header proves one of these accounts to be calling; raise `Refused` if not, `Unproven` if nobody can tell now."""
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token:
        raise Refused("there is no bearer token")
    if not audience:
        raise Refused("no audience is configured")
    said = claims(token.strip(), audience, certificates_url, platform_checked=platform_checked)
    if said.get("iss") not in ISSUERS:
        raise Refused("its issuer is not Google")
    email = said.get("email")
    if not isinstance(email, str) or email not in accounts or said.get("email_verified") is not True:
        raise Refused("it is of no account that may call")


def identity_token(audience: str) -> str:
    """Return a token of this process's own account for this audience, kept for as long as it is good.

    Google's machines know their account; elsewhere GOOGLE_APPLICATION_CREDENTIALS names it. Raises `Unproven` where there is no token.
    """
    from google.auth.exceptions import GoogleAuthError
    from google.auth.transport.requests import Request
    from google.oauth2.id_token import fetch_id_token_credentials

    asking = partial(Request(), timeout=FETCH_SECONDS)
    try:
        with _lock:
            if audience not in _identities:
                _identities[audience] = fetch_id_token_credentials(audience, asking)  # type: ignore[no-untyped-call]
            if not _identities[audience].valid:
                _identities[audience].refresh(asking)
            return str(_identities[audience].token)
    except (GoogleAuthError, ValueError) as error:
        raise Unproven(f"there is no token of our own account: {error}") from error


def _read(token: str, algorithm: str) -> Mapping[str, Any]:
    """Read what a token says, nothing of it proven."""
    from google.auth import jwt
    from google.auth.exceptions import GoogleAuthError

    try:
        header: Mapping[str, Any] = jwt.decode_header(token)  # type: ignore[no-untyped-call]
        said: Mapping[str, Any] = jwt.decode(token, verify=False)  # type: ignore[no-untyped-call]
    except (GoogleAuthError, ValueError, TypeError, RecursionError) as error:
        raise Refused("it is no token") from error
    if header.get("alg") != algorithm:  # one of another kind would be tried on the keys all the same
        raise Refused(f"its signature is not of the kind {algorithm}")
    return said


def _check_age(said: Mapping[str, Any]) -> None:
    issued, expires, now = said.get("iat"), said.get("exp"), time.time()
    if type(issued) is not int or type(expires) is not int:
        raise Refused("it does not say when it was issued and when it expires")
    if not issued - SKEW_SECONDS <= now <= expires + SKEW_SECONDS:
        raise Refused("it has expired, or is not valid yet")
