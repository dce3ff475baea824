"""The agents."""

from coatcheck.model import Agent
from coatcheck.store.sqlite.database import Part
from coatcheck.store.sqlite.documents import Table, moment

AGENTS = Table("agents", Agent, id=lambda agent: agent.id, created_at=lambda agent: moment(agent.created_at))


class Agents(Part):
    """`ports.AgentStore`."""

    def agent(self, agent_id: str) -> Agent | None:
        return self._read(AGENTS.get, agent_id)

    def agents(self) -> list[Agent]:
        return self._read(AGENTS.find, "ORDER BY created_at, id")

    def put_agent(self, agent: Agent) -> Agent:
        return self._write(AGENTS.put, agent)
