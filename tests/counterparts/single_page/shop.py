"""A shop whose pages hold nothing until their script has asked the shop's own API; its stock is changed at will."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web

PAGES = ("vue", "react", "svelte")


class Shop:
    """A coat in three sizes, on a page made with each of these."""

    def __init__(self, built: Path) -> None:
        self.counts = {"S": 0, "M": 3, "L": 0}
        self._built = built
        self.url = ""

    def put(self, size: str, count: int) -> None:
        """Have so many coats of a size."""
        self.counts[size] = count

    def page(self, name: str) -> str:
        return f"{self.url}/{name}/storm-coat"

    def app(self) -> web.Application:
        app = web.Application()
        for name in PAGES:
            app.router.add_get(f"/{name}/storm-coat", self._page(name))
        app.router.add_static("/assets", self._built / "assets")
        app.router.add_get("/api/products/storm-coat", self._answer)
        app.router.add_post("/graphql", self._answer_query)
        return app

    def _page(self, name: str) -> Callable[[web.Request], Any]:
        async def answer(request: web.Request) -> web.FileResponse:
            return web.FileResponse(self._built / f"{name}.html")

        return answer

    async def _answer(self, request: web.Request) -> web.Response:
        return web.json_response({"product": self._coat()})

    async def _answer_query(self, request: web.Request) -> web.Response:
        if "storm-coat" not in (await request.json())["query"]:
            return web.json_response({"errors": [{"message": "Unknown query."}]}, status=400)
        return web.json_response({"data": {"product": self._coat()}})

    def _coat(self) -> dict[str, Any]:
        sizes = [
            {"id": f"coat-{size.lower()}", "size": size, "available": count > 0} for size, count in self.counts.items()
        ]
        return {"title": "Storm Coat", "price": "120.50", "currency": "EUR", "variants": sizes}
