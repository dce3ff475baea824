"""What visitors suggest: the queue, and the operator's yes or no."""

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid
from signup_web import context
from signup_web.admin.guard import about
from signup_web.admin.lock import admin_pages
from signup_web.product import times

suggestions = admin_pages("suggestions")

SAID = "suggestion-said"  # in the session: what became of the last decision


@suggestions.get("/suggestions")
def queue() -> str:
    """Show what waits to be decided, longest first."""
    return _page()


@suggestions.post("/suggestions/<suggestion_id>")
def decide(suggestion_id: str) -> AnyResponse | tuple[str, int]:
    """Watch what was suggested, or decline it with a sentence; either way its proposer hears once."""
    inbox, form = context.services().inbox, request.form
    try:
        if form.get("accept"):
            decided, told = inbox.accept(suggestion_id, "listed" in form)
            session[SAID] = f"{decided.title or decided.url} is watched now. {told}"
            about(f"accepted {decided.title or decided.url}")
        else:
            decided, told = inbox.decline(suggestion_id, form.get("sentence", ""))
            session[SAID] = f"{decided.title or decided.url} was declined. {told}"
            about(f"declined {decided.title or decided.url}")
    except Invalid as error:
        return _page(error), 422
    return redirect(url_for("suggestions.queue"), 303)


def _page(error: Invalid | None = None) -> str:
    waiting = context.services().inbox.waiting()
    return render_template(
        "admin/suggestions.html",
        suggestions=waiting,
        since={each.id: times.ago(each.waiting_since or each.created_at, context.now()) for each in waiting},
        said=session.pop(SAID, ""),
        error=error,
    )
