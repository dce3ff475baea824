"""The agents: a few documents, read as a whole."""

from coatcheck.model import Agent
from coatcheck.store.firestore.collections import AGENTS
from coatcheck.store.firestore.database import Part
from coatcheck.store.firestore.documents import Documents

DOCUMENTS = Documents(AGENTS, Agent, key=lambda agent: agent.id)


class Agents(Part):
    """`ports.AgentStore`."""

    def agent(self, agent_id: str) -> Agent | None:
        return DOCUMENTS.get(self._database, agent_id)

    def agents(self) -> list[Agent]:
        found = DOCUMENTS.find(self._database, self._database.collection(AGENTS))
        return sorted(found, key=lambda agent: (agent.created_at, agent.id))

    def put_agent(self, agent: Agent) -> Agent:
        return DOCUMENTS.store(self._database, agent)
