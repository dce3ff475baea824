"""What it means that a mail server refuses: nobody is there, they are not given this mail, or it is us whom it refuses.

Most servers wait until a recipient is named before they refuse whoever sends. Then nobody gets mail, and nobody is gone.
"""

import re

from coatcheck.errors import Scope

WITHOUT_A_PASSWORD = (530, 534, 535, 538)  # https://www.rfc-editor.org/rfc/rfc4954#section-6
NOT_THERE = (550, 551, 553)  # https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3
# https://www.iana.org/assignments/smtp-enhanced-status-codes
STATUS = re.compile(r"5\.\d{1,3}\.\d{1,3}")
NOBODY_THERE = re.compile(r"5\.1\.\d+|5\.2\.1")
OUR_FAULT = re.compile(r"5\.1\.[78]|5\.7\.(8|9|1[134]|2\d)")  # our sender's address, our password, our SPF and DKIM
NAMES = re.compile(r"<[^>]*>|\S+@\S+")  # of people, who may be called anything
# "Relay access denied", "Unable to relay", "Sender address rejected: Domain not found", "Client host rejected", "Helo command rejected"
WE_ARE_REFUSED = re.compile(
    r"\brelay(?! recipient table)|\b(sender address|client host|helo command|sender verify)\b", re.IGNORECASE
)


def about_whom(code: int, answer: str) -> Scope:
    """Return what a refusal (5xx) of a recipient is about: `ADDRESS`, `MESSAGE` or `ACCOUNT`."""
    status = _status(answer)
    if code in WITHOUT_A_PASSWORD or OUR_FAULT.fullmatch(status):
        return Scope.ACCOUNT
    if NOBODY_THERE.fullmatch(status):
        return Scope.ADDRESS
    if WE_ARE_REFUSED.search(NAMES.sub("", answer.partition("\n")[0])):  # behind that may be what another server said
        return Scope.ACCOUNT
    return Scope.ADDRESS if not status and code in NOT_THERE else Scope.MESSAGE


def about_what(answer: str) -> Scope:
    """Return what the refusal of a message that was handed over is about: `MESSAGE` or, where it is no fault of the message, `ACCOUNT`."""
    return Scope.ACCOUNT if OUR_FAULT.fullmatch(_status(answer)) else Scope.MESSAGE


def _status(answer: str) -> str:
    found = STATUS.match(answer)
    return found[0] if found else ""
