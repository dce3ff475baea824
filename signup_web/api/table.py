"""The table of all routes. A subject is one file and one line here."""

from signup_web.api.adding import adding
from signup_web.api.as_code import as_code
from signup_web.api.demand import demand
from signup_web.api.history import history
from signup_web.api.keys import keys
from signup_web.api.messages import messages
from signup_web.api.operators import operators
from signup_web.api.people import people
from signup_web.api.routes import Route
from signup_web.api.status import status
from signup_web.api.subscriptions import subscriptions
from signup_web.api.suggestions import suggestions
from signup_web.api.system import system
from signup_web.api.teams import teams
from signup_web.api.watches import watches

ROUTES: tuple[Route, ...] = tuple(
    route
    for group in (
        *(status, as_code, watches, adding, history, demand),
        *(suggestions, people, subscriptions, messages, keys, operators, teams, system),
    )
    for route in group.all
)
