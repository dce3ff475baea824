"""Two teams beside the first on one deployment, and what tells of the northern one."""

import re
from pathlib import Path
from typing import Any

from coatcheck.model import FIRST_TEAM, Role, Scope, SignedInBy, User
from coatcheck.people import api_keys, invitations, operators, sessions
from tests.examples import alert
from tests.fakes.ports import NOON
from tests.signup_web.api.asking import Program
from tests.signup_web.visiting import IN, Site

NORTH, SOUTH = "north", "south"
NUMBER = "+14155550142"
# Whatever tells of north in an answer: its watch's title, name, shop, tag, and its key; its person's number.
MARKS = re.compile(
    r"Parka of the North|5eaf00d5eaf00d01|north-parka|127\.0\.0\.1:9|polar|northern phone|Norman|4155550142",
    re.IGNORECASE,
)
SHOP = "http://127.0.0.1:9/parka"  # where nobody answers
ID = "5eaf00d5eaf00d01"


class Deployment:
    """A site with two teams beside the first. North watches a page, and somebody was told of it."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder, allow_hosts=("127.0.0.1:9",))
        self.first = Program(self.site, Scope.ADMIN, name="boss")
        for team in (NORTH, SOUTH):
            self.first.post("/teams", {"id": team})
        self.programs = {
            FIRST_TEAM: self.first,
            NORTH: self.program(NORTH, "northern phone"),
            SOUTH: self.program(SOUTH),
        }
        self.watch = self.site.watch(
            ID, title="Parka of the North", slug="north-parka", url=SHOP, source="page", tags=("polar",), team=NORTH
        )
        self.ann = {"watch": ID, "channel": "console", "address": NUMBER}
        self.subscription = self.programs[NORTH].post("/subscriptions", self.ann)
        self.site.look(self.watch, S=IN)
        self.site.notify()
        self.site.store.open_alert(alert(f"watch:{ID}", text="Parka of the North is blocked", shop="127.0.0.1:9"))

        norman = User(
            operators.user_id("norman@polar.example"), "Norman", "norman@polar.example", {NORTH: Role.OWNER}, NOON
        )
        self.norman = self.site.store.put_user(norman)
        self.session, _ = sessions.begin(self.site.store, norman, SignedInBy.PASSKEY, "Firefox", self.site.clock.now())
        by, now = norman.id, self.site.clock.now()
        self.invitation, _ = invitations.invite(self.site.store, NORTH, Role.VIEWER, "new@polar.example", by, now)

    def program(self, team: str, name: str = "phone") -> Program:
        """A program with a key of this team that may do everything in it."""
        store = self.site.services.of_team(team).store
        return Program(self.site, token=api_keys.make(store, name, "ann", [Scope.ADMIN], self.site.clock.now())[1])

    @property
    def places(self) -> dict[str, str]:
        """What stands in addresses, of north's things."""
        (told,) = self.programs[NORTH].get("/deliveries")["items"]
        (key,) = self.programs[NORTH].get("/keys")["items"]
        return {
            "watch_id": ID,
            "host": "127.0.0.1:9",
            "person_id": told["subscriber_id"],
            "subscription_id": self.subscription["id"],
            "delivery_id": told["id"],
            "subscriber_id": told["subscriber_id"],
            "key_id": key["id"],
            "user_id": self.norman.id,
            "session_id": self.session.id,
            "invitation_id": self.invitation.id,
        }


def told(says: str, path: str, body: Any) -> list[str]:
    """What an answer tells of north that whoever asked did not name themselves."""
    named = f"{path} {body}".lower()
    return [mark for mark in MARKS.findall(says) if mark.lower() not in named]


def of_north(deployment: Deployment) -> str:
    store = deployment.site.services.of_team(NORTH).store
    person = store.subscriber(deployment.places["person_id"])
    watched = [store.watches(), store.states([ID]), store.waiting_counts(ID), store.alerts()]
    people = [person, store.subscriptions_of(person.id), store.recent_deliveries(9)]
    whole = deployment.site.store
    running = [store.api_keys(), whole.user(deployment.norman.id), whole.operator_session(deployment.session.id)]
    running.append(whole.invitation(deployment.invitation.id))
    return repr([watched, people, running])
