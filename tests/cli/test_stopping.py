"""Ctrl-C: what was proved before is shown, written and kept, and nothing goes on running."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

FILE = """theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  sorry

theorem fermat (a b c n : Nat) (h : n > 2) (ha : a > 0) (hb : b > 0) : a ^ n + b ^ n ≠ c ^ n := by
  sorry
"""
COMMAND = "from agent.cli import main; main()"


def processes_that_mention(word: str) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            command = ((entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()).decode(errors="replace")
        except (OSError, NotADirectoryError):
            continue
        if word in command and entry.name != str(os.getpid()):
            found.append(entry.name)
    return found


def test_ctrl_c_shows_and_writes_what_was_proved(tmp_path: Path) -> None:
    file = tmp_path / "open.lean"
    file.write_text(FILE)
    home = tmp_path / "home-of-the-stopped"
    environment = {**os.environ, "LEMMASMITH_HOME": str(home), "LEMMASMITH_TOOLCHAIN": "embedded"}
    limits = ["--max-lean-calls", "1000000", "--max-seconds", "200"]
    running = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "prove", str(file), "--write", *limits],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 100
    while time.monotonic() < deadline and not stored(home):
        time.sleep(0.2)
    time.sleep(1.0)  # the second theorem has begun
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert "Traceback" not in err and "Stopped" in err
    assert "swap" in out and "1 of 2 proved" in out
    text = file.read_text()
    assert text.count("sorry") == 1 and (tmp_path / "open.lean.orig").read_text() == FILE
    assert stored(home)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and processes_that_mention(str(home)):
        time.sleep(0.2)
    assert not processes_that_mention(str(home))


def stored(home: Path) -> bool:
    """Whether the store has a lemma, asked in a way that does not create one."""
    if not (home / "memory.db").is_file():
        return False
    with sqlite3.connect(f"file:{home / 'memory.db'}?mode=ro", uri=True) as database:
        try:
            return bool(database.execute("select count(*) from lemmas").fetchone()[0])
        except sqlite3.Error:
            return False
