"""Agents: who is paired, what each saw last, a code for another, and an end to one."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from coatcheck.errors import Invalid
from coatcheck.watching import agents as known
from coatcheck.watching.status import agents_status
from signup_web import context
from signup_web.admin.guard import about
from signup_web.admin.lock import admin_pages
from signup_web.product import times

agents: Blueprint = admin_pages("admin_agents")


@agents.get("/agents")
def overview() -> str:
    """Show every agent with what it saw."""
    return _page()


@agents.post("/agents")
def invite() -> str | tuple[str, int]:
    """Print a code for one more agent. It is shown this once."""
    services = context.services()
    try:
        agent, code = known.invite(services.store, services.secret_key, request.form.get("name", ""), context.now())
    except Invalid as error:
        return _page(error=error), 422
    about(agent.name)
    return _page(code=code, name=agent.name)


@agents.post("/agents/<agent_id>/revoke")
def revoke(agent_id: str) -> AnyResponse:
    """Take nothing more from an agent."""
    agent = context.store().agent(agent_id) or abort(404)
    about(agent.name)
    known.revoke(context.store(), agent, context.now())
    return redirect(url_for("admin_agents.overview"), 303)


def _page(error: Invalid | None = None, code: str = "", name: str = "") -> str:
    store, now = context.store(), context.now()
    watches = {watch.id: watch for watch in store.watches()}
    return render_template(
        "admin/agents.html",
        agents=agents_status(store, now),
        watches=watches,
        ago=lambda at: times.ago(at, now) if at else "never",
        error=error,
        code=code,
        name=name,
    )
