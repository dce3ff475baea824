"""Agreeing with the operator on what a page says: the page that shows what is read and asks whether it is true, and the answer to it."""

from typing import TYPE_CHECKING

from flask import Response, render_template, request

from coatcheck import sources
from coatcheck.errors import Invalid
from coatcheck.model import Answer, Health, Watch
from coatcheck.ports import Target
from coatcheck.watching.agreement import in_words
from signup_web.admin.watches import given_options
from signup_web.security import HEADERS

if TYPE_CHECKING:
    from coatcheck.watching.discovery import Finding

SHOPS_PICTURES = HEADERS["Content-Security-Policy"].replace("img-src", "img-src https:")  # on this page alone


def typed_options() -> dict[str, str]:
    """Return the options in the form that are filled in."""
    return {name: text for name, text in given_options(request.form).items() if text}


def is_wrong() -> bool:
    """Return whether the operator says that the page shows something else than what was read."""
    return request.form.get("agree") == Answer.NO


def answer(finding: "Finding") -> Answer:
    """Return what the form says of what was read. Raises as `answer_to` does."""
    from coatcheck.watching.adding import answer_to

    form = request.form
    return answer_to(finding, form.get("agree", ""), form.get("read", ""), "anyway" in form)


def preview(finding: "Finding", watch: Watch, error: Invalid | None = None, gone: str = "") -> Response:
    """Show what is read, and ask whether it is true. Where `watch` is stored already, for it.

    `gone`: whom nobody would tell any more.
    """
    from coatcheck.watching.adding import SAID
    from coatcheck.watching.discovery import proves

    page = render_template(
        "admin/preview.html",
        finding=finding,
        watch=watch,
        products=finding.look.observation.products if finding.look.observation else (),
        read=in_words(finding.look),
        answers=SAID,
        is_told=proves(finding.look),
        lacks=_lacks(finding),
        options=sources.load(watch.source).OPTIONS,
        error=error,
        gone=gone,
    )
    return Response(page, headers={"Content-Security-Policy": SHOPS_PICTURES})


def statements(target: Target, watch: Watch | None = None) -> str:
    """Show all that a page says of stock, for somebody to point at what is right; `watch` is the one it is for.

    Raises `Invalid` where the page can't be read just now.
    """
    from coatcheck.sources.drawn import of_drawing
    from coatcheck.sources.html.seen.own_rule import OPTIONS
    from coatcheck.watching.teaching import SOURCE, offered
    from signup_web import context

    found = offered(target, context.services().fetcher)
    return render_template(
        "admin/teach.html",
        url=target.url,
        watch=watch,
        source=SOURCE,
        statements=found,
        options=OPTIONS,
        got=of_drawing(target.options),
    )


def _lacks(finding: "Finding") -> str:
    from coatcheck.watching.adding import lacking

    readable = finding.look.health is Health.HEALTHY
    return lacking(finding) if readable else f"This look proves nothing: {finding.look.reason}"
