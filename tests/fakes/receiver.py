"""Somebody's server that takes our webhooks, and answers as told."""

from aiohttp import web

from tests.fakes.serving import cut


class Receiver:
    def __init__(self) -> None:
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        self.drop = False
        self.headers: dict[str, str] = {}

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/hook", self.take)
        return app

    async def take(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        self.calls.append(({name.lower(): value for name, value in request.headers.items()}, body))
        return cut(request) if self.drop else web.Response(status=self.status, headers=self.headers)
