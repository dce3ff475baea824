"""What became of a text: `POST /sms/status?d=<delivery>`, in Twilio's form.

https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
"""

from flask import Blueprint, Response, request

from coatcheck.channels import sms
from coatcheck.telling import receipts
from signup_web import context
from signup_web.security import csrf
from signup_web.texting.twilio_signature import signed_by_twilio

callbacks = Blueprint("callbacks", __name__)


@callbacks.post("/sms/status")
@csrf.exempt  # type: ignore[untyped-decorator]  # the signature is the proof
@signed_by_twilio
def status() -> Response:
    """Note a text's new status. One that is known already, or of a delivery that is gone, is passed over."""
    form, services = request.form, context.services()
    code = form.get("ErrorCode", "")
    said = sms.receipt(
        form.get("MessageSid", ""), form.get("MessageStatus", ""), int(code) if code.isdecimal() else None
    )
    receipts.record_status(
        services.store, services.bus, services.secret_key, request.args.get("d", ""), said, context.now()
    )
    return Response(status=204)
