"""While Firestore or Pub/Sub is away, every request ends soon and nothing is acknowledged; afterwards all catches up."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from itertools import count

import pytest
import requests

from coatcheck.model import Batch, Watch
from coatcheck.ports.messages import TOPICS, DeliveryBatch, FanOut, Message, PollBatch, Tick, encode, wrap_push
from console.cloud.emulated import Cloud, emulated_cloud
from console.cloud.emulators import FIRESTORE, PUBSUB, Running
from console.cloud.pusher import Manners
from console.demo.shop import HANDLE, Shop
from tests.cloud.fault_proxy import FaultProxy, fault_proxy
from tests.emulators import frozen, require
from tests.examples import event
from tests.waiting import until

SECONDS = 20.0  # a store call ends after 5; a busy machine takes its time
PATIENCE = 60.0
PAGES = ("/", f"/p/{HANDLE}", "/status.json")


class Scene:
    """The cloud with a watch that was looked at once, and the wires to Firestore and Pub/Sub."""

    def __init__(self, cloud: Cloud, shop: Shop, wires: list[FaultProxy]) -> None:
        self.cloud, self.shop = cloud, shop
        self.firestore, self.pubsub = wires
        now = datetime.now(UTC)
        self.watch = cloud.services.store.add_watch(
            Watch(
                id=HANDLE,
                url=shop.page(),
                source="shopify",
                created_at=now,
                updated_at=now,
                slug=HANDLE,
                batch="b1",
                interval=5,
                allow_private=True,
            )
        )
        until(lambda: bool(cloud.services.store.states([HANDLE])), PATIENCE)

    def push(self, service: str, message: Message) -> int:
        """The status with which a service answers a push; fails if that takes too long."""
        url = f"{self.cloud.processes[service].url}/push/{TOPICS[type(message)]}"
        headers = {"Authorization": f"Bearer {self.cloud.pusher.bearer()}"}
        return requests.post(url, json=wrap_push(encode(message), "test"), headers=headers, timeout=SECONDS).status_code

    def catches_up(self) -> None:
        """What the shop changes from now on is seen."""
        for size, in_stock in self.shop.stock().items():
            self.shop.put(size, not in_stock)
        wanted = set(self.shop.stock().values())
        until(lambda: self.states() == wanted, PATIENCE)

    def states(self) -> set[bool | None]:
        state = self.cloud.services.store.states([HANDLE])[HANDLE]
        return {variant.in_stock for variant in state.variants}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    require(FIRESTORE, PUBSUB)
    with ExitStack() as stack:
        shop = stack.enter_context(closing(Shop()))
        wires: list[FaultProxy] = []

        def wire(address: str) -> str:
            wires.append(stack.enter_context(fault_proxy(address)))
            return wires[-1].address

        directory = tmp_path_factory.mktemp("cloud")
        manners = Manners(first_pause=0.2)
        yield Scene(stack.enter_context(emulated_cloud(directory, {}, manners, 1, wire)), shop, wires)


@contextmanager
def away(how: str, emulator: Running, wire: FaultProxy) -> Iterator[None]:
    """An emulator that does not answer, or cannot be reached."""
    if how == "frozen":
        with frozen(emulator):
            yield
    else:
        wire.refuse()
        yield
        wire.accept()


@pytest.fixture(params=["frozen", "refused"])
def without_firestore(request: pytest.FixtureRequest, scene: Scene) -> Iterator[Scene]:
    with away(request.param, scene.cloud.firestore, scene.firestore):
        yield scene
    scene.catches_up()


@pytest.fixture(params=["frozen", "refused"])
def without_pubsub(request: pytest.FixtureRequest, scene: Scene) -> Iterator[Scene]:
    with away(request.param, scene.cloud.pubsub, scene.pubsub):
        yield scene
    scene.catches_up()


# What a frozen Pub/Sub was given may arrive once it thaws: then nothing is due any more in that slot, nor in an earlier one.
YEARS = count(2100)


def slot() -> datetime:
    return datetime.now(UTC)


def test_g3_without_firestore_nothing_is_acknowledged_and_the_site_answers(without_firestore: Scene) -> None:
    scene, fresh = without_firestore, PollBatch(batch=Batch(id="fresh"), slot=slot())
    pushes: list[tuple[str, Message]] = [
        ("poller", Tick(slot=slot())),
        ("poller", fresh),
        ("notifier", Tick(slot=slot())),
        ("notifier", FanOut(event=event())),
        ("notifier", DeliveryBatch(ids=("one", "two"))),
    ]
    with ThreadPoolExecutor() as pool:
        answers = pool.map(lambda each: scene.push(*each), pushes)
        pages = pool.map(lambda page: requests.get(scene.cloud.url + page, timeout=SECONDS).status_code, PAGES)
        assert list(answers) == [503] * len(pushes)
        assert set(pages) <= {200, 503}


def test_g4_without_pubsub_nothing_is_acknowledged(without_pubsub: Scene) -> None:
    later = Tick(slot=datetime(next(YEARS), 1, 1, tzinfo=UTC))
    assert without_pubsub.push("poller", later) == 503
