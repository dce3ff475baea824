"""The cookies of one request on its way: what a shop sets where it sends us on is brought along to where it sends us."""

import re

# In "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT, b=2; Path=/": "a=1" and "b=2"; a day's comma has no NAME= behind it
SET = re.compile(r"(?:^|, )([!#$%&'*+.^_`|~\w-]+=[^;,\s]*)", re.ASCII)
LONGEST = 8 * 1024  # characters; a server that sets more is asked without


class Cookies:
    """Kept for as long as one request takes, each for the origin that set it. Two requests never share any."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], dict[str, str]] = {}

    def take(self, origin: tuple[str, str], header: str) -> None:
        """Take those that this Set-Cookie sets, several with commas between them."""
        pairs = {pair.partition("=")[0]: pair for pair in SET.findall(header)}
        self._pairs.setdefault(origin, {}).update(pairs)

    def header(self, origin: tuple[str, str], own: str = "") -> str:
        """Write the Cookie for this origin: the request's own and what was set there under other names; "" for none."""
        names = {pair.partition("=")[0].strip() for pair in own.split(";")}
        others = (pair for name, pair in self._pairs.get(origin, {}).items() if name not in names)
        line = "; ".join(filter(None, (own, *others)))
        return line if len(line) <= LONGEST else own
