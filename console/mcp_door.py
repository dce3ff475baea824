"""The door of the assistants' server: as often as the API a key may ask, and whoever guesses one has to wait."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from coatcheck.bootstrap import Services
from coatcheck.people import api_keys
from coatcheck.people.operators import user_ids
from signup_web.admin.lock import may_try_from
from signup_web.api.door import DOOR, HOUR, SCHEME, Turns

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Scope]]
Send = Callable[[Scope], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Door:
    """Stands before an ASGI app (https://asgi.readthedocs.io), and answers 429 with when to come again to whoever asks too often.

    Whether a key is right, and what it may do, is for the app to say. Wrong keys are counted with those that the API is sent.
    """

    def __init__(self, app: App, services: Services) -> None:
        self._app, self._services, self._turns = app, services, Turns()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        seconds = await to_thread(self._has_to_wait, scope) if scope["type"] == "http" else 0
        if not seconds:
            await self._app(scope, receive, send)
            return
        headers = [(b"retry-after", str(seconds).encode()), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 429, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    def _has_to_wait(self, scope: Scope) -> int:
        """Count this request, and return for how many seconds whoever asks has to wait; 0 where they need not."""
        services, now = self._services, self._services.clock.now()
        token = _token(scope)
        if not token:
            return 0
        key = api_keys.known(services.store, token, now, user_ids(services.settings.iap_admins))
        if key is None:
            return 0 if may_try_from((scope.get("client") or ("",))[0], services, DOOR) else HOUR.seconds
        turn = self._turns.take(key.id, services.settings.api_requests_per_minute, now)
        return turn.seconds if turn.left < 0 else 0


def _token(scope: Scope) -> str:
    """Return the key that is sent, "" where none is."""
    sent = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
    scheme, _, token = sent.partition(" ")
    return token.strip() if scheme.lower() == SCHEME else ""
