"""How a service that only Pub/Sub can reach shows that it works, before it is given anything to do."""

import logging
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from coatcheck.errors import CoatCheckError

if TYPE_CHECKING:
    from flask import Blueprint

log = logging.getLogger(__name__)


class SmokeTestFailed(CoatCheckError):
    """This process does not do with built-in things what it is there for; the text says what came instead."""


def startup_routes(smoke_test: Callable[[], object]) -> "Blueprint":
    """Make `GET /livez` and `/healthz`: 200 once this process has passed its smoke test, 503 and a line in the log until then.

    Cloud Run's startup probe asks for /livez, so a revision that fails is never ready and never gets a request. The test may need
    nothing that can be away: a store that is must not keep an instance from starting.
    """
    from flask import Blueprint

    passed = cache(smoke_test)
    startup = Blueprint("startup", __name__)

    @startup.get("/livez")
    @startup.get("/healthz")
    def livez() -> tuple[str, int]:
        try:
            passed()
        except Exception:  # whatever it is, nothing is given to a process that can't do this
            log.exception("The smoke test failed")
            return "This process does not work: its log says why.", 503
        return "ok", 200

    return startup
