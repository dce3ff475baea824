"""What a door answers whose lock is a token that Google signed: the same at each of them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from coatcheck.process.google_tokens import Refused, Unproven

log = logging.getLogger(__name__)


@contextmanager
def turned_away(whose: str, refused: int = 401) -> Iterator[None]:
    """Abort the request with the status `refused` where the token proves nothing, with 503 where nobody can tell now.

    The reason is for our log alone, where `whose` says what was asked for: "A push".
    """
    from flask import abort

    try:
        yield
    except Refused as error:
        log.warning("%s was refused: %s", whose, error)
        abort(refused)
    except Unproven as error:
        log.warning("%s has to come again, as nobody can tell now who asks: %s", whose, error)
        abort(503)
