"""A stand-in for the parts of Twilio's API that say where what is texted goes: numbers and Messaging Services.

https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
https://www.twilio.com/docs/messaging/api/service-resource
"""

import base64
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

ACCOUNT, TOKEN = "AC" + "a" * 32, "fake-auth-token"
NUMBER, NUMBER_SID, SERVICE_SID = "+14155550142", "PN" + "b" * 32, "MG" + "c" * 32
AUTH = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
ROOT = f"/2010-04-01/Accounts/{ACCOUNT}/IncomingPhoneNumbers"


class Account:
    """One account with one number and one Messaging Service. Whatever Twilio does not document is refused."""

    def __init__(self) -> None:
        self.number: dict[str, Any] = {
            "sid": NUMBER_SID,
            "account_sid": ACCOUNT,
            "phone_number": NUMBER,
            "sms_url": "https://demo.twilio.com/welcome/sms/reply",
            "sms_method": "POST",
            "sms_application_sid": "",
        }
        self.service: dict[str, Any] = {
            "sid": SERVICE_SID,
            "friendly_name": "Coats",
            "inbound_request_url": None,
            "inbound_method": "POST",
            "use_inbound_webhook_on_number": True,
        }
        self.in_service = False
        self.written: list[dict[str, str]] = []

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self.locked])
        app.router.add_get(f"{ROOT}.json", self.numbers)
        app.router.add_post(f"{ROOT}/{NUMBER_SID}.json", self.change_number)
        app.router.add_get("/v1/Services", self.services)
        app.router.add_get(f"/v1/Services/{SERVICE_SID}", self.show_service)
        app.router.add_post(f"/v1/Services/{SERVICE_SID}", self.change_service)
        app.router.add_get(f"/v1/Services/{SERVICE_SID}/PhoneNumbers", self.service_numbers)
        return app

    @web.middleware
    async def locked(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.headers.get("Authorization") != AUTH:
            return refuse(401, 20003, "Authenticate")
        answer: web.StreamResponse = await handler(request)
        return answer

    async def numbers(self, request: web.Request) -> web.Response:
        found = [self.number] if request.query.get("PhoneNumber") == self.number["phone_number"] else []
        return web.json_response({"incoming_phone_numbers": found, "next_page_uri": None})

    async def change_number(self, request: web.Request) -> web.Response:
        known = {"SmsUrl": "sms_url", "SmsMethod": "sms_method", "SmsApplicationSid": "sms_application_sid"}
        return await self.change(request, self.number, known)

    async def services(self, request: web.Request) -> web.Response:
        return web.json_response({"services": [self.service], "meta": {"key": "services", "next_page_url": None}})

    async def show_service(self, request: web.Request) -> web.Response:
        return web.json_response(self.service)

    async def change_service(self, request: web.Request) -> web.Response:
        known = {
            "InboundRequestUrl": "inbound_request_url",
            "InboundMethod": "inbound_method",
            "UseInboundWebhookOnNumber": "use_inbound_webhook_on_number",
        }
        return await self.change(request, self.service, known)

    async def service_numbers(self, request: web.Request) -> web.Response:
        found = [{"sid": NUMBER_SID, "phone_number": NUMBER}] if self.in_service else []
        return web.json_response({"phone_numbers": found, "meta": {"key": "phone_numbers", "next_page_url": None}})

    async def change(self, request: web.Request, thing: dict[str, Any], known: dict[str, str]) -> web.Response:
        form = dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))
        if unknown := set(form) - set(known):
            return refuse(400, 20001, f"Unknown parameters {sorted(unknown)}")
        self.written.append(form)
        for name, value in form.items():
            thing[known[name]] = {"true": True, "false": False}.get(value.lower(), value)
        return web.json_response(thing)


def refuse(status: int, code: int, message: str) -> web.Response:
    return web.json_response({"code": code, "message": message, "status": status}, status=status)
