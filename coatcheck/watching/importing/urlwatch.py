"""urlwatch's list of jobs, `urls.yaml`: https://urlwatch.readthedocs.io/en/latest/jobs.html. Pure."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from coatcheck.watching.as_code import trees
from coatcheck.watching.as_code.entries import Entry, Placed
from coatcheck.watching.importing.taking_over import Imported, fitting_tags, fitting_title, limited, text_of

TAKEN = frozenset({"kind", "url", "navigate", "name", "tags", "enabled", "filter", "wait_for"})
SELECTORS = {"css": "{}", "element-by-id": "#{}", "element-by-class": ".{}", "element-by-tag": "{}"}
OWN_KEYS = {"css": "selector", "element-by-id": "id", "element-by-class": "class", "element-by-tag": "tag"}
# Change how a difference looks, not what is read
ONLY_LOOKS = frozenset({"html2text", "strip", "striplines", "beautify"})
NO = frozenset({"false", "no", "off"})


def read(stream: BinaryIO) -> Imported:
    """Read the jobs. Raises `Invalid` where the file is no YAML."""
    entries: list[Placed] = []
    left: list[str] = []
    for number, tree in enumerate(trees.read_all(text_of(stream)), start=1):
        place = f"job {number}, line {tree.lines.get((), 1)}"
        if not isinstance(tree.value, dict):
            if tree.value is not None:
                left.append(f"{place}: it is no job.")
        elif url := tree.value.get("url") or tree.value.get("navigate"):
            entries.append(Placed(_entry(str(url), tree.value, place, left), place))
        else:
            what = "it runs a command" if "command" in tree.value else "it has no address"
            left.append(f"{place}: {what}: only pages are watched.")
    return Imported(limited(entries), tuple(left))


def _entry(url: str, job: Mapping[str, Any], place: str, left: list[str]) -> Entry:
    options = _options(job, place, left)
    for key, value in job.items():
        if key not in TAKEN and value is not None:
            left.append(f"{place}: {key} is not taken over.")
    tags = job.get("tags") or []
    return Entry(
        url=url,
        title=fitting_title(job.get("name")),
        tags=fitting_tags([str(tag) for tag in (tags if isinstance(tags, list) else [tags])], place, left),
        active=str(job.get("enabled", "true")).lower() not in NO,
        options=options,
    )


def _options(job: Mapping[str, Any], place: str, left: list[str]) -> dict[str, str]:
    """Return the element that is read, where one filter names it, and that a browser draws the page."""
    options = {"fetch": "browser"} if job.get("navigate") else {}
    if wait := job.get("wait_for"):
        options["wait_for"] = str(wait)
    filters = job.get("filter") or []
    for each in filters if isinstance(filters, list) else [filters]:
        name, value = next(iter(each.items()), ("", None)) if isinstance(each, dict) else (str(each), None)
        selector = _selector(name, value)
        if selector and "selector" not in options:
            options["selector"] = selector
        elif name not in ONLY_LOOKS:
            left.append(f"{place}: the filter {name} is not taken over: the page is read without it.")
    return options


def _selector(name: str, value: object) -> str:
    """Return a filter's element as a CSS selector; "" where it is none."""
    word = value.get(OWN_KEYS.get(name, "")) if isinstance(value, dict) else value
    return SELECTORS[name].format(word) if name in SELECTORS and isinstance(word, str) and word else ""
