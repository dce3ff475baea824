"""WhatsApp messages by Twilio: as texts, but that whoever did not write to us for a day can only be sent an approved template.

https://www.twilio.com/docs/whatsapp/api, https://www.twilio.com/docs/api/errors/63016
"""

import json
from typing import Any, Self

from coatcheck.channels.inbound import Incoming, Post
from coatcheck.channels.sms import Sms, incoming
from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.ports import FetcherOf, Field, Note, SignUp

PREFIX = "whatsapp:"


class WhatsApp(Sms):
    name = "whatsapp"
    sign_up = SignUp(by="WhatsApp", label=Sms.sign_up.label, hint=Sms.sign_up.hint, field=Field.PHONE)

    @classmethod
    def open(cls, settings: Settings, fetcher: FetcherOf) -> Self:
        if not settings.twilio_account_sid or not settings.twilio_auth_token:
            raise Invalid("WhatsApp needs COATCHECK_TWILIO_ACCOUNT_SID and COATCHECK_TWILIO_AUTH_TOKEN.")
        if not settings.whatsapp_from or not settings.whatsapp_template:
            raise Invalid(
                "WhatsApp needs COATCHECK_WHATSAPP_FROM, a number of yours, and COATCHECK_WHATSAPP_TEMPLATE (HX...),"
                " approved, with the message as {{1}}."
            )
        from coatcheck.channels.twilio_client import open_client

        return cls(settings, open_client(settings))

    @staticmethod
    def receive(settings: Settings, post: Post) -> Incoming | None:
        """Read a message to our number: its sender's has a prefix."""
        sender = post.form.get("From", "")
        return incoming(settings, post, sender.removeprefix(PREFIX) if sender.startswith(PREFIX) else "")

    def _to(self, address: str) -> str:
        return f"{PREFIX}{address}"

    def _content(self, address: str, note: Note) -> dict[str, Any]:
        """What is sent, and from where. A template's variable takes no line breaks: https://www.twilio.com/docs/content/using-variables-with-content-api"""
        return {
            "content_sid": self._settings.whatsapp_template,
            "content_variables": json.dumps({"1": " ".join(note.text.split())}),
            "from_": f"{PREFIX}{self._settings.whatsapp_from}",
        }
