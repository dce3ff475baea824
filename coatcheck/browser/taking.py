"""What is taken from a drawn page beside its document: what its script asked the shop for, and a picture."""

from collections.abc import Sequence
from contextlib import suppress

from playwright.async_api import Error, Page, Response

from coatcheck.ports import Call

MOST_CALLS, LARGEST_CALL, LARGEST_QUERY = 12, 262_144, 8192
LARGEST_PICTURE = 60_000


async def calls(answers: Sequence[Response]) -> tuple[Call, ...]:
    """Return what a page's script asked for, with what was answered, of the first of these answers; those that are gone are left out."""
    taken = []
    for answer in answers[:MOST_CALLS]:
        with suppress(Error):
            body = await answer.body()
            kind = answer.headers.get("content-type", "")
            asked = answer.request
            sent = (asked.post_data_buffer or b"")[:LARGEST_QUERY]
            taken.append(Call(answer.url, asked.method, answer.status, kind, body[:LARGEST_CALL], sent))
    return tuple(taken)


async def picture(page: Page) -> bytes:
    """Take a small picture of what the browser shows; nothing where it can't be taken."""
    for quality in (40, 15):
        with suppress(Error):
            taken = await page.screenshot(
                type="jpeg", quality=quality, timeout=1000, animations="disabled", scale="css"
            )
            if len(taken) <= LARGEST_PICTURE:
                return taken
    return b""
