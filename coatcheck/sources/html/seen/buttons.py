"""What can be pressed on a page."""

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import attribute, clean, lineage
from coatcheck.sources.html.seen.lines import seen_text

HIGHEST = 8  # levels above an element in which a set of fields is looked for
_DISABLED = frozenset({"disabled", "is-disabled", "btn-disabled", "inactive", "btn--disabled"})


def is_button(node: LexborNode) -> bool:
    """Return whether an element is, or lies in, something to press."""
    return any(above.tag in ("button", "a") or attribute(above, "role") == "button" for above in lineage(node)[:4])


def is_disabled(node: LexborNode) -> bool:
    """Return whether an element can't be pressed or chosen, by its own word or that of a set of fields around it."""
    if any(
        above.tag in ("fieldset", "optgroup") and "disabled" in above.attributes for above in lineage(node, HIGHEST)
    ):
        return True
    attributes = node.attributes
    return (
        "disabled" in attributes
        or attributes.get("aria-disabled") == "true"
        or not _DISABLED.isdisjoint((attributes.get("class") or "").split())
    )


def words_on(button: LexborNode) -> str:
    """Return what is written on a button; "" where nothing is."""
    text = clean(attribute(button, "value")) if button.tag == "input" else seen_text(button)
    return text or clean(attribute(button, "aria-label"))
