"""How it runs: backups of the database, and how much is logged."""

from datetime import timedelta
from threading import Lock

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse
from werkzeug.wsgi import FileWrapper

from coatcheck.errors import Invalid, StoreUnavailable, WrongStore
from coatcheck.store.sqlite import backup
from coatcheck.watching import log_levels
from signup_web import context
from signup_web.admin.guard import about
from signup_web.admin.lock import admin_pages
from signup_web.product import times

system = admin_pages("system")

CHUNK = 256 * 1024  # bytes that are sent at once
MINUTES = (15, 60, 24 * 60, 7 * 24 * 60)  # for which a log level may be set here
MOST_DIGITS = 5
BUSY = "Another backup is being made just now. Try again in a moment."

_making = Lock()  # of one backup at a time: each takes as much of the disk as the database


@system.get("/system")
def overview() -> str:
    """Show the backups and log levels there are."""
    return _page()


@system.post("/system/backup")
def download() -> Response | tuple[str, int]:
    """Make a backup now, and send it. It is on no disk of ours any more when it is sent."""
    try:
        source = backup.database_file(context.settings().store)
        if not _making.acquire(blocking=False):
            return _page(Invalid(BUSY)), 409
        try:
            made = backup.snapshot(source)
        finally:
            _making.release()
    except (Invalid, StoreUnavailable, WrongStore) as error:
        return _page(error), 422
    answer = Response(FileWrapper(made, CHUNK), mimetype="application/vnd.sqlite3", direct_passthrough=True)
    answer.content_length = made.seek(0, 2)
    made.seek(0)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{context.now():{backup.NAME}}")
    return answer


@system.post("/system/log-level")
def log_level() -> AnyResponse | tuple[str, int]:
    """Set how much is logged for a time, or take that back."""
    form = request.form
    minutes = form.get("minutes", "")
    length = int(minutes) if minutes.isascii() and minutes.isdecimal() and len(minutes) <= MOST_DIGITS else 0
    try:
        log_levels.set_level(
            context.deployment().store,
            context.now(),
            form.get("level", ""),
            form.get("logger", "").strip(),
            timedelta(minutes=length),
        )
    except Invalid as error:
        return _page(error), 422
    about(f"{form.get('logger', '').strip() or 'all'} {form.get('level', '')}")
    return redirect(url_for("system.overview"), 303)


def _page(error: Exception | None = None) -> str:
    now, settings = context.now(), context.settings()
    try:
        backups, elsewhere = backup.status(settings.store, settings.backups, now), ""
    except Invalid as said:
        backups, elsewhere = None, str(said)
    return render_template(
        "admin/system.html",
        backups=backups,
        elsewhere=elsewhere,
        in_megabytes=backup.in_megabytes,
        ago=lambda at: times.ago(at, now),
        levels=log_levels.levels(context.deployment().store, now),
        choices=(*log_levels.LEVELS, log_levels.USUAL),
        lengths={minutes: times.lasting(minutes * 60) for minutes in MINUTES},
        typed=request.form,
        error=error,
    )
