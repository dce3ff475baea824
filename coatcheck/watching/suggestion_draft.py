"""A page that a visitor suggests, as we read it: what they are shown before they sign up for it."""

from collections.abc import Sequence

from coatcheck.errors import Invalid
from coatcheck.languages import N_, gettext
from coatcheck.model import Frozen
from coatcheck.plain_text import as_text
from coatcheck.ports import Target
from coatcheck.telling.variant_names import label
from coatcheck.watching.agreement import in_words
from coatcheck.watching.catalogue import LONGEST_TITLE, usual_zone
from coatcheck.watching.discovery import Finding, proves

MOST_SIZES = 60  # to choose from; of a page with more, people take any
LONGEST_SIZES = 10_000  # characters of their ids and names, which go through a form
LONGEST_READ = 500  # characters of what a page said
UNREAD = N_("We can't tell from this page whether it can be had, so we could never tell you that it is back.")


class Draft(Frozen, frozen=True):
    """A page as we read it, before anybody is signed up for it. `sizes`: id and name of each that can be chosen."""

    url: str
    source: str
    options: dict[str, str] = {}
    title: str = ""
    image: str | None = None
    zone: str = "UTC"
    allow_private: bool = False
    read: str = ""
    sizes: tuple[tuple[str, str], ...] = ()

    def names(self, wants: Sequence[str]) -> tuple[str, ...]:
        """Name the sizes of these ids; () for any."""
        return tuple(name for key, name in self.sizes if key in wants)


def draft_of(finding: Finding) -> Draft:
    """Make a draft of what was found. Raises `Invalid` for a page from which nobody could ever be told."""
    if finding.source is None or not proves(finding.look) or finding.one_sided:
        raise Invalid(gettext(UNREAD))
    seen = finding.look.observation
    alone = seen.products[0] if seen and len(seen.products) == 1 else None
    sizes = tuple((each.id, label(each)) for each in finding.look.variants)
    return Draft(
        url=finding.url,
        source=finding.source,
        options=finding.options,
        title=(alone.title if alone else "")[:LONGEST_TITLE],
        image=alone.image if alone else None,
        zone=usual_zone(finding.source, Target(finding.url, finding.options)),
        allow_private=finding.allow_private,
        read=as_text(in_words(finding.look), LONGEST_READ),
        sizes=sizes if 1 < len(sizes) <= MOST_SIZES and len(str(sizes)) <= LONGEST_SIZES else (),
    )
