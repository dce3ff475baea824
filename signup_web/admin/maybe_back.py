"""A watch that may be back: the operator sees what says so, and only their press tells people or teaches the watch."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.model import ANY
from coatcheck.watching import answering
from coatcheck.watching.states import state_of
from signup_web import context
from signup_web.admin.guard import about
from signup_web.admin.lock import admin_pages
from signup_web.admin.watches import find

maybe_back = admin_pages("maybe_back")


@maybe_back.get("/watches/<watch_id>/maybe-back")
def ask(watch_id: str) -> str:
    """Show what says that it may be back. Nothing is told or learned by opening this."""
    watch, store = find(watch_id), context.store()
    state, counts = state_of(store, watch.id), store.waiting_counts(watch.id)
    waiting = sum(counts.get(wanted, 0) for wanted in {*state.maybe_back, ANY})
    return render_template("admin/maybe_back.html", watch=watch, state=state, waiting=waiting)


@maybe_back.post("/watches/<watch_id>/maybe-back")
def answer(watch_id: str) -> AnyResponse:
    """Take the operator's word."""
    services = context.services()
    is_back = request.form.get("back") == "1"
    watch = find(watch_id)
    about(f"{watch.slug}: {'yes' if is_back else 'no'}")
    answering.answer(watch, is_back, services.store, services.bus, services.clock)
    return redirect(url_for("watches.watch", watch_id=watch_id, saved=1), 303)
