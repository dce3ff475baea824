"""The page of agents: a code that is shown once, what each saw, and an end to one; and the setting that sends a watch to them."""

import re
from datetime import timedelta

from msgspec.structs import replace

from coatcheck.model import Health, LookFrom, Sight
from coatcheck.watching.agents import pair
from tests.signup_web.visiting import Site, enter, words


def test_the_operator_pairs_an_agent_sees_what_it_saw_and_revokes_it(site: Site) -> None:
    visitor = enter(site)
    visitor.submit("/admin/agents", action="/agents", name="home")
    code = re.search(r"--pair (\S+)</code>", visitor.page)
    assert code
    agent = pair(site.store, site.services.secret_key, code[1], site.clock.now())
    seen = Sight(site.clock.now() - timedelta(minutes=1), Health.HEALTHY, None, 3, 1)
    site.store.put_agent(replace(agent, sights={"jacket": seen, "gone": seen}))
    shown = words(visitor.get("/admin/agents").text)
    assert "home just now Jacket : 1 of 3 can be had, 60 seconds ago 0 Revoke" in shown, shown
    assert code[1] not in shown
    visitor.send(action="/agents", name="home")
    assert (visitor.status, "choose another name" in visitor.page) == (422, True)
    visitor.send(action="/revoke")
    assert "No agent is paired." in visitor.page
    assert not site.store.agent(agent.id).works


def test_a_watch_is_sent_to_agents_by_its_settings(site: Site) -> None:
    visitor = enter(site)
    visitor.submit("/admin/watches/jacket", action="/jacket", look_from="agent", agents="2")
    watch = site.store.watch("jacket")
    assert (watch.look_from, watch.agree) == (LookFrom.AGENT, 2)
    visitor.submit("/admin/watches/jacket", action="/jacket", look_from="the moon")
    assert (visitor.status, "no place to look from" in visitor.page) == (422, True)
    visitor.submit("/admin/watches/jacket", action="/jacket", agents="6")
    assert (visitor.status, "1 to 5 agents" in visitor.page) == (422, True)


def test_nobody_else_sees_the_agents(site: Site) -> None:
    visitor = site.visitor()
    assert visitor.get("/admin/agents").request.path == "/admin/enter"
    assert b"agents" not in visitor.get("/status.json").data.replace(b'"agents":[]', b"")
