"""What we send, by example, for the page that phone networks want to see: every message is made by its own sender. Pure."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from coatcheck.config import Settings
from coatcheck.languages import gettext
from coatcheck.model import (
    Availability,
    ChannelAddress,
    Conditions,
    Restocked,
    RestockEvent,
    State,
    Status,
    Subscriber,
    Subscription,
    VariantState,
    Watch,
)
from coatcheck.telling.announcement import announcement
from signup_web.joining.signup import code_note
from signup_web.product.facts import Facts
from signup_web.texting import replies
from signup_web.texting.conversation import answer
from signup_web.texting.intents import intent
from signup_web.texting.turns import Thread

NOW = datetime(2026, 11, 2, 15, tzinfo=UTC)  # the same each time, so that the page stays the same
SIZES = ("S", "M", "L", "XL")
LIMIT = Conditions(maximum_price="100", currency="USD")
JACKET = Watch("jacket", "https://shop.example/jacket", "shopify", NOW, NOW, title="Harbor jacket", slug="harbor")


def samples(settings: Settings) -> dict[str, str]:
    """Write what each message says to somebody who wants a jacket in M and L, under the moment in which it is sent."""
    back = Restocked("M", title="M", price="120.00", currency="USD")
    restock = RestockEvent("jacket-2", JACKET.id, NOW, JACKET.title, JACKET.url, (back,))
    lower = replace(restock, variants=(replace(back, price="99.00", price_before="120.00"),))
    link = f"{settings.site}/r/x7Kp2Qa"
    return {
        gettext("The code"): code_note(settings, "123456").text,
        gettext("After JOIN"): _answered("JOIN", settings, wants=()),
        gettext("After the sizes or the code"): _answered("M L", settings, wants=()),
        gettext("When it is back"): announcement(restock, link, settings.brand, is_text=True),
        gettext("When its price falls to your limit"): announcement(lower, link, settings.brand, True, LIMIT),
        gettext("After RESET"): _answered("RESET", settings),
        gettext("After STATUS"): _answered("STATUS", settings),
        gettext("After HELP"): _answered("HELP", settings),
        gettext("After START"): _answered("START", settings, Status.OPTED_OUT),
        gettext("After a STOP in other words"): replies.say("stopped", settings.brand),
    }


def _answered(
    words: str, settings: Settings, status: Status = Status.ACTIVE, wants: tuple[str, ...] = ("M", "L")
) -> str:
    to = ChannelAddress("sms", "+14155550142")
    writer = Subscriber("ann", to, NOW, status=status, topic=None if wants else JACKET.id)
    wanted = (Subscription("ann-jacket", writer.id, JACKET.id, NOW, wants=wants),) if wants else ()
    jacket = Facts(JACKET, _state(), checked_at=NOW)
    thread = Thread(writer, wanted, (jacket,), (jacket,), settings.brand, settings.site, NOW)
    return answer(*intent(words), thread).says


def _state() -> State:
    """Sold out, and last in stock in M: three hours ago, for twelve minutes."""
    gone = NOW - timedelta(hours=3)
    sizes = {size: VariantState(size, size, availability=Availability.SOLD_OUT, in_stock=False) for size in SIZES}
    sizes["M"] = replace(sizes["M"], in_since=gone - timedelta(minutes=12), out_since=gone)
    return State(JACKET.id, version=1, variants=tuple(sizes.values()), observed_until=NOW)
