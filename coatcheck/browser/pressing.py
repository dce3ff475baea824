"""Pressing something on a drawn page, as a person would."""

from playwright.async_api import ElementHandle, Error

PRESS_SECONDS = 3.0


async def press(found: ElementHandle | None) -> bool:
    """Press what was found on a page, or choose it from its list; returns whether there was anything to press."""
    if found is None:
        return False
    if await found.evaluate("element => element.localName") == "option":
        parent = await found.evaluate_handle("option => option.closest('select')")
        element = parent.as_element()
        if element is None:
            return False
        await element.select_option(value=await found.evaluate("option => option.value"), timeout=PRESS_SECONDS * 1000)
        return True
    try:
        await found.click(timeout=PRESS_SECONDS * 1000)
    except Error:  # something is above it: a person would find a way
        await found.evaluate("element => element.click()")
    return True
