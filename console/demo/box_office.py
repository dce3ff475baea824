"""A box office to try ticket alerts on: a film in two theatres, with a switch for each.

Its page describes the showings as ticket shops do: https://schema.org/ScreeningEvent
"""

from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from flask import Flask, abort, redirect, render_template, request
from werkzeug.wrappers import Response as Redirect

from console.serving import Server

FILM = "The Long Coat"
THEATRES = ("Lantern", "Old Mill")
HOURS = (18, 21)
AHEAD = timedelta(days=7)
PRICE = "12.50"


class BoxOffice:
    """A box office on loopback that sells nothing at first. Safe to use from several threads."""

    def __init__(self) -> None:
        self.day = (datetime.now(UTC) + AHEAD).date()
        self._on_sale = dict.fromkeys(THEATRES, False)
        self._lock = Lock()
        self._server = Server(create_app(self))
        self.url = self._server.url

    @property
    def page(self) -> str:
        """The film's address."""
        return f"{self.url}/films/the-long-coat"

    def on_sale(self) -> dict[str, bool]:
        """Return whether tickets can be had, by theatre."""
        with self._lock:
            return dict(self._on_sale)

    def put(self, theatre: str, on_sale: bool) -> None:
        """Put a theatre's tickets on sale, or end that."""
        with self._lock:
            if theatre not in self._on_sale:
                raise KeyError(theatre)
            self._on_sale[theatre] = on_sale

    def close(self) -> None:
        self._server.close()


def create_app(office: BoxOffice) -> Flask:
    """Make the box office's pages."""
    app = Flask(__name__)

    @app.get("/")
    def front() -> Redirect:
        return redirect(office.page)

    @app.get("/films/the-long-coat")
    def page() -> str:
        return render_template(
            "box_office.html", film=FILM, day=office.day, on_sale=office.on_sale(), showings=showings(office)
        )

    @app.post("/films/the-long-coat")
    def switch() -> Redirect:
        wanted = set(request.form.getlist("on_sale"))
        for theatre in THEATRES:
            office.put(theatre, theatre in wanted)
        return redirect(office.page)

    @app.get("/book/<theatre>/<int:hour>")
    def book(theatre: str, hour: int) -> str:
        """Show what the links in messages lead to."""
        if theatre not in THEATRES or hour not in HOURS:
            abort(404)
        is_there = office.on_sale()[theatre]
        return render_template("booking.html", film=FILM, theatre=theatre, hour=hour, day=office.day, is_there=is_there)

    return app


def showings(office: BoxOffice) -> list[dict[str, Any]]:
    """Describe every showing, with what is offered for it."""
    return [
        {
            "@context": "https://schema.org",
            "@type": "ScreeningEvent",
            "name": FILM,
            "startDate": f"{office.day}T{hour}:00",
            "location": {"@type": "MovieTheater", "name": theatre},
            "inLanguage": "en",
            "videoFormat": "2D",
            "offers": {
                "@type": "Offer",
                "price": PRICE,
                "priceCurrency": "USD",
                "availability": f"https://schema.org/{'InStock' if is_there else 'SoldOut'}",
                "url": f"{office.url}/book/{theatre.replace(' ', '%20')}/{hour}",
            },
        }
        for theatre, is_there in office.on_sale().items()
        for hour in HOURS
    ]
