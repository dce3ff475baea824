"""The console, where messages are printed, and a person's own page."""

import re
from pathlib import Path

import pytest

from tests.counterparts.house import House, told_once


def test_a_restock_is_told_once_until_they_leave_on_their_own_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines: list[str] = []

    def printed() -> list[str]:
        lines.extend(re.findall(r"^\[to ann\] (.*)", capsys.readouterr().out, re.MULTILINE))
        return lines

    with House(tmp_path, {"COATCHECK_CHANNELS": "console"}) as house:
        visitor = house.sign_up("console", "ann", lambda: printed()[0][:6])
        visitor.follow("Change or stop my alerts")
        told_once(house, lambda: printed()[1:], lambda: visitor.press("Stop all messages"))
