"""Teaching a watch by pointing: what its page says of stock anywhere, and the watch that is read so from now on."""

from collections.abc import Collection

from msgspec.structs import replace

from coatcheck.errors import Invalid, LookFailed
from coatcheck.model import Answer, Watch
from coatcheck.ports import Clock, Fetcher, Store, Target, fetch_one, permitted
from coatcheck.sources import page
from coatcheck.sources.answers import require_ok
from coatcheck.sources.drawn import of_drawing
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.seen.pointing import Pointed, statements_anywhere
from coatcheck.watching.agreement import answered
from coatcheck.watching.catalogue import check
from coatcheck.watching.discovery import Finding
from coatcheck.watching.recording import record_baseline
from coatcheck.watching.states import state_of

SOURCE = "page"  # reads what it is taught
SECONDS = 20.0
BY_OPTIONS = "What data means is told by options, not by pointing: change the one that is wrong, and look again."


def offered(target: Target, fetcher: Fetcher) -> tuple[Pointed, ...]:
    """Fetch a page, drawn where the target's options say so, and return every statement on stock on it, wherever it stands; empty where there is none.

    Raises `Invalid` where the page can't be had or read just now.
    """
    asked = page.request(replace(target, options=of_drawing(target.options)))
    answer = fetch_one(fetcher, permitted(target, asked), SECONDS)
    try:
        if isinstance(answer, LookFailed):
            raise answer
        require_ok(answer)
        return statements_anywhere(Document(answer))
    except LookFailed as error:
        raise Invalid(f"The page can't be read just now, and so can't be taught: {error}") from error


def read_so(
    watch: Watch,
    finding: Finding,
    answer: Answer,
    store: Store,
    clock: Clock,
    allow_hosts: Collection[str] = (),
) -> Watch:
    """Have a watch read as it was found from now on, with the operator's answer; return it as stored.

    Where that is another reading than before, what was found is its baseline: nobody is told of what only looks different now.
    `allow_hosts`: the setting of that name. Raises `Invalid` where the watch can't be used so, `Conflict` where somebody else changed it.
    """
    now = clock.now()
    read = replace(watch, source=finding.source or watch.source, options=finding.options, updated_at=now)
    agreed = answered(read, finding.look, answer, now)
    check(agreed, allow_hosts)
    stored = store.put_watch(agreed)
    if finding.look.observation and state_of(store, stored.id).reading != stored.reading:
        record_baseline(stored, replace(finding.look, watch_id=stored.id), store, clock)
    return stored
