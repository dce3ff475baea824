"""How README.md and the pages in docs/ become a site: `make docs`.

Sphinx reads them where they are, so each link works in the repository, too. What is not in PAGES is not in the
navigation, and fails the build like a dead link, a dead anchor or a missing picture.
"""

import tomllib
from pathlib import Path

import mermaidx
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).parent.parent
HOME = "README"
PAGES = {  # of docs/ or, with a slash, beside it
    "Run it": ("running", "settings", "commands", "deploy", "permissions", "agents", "performance"),
    "Shops and messages": ("sources", "how-pages-are-read", "channels", "texts", "languages"),
    "For programs": ("json", "api", "embedding", "assistants", "plugins", "adding-a-source"),
    "How it is made": ("architecture", "modules", "decisions/README", "faults", "simulation", "counterparts"),
    "The project": ("/CHANGELOG", "/CONTRIBUTING", "/SECURITY", "releasing"),
}

project = "CoatCheck"
release = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
extensions = ["myst_parser"]
root_doc = HOME
include_patterns = ["*.md", "docs/**.md"]
exclude_patterns = [".*", "site", "tests", "pictures", "dist"]  # not walked through
nitpicky = True
smartquotes = False  # --every is an option
highlight_language = "none"  # what is not called anything is no Python
myst_heading_anchors = 6
myst_fence_as_directive = ["mermaid"]

html_theme = "furo"
html_title = f"CoatCheck {release}"
html_favicon = "../signup_web/static/favicon.ico"
html_static_path = ["site"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False


def with_navigation(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the navigation below the text of the page that it begins at, where readers of the repository don't see it."""
    if page == HOME:
        for title, pages in PAGES.items():
            source[0] += tree(*(page if page[0] == "/" else f"docs/{page}" for page in pages), caption=title)
    elif page == "docs/decisions/README":
        source[0] += tree(*(path.stem for path in sorted((ROOT / page).parent.glob("0*.md"))))


def tree(*pages: str, caption: str = "Each of them") -> str:
    """Write a part of the navigation that is not shown in the text."""
    return "\n".join(["", "```{toctree}", ":hidden:", f":caption: {caption}", "", *pages, "```", ""])


class Mermaid(SphinxDirective):
    """Draws a diagram while the site is made, so that no reader's browser fetches what draws it. Its colours are the page's (site.css)."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        drawn = mermaidx.render("\n".join(self.content), backend="quickjs", theme="neutral").svg()
        return [nodes.raw("", f'<div class="diagram">{drawn}</div>', format="html")]


def write_front_door(app: Sphinx, exception: Exception | None) -> None:
    """Lead from the site's own address to its first page, which has the README's name."""
    to_home = f'<!doctype html><title>CoatCheck</title><meta http-equiv="refresh" content="0; url={HOME}.html">\n'
    (app.outdir / "index.html").write_text(to_home)


def setup(app: Sphinx) -> None:
    app.add_directive("mermaid", Mermaid)
    app.connect("source-read", with_navigation)
    app.connect("build-finished", write_front_door)
