"""A shop of which no page tells the stock as it is sent: scripts of a few lines draw it, each with something in the way."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from aiohttp import web

from tests.fakes.serving import served

DRAW = """
const draw = () => fetch('/api/coat').then(answer => answer.json()).then(({product}) => {
  const [{available}] = product.variants;
  document.querySelector('main').innerHTML =
    `<h1>${product.title}</h1><p class="availability">${available ? 'In stock' : 'Sold out'}</p>`;
});
"""
WALL = (
    '<div id="wall" style="position: fixed; inset: 0; background: white">We value your privacy <button>Reject all</button></div>'
    "<script>document.querySelector('button').onclick = () => { document.querySelector('#wall').remove(); draw(); };</script>"
)
SPINNER = "<p id='spinner'></p><script>draw(); let turns = 0; setInterval(() => { spinner.textContent = ++turns; }, 20);</script>"
SIZES = "<nav><button onclick='draw()'>M</button></nav>"
COUNTRY = (
    "<p id='country'>Choose your country</p>"
    "<script>if (document.cookie.includes('country=de')) { country.remove(); draw(); }</script>"
)
LATE = "<p>Loading ...</p><script>setTimeout(draw, 600);</script>"

DATA = '<script type="application/ld+json">{}</script>'
SENT = {
    "plain": f"<h1>Coat</h1><p>Warm.</p>{DATA}",
    "told": "<h1>Coat</h1><p>Sold out</p><script>other()</script>",
}  # as it is

# What stands in the way on each page, and the options that get past it beside fetch=browser
PAGES = {"wall": WALL, "spinner": SPINNER, "size": SIZES, "country": COUNTRY, "late": LATE}
STEPS = {
    "wall": {},
    "spinner": {"wait_for": "h1"},
    "size": {"press": "M"},
    "country": {"cookies": "country=de"},
    "late": {"wait_for": ".availability"},
}


class ScriptedShop:
    """One coat in one size, on each of these pages."""

    def __init__(self) -> None:
        self.url, self.in_stock = "", False
        self.calls = 0  # of its API
        self.is_broken = False

    def page(self, name: str) -> str:
        return f"{self.url}/{name}"

    def app(self) -> web.Application:
        app = web.Application()
        for name, body in PAGES.items():
            app.router.add_get(f"/{name}", self._page(f"<script>{DRAW}</script><main></main>{body}"))
        for name, body in SENT.items():
            app.router.add_get(f"/{name}", self._page(body))
        app.router.add_get("/api/coat", self._coat)
        return app

    def _page(self, body: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            return web.Response(text=f"<!doctype html><title>Shop</title><body>{body}</body>", content_type="text/html")

        return answer

    async def _coat(self, request: web.Request) -> web.Response:
        self.calls += 1
        if self.is_broken:
            return web.json_response({"error": "try again"}, status=500)
        sizes = [{"id": 1, "size": "M", "price": "120.50", "available": self.in_stock}]
        return web.json_response({"product": {"title": "Coat", "variants": sizes}})


@contextmanager
def scripted_shop() -> Iterator[ScriptedShop]:
    """The shop, while it is open."""
    shop = ScriptedShop()
    with served(shop.app()) as shop.url:
        yield shop
