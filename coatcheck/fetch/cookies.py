"""The cookies of one request on its way: what a shop sets where it sends us on is brought along to where it sends us."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# In "a=1 x; Expires=Wed, 21 Oct 2026 07:28:00 GMT, b=2; Path=/": before "b=2"; behind a day's comma there is no NAME=
NEXT = re.compile(r", (?=[!#$%&'*+.^_`|~\w-]+=)", re.ASCII)
PAIR = re.compile(r"([!#$%&'*+.^_`|~\w-]+)=", re.ASCII)
AGE = re.compile(r";\s*max-age=\s*(-?\d{1,18})", re.IGNORECASE | re.ASCII)
EXPIRES = re.compile(r";\s*expires=\s*([^;]{0,60})", re.IGNORECASE)
LONGEST = 8 * 1024  # characters; a server that sets more is asked without


class Cookies:
    """Kept for as long as one request takes, each for the origin that set it. Two requests never share any."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], dict[str, str]] = {}

    def take(self, origin: tuple[str, str], header: str) -> None:
        """Take those that this Set-Cookie sets, several with commas between them, and forget those that it ends."""
        kept = self._pairs.setdefault(origin, {})
        for cookie in NEXT.split(header):
            pair = cookie.partition(";")[0].strip()
            if named := PAIR.match(pair):
                kept.pop(named[1], None)
                if not _is_over(cookie):
                    kept[named[1]] = pair

    def header(self, origin: tuple[str, str], own: str = "") -> str:
        """Write the Cookie for this origin: the request's own and what was set there under other names; "" for none."""
        names = {pair.partition("=")[0].strip() for pair in own.split(";")}
        others = (pair for name, pair in self._pairs.get(origin, {}).items() if name not in names)
        line = "; ".join(filter(None, (own, *others)))
        return line if len(line) <= LONGEST else own


def _is_over(cookie: str) -> bool:
    """Return whether a cookie ends as it is set, which is how servers take one back: https://www.rfc-editor.org/rfc/rfc6265#section-5.3

    A date that nobody can read is none.
    """
    if age := AGE.search(cookie):
        return int(age[1]) <= 0
    date = EXPIRES.search(cookie)
    try:
        moment = parsedate_to_datetime(date[1]) if date else None
    except (ValueError, OverflowError):
        return False
    return moment is not None and moment.replace(tzinfo=moment.tzinfo or UTC) <= datetime.now(UTC)
