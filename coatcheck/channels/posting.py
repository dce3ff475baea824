"""A POST to an address that somebody else chose, by the guarded fetcher, and what its answer means."""

from collections.abc import Mapping

from msgspec.structs import replace

from coatcheck.channels.session import refusal, seconds
from coatcheck.errors import LookFailed, MaybeSent, Scope, Transient
from coatcheck.ports import Answer, Fetcher, Request, fetch_one
from coatcheck.ports.time_budgets import PROVIDER_CALL

GONE = {410: Scope.ADDRESS}


def post(fetcher: Fetcher, request: Request, about: Mapping[int, Scope] = GONE) -> Answer:
    """Post once, within 10 seconds, and return the answer by which it is taken; no redirect is followed.

    Raises `Rejected`, `Transient` or `MaybeSent`.

    `about`: what a refusal with this status is about; never the whole account, since any address can answer so.
    """
    answer = fetch_one(fetcher, replace(request, follow=False), PROVIDER_CALL)
    if isinstance(answer, LookFailed):
        lost = Transient if answer.is_unasked else MaybeSent
        raise lost(answer.reason, retry_after=answer.retry_after)
    if not 200 <= answer.status < 300:
        wait = seconds(answer.headers.get("retry-after"))
        raise refusal(answer.status, f"HTTP {answer.status}", about, wait)
    return answer
