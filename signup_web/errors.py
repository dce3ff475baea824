"""What a visitor sees when something went wrong: what happened, what to do, and no stack trace."""

import logging
import re

from flask import Flask, Response, g, render_template, request
from flask_wtf.csrf import CSRFError
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException

from coatcheck.errors import Conflict, Invalid, StoreUnavailable
from coatcheck.languages import N_, gettext
from signup_web.api.problems import is_api, of_error, problem

log = logging.getLogger(__name__)

TITLES = {
    400: N_("That did not work"),
    403: N_("That is not allowed"),
    404: N_("There is no such page"),
    405: N_("That is not how this page works"),
    413: N_("That is too much"),
    414: N_("That is too much"),
    429: N_("Too often"),
    500: N_("Something broke"),
    503: N_("Not just now"),
}
SAYS = {
    404: N_("The address may be mistyped, or the product is not watched any more."),
    500: N_("It is our fault, and it is noted. Try again in a moment."),
    503: N_("We can't reach our records. Alerts are not lost. Try again in a moment."),
}


def register(app: Flask) -> None:
    app.jinja_env.filters["with_code"] = with_code
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(CSRFError, _no_token)
    app.register_error_handler(Invalid, lambda error: page(400, str(error)))
    app.register_error_handler(StoreUnavailable, _unavailable)
    app.register_error_handler(Conflict, _unavailable)
    app.register_error_handler(Exception, _unexpected)


def with_code(says: object) -> Markup:
    """Write what stands between backticks in a sentence as code, and all of it as text: the same sentences are printed at a terminal."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(says))))


def page(code: int, says: str = "") -> tuple[str, int]:
    """Write our own page for this status."""
    title = gettext(TITLES.get(code, TITLES[400]))
    return render_template(
        "error.html",
        title=title,
        says=says or gettext(SAYS[code]) if says or code in SAYS else "",
        request_id=g.request_id,
    ), code


def _known(error: HTTPException) -> tuple[str, int] | Response:
    if is_api():
        return of_error(error)
    ours = error.description if error.description != type(error).description else ""
    return page(error.code or 500, ours or "")


def _no_token(error: CSRFError) -> tuple[str, int]:
    return page(
        400,
        gettext(
            "This form is older than your visit, or your browser keeps no cookies. Open its page again, and send it once more."
        ),
    )


def _unavailable(error: Exception) -> tuple[str, int]:
    log.warning(
        "A page could not be answered: %s", error, extra={"request": g.request_id, "endpoint": request.endpoint}
    )
    return page(503)


def _unexpected(error: Exception) -> tuple[str, int] | Response:
    log.error("A page broke", exc_info=error, extra={"request": g.request_id, "endpoint": request.endpoint})
    return problem(500, gettext(SAYS[500])) if is_api() else page(500)
