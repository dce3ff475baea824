"""The API's door: a key that is ours, may do what is asked, and does not ask too often. It fails closed."""

from datetime import datetime, timedelta
from threading import Lock

from flask import Response, current_app, g, request
from werkzeug.exceptions import Forbidden, TooManyRequests, Unauthorized

from coatcheck.model import FIRST_TEAM, ApiKey, Frozen, Scope
from coatcheck.people import api_keys
from coatcheck.people.operators import user_ids
from signup_web import context
from signup_web.admin.lock import may_try

DOOR = "api"
TURNS = "api_turns"
MINUTE = 60
HOUR = timedelta(hours=1)
SCHEME = "bearer"


class Turn(Frozen, frozen=True):
    """One request counted: how many more may come, and in how many seconds the count begins anew. `left` is -1 where it came too often."""

    limit: int
    left: int
    seconds: int


class Turns:
    """How often each key asked in this minute. One for each process; nothing is stored, so that counting costs nothing."""

    def __init__(self) -> None:
        self._minute = 0
        self._asked: dict[str, int] = {}
        self._lock = Lock()

    def take(self, key_id: str, limit: int, now: datetime) -> Turn:
        """Count one request."""
        minute, second = divmod(int(now.timestamp()), MINUTE)
        with self._lock:
            if minute != self._minute:
                self._minute, self._asked = minute, {}
            asked = self._asked[key_id] = self._asked.get(key_id, 0) + 1
        return Turn(limit, max(limit - asked, -1), MINUTE - second)


def admit(scope: Scope, deployment: bool = False) -> ApiKey:
    """Return the key that asks, if it may do this; what is answered from now on is its team's. Raises what is answered with 401, 403 or 429 if not.

    `deployment`: it is about the whole deployment, which takes a key of the first team.

    A key that is right is let in however many wrong ones came from its address: nobody guesses 256 random bits, and nobody is shut
    out by a neighbour.
    """
    services, now = context.deployment(), context.now()
    key = api_keys.known(services.store, _token(), now, user_ids(services.settings.iap_admins))
    if key is None and not may_try(services, DOOR):
        raise TooManyRequests("Those were too many wrong keys. Try again in an hour.", retry_after=HOUR.seconds)
    if key is None:
        raise _closed("This is no key of ours, or it has run out, was ended, or whoever made it is no owner any more.")
    turn = g.api_turn = _turns().take(key.id, services.settings.api_requests_per_minute, now)
    if turn.left < 0:
        raise TooManyRequests(f"A key may ask {turn.limit} times a minute.", retry_after=turn.seconds)
    if not api_keys.may(key, scope):
        raise Forbidden(f"This key may not do that: it takes one with the scope {scope}.")
    if deployment and key.team != FIRST_TEAM:
        raise Forbidden("That is about the whole deployment: it takes a key of the first team.")
    context.work_for(None if deployment else key.team)
    return key


def tell_limits(response: Response) -> Response:
    """Say how often a key may ask, and how often still: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/"""
    turn: Turn | None = g.get("api_turn")
    if turn:
        response.headers["RateLimit-Policy"] = f'"key";q={turn.limit};w={MINUTE}'
        response.headers["RateLimit"] = f'"key";r={max(turn.left, 0)};t={turn.seconds}'
    return response


def _token() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME:
        raise _closed("Send a key: `Authorization: Bearer cc_...`. `coatcheck key add NAME` makes one.")
    return token.strip()


def _closed(says: str) -> Unauthorized:
    from werkzeug.datastructures import WWWAuthenticate

    return Unauthorized(says, www_authenticate=WWWAuthenticate(SCHEME))


def _turns() -> Turns:
    turns = current_app.extensions.setdefault(TURNS, Turns())
    assert isinstance(turns, Turns)
    return turns
