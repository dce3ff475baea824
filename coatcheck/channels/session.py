"""HTTP to a provider: one session with kept connections, and what its failures mean."""

from typing import TYPE_CHECKING

from coatcheck.errors import MaybeSent, SendFailed, Transient
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
    from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    if isinstance(error, ConnectTimeout) or isinstance(reason, NewConnectionError | ConnectTimeoutError):
        return Transient(f"the provider can't be reached ({type(reason).__name__})")
    return MaybeSent(f"the provider did not answer ({type(error).__name__})")


def seconds(text: str | None) -> float | None:
    """Read a Retry-After in seconds; None where there is none, or a date."""
    return float(text) if text and text.isdecimal() else None
