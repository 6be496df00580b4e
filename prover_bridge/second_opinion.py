"""A second opinion: `leanchecker`, which Lean's own toolchains carry since 4.28, on a compiled file as a whole.

It runs the toolchain's own kernel on every declaration of the file, from what the file imports. It may only take away
trust: a file that it rejects is refused, whatever our replay says; that it accepts is told, and adds nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

from prover_bridge import sandbox
from prover_bridge.compiled import Compiled, compile_text
from prover_bridge.environment import Environment
from prover_bridge.library import Library
from prover_bridge.replay import Replayed
from prover_bridge.scratch import scratch_folder

PROGRAM = "leanchecker"
_MODULE = "LemmasmithChecked"
_CONTROL = "theorem lemmasmith_control : True := trivial\n"


def of(environment: Environment) -> SecondOpinion | None:
    """The checker beside the environment's `lean`; None where there is none, as with the embedded runtime."""
    if environment.toolchain.kind == "embedded" or len(environment.toolchain.lean) != 1:
        return None
    program = Path(environment.toolchain.lean[0]).with_name(PROGRAM)
    return SecondOpinion(environment, program) if os.access(program, os.X_OK) else None


class SecondOpinion:
    def __init__(self, environment: Environment, program: Path) -> None:
        self._environment = environment
        self._program = program
        self._works: bool | None = None

    def ask(self, compiled: bytes, limits: sandbox.Limits) -> Replayed | None:
        """What it says of a compiled file. None: it does not even accept a file with nothing in it, so it is no judge.

        A limit or a crash takes no trust away: our own replay has its own limits.
        """
        if self._works is None:
            self._works = self._control(limits)
        if not self._works:
            return None
        done = self._run(compiled, limits)
        if done.outcome != "ok":
            return Replayed(True, f"{PROGRAM} did not decide ({done.outcome})")
        if done.returncode != 0:
            words = " ".join((done.stderr or done.stdout).split())
            return Replayed(False, f"Lean's own {PROGRAM} rejects the file: {words[:300]}")
        return Replayed(True, f"Lean's own {PROGRAM} accepts the file")

    def _control(self, limits: sandbox.Limits) -> bool:
        compiled = compile_text(Library(self._environment), _CONTROL, "control.lean", limits, [])
        if not isinstance(compiled, Compiled):
            return False
        done = self._run(compiled.bytes, limits)
        return done.outcome == "ok" and done.returncode == 0

    def _run(self, compiled: bytes, limits: sandbox.Limits) -> sandbox.Completed:
        with scratch_folder("lemmasmith-second-") as folder:
            (folder / f"{_MODULE}.olean").write_bytes(compiled)
            return sandbox.run(
                [str(self._program), _MODULE],
                env=self._environment.toolchain.env(folder, *self._environment.folders),
                cwd=folder,
                read_only=self._environment.read_only,
                writable=folder,
                limits=limits,
            )
