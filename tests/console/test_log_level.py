"""`coatcheck log-level`, and a machine that runs meanwhile."""

import os
import subprocess
from pathlib import Path
from threading import Thread

from console.demo.phone import Phone
from console.demo.world import environment
from console.serving import free_port
from tests.console.terminal import Terminal
from tests.processes import COATCHECK, started
from tests.waiting import until


def test_levels_are_set_listed_and_taken_back(terminal: Terminal) -> None:
    assert "as the settings say" in terminal.run("log-levels").stdout
    assert terminal.run("log-level", "notifier", "debug", "--for", "15m").exit_code == 0
    terminal.run("log-level", "WARNING")
    assert [(each["logger"], each["level"]) for each in terminal.json("log-levels")] == [
        ("", "WARNING"),
        ("notifier", "DEBUG"),
    ]
    assert "all" in terminal.run("log-levels").stdout
    terminal.run("log-level", "notifier", "usual")
    assert [each["logger"] for each in terminal.json("log-levels")] == [""]
    for words, code in ((("LOUD",), 2), (("a", "b", "c"), 2), ((), 2), (("nobodys", "DEBUG"), 2)):
        assert terminal.run("log-level", *words).exit_code == code, words


def test_a_machine_that_runs_logs_more_for_a_while_and_then_as_usual(
    terminal: Terminal, phone: Phone, tmp_path: Path
) -> None:
    variables = environment(phone, tmp_path / "machine.db", free_port())
    terminal.environment = variables
    logged, pipe = list[str](), subprocess.PIPE
    with started(*COATCHECK, "up", cwd=tmp_path, env={**os.environ, **variables}, stdout=pipe, stderr=pipe) as machine:
        reader = Thread(target=lambda: logged.extend(iter(machine.stderr.readline, "")), daemon=True)
        reader.start()
        assert "is up" in machine.stdout.readline()
        assert terminal.run("log-level", "poller", "DEBUG", "--for", "6s").exit_code == 0
        until(lambda: any("The poller takes a message" in line for line in logged), 60)
        until(lambda: any("as usual" in line for line in logged), 60)
        ended = next(number for number, line in enumerate(logged) if "as usual" in line)
        machine.terminate()
        assert machine.wait(30) == 0
        reader.join()
        assert not [line for line in logged[ended:] if "takes a message" in line]
