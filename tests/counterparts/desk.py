"""The operator at work: their pages in a real browser without JavaScript, their command, and the texts that they and people get."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from coatcheck.model import Health
from console.demo.phone import Phone
from tests.counterparts.product import PATIENCE, Product, coatcheck_up
from tests.waiting import until

OPERATOR, ANN, BEN = "+14155550140", "+14155550142", "+14155550143"


class Desk:
    """The product, a browser that is let in, and the phones."""

    def __init__(self, product: Product, page: Page, phone: Phone) -> None:
        self.product, self.page, self.phone = product, page, phone
        self.page.goto(urlsplit(product.run("admin-link").split()[-1]).path)
        self.press("Enter")

    # The browser

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def says(self, words: str) -> None:
        """Fail unless the page that is open says so."""
        expect(self.page.locator("main")).to_contain_text(words)

    def look_at(self, url: str, source: str = "") -> None:
        """Ask what would be seen at an address, by this source or by any."""
        self.page.goto("/admin/add")
        self.page.get_by_label("Address of the product’s page").fill(url)
        self.page.get_by_label("Kind of shop").select_option(source)
        self.press("Look")

    def point_at(self, words: str) -> None:
        """Press the button beside these words."""
        row = self.page.get_by_role("row").filter(has_text=words)
        row.first.get_by_role("button", name="This one").click()

    def fill(self, fields: Mapping[str, str]) -> None:
        """Fill in fields, by their labels."""
        for label, text in fields.items():
            self.page.get_by_label(label).fill(text)

    def answer(self, said: str, button: str) -> None:
        """Say whether what was read is true, and go on."""
        self.page.get_by_label(said, exact=True).check()
        self.press(button)

    def open(self, slug: str) -> None:
        """Open a watch's page."""
        self.page.goto(f"/admin/watches/{self.watch(slug)['id']}")

    # The command

    def number(self, listed: str, words: str) -> str:
        """The number under which words stand in a list that the command printed."""
        found = re.search(rf"^ *(\d+) +{words}", listed, re.M)
        assert found, listed
        return found[1]

    def asked_at_the_terminal(self, slug: str, answer: str) -> str:
        """Say there whether a watch is back, once the operator was asked; what was shown."""
        self.question()
        return self.product.run("watch", "maybe-back", slug, typed=f"{answer}\n")

    def watch(self, slug: str) -> dict[str, Any]:
        """A watch as the command lists it."""
        (found,) = [each for each in self.product.watches() if each["slug"] == slug]
        return dict(found)

    def look_until(self, slug: str, health: Health) -> None:
        """Have a watch looked at until the page, as it is now, left it in this health."""

        def holds() -> bool:
            self.product.run("watch", "look", slug)
            return bool(self.watch(slug)["state"]["health"] == health)

        until(holds, PATIENCE, f"{slug} as {health}", every=1)

    # The phones

    def sign_up(self, slug: str, number: str) -> None:
        """Somebody signs up with the code that was texted to them."""
        self.product.sign_up((slug, ""), "sms", number, lambda: self.texts(number)[-1][:6])

    def texts(self, number: str) -> list[str]:
        """What was texted to a number."""
        return [text.body for text in self.phone.texts(number)]

    def wait_for_text(self, number: str, *words: str) -> str:
        """The first text with all of these words; comes back when it is there."""

        def found() -> list[str]:
            return [text for text in self.texts(number) if all(each in text for each in words)]

        until(
            lambda: bool(found()),
            PATIENCE,
            f"A text to {number} with {words!r}, beside {self.texts(number)}",
            every=0.2,
        )
        return found()[0]

    def wait_for_alert(self, number: str, name: str) -> None:
        """Come back when somebody was told that this, a product or its size, is back."""
        self.wait_for_text(number, f"{name} ", "/r/")

    def question(self) -> str:
        """The path of the page that the operator was sent, once."""
        self.wait_for_text(OPERATOR, "Is it back?")
        (text,) = [text for text in self.texts(OPERATOR) if "resolved" not in text and "Is it back?" in text]
        return str(re.findall(r"/admin/watches/\S+/maybe-back", text)[0])


@contextmanager
def desk_at(browser: Browser, folder: Path) -> Iterator[Desk]:
    """`coatcheck up` with texts that a stand-in for Twilio takes, and the operator's browser."""
    with closing(Phone()) as phone:
        texts = {"COATCHECK_CHANNELS": "sms", "COATCHECK_OPERATOR": f"sms:{OPERATOR}", **phone.environment()}
        quiet = {"COATCHECK_QUIET_FROM": "00:00", "COATCHECK_QUIET_UNTIL": "00:00"}
        with coatcheck_up(folder, {**texts, **quiet}) as product:
            context = browser.new_context(java_script_enabled=False, base_url=product.url)
            yield Desk(product, context.new_page(), phone)
            context.close()
