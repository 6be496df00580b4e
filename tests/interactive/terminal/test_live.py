"""A session on a real terminal: what one types, what is on the screen then, and what survives."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

from .conftest import busy
from .emulator import Terminal

Start = Callable[..., Terminal]


def test_a_proof_at_the_prompt(terminal: Start) -> None:
    """Symbols as one types, failures, undo, the bar, history, completion, and an end that asks nothing."""
    screen = terminal()
    screen.wait(lambda: screen.ready)
    assert "⊢ q ∧ p" in screen.transcript
    screen.wait(lambda: screen.lines[-1].startswith(" swap · start · 1 goal") and screen.lines[-1].endswith(":help"))
    screen.type(r"exact \<h.2, h.1\>")
    screen.wait(lambda: "> exact ⟨h.2, h.1" in screen.transcript)
    screen.type("\x03")  # gives up the line
    screen.wait(lambda: screen.ready)
    assert "✗ exact h.3" in screen.do("exact h.3", "✗")
    screen.type("const\t")
    screen.wait("> constructor")
    screen.do("", "goal 2")
    screen.wait(lambda: screen.lines[-1].startswith(" swap · step 1 · 2 goals"))
    screen.do(":focus 2", "at goal 2")
    screen.do(":undo", "start · 1 goal")
    screen.type("\x1b[A\x1b[A")  # the line before the last
    screen.wait("> :focus 2")
    screen.type("\x03")
    screen.wait(lambda: screen.ready)
    screen.type("exact And.sym\t")
    screen.wait("> exact And.symm")
    screen.do(" h", "proved and certified")
    screen.wait(lambda: "certified" in screen.lines[-1])
    screen.do(":write", "was written")
    screen.type("\x04")
    assert screen.ended() == 0
    assert "--resume" in screen.transcript and "Traceback" not in screen.transcript


def test_several_lines_and_help_on_one_screen(terminal: Start) -> None:
    screen = terminal("--theorem", "twice", "--memory", "none")
    screen.wait(lambda: screen.ready)
    shown = screen.do(":help", "Ctrl-C")
    assert ":suggest" in shown
    assert sum(bool(line) for line in screen.lines) <= 24 and ":undo" in "\n".join(screen.lines)
    for line in ("induction n with", "| zero => ?_", "| succ n ih => ?_"):
        screen.enter(line)
    screen.do("", "goal 2 (succ)")
    assert "- gone: n" in screen.transcript
    shown = screen.do(":focus 2", "at goal 2")
    assert "+ ih : n + n = 2 * n" in shown
    shown = screen.do("?", "closes the goal")
    number = re.search(r"^ *(\d+) .*closes the goal", shown, re.MULTILINE)
    assert number is not None
    screen.do(number.group(1), "step 2 · 1 goal")
    screen.do(":tree", "← here")
    screen.type("\x04")
    assert screen.ended() == 1


def test_ctrl_c_in_a_long_tactic_gives_up_the_tactic(terminal: Start) -> None:
    screen = terminal()
    screen.wait(lambda: screen.ready)
    screen.enter("repeat skip")
    screen.wait("Ctrl-C gives it up")
    screen.type("\x03")
    screen.wait(lambda: "Given up" in screen.transcript and screen.ready)
    screen.do("exact And.symm h", "proved and certified")
    screen.type("\x04")
    assert screen.ended() == 0


def test_the_agent_works_while_the_user_goes_on(terminal: Start) -> None:
    screen = terminal("--theorem", "twice", columns=120, rows=40)
    screen.wait(lambda: screen.ready)
    screen.do(":agent 60", "The agent is at work")
    screen.do("induction n", "goal 2")  # meanwhile
    screen.wait(lambda: "The agent closes ⊢ n + n = 2 * n" in screen.transcript and screen.ready)
    screen.wait(lambda: "agent: found, :take" in screen.lines[-1])
    screen.do(":take", "proved and certified")
    screen.do(":accept", "kept in the memory")
    screen.type("\x04")
    assert screen.ended() == 0


def test_a_lost_terminal_loses_nothing(terminal: Start) -> None:
    first = terminal()
    first.wait(lambda: first.ready)
    first.do("constructor", "goal 2")
    first.do("exact h.2", "step 2 · 1 goal")
    first.close()  # as a window that is shut
    deadline = time.monotonic() + 20
    while first.child.isalive() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not first.child.isalive()
    again = terminal("--resume")
    again.wait(lambda: again.ready)
    assert "step 2 · 1 goal" in again.transcript and "⊢ p" in again.transcript
    assert "start" in again.do(":tree", "← here")
    again.do("exact h.1", "proved and certified")
    again.type("\x04")
    assert again.ended() == 0


def test_without_colours(terminal: Start) -> None:
    screen = terminal(NO_COLOR="1")
    screen.wait(lambda: screen.ready)
    screen.do("cases h", "step 1")
    assert "+ left" in screen.transcript
    screen.type("\x04")
    screen.ended()
    assert not re.search(rb"\x1b\[[\d;]*\b(3[1-7]|4[0-7]|38|48|9[0-7])\b[\d;]*m", screen.raw)


def test_a_dumb_terminal_gets_plain_lines(terminal: Start, file: Path) -> None:
    screen = terminal(term="dumb")
    screen.wait(lambda: screen.ready)
    screen.do(r"exact \<h.2, h.1\>", "proved and certified")
    screen.type("\x04")
    assert screen.ended() == 0
    assert b"\x1b" not in screen.raw


def test_nothing_goes_on_after_a_session(terminal: Start) -> None:
    screen = terminal()
    screen.wait(lambda: screen.ready)
    screen.enter("repeat skip")
    busy(screen.child.pid)
    os.kill(screen.child.pid, signal.SIGKILL)
    screen.ended()
    deadline = time.monotonic() + 20
    home = str(screen.child.cwd)
    while lean_in(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not lean_in(home)


def lean_in(word: str) -> list[str]:
    """Processes whose surroundings mention a folder of this test."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and int(entry.name) != os.getpid() and word in (entry / "environ").read_text():
                found.append(entry.name)
        except (OSError, UnicodeDecodeError):
            continue
    return found
