"""The trusting half's one road: from a Lean text to certificates, theorem by theorem.

Stub and proof are compiled apart, by fresh processes in a sandbox, and everything after that is read from the
compiled bytes. Nothing that Lean prints is believed; its messages serve as explanations only.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import threading
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TextIO

from prover_bridge import export, imports, sandbox, second_opinion, vacuity
from prover_bridge.certificate import Check, Statement, Status, Verdict
from prover_bridge.checks import CHECKS, PATIENCE, TheoremCheck, additions, verdict
from prover_bridge.compiled import Compiled, Nonsense, compile_text, statement_of, theorems
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.expression import Name
from prover_bridge.library import Library
from prover_bridge.patience import OutOfPatience, limited
from prover_bridge.replay import Replayed, Replayer, order

__all__ = [
    "CHECKS",
    "DEFAULT_LIMITS",
    "Nonsense",
    "certify",
    "checker_for",
    "close",
    "export_declarations",
    "statement_of",
    "statements",
    "theorems",
    "undecided",
]

DEFAULT_LIMITS = sandbox.Limits(seconds=120)


def certify(
    environment: Environment,
    text: str,
    *,
    file_name: str = "file.lean",
    stub: str | None = None,
    names: Sequence[Name] | None = None,
    limits: sandbox.Limits | None = None,
    more_axioms: Collection[Name] = (),
    contradictions: bool = False,
    stub_environment: Environment | None = None,
    deep: bool = False,
    progress: imports.Progress | None = None,
) -> list[Verdict]:
    """Check theorems of a Lean text: those of `names`, or all that the stub (or the text) states, in its order.

    stub: Lean text that says what is to be proved, with any proofs; without one the text's own statements count.
    stub_environment: where the stub has another one than the text, such as local modules of its own: what the stub's
    statements mean is then read there, and the text must mean the same, imported definitions included.
    limits: of each Lean process; the kernel's seconds are for one theorem. `prover_bridge.deadline` bounds all of it.
    more_axioms: full names of axioms that count as allowed; where the stub has them, they must be the stub's.
    contradictions: look for contradictory hypotheses of what was certified, which costs another compilation.
    deep: replay every imported module in full (once; a record is kept), with progress told on the way.
    Raises UserError where the stub is no such thing, the environment is broken, or `sorryAx` is to be allowed.
    What is wrong with the text itself becomes a verdict; where not even its theorems are known, the only verdict has
    the file's name.
    """
    if "sorryAx" in more_axioms:
        raise UserError("sorryAx proves everything: it cannot be allowed.")
    limits = limits or DEFAULT_LIMITS
    model = None
    if stub is not None and stub_environment is not None and stub_environment != environment:
        with checker_for(stub_environment, limits) as checker:
            try:
                model = checker.compile_trusted(stub, f"The stub of {file_name}")
            except NotCompiled as stopped:
                return [undecided(environment, name, str(stopped)) for name in names or [file_name]]
    with checker_for(environment, limits, deep) as checker:
        checker.progress = progress
        verdicts = checker.check(text, file_name, stub, names, frozenset(more_axioms), model)
        return checker.with_contradictions(text, verdicts) if contradictions else verdicts


def statements(
    environment: Environment, text: str, *, file_name: str = "file.lean", limits: sandbox.Limits | None = None
) -> list[Statement]:
    """What the theorems of a Lean text state, in its order. Raises UserError where it does not compile."""
    with checker_for(environment, limits or DEFAULT_LIMITS) as checker:
        compiled = checker.compile_trusted(text, file_name)
        try:
            with limited(PATIENCE * checker.limits.seconds, checker.limits.memory_mb):
                return [statement_of(compiled, name) for name in theorems(compiled.module)]
        except (*Nonsense, OutOfPatience) as error:
            raise UserError(f"{file_name} compiles to what makes no sense: {error}.") from error


def export_declarations(
    environment: Environment,
    text: str,
    names: Sequence[Name],
    stream: TextIO,
    *,
    version: str,
    file_name: str = "file.lean",
    limits: sandbox.Limits | None = None,
) -> int:
    """Write theorems of a Lean text with all that they reach in lean4export's format; returns the declarations' number.

    version: of this program. Raises UserError where the text does not compile or its declarations make no sense.
    """
    with checker_for(environment, limits or DEFAULT_LIMITS) as checker:
        compiled = checker.compile_trusted(text, file_name)
        scope = compiled.scope
        try:
            reached = order(scope, names)
            return export.write(
                stream,
                reached,
                scope.look_up,
                lean_version=compiled.module.lean_version,
                lean_commit=compiled.module.lean_commit,
                version=version,
            )
        except Nonsense as error:
            raise UserError(f"{file_name} cannot be exported: {error}.") from error


class NotCompiled(UserError):
    """A trusted text whose compilation met a limit or a crash."""


def undecided(environment: Environment, name: Name, why: str) -> Verdict:
    """The verdict on a theorem whose compilation was stopped, or that was not begun."""
    checks = [Check("header", None, "not reached"), Check("compiled", None, why)]
    reason = f"compiled: {why}"
    return verdict(environment, name, "undecided", None, checks, reason=reason, started=time.monotonic())


class Checker:
    """Checks files in one environment. Used through `certify` and `statements`, which keep one for later calls."""

    def __init__(self, environment: Environment, limits: sandbox.Limits, deep: bool = False) -> None:
        self.environment = environment
        self.limits = limits
        self.library = Library(environment)
        self.imports = imports.mode_of(self.library, deep)
        self.progress: imports.Progress | None = None
        self._in_full: Replayed | None = None
        self._second = second_opinion.of(environment)
        self.replayer: Replayer | None = None
        self.lock = threading.Lock()
        self._trusted: dict[str, Compiled] = {}
        self._last: tuple[str, Compiled] | None = None  # the text that was checked last

    def __enter__(self) -> Checker:
        self.lock.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.library.keep()
        self.lock.release()

    def close(self) -> None:
        if self.replayer is not None:
            self.replayer.close()
            self.replayer = None

    def check(
        self,
        text: str,
        file_name: str,
        stub: str | None,
        names: Sequence[Name] | None,
        more_axioms: frozenset[Name] = frozenset(),
        model: Compiled | None = None,
    ) -> list[Verdict]:
        """model: the stub compiled in another environment."""
        started = time.monotonic()
        self._kernel()  # its start overlaps with the compilation
        if model is None and stub is not None:
            try:
                model = self.compile_trusted(stub, f"The stub of {file_name}")
            except NotCompiled as stopped:
                return [undecided(self.environment, name, str(stopped)) for name in names or [file_name]]
        if names is None and model is not None:
            names = theorems(model.module)
        checks: list[Check] = []
        outcome = compile_text(self.library, text, file_name, self.limits, checks)
        if isinstance(outcome, str):
            status: Status = "undecided" if checks[-1].passed is None else "refused"
            return [
                verdict(self.environment, name, status, None, checks, reason=outcome, started=started)
                for name in (names if names is not None else [file_name])
            ]
        self._last = (text, outcome)
        return self.check_compiled(outcome, model, names, checks, started, more_axioms)

    def with_contradictions(self, text: str, verdicts: list[Verdict]) -> list[Verdict]:
        """The verdicts, with what is known of contradictions among the hypotheses of the certified theorems."""
        certified = [verdict for verdict in verdicts if verdict.status == "certified"]
        with contextlib.suppress(UserError):  # the text compiled before, but other limits may stop it now
            last = self._last
            compiled = last[1] if last is not None and last[0] == text else self.compile_trusted(text, "The file")
            names = vacuity.candidates(compiled, [verdict.name for verdict in certified])
            if not names:
                return verdicts
            probing, probes = vacuity.probes(text, names)
            found = dict(zip(names, self.check(probing, "file.lean", None, probes), strict=True))
            return [self._contradiction(verdict, found.get(verdict.name)) for verdict in verdicts]
        return verdicts

    @staticmethod
    def _contradiction(verdict: Verdict, probe: Verdict | None) -> Verdict:
        if probe is None or probe.statement is None or verdict.statement is None:
            return verdict  # not tried, or its compilation was stopped
        found = probe.status == "certified" and probe.statement.key == verdict.statement.key
        return replace(verdict, contradiction="found" if found else "not found")

    def check_compiled(
        self,
        proof: Compiled,
        model: Compiled | None,
        names: Sequence[Name] | None,
        checks: Sequence[Check] = (),
        started: float | None = None,
        more_axioms: frozenset[Name] = frozenset(),
    ) -> list[Verdict]:
        """The verdicts on a compiled file. checks, started: what was done before, and when that began."""
        kernel = self._kernel()
        kernel.open(proof.bytes)
        verdicts: list[Verdict] = []
        begun = started or time.monotonic()
        try:
            with limited(PATIENCE * self.limits.seconds, self.limits.memory_mb):
                added = additions(proof, model) if model is not None else ()
                names = names if names is not None else theorems(proof.module)
        except Nonsense as error:
            reason = f"compiled: the compiled file makes no sense: {error}"
            return [verdict(self.environment, "", "refused", None, checks, reason=reason, started=begun)]
        except OutOfPatience as stopped:
            reason = f"compiled: {stopped}"
            return [
                verdict(self.environment, name, "undecided", None, checks, reason=reason, started=begun)
                for name in names or [""]
            ]
        beside, opinion = self._beside(proof)
        pinned = self.library.content_hash if self.imports != "replayed" else None
        for name in names:
            theorem = TheoremCheck(self.environment, kernel, proof, model, name, checks, more_axioms, added, beside)
            found = theorem.run(started or time.monotonic())
            verdicts.append(replace(found, imports=self.imports, imports_sha256=pinned, second_opinion=opinion))
            started = None
        return verdicts

    def _beside(self, proof: Compiled) -> tuple[list[Replayed], str | None]:
        """What is asked once for the whole file: the replay of its imports in full, and a second opinion."""
        beside: list[Replayed] = []
        if self.imports == "in full":
            if self._in_full is None or self._in_full.passed is None:
                self._in_full = imports.replay_in_full(self.library, self._kernel(), self.progress)
            beside.append(self._in_full)
        second = self._second.ask(proof.bytes, self.limits) if self._second is not None else None
        if second is None:
            return beside, None
        return [*beside, second], second.detail

    def _kernel(self) -> Replayer:
        if self.replayer is None:
            trusted = imports.may_be_trusted(self.library) if self.imports == "trusted" else ()
            self.replayer = Replayer(self.library, self.limits, trusted)
        return self.replayer

    def compile_trusted(self, text: str, what: str) -> Compiled:
        """A text that is taken at its word (a stub). Raises UserError where it does not compile, and NotCompiled, which
        is one, where a limit or a crash stood in the way.

        The last few are kept, since every theorem of a file is checked against the same stub.
        """
        kept = self._trusted.pop(text, None)
        if kept is None:
            checks: list[Check] = []
            outcome = compile_text(self.library, text, what, self.limits, checks)
            if isinstance(outcome, str) and checks[-1].passed is None:
                raise NotCompiled(f"{what} was not read to its end: {outcome.rstrip('.')}.")
            if isinstance(outcome, str):
                raise UserError(f"{what} is not usable: {outcome.rstrip('.')}.")
            kept = outcome
        self._trusted[text] = kept
        while len(self._trusted) > _MOST_STUBS:
            self._trusted.pop(next(iter(self._trusted)))
        return kept


_kept: dict[tuple[int, Environment, sandbox.Limits, bool], Checker] = {}
_keeping = threading.Lock()
_MOST_KEPT = 2
_MOST_STUBS = 4


def checker_for(environment: Environment, limits: sandbox.Limits, deep: bool = False) -> Checker:
    """The checker of an environment, kept for later calls: its library and its kernel process are costly to start.

    Use it in a `with` statement, which keeps other threads out.
    """
    key = (os.getpid(), environment, limits, deep)  # a forked process must not share its parent's pipes
    with _keeping:
        found = _kept.pop(key, None) or Checker(environment, limits, deep)
        _kept[key] = found
        unused = [_kept.pop(old) for old in list(_kept)[:-_MOST_KEPT]]
    for checker in unused:
        with checker:
            checker.close()
    return found


@atexit.register
def close() -> None:
    """End the kernel processes that are kept for later calls."""
    with _keeping:
        for key in list(_kept):
            if key[0] == os.getpid():
                _kept.pop(key).close()
