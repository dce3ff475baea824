"""The link by which somebody signs up in our Telegram bot."""

from coatcheck.ports import OperationStore

BOT = "telegram_bot"  # the store's value: the name of the bot that listens here
PRODUCT = "p_"  # before a slug, in what a link hands to the bot


def bot_link(store: OperationStore, slug: str) -> str:
    """Where somebody signs up for a product by Telegram; "" while no bot listens."""
    name = store.value(BOT)
    return f"https://t.me/{name}?start={PRODUCT}{slug}" if name else ""
