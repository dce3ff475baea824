"""What a failed transfer means, in words that tell a person what to do about it."""

import re

import pycurl

from coatcheck.errors import LookFailed, Unconnected, Unreachable, Unreadable
from coatcheck.fetch.decoding import MAXIMUM_BODY

TOO_SLOW = "Operation too slow"  # how libcurl begins the message of a transfer under its least speed
UNCONNECTED = {  # how libcurl begins the message of a transfer that came to no connection in its time, and what that means
    "Resolving timed out": "The name {host} could not be looked up in time. Check the network's DNS.",
    "Connection timed out": "{host} takes no connection (nothing answers there).",
}
TOOK = re.compile(r" after \d+ (?:ms|milliseconds)\b")  # in "Failed to connect to shop.example port 443 after 3 ms"
NO_ISSUER = "unable to get local issuer certificate"  # OpenSSL's words for a certificate whose signer is not known
CERTIFICATE = (pycurl.E_PEER_FAILED_VERIFICATION, pycurl.E_SSL_CACERT_BADFILE, pycurl.E_SSL_ISSUER_ERROR)
ENCRYPTION = (pycurl.E_SSL_CONNECT_ERROR, pycurl.E_SSL_CIPHER, pycurl.E_USE_SSL_FAILED)
BROKEN_OFF = (pycurl.E_PARTIAL_FILE, pycurl.E_GOT_NOTHING, pycurl.E_RECV_ERROR, pycurl.E_SEND_ERROR)
BEFORE = {pycurl.E_COULDNT_RESOLVE_HOST, pycurl.E_COULDNT_CONNECT, *CERTIFICATE, *ENCRYPTION}  # any request was sent
UNREACHABLE: dict[int, str] = {
    pycurl.E_COULDNT_RESOLVE_HOST: "The name {host} can't be found. Check the address, or the network's DNS.",
    pycurl.E_COULDNT_CONNECT: "{host} takes no connection ({message}).",
    **dict.fromkeys(CERTIFICATE, "The certificate of {host} can't be trusted ({message})."),
    **dict.fromkeys(ENCRYPTION, "{host} speaks no encryption that is safe today ({message})."),
    **dict.fromkeys(BROKEN_OFF, "{host} broke its answer off ({message})."),
}


def reason(code: int, message: str, host: str, seconds: float) -> LookFailed:
    """Return the failure for a libcurl error code, https://curl.se/libcurl/c/libcurl-errors.html

    One fault is always told in the same words: how long it took to come about is left out.
    """
    message = TOOK.sub("", message)
    if code == pycurl.E_FILESIZE_EXCEEDED:
        return Unreadable(f"The answer of {host} is larger than {MAXIMUM_BODY >> 20} MiB.")
    if code == pycurl.E_OPERATION_TIMEDOUT and message.startswith(TOO_SLOW):
        return Unreachable(f"{host} was too slow, and was given up ({message}).")
    for begins, says in UNCONNECTED.items():
        if code == pycurl.E_OPERATION_TIMEDOUT and message.startswith(begins):
            return Unconnected(says.format(host=host))
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return Unreachable(f"{host} did not answer in full within {seconds:g} s.")
    if NO_ISSUER in message:
        message += ": where browsers trust it all the same, its server leaves out a certificate in between, which only the shop can mend"
    says = UNREACHABLE.get(code, "{host} could not be read ({message}).").format(host=host, message=message)
    return Unconnected(says) if code in BEFORE else Unreachable(says)
