"""Who is asking, as far as a request tells."""

from flask import request


def evidence() -> str:
    """The page (without what is secret in its address), the internet address and the browser, for the ledger of consents."""
    page = request.url_rule.rule if request.url_rule else ""
    browser = " ".join(request.user_agent.string.split())[:200]
    return " ".join(filter(None, (page, request.remote_addr, browser)))
