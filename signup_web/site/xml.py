"""Feeds, badges and site maps: XML that strict readers take, whatever shops call their products and sizes."""

import re

from flask import render_template

# What no XML may hold, not even written as a number: https://www.w3.org/TR/xml/#charsets
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_xml(template: str, **facts: object) -> str:
    """Render the template with these facts; the mark of replacement stands for each character that XML does not know."""
    return FORBIDDEN.sub("\ufffd", render_template(template, **facts))
