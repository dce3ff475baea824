"""What schemathesis can't know: the one shop, the one watch and the one channel that there are. Loaded by it, in its own environment."""

import os
from typing import Any

import schemathesis

KNOWN = {"url": os.environ["SHOP_PAGE"], "watch": "jacket", "channel": "console", "variant": "M", "sizes": ["M"]}


@schemathesis.hook  # type: ignore[untyped-decorator]  # of an environment of its own
def map_body(context: Any, body: Any) -> Any:
    """Let half of what is asked for by name be what there is."""
    if not isinstance(body, dict) or len(str(body)) % 2:
        return body
    return {key: KNOWN[key] if key in KNOWN and isinstance(text, (str, list)) else text for key, text in body.items()}
