"""What visitors suggest, and your yes or no."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from coatcheck.model import Scope, Suggestion, SuggestionState
from signup_web import context
from signup_web.api.routes import Routes, Shape, Taken, show

suggestions = Routes("Suggestions")


class SuggestionShown(Shape, frozen=True):
    """A page that a visitor wants watched. `read`: what it said when they asked."""

    id: str
    url: str
    source: str
    title: str
    options: dict[str, str]
    read: str
    wants: list[str]
    created_at: datetime
    waiting_since: datetime | None
    state: SuggestionState
    watch_id: str


class Suggestions(Shape, frozen=True):
    """What waits for you, longest first."""

    items: list[SuggestionShown]


class Accepting(Taken, frozen=True, kw_only=True):
    """How to watch what was suggested."""

    listed: bool = True


class Declining(Taken, frozen=True, kw_only=True):
    """Why not, in a sentence for whoever suggested it."""

    sentence: Annotated[str, Meta(max_length=140)] = ""


class Decided(Shape, frozen=True):
    """What was decided. `told`: what became of telling whoever suggested it."""

    suggestion: SuggestionShown
    told: str


@suggestions.get("/suggestions", Scope.WATCHES)
def list_suggestions() -> Suggestions:
    """List what waits for you, longest first."""
    return Suggestions(items=[_shown(each) for each in context.services().inbox.waiting()])


@suggestions.post("/suggestions/{suggestion_id}/accept", Scope.WATCHES)
def accept_suggestion(suggestion_id: str, body: Accepting) -> Decided:
    """Watch what was suggested, and tell whoever suggested it."""
    decided, told = context.services().inbox.accept(suggestion_id, body.listed)
    return Decided(suggestion=_shown(decided), told=told)


@suggestions.post("/suggestions/{suggestion_id}/decline", Scope.WATCHES)
def decline_suggestion(suggestion_id: str, body: Declining) -> Decided:
    """Say no, and tell whoever suggested it."""
    decided, told = context.services().inbox.decline(suggestion_id, body.sentence)
    return Decided(suggestion=_shown(decided), told=told)


def _shown(suggestion: Suggestion) -> SuggestionShown:
    return show(SuggestionShown, suggestion)
