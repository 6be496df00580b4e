"""What a proof by hand outlives: a Lean that dies, a tactic that takes too long, a changed file, a killed process."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from prover_bridge.errors import UserError
from prover_bridge.protocol import Outcome, TryLimits
from tests.interactive.conftest import OpenProof

AND = "theorem both (p q : Prop) (hp : p) (hq : q) : p ∧ q := by\n  sorry\n"


def lean_processes() -> list[int]:
    """Processes below this one, the lowest last."""
    found, waiting = list[int](), [os.getpid()]
    while waiting:
        task = Path(f"/proc/{waiting.pop()}/task")
        for children in task.glob("*/children"):
            pids = [int(pid) for pid in children.read_text().split()]
            found += pids
            waiting += pids
    return found


def test_a_lean_that_dies_costs_nothing_that_was_done(open_proof: OpenProof) -> None:
    async def work() -> None:
        async with open_proof(AND) as proof:
            await proof.apply("constructor")
            pids = lean_processes()
            assert pids
            for pid in reversed(pids):
                os.kill(pid, signal.SIGKILL)
            tried = await proof.apply("exact hp")
            assert tried.worked, tried.message
            assert (await proof.apply("exact hq")).worked and proof.finished
            assert (await proof.certify()).status == "proved"

    asyncio.run(work())


def test_a_tactic_that_is_given_up_leaves_the_proof_as_it_was(open_proof: OpenProof) -> None:
    async def work() -> None:
        async with open_proof(AND) as proof:
            await proof.apply("constructor")
            running = asyncio.ensure_future(proof.apply("repeat (first | rfl | (have := hp; skip))"))
            await asyncio.sleep(1.0)
            assert not running.done()
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
            assert len(proof.goals) == 2 and proof.cursor.tactic == "constructor"
            assert (await proof.apply("exact hp")).worked

    asyncio.run(work())


def test_a_tactic_ends_at_its_limit(open_proof: OpenProof) -> None:
    async def work() -> None:
        async with open_proof(AND) as proof:
            proof.limits = TryLimits(seconds=0.5, heartbeats=0)
            tried = await proof.apply("repeat (first | rfl | (have := hp; skip))")
            assert tried.outcome is Outcome.TIMEOUT and proof.cursor is proof.root
            assert (await proof.apply("constructor")).worked

    asyncio.run(work())


def test_a_file_that_changed_outside_is_left_alone_and_the_script_is_kept(open_proof: OpenProof, file: Path) -> None:
    async def work() -> None:
        async with open_proof(AND) as proof:
            await proof.apply("exact ⟨hp, hq⟩")
            other = AND + "\n-- a word of somebody else\n"
            file.write_text(other)
            assert proof.changed_outside()
            with pytest.raises(UserError, match="changed outside") as told:
                await proof.write()
            assert file.read_text() == other
            saved = Path(str(told.value).split("saved in ")[1].rstrip("."))
            assert "exact ⟨hp, hq⟩" in saved.read_text()
        # Taken up again on the new text.
        async with open_proof(resume=True) as proof:
            assert any("changed" in note for note in proof.notes)
            assert proof.finished
            await proof.write()
        assert file.read_text() == other.replace("sorry", "exact ⟨hp, hq⟩")

    asyncio.run(work())


def test_steps_that_the_new_text_refuses_are_said_and_the_rest_stays(open_proof: OpenProof, file: Path) -> None:
    async def work() -> None:
        async with open_proof(AND) as proof:
            for tactic in ("constructor", "exact hp", "exact hq"):
                assert (await proof.apply(tactic)).worked
        file.write_text(AND.replace("(hp : p)", "(hr : p)"))
        async with open_proof(resume=True) as proof:
            assert proof.cursor.tactic == "constructor"
            assert any("exact hp" in note for note in proof.notes)
            assert (await proof.apply("exact hr")).worked

    asyncio.run(work())


def test_an_unfinished_proof_that_was_written_back_is_taken_up_again(open_proof: OpenProof, file: Path) -> None:
    async def work() -> None:
        async with open_proof(AND) as proof:
            await proof.apply("constructor")
            await proof.write()
        assert file.read_text().count("sorry") == 2
        async with open_proof(resume=True) as proof:
            assert proof.notes == []
            assert [goal.target for goal in proof.goals] == ["p", "q"]
            await proof.apply("exact hp")
            await proof.apply("exact hq")
            await proof.write()
        assert file.read_text() == AND.replace("sorry", "constructor\n  · exact hp\n  · exact hq")

    asyncio.run(work())


KILLED = """
import asyncio, sys
from pathlib import Path
from agent.interactive.proof import ProofInHand
from agent.run import Run
from prover_bridge import toolchain

async def work():
    async with Run(toolchain.embedded(), lambda _: []) as run:
        proof = await ProofInHand.open(run, Path(sys.argv[1]))
        for tactic in ("constructor", "exact hp"):
            assert (await proof.apply(tactic)).worked
        proof.undo()
        proof.focus(1)
        await proof.apply("skip")
        proof.undo()
        print("ready", flush=True)
        await asyncio.sleep(1000)

asyncio.run(work())
"""


def test_tree_cursor_and_focus_come_back_after_a_kill(open_proof: OpenProof, file: Path, tmp_path: Path) -> None:
    file.write_text(AND)
    environment = {**os.environ, "LEMMASMITH_HOME": str(tmp_path / "home")}
    running = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(file)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None and running.stdout.readline() == "ready\n"

    async def meanwhile() -> None:
        with pytest.raises(UserError, match="Another session"):
            async with open_proof(resume=True):
                pass

    asyncio.run(meanwhile())
    running.kill()
    running.wait()

    async def work() -> None:
        async with open_proof(resume=True) as proof:
            assert [step.tactic for step in proof.root.walk()] == ["", "constructor", "exact hp", "skip"]
            assert proof.cursor.tactic == "constructor" and proof.cursor.focus == 1
            assert proof.redo(0).tactic == "exact hp"
            assert (await proof.apply("exact hq")).worked and proof.finished

    asyncio.run(work())


def test_a_journal_that_was_cut_off_or_damaged(open_proof: OpenProof, file: Path, tmp_path: Path) -> None:
    async def journal() -> Path:
        async with open_proof(AND) as proof:
            await proof.apply("constructor")
            await proof.apply("exact hp")
        return next((tmp_path / "home").glob("sessions/*.jsonl"))

    async def resumed() -> list[str]:
        async with open_proof(resume=True) as proof:
            await proof.apply("skip")
            return [step.tactic for step in proof.cursor.path()]

    path = asyncio.run(journal())
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-2]) + lines[-2][: len(lines[-2]) // 2])
    assert asyncio.run(resumed()) == ["constructor", "skip"]
    assert asyncio.run(resumed()) == ["constructor", "skip", "skip"]
    path.write_bytes(b"{}\n" + whole)
    with pytest.raises(UserError, match="damaged"):
        asyncio.run(resumed())
    path.write_bytes(whole.replace(b'"parent": 0', b'"parent": 77'))
    with pytest.raises(UserError, match="damaged"):
        asyncio.run(resumed())


def test_a_new_session_puts_the_earlier_one_aside(open_proof: OpenProof) -> None:
    async def work() -> None:
        async with open_proof(AND) as proof:
            await proof.apply("constructor")
        async with open_proof() as proof:
            assert len(proof.notes) == 1
            previous = Path(proof.notes[0].split(": ")[1].rstrip("."))
            assert "constructor" in previous.read_text()

    asyncio.run(work())
