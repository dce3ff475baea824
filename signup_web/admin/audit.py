"""The audit log: who did what in this team, newest first."""

from flask import g, render_template, request

from signup_web import context
from signup_web.admin.lock import admin_pages

audit = admin_pages("audit")

SHOWN = 100  # entries on a page


@audit.get("/audit")
def log() -> str:
    """Show what was done, page by page."""
    before = request.args.get("before", "")
    found = context.deployment().store.audit_entries(SHOWN, before, g.operator.team)
    return render_template(
        "admin/audit.html", entries=found, older=found[-1].id if len(found) == SHOWN else "", further=bool(before)
    )
