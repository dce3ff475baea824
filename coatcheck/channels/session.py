"""HTTP to a provider: one session with kept connections, and what its failures mean."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coatcheck.errors import MaybeSent, Rejected, Scope, SendFailed, Transient
from coatcheck.ports.time_budgets import PROVIDER_CALL

if TYPE_CHECKING:
    import requests

CONNECT = 3.0
TIMEOUT = (CONNECT, PROVIDER_CALL - CONNECT)  # seconds to connect, and to wait for the answer


def open_session(url: str, connections: int) -> "requests.Session":
    """Open a session for the provider at this address that keeps so many connections open, safe to share by threads.

    Proxies are looked up in the environment once, here, and not again for every message.
    """
    import requests
    from requests.adapters import HTTPAdapter

    session = requests.Session()
    session.proxies.update(requests.utils.get_environ_proxies(url))
    session.trust_env = False
    adapter = HTTPAdapter(pool_connections=1, pool_maxsize=connections)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def unanswered(error: "requests.RequestException") -> SendFailed:
    """Say what a request that brought no answer means: `Transient` if it never left, else `MaybeSent`."""
    from requests import ConnectTimeout
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    if isinstance(error, ConnectTimeout) or isinstance(_cause(error), NewConnectionError | ConnectTimeoutError):
        return Transient(f"the provider can't be reached ({why(error)})")
    return MaybeSent(f"the provider did not answer ({why(error)})")


def why(error: "requests.RequestException") -> str:
    """Say in a few words why no answer came; they hold no address, which may be a key."""
    from requests import Timeout
    from urllib3.exceptions import NameResolutionError, NewConnectionError, SSLError

    cause = _cause(error)
    if isinstance(cause, NameResolutionError):
        return "its name can't be found"
    if isinstance(cause, NewConnectionError):
        return "nothing takes a connection there"
    if isinstance(cause, SSLError):
        return "its certificate or its TLS can't be trusted"
    return "it took too long" if isinstance(error, Timeout) else type(error).__name__


def _cause(error: "requests.RequestException") -> object:
    """What urllib3 raised below it, after its last try."""
    from urllib3.exceptions import MaxRetryError

    cause = error.args[0] if error.args else None
    return cause.reason if isinstance(cause, MaxRetryError) else cause


def post_json(session: "requests.Session", url: str, body: object) -> "requests.Response":
    """Post JSON and return the answer, whatever its status. Raises what a lost one means; no error names the address, which may be a key."""
    from requests import RequestException

    try:
        return session.post(url, json=body, timeout=TIMEOUT, allow_redirects=False)
    except RequestException as error:
        raise unanswered(error) from None


def refused(
    answer: "requests.Response", reason: str, about: Mapping[int, Scope], retry_after: float | None = None
) -> SendFailed:
    """Say what an answer that is no success means; see `refusal`."""
    return refusal(answer.status_code, reason, about, retry_after or seconds(answer.headers.get("Retry-After")))


def refusal(status: int, reason: str, about: Mapping[int, Scope], retry_after: float | None) -> SendFailed:
    """Say what this status means, which is no success. `about`: what a refusal with it is about, where it is not this one message."""
    code = str(status)
    if status in (408, 425, 429):
        return Transient(reason, code, retry_after)
    if status >= 500 or status < 400:
        return MaybeSent(reason, code)
    return Rejected(reason, code, about.get(status, Scope.MESSAGE))


def answered(answer: "requests.Response") -> dict[str, object]:
    """Return the JSON object that was answered; an empty one where it is none."""
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def seconds(text: str | None) -> float | None:
    """Read a Retry-After in seconds; None where there is none, or a date."""
    return float(text) if text and text.isdecimal() else None
