"""A small stand-in for BookMyShow's data: regions, movies, cinemas and showings that open, with a journal and faults on order.

It answers in the shapes that public code knows, traps among them: another day's showings for a day without any, a
movie's whole group in every language, three empty lists for whatever is wrong, a region that is named by a cookie.
"""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from aiohttp import web

from tests.fakes.serving import served

BLOCK_PAGE = (
    "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head><body>Sorry</body></html>"
)

CINEMAS = {
    "PVPH": ("PVR: Palladium, Lower Parel", "MUMBAI"),
    "INVS": ("INOX: Raghuleela Mall, Vashi", "MUMBAI"),
    "PVSL": ("PVR: Select City Walk, Delhi", "NCR"),
}

REGIONS = {
    "MUMBAI": ("Mumbai", "Bombay"),
    "NCR": ("National Capital Region (NCR)", "Delhi"),
    "ZIRO": ("Ziro", "Ziro"),
}


class BookMyShow:
    def __init__(self) -> None:
        self.movies: dict[str, list[tuple[str, str, str]]] = {}  # title -> code, language and format of each child
        self.cinemas = dict(CINEMAS)
        self.shows: list[dict[str, Any]] = []
        self.calls: list[str] = []  # what was asked: "QUICKBOOK MUMBAI", "DAY ET00000001 MUMBAI 20261121"
        self.fault = ""  # html, empty, truncated, renamed, another day, 403, 429, 500
        self.seconds = 0.0  # for each answer

    def movie(self, title: str, *children: tuple[str, str, str]) -> None:
        self.movies[title] = list(children)

    def open(self, event: str, venue: str, start: str, session: str, seats: int = 50, price: str = "520.00") -> None:
        """Put a showing on sale; `start` is 2026-11-21T09:30."""
        self.shows.append(
            {"event": event, "venue": venue, "at": datetime.fromisoformat(start), "session": session}
            | {"seats": seats, "price": price}
        )

    @contextmanager
    def serve(self) -> Iterator[str]:
        app = web.Application()
        app.router.add_get("/serv/getData", self._data)
        app.router.add_get("/api/movies-data/showtimes-by-event", self._day)
        with served(app) as url:
            yield url

    async def _data(self, request: web.Request) -> web.Response:
        asked, cookie = request.query, unquote_plus(request.headers.get("Cookie", ""))
        if asked["cmd"] == "GETREGIONS":
            return await self._regions()
        found = re.search(r"Rgn=\|Code=([^|;]*)", cookie)
        if asked["cmd"] == "QUICKBOOK":
            region = found[1] if found else ""
            return await self._answer(f"QUICKBOOK {region}", self._listing(region))
        call = f"VENUE {asked['ec']} {asked['vc']} {asked['dc']}"
        return await self._answer(call, self._at_venue(asked["ec"], asked["vc"], asked["dc"]))

    async def _regions(self) -> web.Response:
        """Four assignments of a script, the last without a semicolon."""
        self.calls.append("GETREGIONS")
        if self.fault == "html":
            return web.Response(text=BLOCK_PAGE, content_type="text/html")
        lists = {code: [{"code": code, "name": name, "alias": also}] for code, (name, also) in REGIONS.items()}
        aliases = [also for _, also in REGIONS.values()]
        script = f"var regionlst={json.dumps(lists)};var regionalias={json.dumps(aliases)};var statelist=[];var subregionlist={{}}"
        return web.Response(text=script, content_type="text/javascript")

    async def _day(self, request: web.Request) -> web.Response:
        event, region, day = (request.query[name] for name in ("eventCode", "regionCode", "dateCode"))
        return await self._answer(f"DAY {event} {region} {day}", self._in_region(event, region, day))

    async def _answer(self, call: str, body: Any) -> web.Response:
        self.calls.append(call)
        fault, text = self.fault, json.dumps(body)
        await asyncio.sleep(self.seconds)
        if fault == "500":
            return web.json_response({"message": "No valid shows found for the given date & event"}, status=500)
        if fault in ("403", "429"):
            return web.Response(status=int(fault), text=BLOCK_PAGE, content_type="text/html")
        if fault == "html":
            return web.Response(text=BLOCK_PAGE, content_type="text/html")
        if fault == "renamed":
            text = text.replace('"ShowDetails"', '"Details"').replace('"arrEvents"', '"events"')
        if fault == "truncated":
            text = text[: len(text) // 2]
        return web.Response(text="" if fault == "empty" else text, content_type="application/json")

    def _listing(self, region: str) -> Any:
        cinemas = [{"VenueCode": code, "VenueName": name} for code, (name, of) in self.cinemas.items() if of == region]
        movies = [
            {"EventTitle": title, "ChildEvents": [_child(child, "EventLanguage") for child in children]}
            for title, children in self.movies.items()
        ]
        return {
            "moviesData": {"BookMyShow": {"arrEvents": movies if cinemas else []}},
            "cinemas": {"BookMyShow": {"aiVN": cinemas}},
        }

    def _at_venue(self, event: str, venue: str, day: str) -> Any:
        shows = [each for each in self.shows if (each["event"], each["venue"]) == (event, venue) and _is_on(each, day)]
        children = [child for children in self.movies.values() for child in children if child[0] == event]
        of = [
            {"Code": code, "Name": "", "LanguageCode": language, "Dimension": dimension}
            for code, language, dimension in children
        ]
        at = [{"VenueCode": venue, "VenueName": self.cinemas[venue][0]}] if shows else []
        return {
            "BookMyShow": {"arrEvent": of if shows else [], "arrVenue": at, "arrShows": [_show(each) for each in shows]}
        }

    def _in_region(self, event: str, region: str, day: str) -> Any:
        title, children = next(
            (item for item in self.movies.items() if any(child[0] == event for child in item[1])), ("", [])
        )
        codes = {child[0] for child in children}
        here = [each for each in self.shows if each["event"] in codes and self.cinemas[each["venue"]][1] == region]
        days = sorted({f"{each['at']:%Y%m%d}" for each in here})
        if not days:
            return {"ShowDatesArray": [], "ShowDetails": []}
        used = day if day in days else days[0]  # another day's, where the one asked for has none
        if self.fault == "another day":
            used = next((each for each in days if each != day), used)
        venues = [
            {
                "VenueCode": code,
                "VenueName": name,
                "AllowSales": "Y",
                "ShowTimes": [_show(each) for each in here if each["venue"] == code and _is_on(each, used)],
            }
            for code, (name, _) in self.cinemas.items()
        ]
        of = {"EventTitle": title, "ChildEvents": [_child(child, "EventLang") for child in children]}
        details = {"Date": used, "Venues": [venue for venue in venues if venue["ShowTimes"]], "Event": of}
        return {"ShowDatesArray": [], "ShowDetails": [details]}


def _child(child: tuple[str, str, str], language: str) -> dict[str, str]:
    return {"EventCode": child[0], language: child[1], "EventDimension": child[2]}


def _is_on(show: dict[str, Any], day: str) -> bool:
    return f"{show['at']:%Y%m%d}" == day


def _show(show: dict[str, Any]) -> dict[str, Any]:
    band = {"PriceDesc": "CLUB", "CurPrice": show["price"], "SeatsAvail": str(show["seats"]), "MaxSeats": "240"}
    status = "0" if not show["seats"] else "2" if show["seats"] < 10 else "3"
    return {
        "SessionId": show["session"],
        "EventCode": show["event"],
        "ShowDateCode": f"{show['at']:%Y%m%d}",
        "ShowTimeDisplay": f"{show['at']:%I:%M %p}",
        "Availability": "A" if show["seats"] else "S",
        "AvailStatus": status,
        "Categories": [band],
    }
