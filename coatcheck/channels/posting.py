"""A POST to an address that somebody else chose, by the guarded fetcher, and what its answer means."""

from collections.abc import Container

from coatcheck.channels.session import seconds
from coatcheck.errors import LookFailed, MaybeSent, Rejected, Scope, SendFailed, Transient, Unconnected
from coatcheck.ports import Answer, Fetcher, Request, fetch_one
from coatcheck.ports.time_budgets import PROVIDER_CALL

GONE = frozenset({410})


def post(fetcher: Fetcher, request: Request, gone: Container[int] = GONE) -> Answer:
    """Post once, within 10 seconds, and return the answer by which it is taken. Raises `Rejected`, `Transient` or `MaybeSent`.

    `gone`: the statuses that say that nobody is reached there any more. No answer turns the whole channel away: it is one address's word.
    """
    answer = fetch_one(fetcher, request, PROVIDER_CALL)
    if isinstance(answer, Unconnected):
        raise Transient(answer.reason)
    if isinstance(answer, LookFailed):
        raise MaybeSent(answer.reason, retry_after=answer.retry_after)
    if not 200 <= answer.status < 300:
        raise _refused(answer, gone)
    return answer


def _refused(answer: Answer, gone: Container[int]) -> SendFailed:
    reason, code = f"HTTP {answer.status}", str(answer.status)
    if answer.status in (408, 425, 429):
        return Transient(reason, code, seconds(answer.headers.get("retry-after")))
    if answer.status >= 500 or answer.status < 400:
        return MaybeSent(reason, code)
    return Rejected(reason, code, Scope.ADDRESS if answer.status in gone else Scope.MESSAGE)
