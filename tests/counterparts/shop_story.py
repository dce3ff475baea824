"""What has to come of a real shop's stock that goes and comes, whatever the shop is made of."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tests.counterparts.mail_servers import MailServer, aiosmtpd
from tests.counterparts.product import PATIENCE, Place, Product, coatcheck_up
from tests.waiting import until


class Shop(Protocol):
    """A real shop whose keeper can change its stock."""

    def put(self, size: str, count: int) -> None:
        """Have so many pieces of the size from now on."""
        ...


class Watched:
    """The product that watches the shop, and the mails that people got."""

    def __init__(self, product: Product, server: MailServer) -> None:
        self.product, self.server = product, server

    def sign_up(self, address: str, place: Place) -> None:
        """Sign up by email, with the code from the mailbox."""

        def code() -> str:
            (mail,) = self.server.mails(address)
            return re.search(r"^\d{6}", mail.get_body(("plain",)).get_content())[0]

        self.product.sign_up(place, "email", address, code)

    def told(self, *addresses: str) -> Counter[str]:
        """How many alerts each of them got, beside the code."""
        return +Counter({address: len(self.server.mails(address)) - 1 for address in addresses})

    def alert(self, address: str) -> str:
        """The words of the first alert they got."""
        return str(self.server.mails(address)[1].get_body(("plain",)).get_content())

    def wait_until_told(self, address: str) -> None:
        """Come back when the address got its first alert."""
        until(lambda: bool(self.told(address)), PATIENCE, f"An alert to {address}", every=0.1)


@contextmanager
def watching(folder: Path) -> Iterator[Watched]:
    """`coatcheck up`, with a mail server for its messages."""
    with aiosmtpd() as server, coatcheck_up(folder, server.environment()) as product:
        yield Watched(product, server)


def told_once_each(watched: Watched, shop: Shop, sold_out: Mapping[str, Place], at_hand: Mapping[str, Place]) -> None:
    """Sizes come, go and come again: whoever waits for one of them is told once, after it came, and of no other.

    By size: where it is watched. The first that is sold out is the one that comes twice.
    """
    product, first = watched.product, next(iter(sold_out))
    for places, in_stock in ((sold_out, False), (at_hand, True)):
        for place in places.values():
            product.wait_for(place, in_stock)
    people = {size: f"waits-for-{size.lower()}@example.org" for size in sold_out}
    for size, person in people.items():
        watched.sign_up(person, sold_out[size])
    late = "late@example.org"

    shop.put(first, 2)
    watched.wait_until_told(people[first])
    assert "/r/" in watched.alert(people[first])
    product.wait_for(sold_out[first], True)
    going = {first: sold_out[first], **at_hand}
    for size in going:
        shop.put(size, 0)
    for place in going.values():
        product.wait_for(place, False)
    assert watched.told(*people.values()) == {people[first]: 1}, (
        "a size that went was told, or one that somebody else waits for"
    )
    watched.sign_up(late, sold_out[first])

    for size in sold_out:
        shop.put(size, 1)
    everybody = [*people.values(), late]
    for person in everybody:
        watched.wait_until_told(person)
    until(lambda: product.status()["deliveries"] == {"sent": len(everybody)}, PATIENCE, "The end of all deliveries")
    assert watched.told(*everybody) == dict.fromkeys(everybody, 1)
