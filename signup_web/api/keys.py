"""Who may act for you: keys of the API, and agents that look from elsewhere."""

from datetime import datetime
from typing import Annotated

from flask import abort, g
from msgspec import Meta

from coatcheck.model import Agent, ApiKey, Health, Scope
from coatcheck.people import api_keys
from coatcheck.people.operators import user_ids
from coatcheck.watching import agents
from coatcheck.watching.status import agents_status
from signup_web import context
from signup_web.admin.guard import about
from signup_web.api.routes import Routes, Shape, Taken, show

keys = Routes("Keys and agents")

Name = Annotated[str, Meta(min_length=1, max_length=60)]


class KeyShown(Shape, frozen=True):
    """A key, without its secret. `made_by`: the user who answers for it, "" for the operator; `works`: false once it has run out, or they are no owner any more."""

    id: str
    name: str
    owner: str
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    made_by: str
    works: bool


class Keys(Shape, frozen=True):
    """All keys, oldest first."""

    items: list[KeyShown]


class NewKey(Taken, frozen=True, kw_only=True):
    """A key to be made. `owner`: who uses it; left out, whose key makes it."""

    name: Name
    scopes: Annotated[list[Scope], Meta(min_length=1)]
    owner: Name | None = None
    days: Annotated[int, Meta(ge=1, le=api_keys.MOST_DAYS)] = api_keys.USUAL_DAYS


class KeyMade(Shape, frozen=True):
    """A new key. `token` is what its user has to send: it is told this once."""

    key: KeyShown
    token: str


class SightShown(Shape, frozen=True):
    """What an agent saw of a watch when it last looked."""

    at: datetime
    health: Health
    reason: str | None
    listed: int
    in_stock: int


class AgentShown(Shape, frozen=True):
    """One agent. `refused`: looks at watches that it was not given."""

    id: str
    name: str
    paired_at: datetime | None
    heard_at: datetime | None
    sights: dict[str, SightShown]
    refused: int


class Agents(Shape, frozen=True):
    """Every agent that works or can be paired, oldest first."""

    items: list[AgentShown]


class NewAgent(Taken, frozen=True, kw_only=True):
    """An agent to be paired."""

    name: Name


class Invited(Shape, frozen=True):
    """A code that pairs an agent, once, within a quarter of an hour."""

    id: str
    name: str
    code: str


@keys.get("/keys", Scope.ADMIN)
def list_keys() -> Keys:
    """List the keys, and when each was last used."""
    return Keys(items=[_shown(each) for each in context.store().api_keys()])


@keys.post("/keys", Scope.ADMIN, status=201, once=False)
def make_key(body: NewKey) -> KeyMade:
    """Make a key. Its token is told this once. Whoever answers for the key that asks answers for this one."""
    owner = body.owner or g.api_key.owner
    made, token = api_keys.make(
        context.store(), body.name, owner, body.scopes, context.now(), body.days, g.api_key.made_by
    )
    about(f"{made.name}: {', '.join(made.scopes)}")
    return KeyMade(key=_shown(made), token=token)


@keys.delete("/keys/{key_id}", Scope.ADMIN)
def end_key(key_id: str) -> None:
    """End a key, at once."""
    key: ApiKey = context.store().api_key(key_id) or abort(404, "There is no such key.")
    about(key.name)
    context.store().remove_api_key(key_id)


@keys.post("/keys/{key_id}/take-over", Scope.ADMIN, once=False)
def take_over_key(key_id: str) -> KeyShown:
    """Have whoever answers for the key that asks answer for this one, too: a key that has stopped goes on."""
    key: ApiKey = context.store().api_key(key_id) or abort(404, "There is no such key.")
    about(key.name)
    return _shown(api_keys.take_over(context.store(), key.id, g.api_key.made_by, context.now()))


@keys.get("/agents", Scope.ADMIN, deployment=True)
def list_agents() -> Agents:
    """List the agents, and what each saw last."""
    found = agents_status(context.store(), context.now())
    return Agents(items=[show(AgentShown, each) for each in found])


@keys.post("/agents", Scope.ADMIN, status=201, once=False, deployment=True)
def invite_agent(body: NewAgent) -> Invited:
    """Make a code that pairs one more agent. It is told this once."""
    services = context.services()
    agent, code = agents.invite(services.store, services.secret_key, body.name, context.now())
    return Invited(id=agent.id, name=agent.name, code=code)


@keys.delete("/agents/{agent_id}", Scope.ADMIN, deployment=True)
def revoke_agent(agent_id: str) -> None:
    """Take nothing more from an agent, at once."""
    agent: Agent = context.store().agent(agent_id) or abort(404, "There is no such agent.")
    agents.revoke(context.store(), agent, context.now())


def _shown(key: ApiKey) -> KeyShown:
    services = context.deployment()
    works = api_keys.works(services.store, key, context.now(), user_ids(services.settings.iap_admins))
    return show(KeyShown, key, works=works)
