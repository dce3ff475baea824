"""Who is asking, as far as a request tells, and the entry for the ledger of consents that it makes."""

from flask import request

from coatcheck.model import Consent, ConsentKind
from signup_web import context
from signup_web.joining import agreement
from signup_web.joining.limits import NETWORK, network


def consent(kind: ConsentKind, channel: str) -> Consent:
    """Write the ledger's entry for what is agreed to or withdrawn by this request, in the words that go with the channel."""
    return Consent(at=context.now(), kind=kind, method="web", wording=agreement.version(channel), evidence=evidence())


def network_of_visitor() -> str:
    """Return the network that the request comes from, as limits count it."""
    return network(request.remote_addr or "", NETWORK)


def evidence() -> str:
    """Write the page (without what is secret in its address), the internet address and the browser, for the ledger of consents."""
    page = request.url_rule.rule if request.url_rule else ""
    browser = " ".join(request.user_agent.string.split())[:200]
    return " ".join(filter(None, (page, request.remote_addr, browser)))
