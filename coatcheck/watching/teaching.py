"""Teaching a watch by pointing: what its page says of stock anywhere, and the reading by what somebody pointed at."""

from coatcheck.errors import Invalid, LookFailed
from coatcheck.ports import Fetcher, Request, fetch_one
from coatcheck.sources.answers import require_ok
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.seen.pointing import Pointed, statements_anywhere

SOURCE = "page"  # reads what it is taught
SECONDS = 20.0


def offered(url: str, allow_private: bool, fetcher: Fetcher) -> tuple[Pointed, ...]:
    """Fetch a page and return every statement on stock on it, wherever it stands; empty where there is none.

    Raises `Invalid` where the page can't be had or read just now.
    """
    answer = fetch_one(fetcher, Request(url=url, allow_private=allow_private), SECONDS)
    try:
        if isinstance(answer, LookFailed):
            raise answer
        require_ok(answer)
        return statements_anywhere(Document(answer))
    except LookFailed as error:
        raise Invalid(f"The page can't be read just now, and so can't be taught: {error}") from error
