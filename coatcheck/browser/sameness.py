"""What of a drawn document is hashed to tell whether it is the same as last time: no reader reads what is left out here."""

import re2

# Made anew for every visitor: <style>...</style>, <!-- comments -->, nonce="r4nd0m",
# <meta name="csrf-token" content="..."> and <input type="hidden" name="_token" value="...">
_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.never_capture = True
LEFT_OUT = re2.compile(
    b"|".join(
        (
            rb"<style[^>]*>[^<]*</style>",
            rb"<!--[^<>]{0,300}-->",
            rb"\snonce=\"[^\"]*\"",
            rb"<(?:meta|input)\s[^>]*name=\"[^\"]*(?:csrf|xsrf|token|nonce)[^\"]*\"[^>]*>",
        )
    ),
    _OPTIONS,
)


def same_bytes(body: bytes) -> bytes:
    """Return of the document what is the same in two looks at an unchanged page."""
    return bytes(LEFT_OUT.sub(b"", body))
