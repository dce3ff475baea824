"""Bots that people write to: where they post what people write, and the links by which somebody opens a chat."""

from coatcheck import channels
from coatcheck.bootstrap import Services
from coatcheck.channels.inbound import Bot
from coatcheck.errors import Invalid
from coatcheck.people.links import code_hash
from coatcheck.ports.stored_values import bot_of


def listen(services: Services, channel: str) -> str:
    """Have a bot's provider send us what people write to it; the bot's name. Raises `SendFailed`, or `Invalid` where that can't be."""
    opened = services.channel(channel)
    if not isinstance(opened, Bot):
        raise Invalid("There is no bot in this channel.")
    if not services.settings.site.startswith("https://"):
        raise Invalid("Bots can write to public https:// addresses only: set COATCHECK_PUBLIC_URL.")
    name = opened.listen(f"{services.settings.site}/{channel}/inbound", secret_of(services, channel))
    services.store.put_value(bot_of(channel), name)
    return name


def bot_links(services: Services, slug: str) -> dict[str, str]:
    """Return where somebody signs up for a product by writing to a bot that listens, by channel."""
    bots = {name: bot for name in services.settings.channels if (bot := channels.bot(name))}
    known = {name: services.store.value(bot_of(name)) for name in bots}
    return {name: bot.link(known[name] or "", slug) for name, bot in bots.items() if known[name]}


def secret_of(services: Services, channel: str) -> str:
    """Make what a provider repeats with each message; made of our key, so that there is nothing to keep."""
    return code_hash(services.secret_key, f"/{channel}/inbound", "secret")
