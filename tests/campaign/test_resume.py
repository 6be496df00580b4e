"""`lemmasmith bench --resume`: whatever ended a campaign, it goes on and ends with the same report."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.report import stable_part

COMMAND = "from agent.cli import main; main()"
# The second theorem of `b` cannot be proved, so that its file's work goes on when the first is in the store.
FILES = {
    "a": "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  sorry\n",
    "b": "theorem turn (p q r : Prop) (h : p ∧ q ∧ r) : r ∧ q ∧ p := by\n  sorry\n\n"
    "theorem open_one (a b c n : Nat) (h : n > 2) (k : a > 0) : a ^ n + b ^ n ≠ c ^ n := by\n  sorry\n",
    "c": "theorem again (s t u : Prop) (h : s ∧ t ∧ u) : u ∧ t ∧ s := by\n  sorry\n",
    "d": "theorem needs (x : ℝ) : x = x := by\n  sorry\n",
}
OPTIONS = ["--memory", "both", "--workers", "1", "--max-lean-calls", "40", "--max-seconds", "200"]

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `lemmasmith bench` on the suite of this test, its home folder in the test's own."""
    suite = tmp_path / "suite"
    suite.mkdir()
    for name, text in FILES.items():
        header = "import Mathlib\n\n" if name == "d" else ""
        (suite / f"{name}.lean").write_text(header + text, encoding="utf-8")
    environment = {**os.environ, "LEMMASMITH_HOME": str(tmp_path / "home"), "LEMMASMITH_TOOLCHAIN": "embedded"}
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "bench", str(suite), *arguments],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def queue_state(folder: Path) -> list[tuple[str, str, str]]:
    """Arm, problem and state of each episode, read as a stranger would."""
    if not (folder / "queue.db").is_file():
        return []
    with sqlite3.connect(f"file:{folder / 'queue.db'}?mode=ro", uri=True) as database:
        return database.execute("SELECT arm, problem, state FROM episodes ORDER BY id").fetchall()


def lemmas(store: Path) -> int:
    if not store.is_file():
        return 0
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        try:
            return int(database.execute("SELECT count(*) FROM lemmas").fetchone()[0])
        except sqlite3.Error:
            return 0


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 300
    while not condition():
        assert process.poll() is None and time.monotonic() < deadline, process.communicate()
        time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_and_stopped_in_the_middle_it_ends_as_if_it_had_not_been(start: Start, tmp_path: Path) -> None:
    whole = start("--campaign", "whole", "--json", *OPTIONS)
    out, err = whole.communicate(timeout=200)
    assert whole.returncode == 1, err
    expected: dict[str, Any] = json.loads(out)
    by_name = {(each["memory"], each["name"]): each for each in expected["problems"]}
    assert by_name["on", "open_one"]["status"] == "undecided"
    assert by_name["on", "again"]["exact_hit"] and not by_name["off", "again"]["exact_hit"]
    assert by_name["on", "d"]["not_attempted"] == "needs `ℝ`"
    assert expected["summary"]["on"]["not_attempted"] == 1
    assert expected["summary"]["on"]["attempted"] == 4

    # Killed at once when the first theorem of `b` is in the store and the second is not done.
    cut = tmp_path / "cut"
    store = cut / "memories" / "0-on.db"
    killed = start("--campaign", "cut", *OPTIONS)
    wait_until(lambda: ("on", "b", "running") in queue_state(cut) and lemmas(store) == 2, killed)
    killed.kill()
    killed.communicate()
    assert ("on", "b", "running") in queue_state(cut)

    # Stopped with Ctrl-C when it works on that episode again.
    stopped = start("--campaign", "cut", "--resume", "--workers", "1")
    wait_until(lambda: starts(cut, "on", "b") == 2, stopped)
    stopped.send_signal(signal.SIGINT)
    out, err = stopped.communicate(timeout=200)
    assert stopped.returncode == 130, err
    assert "Traceback" not in err and "--resume" in err and "Stopped" in err
    assert (cut / "report.html").is_file()

    resumed = start("--campaign", "cut", "--resume", "--workers", "1", "--json")
    out, err = resumed.communicate(timeout=200)
    assert resumed.returncode == 1, err
    found = json.loads(out)
    assert (expected["episodes"].pop("cut_short"), found["episodes"].pop("cut_short")) == (0, 2)
    assert stable_part(found) == stable_part(expected)
    assert json.loads((cut / "report.json").read_text()) == json.loads(out)
    assert lemmas(cut / "memories" / "interrupted" / f"0-on-{number(cut, 'on', 'b')}-1.db") == 2
    assert not list((cut / "memories").glob("*.before-*"))


def starts(folder: Path, arm: str, problem: str) -> int:
    with sqlite3.connect(f"file:{folder / 'queue.db'}?mode=ro", uri=True) as database:
        sql = "SELECT starts FROM episodes WHERE arm = ? AND problem = ?"
        return int(database.execute(sql, (arm, problem)).fetchone()[0])


def number(folder: Path, arm: str, problem: str) -> int:
    return 1 + [row[:2] for row in queue_state(folder)].index((arm, problem))


@pytest.mark.timeout(900)
def test_resuming_says_what_does_not_fit(start: Start, tmp_path: Path) -> None:
    def said(*arguments: str) -> str:
        process = start(*arguments)
        out, err = process.communicate(timeout=200)
        assert process.returncode == 2 and not out and len(err.strip().splitlines()) == 1, err
        return err

    assert "leave out --resume" in said("--resume")
    begun = start("--campaign", "one", "--memory", "off", "--max-lean-calls", "1")
    wait_until(lambda: bool(queue_state(tmp_path / "one")), begun)
    begun.kill()
    begun.communicate()
    assert "--max-lean-calls 1, not 2" in said("--campaign", "one", "--resume", "--max-lean-calls", "2")
    assert "--memory off, not both" in said("--campaign", "one", "--resume", "--memory", "both")
    assert "has a campaign already" in said("--campaign", "one", "--memory", "off")
    (tmp_path / "suite" / "c.lean").write_text("theorem other : 1 = 1 := by\n  sorry\n")
    assert "changed" in said("--campaign", "one", "--resume")
