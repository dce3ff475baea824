"""Which language a visitor is spoken to in: the one they chose, else one that their browser asks for, else the site's."""

from flask import Flask, Response, g, request, url_for

from coatcheck import languages
from coatcheck.languages import dates
from signup_web import context
from signup_web.security import LONGEST_QUERY, is_framed

COOKIE = "language"
ARGUMENT = "lang"
YEAR = 365 * 24 * 3600  # seconds for which a choice stays
WORDED = {
    "application/atom+xml",
    "image/svg+xml",
    "image/png",
    "text/calendar",
}  # feeds, badges and pictures say words, too
OURS = ("/admin", "/agents", "/api", "/hooks")  # what operators and machines are told is English


def register(app: Flask) -> None:
    """Speak the visitor's language in all that this app answers, and give pages what they need for it."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        languages.gettext, languages.plural, newstyle=True
    )
    app.jinja_env.filters.update(capitalised=languages.capitalised, moment=dates.moment)
    app.jinja_env.globals.update(
        language=languages.language,
        direction=languages.direction,
        spoken_languages=languages.LANGUAGES,
        weekdays=dates.weekdays,
        in_language=_in_language,
    )
    app.before_request(_choose)
    app.after_request(_keep)
    app.teardown_request(_be_done)


def _choose() -> None:
    is_ours = request.path.startswith(OURS)
    languages.speak(languages.ENGLISH if is_ours else _chosen() or _accepted() or context.settings().language)


def _be_done(error: BaseException | None) -> None:
    """Leave no visitor's language to what this thread does next."""
    languages.speak(languages.ENGLISH)


def _chosen() -> str:
    return languages.best([request.args.get(ARGUMENT, ""), request.cookies.get(COOKIE, "")])


def _accepted() -> str:
    return languages.best(tag for tag, quality in request.accept_languages if quality > 0)


def _keep(response: Response) -> Response:
    """Keep the choice, and have what lies between us and the visitor keep the languages apart."""
    is_page = response.mimetype == "text/html"
    if is_page or (response.mimetype in WORDED and request.endpoint != "static"):
        response.vary.update(("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", languages.language())
    chosen = languages.best([request.args.get(ARGUMENT, "")])
    if is_page and chosen and chosen != request.cookies.get(COOKIE) and not is_framed():
        response.set_cookie(COOKIE, chosen, YEAR, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def _in_language(code: str) -> str:
    """Write the address of this page in another language; what was sent by a form begins at the front page."""
    if request.method != "GET" or request.endpoint is None or len(request.query_string) > LONGEST_QUERY:
        return url_for("pages.home", lang=code)
    asked = g.get("known_arguments", request.args.to_dict(flat=False))  # what is made for all has nobody's own
    arguments = {**asked, **(request.view_args or {}), ARGUMENT: code}
    return url_for(request.endpoint, **arguments)
