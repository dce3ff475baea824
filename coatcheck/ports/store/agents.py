"""Who looks for us from elsewhere."""

from typing import Protocol

from coatcheck.model import Agent


class AgentStore(Protocol):
    def agent(self, agent_id: str) -> Agent | None: ...

    def agents(self) -> list[Agent]:
        """Return all agents, oldest first, those that were revoked among them."""

    def put_agent(self, agent: Agent) -> Agent:
        """Store a new or changed agent; raises `Conflict` where its revision is old, or a new one's id is taken."""
