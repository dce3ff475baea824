"""The site: `create_app` puts its parts together."""

from functools import partial

from flask import Flask, Response, request

from coatcheck import channels
from coatcheck.bootstrap import Services, from_environment
from coatcheck.process.trace import follow_traces
from coatcheck.telling.variant_names import label
from coatcheck.watching.log_levels import LogLevels
from signup_web import context, errors, security
from signup_web.admin import guard
from signup_web.admin.adding import adding
from signup_web.admin.agents import agents as admin_agents
from signup_web.admin.audit import audit
from signup_web.admin.door import door
from signup_web.admin.keys import keys
from signup_web.admin.maybe_back import maybe_back
from signup_web.admin.me import me
from signup_web.admin.messages import messages
from signup_web.admin.overview import overview
from signup_web.admin.passkeys import passkeys
from signup_web.admin.people import people
from signup_web.admin.rehearsal import rehearsal
from signup_web.admin.rereading import rereading
from signup_web.admin.suggestions import suggestions
from signup_web.admin.system import system
from signup_web.admin.teams import teams
from signup_web.admin.traffic import traffic
from signup_web.admin.users import users
from signup_web.admin.watches import watches
from signup_web.admin.why import why as admin_why
from signup_web.agents import agents
from signup_web.api.metrics import metrics
from signup_web.api.place import api
from signup_web.health import health
from signup_web.hooks import hooks
from signup_web.joining.coming_back import coming_back
from signup_web.joining.form import join
from signup_web.joining.manage import manage
from signup_web.joining.own_link import own_link
from signup_web.joining.second_way import second_way
from signup_web.joining.suggesting import suggesting
from signup_web.joining.why import why
from signup_web.sharing import cross_origin
from signup_web.sharing.embedding import embedding
from signup_web.sharing.frame import frame
from signup_web.sharing.routes import sharing
from signup_web.site import compression, language
from signup_web.site.assets import build, static_url
from signup_web.site.canary import canary
from signup_web.site.direction import masked
from signup_web.site.home_screen import home_screen
from signup_web.site.pages import pages
from signup_web.site.promise import promise
from signup_web.site.short_link import follow
from signup_web.site.visitors_address import Proxies
from signup_web.small_print import small_print
from signup_web.texting.inbound import inbound

PUBLIC = (
    pages,
    sharing,
    join,
    manage,
    why,
    second_way,
    suggesting,
    coming_back,
    own_link,
    follow,
    health,
    promise,
    canary,
    small_print,
    home_screen,
    frame,
    embedding,
)
WEBHOOKS = (inbound, hooks, agents)
UNREAD = frozenset({"static", "health.livez"})  # endpoints for which the store is not asked
ADMIN = (
    door,
    overview,
    watches,
    adding,
    suggestions,
    admin_agents,
    rereading,
    rehearsal,
    maybe_back,
    traffic,
    messages,
    keys,
    people,
    passkeys,
    admin_why,
    users,
    teams,
    audit,
    me,
    system,
)


def create_app(services: Services | None = None) -> Flask:
    """Make the site over these services; without any, those of the environment."""
    services = services or from_environment()
    app = Flask(__name__)
    follow_traces(app, services.settings.bus)
    app.secret_key = services.secret_key
    app.config["BUILD"] = build(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(settings=services.settings, static_url=static_url, mask=masked, label=label)
    app.jinja_env.globals.update(sign_up=channels.sign_up, is_text=channels.is_text, wakes=channels.wakes)
    context.bind(app, services)
    security.secure(app, https=services.settings.site.startswith("https:"))
    language.register(app)
    guard.register(app)
    app.after_request(cross_origin.allow)
    errors.register(app)
    for blueprint in (*PUBLIC, *WEBHOOKS, *ADMIN, api, metrics):
        app.register_blueprint(blueprint)
    compression.register(app)
    app.after_request(partial(_take_up_levels, services.log_levels))
    proxies = services.settings.trusted_proxies
    if proxies:
        app.wsgi_app = Proxies(app.wsgi_app, proxies)  # type: ignore[method-assign]
    return app


def _take_up_levels(levels: LogLevels, response: Response) -> Response:
    """Have what is logged be as the operator set it. For whoever is turned away, or sent to a door, the store is not asked."""
    if request.endpoint not in UNREAD and not 300 <= response.status_code < 500:
        levels.refresh()
    return response
