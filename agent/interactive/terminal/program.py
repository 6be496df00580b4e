"""The session as a program: at a prompt where there is a terminal, else line by line through a pipe."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from agent.interactive.proof import ProofInHand
from agent.interactive.terminal.conversation import Conversation
from agent.interactive.terminal.patience import GivenUp, Patience
from agent.interactive.terminal.reading import Lines
from agent.interactive.terminal.screen import Screen
from agent.run import Run
from lemma_graph.database import default_path

PROVED, NOT_PROVED, WRONG_INPUT = 0, 1, 2
_HISTORY = "history"


async def converse(run: Run, file: Path, theorem: str | None, *, resume: bool) -> int:
    """Work on a theorem by hand until the user leaves; the exit code.

    Raises UserError where the theorem cannot be opened, KeyboardInterrupt for Ctrl-C before or between lines of a pipe.
    """
    screen = Screen()
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    patience = Patience(shows=at_terminal and can_move_cursor())

    async def reopen(name: str | None, again: bool) -> ProofInHand:
        return await ProofInHand.open(run, file, name, resume=again)

    try:
        proof = await patience.wait(f"opening {file.name}", reopen(theorem, resume))
    except GivenUp:
        raise KeyboardInterrupt from None
    talk = Conversation(proof, screen, patience, reopen)
    try:
        await talk.begin()
        if at_terminal and can_move_cursor():
            from agent.interactive.terminal.live import Live

            await Live(talk, default_path().parent / "sessions" / _HISTORY).run()
        else:
            await _lines(talk, patience, prompts=at_terminal)
    finally:
        with contextlib.suppress(OSError):  # the terminal may be gone
            await talk.end()
    if talk.wrong and not at_terminal:
        return WRONG_INPUT
    return PROVED if talk.proved else NOT_PROVED


def can_move_cursor() -> bool:
    """Whether the terminal does more than show one line after the other."""
    return os.environ.get("TERM", "dumb").lower() not in {"dumb", "unknown", ""}


async def _lines(talk: Conversation, patience: Patience, *, prompts: bool) -> None:
    lines = Lines(sys.stdin.fileno())
    while True:
        if prompts:
            sys.stdout.write("> ")
            sys.stdout.flush()
        try:
            text = await patience.wait("a line", lines.entry(), quiet=True)
        except GivenUp:
            if not prompts:
                raise KeyboardInterrupt from None
            talk.screen.say("")
            continue
        if text is None or not await talk.line(text):
            return
