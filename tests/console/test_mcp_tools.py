"""What an assistant is told, by the tools themselves; tests/counterparts has the protocol."""

import pytest

from coatcheck.errors import Invalid
from coatcheck.watching.canary.identity import new_id
from console.mcp_tools import Tools
from tests.signup_web.visiting import Site


def test_an_assistant_hears_of_no_canary_and_no_secret(site: Site) -> None:
    hidden = new_id()
    site.watch(hidden)
    site.watch("coat", options={"selector": "p.stock", "cookies": "a=b"})
    tools = Tools(site.services)
    listed = tools.list_watches()
    shown = {each["slug"]: each["options"] for each in listed["watches"]}
    assert shown == {"jacket": {}, "coat": {"selector": "p.stock", "cookies": "***"}}
    assert listed["found"] == 2
    with pytest.raises(Invalid, match=r"There are: (jacket, coat|coat, jacket)\.$"):
        tools.history(hidden)
