"""News of something that did not happen: an operator sees what people will get. Pure."""

from datetime import datetime

from coatcheck.model import Restocked, RestockEvent, Showing, State, VariantState, Watch
from coatcheck.ports import Line, Note
from coatcheck.telling.news import news
from coatcheck.telling.offer_words import is_event


def rehearsal_note(
    watch: Watch, state: State, variant: VariantState, brand: str, site: str, is_text: bool, now: datetime
) -> Note:
    """Write the alert as everybody would get it, marked as a test from its first word. Its link leads to the site: no delivery stands behind it."""
    shown = variant.showings or (Showing("", variant.options.get("date", "")),) if is_event(state) else ()
    back = Restocked(variant.id, variant.title, variant.options, variant.price, variant.currency, showings=shown)
    event = RestockEvent("", watch.id, now, watch.title or watch.url, watch.url, (back,))
    mark, link = f"TEST by {brand}", f"{site}/"
    told = news(event, link, mark, is_text)
    return Note(
        text=told.text if is_text else f"{mark}: {told.text}",
        title=f"TEST: {told.title}",
        url=link,
        lines=(Line(f"{mark}:", strong=True), *told.lines) if told.lines else (),
    )
