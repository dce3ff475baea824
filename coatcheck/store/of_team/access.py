"""A team's API keys; and of agents, which look for every team, what they saw of its watches."""

from msgspec.structs import replace

from coatcheck.errors import Invalid
from coatcheck.model import Agent, ApiKey, KeptAnswer
from coatcheck.store.of_team.wall import Part, refuse

HIDDEN = "hidden"  # in place of what signs an agent's looks


class Access(Part):
    """`ports.AccessStore` and `ports.AgentStore`."""

    def api_key(self, key_id: str) -> ApiKey | None:
        found = self._whole.api_key(key_id)
        return found if found and found.team == self._team else None

    def api_keys(self) -> list[ApiKey]:
        return [key for key in self._whole.api_keys() if key.team == self._team]

    def put_api_key(self, key: ApiKey) -> ApiKey:
        """Store a new key of this team, or a changed one; raises `Invalid` where there is no such team."""
        if not key.revision:
            self._require_team()
            return self._whole.put_api_key(replace(key, team=self._team))
        if key.team != self._team or self.api_key(key.id) is None:
            raise Invalid(f"There is no key {key.name!r} in this team.")
        return self._whole.put_api_key(key)

    def remove_api_key(self, key_id: str) -> None:
        if self.api_key(key_id):
            self._whole.remove_api_key(key_id)

    def kept_answer(self, answer_id: str) -> KeptAnswer | None:
        return self._whole.kept_answer(answer_id)  # its id is made of the key: no other's finds it

    def put_kept_answer(self, answer: KeptAnswer) -> KeptAnswer:
        return self._whole.put_kept_answer(answer)

    def agent(self, agent_id: str) -> Agent | None:
        refuse("An agent is")

    def agents(self) -> list[Agent]:
        """Return all agents, with what they saw of this team's watches; by their names the first team alone knows them."""
        return [self._without_others(agent) for agent in self._whole.agents()]

    def put_agent(self, agent: Agent) -> Agent:
        refuse("An agent is")

    def _without_others(self, agent: Agent) -> Agent:
        own = set(self._own({*agent.sights, *agent.leases}))
        return replace(
            agent,
            name=agent.name if self._is_first else agent.id,
            code="",
            secret=agent.secret and HIDDEN,
            sights={key: sight for key, sight in agent.sights.items() if key in own},
            leases={key: at for key, at in agent.leases.items() if key in own},
            refused=agent.refused if self._is_first else 0,
        )
