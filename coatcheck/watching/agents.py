"""Agents: inviting one, pairing it once, knowing its signature, and what it has to look at now."""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from coatcheck.errors import Conflict, Invalid
from coatcheck.model import Agent, Health, LookFrom, Sight, State, Watch
from coatcheck.people.links import code_hash
from coatcheck.ports import AgentStore, Store
from coatcheck.process.standard_webhooks import PREFIX, is_signed
from coatcheck.retry import refuse, write_again
from coatcheck.truth.clock import believed
from coatcheck.truth.gaps import stopped
from coatcheck.truth.health import waits
from coatcheck.watching.agent_messages import AgentAim, Refused, Work

CODE_FOR = timedelta(minutes=15)
TOLERANCE = timedelta(minutes=5)  # of a signed time, either way; the Standard Webhooks' own figure
ASK_AGAIN = 5.0  # seconds
LEASED_FOR = 3 * TOLERANCE  # for which looks at a watch are taken from whom it was given: time to look, and to be heard
HEARD_EVERY = timedelta(seconds=30)  # how exactly it is noted when an agent was heard
MOST_AIMS = 50  # in one answer
LONGEST_NAME = 60


def invite(store: Store, secret_key: str, name: str, now: datetime) -> tuple[Agent, str]:
    """Store a new agent, and return it with the code that pairs it: once, within a quarter of an hour.

    Raises `Invalid` where the name is none, or another's.
    """
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(f"Give the agent a name of 1 to {LONGEST_NAME} characters.")
    if any(agent.name == name and not is_lapsed(agent, now) for agent in store.agents()):
        raise Invalid(f"There is an agent {name!r} already: revoke it first, or choose another name.")
    agent_id, secret = secrets.token_hex(4), secrets.token_urlsafe(18)
    code = f"{agent_id}-{secret}"
    hashed = code_hash(secret_key, "agent", code)
    return store.put_agent(Agent(agent_id, name, now, code=hashed, code_until=now + CODE_FOR)), code


def pair(store: Store, secret_key: str, code: str, now: datetime) -> Agent:
    """Give the agent of this code its key, and return it so. Raises `Refused` for a code that is none, too old, or used."""
    agent = store.agent(code.partition("-")[0][:32])
    if agent is None or not hmac.compare_digest(agent.code, code_hash(secret_key, "agent", code)):
        raise Refused("This is no pairing code of this server. `coatcheck agents pair NAME` prints one.")
    used = "This code was used already{}. If that was not you, revoke the agent: `coatcheck agents revoke {}`."
    if agent.paired_at:
        raise Refused(used.format(f" at {agent.paired_at:%H:%M} UTC", agent.name))
    if agent.revoked_at or agent.code_until is None or now > agent.code_until:
        raise Refused("This code has run out. `coatcheck agents pair NAME` prints another.")
    secret = PREFIX + secrets.token_urlsafe(32)
    try:
        return store.put_agent(replace(agent, secret=secret, paired_at=now, heard_at=now))
    except Conflict as error:
        raise Refused(used.format("", agent.name)) from error


def revoke(store: AgentStore, agent: Agent, now: datetime) -> Agent:
    """Take nothing more from this agent, at once. Raises `Conflict` where it was just heard: try again."""
    return store.put_agent(replace(agent, secret="", revoked_at=now, sights={}))


def find_agent(store: AgentStore, name: str, now: datetime) -> Agent:
    """Return the agent of this name or id that works or can be paired. Raises `Invalid` where there is none."""
    known = [agent for agent in store.agents() if not is_lapsed(agent, now)]
    for agent in known:
        if name in (agent.name, agent.id):
            return agent
    names = ", ".join(agent.name for agent in known) or "none is paired"
    raise Invalid(f"There is no agent {name!r} ({names}).")


def is_lapsed(agent: Agent, now: datetime) -> bool:
    """Return whether nothing can come of this agent any more: revoked, or never paired in time."""
    return not agent.works and (agent.revoked_at is not None or agent.code_until is None or now > agent.code_until)


def authenticated(store: AgentStore, agent_id: str, headers: Mapping[str, str], body: bytes, now: datetime) -> Agent:
    """Return the agent that signed this just now. `headers` have names in lower case. Raises `Refused` with the reason."""
    agent = store.agent(agent_id)
    if agent is None:
        raise Refused("There is no such agent here. Pair it: `coatcheck agents pair NAME` prints a code.")
    if not agent.works:
        raise Refused("This agent was revoked, or never paired. Pair it: `coatcheck agents pair NAME` prints a code.")
    key, moment = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not is_signed(headers.get("webhook-signature", ""), agent.secret, key, moment, body):
        raise Refused("The signature is not this agent's.")
    _refuse_other_times(moment, now)
    return agent


def _refuse_other_times(moment: str, now: datetime) -> None:
    minutes = int(TOLERANCE.total_seconds() // 60)
    if not (moment.isascii() and moment.isdigit() and len(moment) < 12):
        raise Refused("The message says no time at which it was signed.")
    ahead = datetime.fromtimestamp(int(moment), UTC) - now
    if ahead > TOLERANCE:
        raise Refused(
            f"The message is from the future: set the agent's clock (more than {minutes} minutes ahead).", 409
        )
    if ahead < -TOLERANCE:
        raise Refused(
            f"The message is more than {minutes} minutes old: it is no news, or the agent's clock is behind.", 409
        )


def work_for(store: Store, agent: Agent, now: datetime) -> Work:
    """Lease to the agent what is to be looked at from its connection now, and note that it was heard.

    A watch is leased once in each of its intervals; to each agent where several have to agree. Where a shop asked to be left alone
    the watch waits, as it does for our own looks.
    """
    watches = [watch for watch in store.watches() if watch.active and watch.look_from is not LookFrom.HERE]
    seen, states = heard(store, watches), store.states([watch.id for watch in watches])
    aims: list[AgentAim] = []
    for watch in watches:
        state = states.get(watch.id) or State(watch_id=watch.id)
        if len(aims) < MOST_AIMS and not _waits(state, seen.get(watch.id), now) and _leased(store, watch, agent, now):
            aims.append(AgentAim(watch.id, watch.source, watch.url, watch.options))
    if aims:
        _note_leases(store, agent, [aim.watch_id for aim in aims], now)
    else:
        _note_heard(store, agent, now)
    return Work(agent.sequence, ASK_AGAIN, tuple(aims))


def _leased(store: Store, watch: Watch, agent: Agent, now: datetime) -> bool:
    bucket = f"agent-look:{watch.id}" + (f":{agent.id}" if watch.agree > 1 else "")
    interval = timedelta(seconds=watch.interval)
    return not store.taken(bucket, interval, now) and store.take(bucket, 1, 1, interval, now)


def has_lease(agent: Agent, watch_id: str, now: datetime) -> bool:
    """Return whether an agent was given this watch to look at not long ago."""
    leased_at = agent.leases.get(watch_id)
    return leased_at is not None and abs(now - leased_at) < LEASED_FOR


def _note_leases(store: AgentStore, agent: Agent, watch_ids: Iterable[str], now: datetime) -> None:
    given = dict.fromkeys(watch_ids, now)

    def write(known: Agent | None) -> None:
        if known is None or not known.works:
            raise Refused("This agent was revoked.")
        kept = {watch_id: at for watch_id, at in known.leases.items() if abs(now - at) < LEASED_FOR}
        store.put_agent(replace(known, heard_at=now, leases=kept | given))

    write_again(write, lambda: store.agent(agent.id), refuse(f"Others kept changing the agent {agent.id}."))


def _note_heard(store: AgentStore, agent: Agent, now: datetime) -> None:
    if agent.heard_at and timedelta() <= now - agent.heard_at < HEARD_EVERY:
        return
    try:
        store.put_agent(replace(agent, heard_at=now))
    except Conflict:
        return  # a look of its own was taken just now, and noted


def heard(store: AgentStore, watches: Iterable[Watch]) -> dict[str, datetime]:
    """Say when an agent last looked at each of these watches, by watch id; nothing is read where none is an agent's."""
    if all(watch.look_from is LookFrom.HERE for watch in watches):
        return {}
    found: dict[str, datetime] = {}
    for agent in store.agents():
        for watch_id, sight in agent.sights.items() if agent.works else ():
            found[watch_id] = max(sight.at, found.get(watch_id, sight.at))
    return found


def is_heard(watch: Watch, state: State, seen_at: datetime | None, now: datetime) -> bool:
    """Return whether agents look at the watch as they should; a watch that was saved just now is given its time.

    `seen_at`: when one last did. While it waits because a shop refused an agent, nobody has to be heard.
    """
    asked = believed(state.retry_at, now + timedelta(hours=2)) if _is_agents_own(state, seen_at) else None
    return not stopped(watch, max(filter(None, (watch.created_at, watch.updated_at, seen_at, asked))), now)


def _waits(state: State, seen_at: datetime | None, now: datetime) -> bool:
    return waits(state, now) and _is_agents_own(state, seen_at)


def _is_agents_own(state: State, seen_at: datetime | None) -> bool:
    """Whether what is stored last came of an agent's look, and not of our own, or of there being none."""
    return seen_at is not None and state.observed_until is not None and seen_at >= state.observed_until


def sights_beside(agents: Iterable[Agent], agent_id: str, watch: Watch, at: datetime) -> list[Sight]:
    """List what other agents saw last of a watch, where that is not long ago at that moment."""
    found = (agent.sights.get(watch.id) for agent in agents if agent.works and agent.id != agent_id)
    return [sight for sight in found if sight and not stopped(watch, sight.at, at)]


def one_sees(sights: Iterable[Sight]) -> bool:
    """Return whether one of them could read the page."""
    return any(sight.health is Health.HEALTHY for sight in sights)
