"""Small things of each kind, to be varied by keyword."""

from datetime import datetime, timedelta
from typing import Any

from msgspec import structs

from coatcheck.model import (
    Alert,
    Availability,
    Change,
    ChannelAddress,
    Confirmation,
    DeadLetter,
    Delivery,
    Invitation,
    OperatorSession,
    Passkey,
    Restocked,
    RestockEvent,
    Role,
    SignedInBy,
    State,
    Subscriber,
    Subscription,
    Suggestion,
    Team,
    Transition,
    User,
    Verdict,
    Watch,
    delivery_id,
    event_id,
    subscription_id,
)
from tests.fakes.ports import NOON


def after(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def watch(id: str = "jacket", **fields: Any) -> Watch:
    made = Watch(
        id=id, url=f"https://shop.example/{id}", source="shopify", created_at=NOON, updated_at=NOON, slug=id, batch="b1"
    )
    return structs.replace(made, **fields)


def state(watch_id: str = "jacket", version: int = 1, **fields: Any) -> State:
    return structs.replace(State(watch_id=watch_id, version=version), **fields)


def change(watch_id: str = "jacket", version: int = 1, at: datetime = NOON) -> Change:
    back = Transition(
        variant_id="M", at=at, before=Availability.OUT_OF_STOCK, after=Availability.IN_STOCK, in_stock=True
    )
    return Change(watch_id=watch_id, version=version, at=at, transitions=(back,))


def event(
    watch_id: str = "jacket", version: int = 1, variants: tuple[str, ...] = ("M",), **fields: Any
) -> RestockEvent:
    made = RestockEvent(
        id=event_id(watch_id, version),
        watch_id=watch_id,
        at=NOON,
        title="Jacket",
        url=f"https://shop.example/{watch_id}",
        variants=tuple(Restocked(id=variant, title=variant, price="120.00", currency="USD") for variant in variants),
    )
    return structs.replace(made, **fields)


def verdict(watch_id: str = "jacket", version: int = 1, revision: str = "", at: datetime = NOON) -> Verdict:
    """A restock of M: state, change and event."""
    return Verdict(
        state=state(watch_id, version, revision=revision),
        change=change(watch_id, version, at),
        event=event(watch_id, version, at=at),
    )


def subscriber(id: str = "ann", **fields: Any) -> Subscriber:
    made = Subscriber(id=id, to=ChannelAddress(channel="console", address=id), created_at=NOON)
    return structs.replace(made, **fields)


def subscription(
    subscriber_id: str = "ann", watch_id: str = "jacket", armed: tuple[str, ...] = ("M",), **fields: Any
) -> Subscription:
    made = Subscription(
        id=subscription_id(subscriber_id, watch_id),
        subscriber_id=subscriber_id,
        watch_id=watch_id,
        created_at=NOON,
        wants=armed or ("M",),
        armed=armed,
        armed_at=NOON if armed else None,
    )
    return structs.replace(made, **fields)


def disarmed(subscription: Subscription) -> Subscription:
    return structs.replace(subscription, armed=(), armed_at=None)


def confirmation(token: str = "token", subscriber_id: str = "ann", **fields: Any) -> Confirmation:
    made = Confirmation(
        token=token,
        subscriber_id=subscriber_id,
        watch_id="jacket",
        wants=("M",),
        code_hash="hash",
        created_at=NOON,
        expires_at=after(600),
    )
    return structs.replace(made, **fields)


def suggestion(id: str = "coat", subscriber_id: str = "ann", **fields: Any) -> Suggestion:
    made = Suggestion(
        id=id,
        subscriber_id=subscriber_id,
        url="https://shop.example/coat",
        source="page",
        created_at=NOON,
        expires_at=after(600),
    )
    return structs.replace(made, **fields)


def delivery(subscriber_id: str = "ann", of: RestockEvent | None = None, **fields: Any) -> Delivery:
    """A pending delivery that is due at noon."""
    about = of or event()
    made = Delivery(
        id=delivery_id(about.id, subscriber_id),
        event=about,
        subscriber_id=subscriber_id,
        channel="console",
        created_at=NOON,
        updated_at=NOON,
        next_at=NOON,
    )
    return structs.replace(made, **fields)


def letter(id: str = "letter", **fields: Any) -> DeadLetter:
    return structs.replace(DeadLetter(id=id, topic="ticks", body="{}", reason="unreadable", at=NOON), **fields)


def alert(key: str = "shop.example", **fields: Any) -> Alert:
    return structs.replace(Alert(key=key, text="shop.example is blocked", opened_at=NOON), **fields)


def user(id: str = "ann", **fields: Any) -> User:
    passkey = Passkey(b"\x00\xffid", b"\x00public", 7, "phone", NOON, used_at=after(1))
    roles = {"": Role.OWNER, "coats": Role.VIEWER}
    return structs.replace(User(id, id.title(), f"{id}@example.org", roles, NOON, (passkey,)), **fields)


def team(id: str = "coats") -> Team:
    return Team(id, id.title(), NOON)


def invitation() -> Invitation:
    return Invitation("hash", "coats", Role.EDITOR, NOON, after(60), email="bob@example.org", invited_by="ann")


def operator_session() -> OperatorSession:
    return OperatorSession("hash", "ann", NOON, NOON, after(60), SignedInBy.PASSKEY, browser="Firefox on Linux")
