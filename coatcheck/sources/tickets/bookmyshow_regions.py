"""The regions that BookMyShow knows: asked for, and read out of the script that lists them. Pure."""

import json
import re

import msgspec

from coatcheck.errors import Unreadable
from coatcheck.ports import Answer, Request
from coatcheck.sources.tickets.bookmyshow_listing import require_shown
from coatcheck.sources.tickets.searching import Named

KEPT = 7 * 86400.0  # seconds; regions hardly change

# var regionlst={"MUMBAI": [{"code": "MUMBAI", ...}]};var regionalias=["Bombay"];...
LIST = re.compile(r"\bregionlst\s*=\s*")


class _Region(msgspec.Struct):
    code: str
    name: str
    alias: str = ""


def regions_request(site: str) -> Request:
    """Ask for the script that lists all regions; one of a week ago will do."""
    return Request(url=f"{site}/serv/getData?cmd=GETREGIONS", max_age=KEPT)


def decode_regions(answer: Answer) -> list[Named]:
    """Read the regions, by their names. Raises `Blocked`, or `Unreadable` where the script lists none."""
    require_shown(answer)
    text = answer.body.decode(errors="replace")
    begins = LIST.search(text)
    if not begins:
        raise Unreadable("`regionlst` is not in the list of regions.")
    try:
        lists, _ = json.JSONDecoder().raw_decode(text, begins.end())
        # by region's code now, by state's name in former years: https://github.com/psantwani/bookmyshow-apis
        found = [each for some in msgspec.convert(lists, dict[str, list[_Region]]).values() for each in some]
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise Unreadable(f"`regionlst` has another shape than expected: {error}.") from error
    if not found:
        raise Unreadable("`regionlst` lists no region.")
    named = {each.code: Named(each.name, each.code, _other(each)) for each in found}
    return sorted(named.values(), key=lambda region: region.name)


def _other(region: _Region) -> tuple[str, ...]:
    return (region.alias,) if region.alias and region.alias != region.name else ()
