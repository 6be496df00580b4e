"""A stand-in for the module `lean_dojo`: its documented names, results and exceptions, with no Lean behind them.

LeanDojo wants Git, network, a traced repository and a full toolchain, none of which a test may ask for. This knows
one file with two theorems, and the tactics of one proof.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType


class DojoInitError(Exception): ...


class DojoCrashError(Exception):
    @property
    def is_out_of_memory(self) -> bool:
        return str(self) == "OOM"


class DojoTacticTimeoutError(Exception): ...


@dataclass(frozen=True)
class LeanGitRepo:
    url: str
    commit: str


@dataclass(frozen=True)
class Theorem:
    repo: LeanGitRepo
    file_path: Path
    full_name: str


@dataclass(frozen=True)
class TacticState:
    pp: str
    id: int = field(compare=False)
    message: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class ProofFinished:
    tactic_state_id: int
    message: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class LeanError:
    error: str


@dataclass(frozen=True)
class ProofGivenUp: ...


HYPOTHESES = "a b : Prop\nh : a ∧ b\n"
ROOT = HYPOTHESES + "⊢ b ∧ a"
# (goals, tactic) → goals; None: nothing is left.
RULES: dict[tuple[str, str], str | None] = {
    (ROOT, "constructor"): f"case left\n{HYPOTHESES}⊢ b\n\ncase right\n{HYPOTHESES}⊢ a",
    (f"case left\n{HYPOTHESES}⊢ b\n\ncase right\n{HYPOTHESES}⊢ a", "exact h.2"): f"case right\n{HYPOTHESES}⊢ a",
    (f"case right\n{HYPOTHESES}⊢ a", "exact h.1"): None,
    (ROOT, "exact ⟨h.2, h.1⟩"): None,
}


class Dojo:
    """Counts how often it was entered and left; `live` is what is open now."""

    entered = 0
    live = 0

    def __init__(self, entry: Theorem, timeout: int = 600) -> None:
        self.entry, self.timeout = entry, timeout
        self.dead = False
        self._next = 0

    def __enter__(self) -> tuple[Dojo, TacticState]:
        if self.entry.full_name != "Shop.swap":
            raise DojoInitError(f"Failed to locate the theorem with `{self.entry.full_name}` as its full name")
        Dojo.entered += 1
        Dojo.live += 1
        return self, self._state(ROOT)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        Dojo.live -= 1

    def run_tac(self, state: TacticState, tactic: str) -> TacticState | ProofFinished | LeanError | ProofGivenUp:
        if self.dead:
            raise DojoCrashError("EOF")
        if not isinstance(state, TacticState) or state.id >= self._next:
            raise RuntimeError(f"Attempting to run a tactic on an invalid state {state}.")
        if tactic in {"hang", "eat"}:
            self.dead = True
            raise DojoTacticTimeoutError() if tactic == "hang" else DojoCrashError("OOM")
        if "sorry" in tactic:
            return ProofGivenUp()
        if tactic == "skip":
            return self._state(state.pp)
        if (state.pp, tactic) not in RULES:
            return LeanError(f"<stdin>:1:1: {tactic} failed")
        following = RULES[state.pp, tactic]
        return ProofFinished(self._next) if following is None else self._state(following)

    def _state(self, pp: str) -> TacticState:
        self._next += 1
        return TacticState(pp, self._next - 1)
