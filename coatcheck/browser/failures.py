"""What an error of the browser's means, in words that tell a person what to do about it. Pure."""

from coatcheck.errors import LookFailed, Unreachable, Unreadable

ABORTED = "net::ERR_ABORTED"  # an answer without a page (204), or its process is gone before it began
CRASHED = "The page crashed in the browser, or took more memory than a page may."


def failure(host: str, message: str, crashed: bool = False) -> LookFailed:
    """Say what an error of Playwright's means, in words that tell a person what to do about it."""
    if crashed or "crashed" in message:
        return Unreadable(CRASHED)
    if "Download is starting" in message:
        return Unreadable(f"{host} gives a file to download in place of a page. Give the address of a page.")
    if "has been closed" in message:
        return Unreadable(f"The page of {host} closes itself.")
    if ABORTED in message:
        return Unreachable(f"{host} gave no page, or the browser lost it ({ABORTED}).")
    if "ERR_PROXY_CONNECTION_FAILED" in message:
        return Unreachable(
            "The browser does not reach our proxy: the one that COATCHECK_BROWSER names has to run on this machine."
        )
    if "ERR_TOO_MANY_REDIRECTS" in message:
        return Unreachable(f"{host} redirects for ever.")
    if "ERR_CERT" in message:
        return Unreachable(f"The certificate of {host} can't be trusted ({_code(message)}).")
    return Unreachable(f"{host} could not be drawn ({_code(message)}).")


def _code(message: str) -> str:
    """Return what Chromium calls the fault: `net::ERR_CONNECTION_REFUSED`, or the message's first line."""
    return next(
        (word.rstrip(";") for word in message.split() if word.startswith("net::ERR_")), message.splitlines()[0][:200]
    )
