"""The browser of the service `renderer`: pages are drawn there, for processes that have none themselves."""

import time
from collections.abc import Iterable

import msgspec

from coatcheck.browser.messages import Drawn, Order, Result, answered, failed
from coatcheck.config import Settings
from coatcheck.errors import Late, LookFailed, Unreachable, Unreadable
from coatcheck.ports import Answer, Clock, Request
from coatcheck.process.google_tokens import Unproven, identity_token

CONNECT_SECONDS = 5.0
GRACE = 5.0  # seconds beside a look's own in which it has to answer
MAXIMUM_ANSWER = 32 * 1024 * 1024  # bytes: the most that Cloud Run answers, https://cloud.google.com/run/quotas
PART = 65_536
WHERE = "The service that draws pages (COATCHECK_RENDERER)"
REFUSED = (
    f"{WHERE} does not let us in: is our account named in its COATCHECK_RENDERER_CALLERS, and has it roles/run.invoker?"
)
NO_PAGE = f"{WHERE} answers something else than a drawn page."
BUSY = f"{WHERE} has no place free now."


class Renderer:
    """Draws pages with that service. Safe to call from several threads."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._address, self._clock = settings.renderer.rstrip("/"), clock

    def draw(self, request: Request, seconds: float) -> Answer | LookFailed:
        """Draw the page within so many seconds. Never raises for what a shop does, or the service."""
        return answered(request, self._clock, lambda: self._drawn(request, seconds))

    def _drawn(self, request: Request, seconds: float) -> Drawn:
        status, body = self._post(msgspec.json.encode(Order(0, request, seconds)), seconds + GRACE)
        if status in (401, 403):
            raise Unreachable(REFUSED)
        if status in (429, 503):
            raise Late(BUSY)
        if status != 200:
            raise Unreachable(f"{WHERE} answers {status}.")
        try:
            result = msgspec.json.decode(body, type=Result)
        except msgspec.DecodeError as error:
            raise Unreachable(NO_PAGE) from error
        if result.failure:
            raise failed(result.failure)
        if result.drawn is None:
            raise Unreachable(NO_PAGE)
        return result.drawn

    def _post(self, body: bytes, seconds: float) -> tuple[int, bytes]:
        """Ask, and return status and body. Raises `Late` where the time is over, `Unreachable` where nobody answers."""
        import requests

        until = time.monotonic() + seconds
        try:
            headers = {"Authorization": f"Bearer {identity_token(self._address)}", "Content-Type": "application/json"}
            with requests.post(
                f"{self._address}/draw",
                data=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, seconds),
                stream=True,
                allow_redirects=False,
            ) as answer:
                return answer.status_code, _content(answer.iter_content(PART), until)
        except requests.Timeout as error:
            raise Late(f"{WHERE} did not answer within {seconds:.0f} s.") from error
        except (requests.RequestException, Unproven) as error:
            raise Unreachable(f"{WHERE} can't be reached: {error}") from error

    def close(self) -> None:
        """Nothing is kept open."""


def _content(parts: Iterable[bytes], until: float) -> bytes:
    """Put the parts together. Raises `Unreadable` where they are too many, `Late` where they come too slowly."""
    content = bytearray()
    for part in parts:
        content += part
        if len(content) > MAXIMUM_ANSWER:
            raise Unreadable(f"{WHERE} answers with more than {MAXIMUM_ANSWER >> 20} MiB.")
        if time.monotonic() > until:
            raise Late(f"{WHERE} answers too slowly.")
    return bytes(content)
