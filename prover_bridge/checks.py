"""The checks of one theorem of a compiled file, one by one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import cast

from prover_bridge import constants as c
from prover_bridge import olean, printer, sandbox
from prover_bridge.certificate import ALLOWED_AXIOMS, Addition, Check, Statement, Status, Use, Verdict
from prover_bridge.compiled import Compiled, Nonsense, statement_of
from prover_bridge.constants import Constant
from prover_bridge.environment import Environment
from prover_bridge.expression import Expr, Name, mentioned
from prover_bridge.keys import UnknownConstantError, block_head, is_compiler_made
from prover_bridge.lookalikes import resembling
from prover_bridge.patience import OutOfPatience, limited
from prover_bridge.replay import Replayed, Replayer, order

CHECKS = (
    "header",
    "compiled",
    "present",
    "statement",
    "definitions",
    "axioms",
    "safe",
    "names",
    "toolchain",
    "kernel",
)
"""Names of the checks, in order."""


# Coarse keys of the allowed axioms as Lean states them: a library cannot smuggle another statement under the name.
_AXIOM_KEYS = {
    "propext": "4e1084700362911a552327307b7698d3537b97b049b1a68c0523f643bcfe606f",
    "Quot.sound": "3c338cad1181e0d3535c98f677fa23d2257e7b56cdae05cac468a16677f4da50",
    "Classical.choice": "bf9baa9a5c255f5361f0053e268c33af0d74a3eaa54f40729cdf86b4f2be449e",
}


CUT = "too large to be shown in full: believe it only against a stub"

PATIENCE = 2
"""Reading a compiled file in one check may take so many times as long as a Lean process."""


class Failed(Exception):
    """A check says no; the text says why."""


class NotDecided(Exception):
    """A limit or a crash stood in the way of a check."""


class TheoremCheck:
    """The checks of one theorem. Each method is one check: it returns what it saw, or raises Failed or NotDecided."""

    def __init__(
        self,
        environment: Environment,
        replayer: Replayer,
        proof: Compiled,
        model: Compiled | None,
        name: Name,
        checks: Sequence[Check],
        more_axioms: frozenset[Name] = frozenset(),
        added: tuple[Addition, ...] = (),
        beside: Sequence[Replayed] = (),
    ) -> None:
        """more_axioms: allowed by the user, beyond Lean's own three. added: what the file has beyond its stub.
        beside: what else was asked about the whole file or its imports; the check `kernel` fails with any of them."""
        self.environment, self.replayer = environment, replayer
        self.proof, self.model, self.name = proof, model, name
        self.more_axioms, self.added, self.beside = more_axioms, added, beside
        self.checks = list(checks)
        self.statement: Statement | None = None
        self.reached: list[Name] = []
        self.axioms: list[Name] = []

    def run(self, started: float) -> Verdict:
        steps: dict[str, Callable[[], str]] = {
            "present": self.present,
            "statement": self.same_statement,
            "definitions": self.same_definitions,
            "axioms": self.axioms_allowed,
            "safe": self.only_safe,
            "names": self.names_own,
            "toolchain": self.toolchain_recent,
            "kernel": self.kernel_accepts,
        }
        status: Status = "certified"
        reason = None
        for name, step in steps.items():
            check = self._step(name, step)
            self.checks.append(check)
            if not check.passed:
                status, reason = "refused" if check.passed is False else "undecided", f"{name}: {check.detail}"
                break
        proof_hash: str | None = None
        uses: tuple[Use, ...] = ()
        if status == "certified":
            try:
                with self._patience():
                    proof_hash, uses = self.proof.scope.hasher.proof_hash(self.theorem), self.uses()
            except Nonsense as error:
                status, reason = "refused", f"compiled: the compiled file makes no sense: {error}"
            except OutOfPatience as stopped:
                status, reason = "undecided", f"compiled: {stopped}"
        return verdict(
            self.environment,
            self.name,
            status,
            self.statement,
            self.checks,
            reason=reason,
            started=started,
            proof_hash=proof_hash,
            axioms=self.axioms,
            uses=uses,
            more_axioms=self.more_axioms,
            additions=self.added,
        )

    def _step(self, name: str, step: Callable[[], str]) -> Check:
        try:
            if name == "kernel":  # another process, with limits of its own
                return Check(name, True, step())
            with self._patience():
                return Check(name, True, step())
        except Failed as failed:
            return Check(name, False, str(failed))
        except (NotDecided, OutOfPatience) as stopped:
            return Check(name, None, str(stopped))
        except Nonsense as error:
            return Check(name, False, f"the compiled file makes no sense: {error}")

    def _patience(self) -> AbstractContextManager[None]:
        limits = self.replayer.limits
        return limited(PATIENCE * limits.seconds, limits.memory_mb)

    @property
    def theorem(self) -> c.Theorem[Expr]:
        return cast(c.Theorem[Expr], self.proof.module.constant(self.name))  # `present` has looked

    def present(self) -> str:
        if self.name not in self.proof.module:
            raise Failed(f"the file has no theorem {self.name}")
        constant = self.proof.module.constant(self.name)
        self.statement = statement_of(self.proof, self.name)
        if not isinstance(constant, c.Theorem):
            raise Failed(f"{self.name} is no theorem but of kind {type(constant).__name__.lower()}")
        cut = f" ({CUT})" if printer.ELLIPSIS in self.statement.text else ""
        return f"theorem {self.name} : {self.statement.text}{cut}"

    def same_statement(self) -> str:
        if self.model is None:
            return "no stub: the file's own statement"
        wanted = self._wanted(self.model)
        if len(wanted.universes) != len(self.theorem.universes):
            raise Failed(
                f"the stub has {len(wanted.universes)} universe parameters, the file {len(self.theorem.universes)}"
            )
        ours = self.model.scope.hasher.coarse_key(wanted)
        assert self.statement is not None
        if ours != self.statement.coarse_key:
            stated = printer.show(wanted.type, self.model.scope.look_up, own=self.model.module.__contains__)
            raise Failed(f"it differs from the stub, which states: {stated}")
        return "the same expression as in the stub"

    def same_definitions(self) -> str:
        assert self.statement is not None
        local = self.statement.local_constants
        if self.model is None:
            alike = resembling(local, self.proof.scope.library.__contains__)
            told = "".join(f"; {name} looks like {other}, and is not" for name, other in alike)
            return f"uses {', '.join(local)} of this file{told}" if local else "all belong to the imports"
        wanted = self._wanted(self.model)
        if self.model.scope.hasher.statement_key(wanted) == self.statement.key:
            return f"{', '.join(local)}: as in the stub" if local else "all belong to the imports"
        for name in local:
            if is_compiler_made(name):
                continue  # counts by its content, as part of what mentions it
            try:
                same = self.model.scope.facts(name).content == self.proof.scope.facts(name).content
            except UnknownConstantError:
                same = False
            if not same:
                raise Failed(f"{printer.show_name(name)} is not what the stub declares under that name")
        if self.model.scope.hasher.coarse_key(wanted) == self.statement.coarse_key:
            raise Failed("a definition behind the statement is not what the stub declares")
        return "each as in the stub"

    def _wanted(self, model: Compiled) -> Constant[Expr]:
        if self.name not in model.module:
            raise Failed(f"the stub states no {self.name}")
        return model.module.constant(self.name)

    def axioms_allowed(self) -> str:
        scope = self.proof.scope
        self.reached = order(scope, [self.name])
        self.axioms = sorted(name for name in self.reached if scope.facts(name).kind == "axiom")
        if "sorryAx" in self.axioms:
            raise Failed("uses sorry")
        for name in self.axioms:
            if name in self.more_axioms:
                self._as_in_the_stub(name)
                continue
            if name not in ALLOWED_AXIOMS:
                raise Failed(f"uses the axiom {printer.show_name(name)}")
            key = scope.hasher.coarse_key(scope.constant(name))
            if name in scope.module or scope.library.is_local(name) or key != _AXIOM_KEYS[name]:
                raise Failed(f"{name} is not Lean's axiom of that name")
        return ", ".join(self.axioms) or "none"

    def _as_in_the_stub(self, axiom: Name) -> None:
        """An axiom that the user allows by its name says what the stub says that it says."""
        if self.model is None or axiom not in self.proof.module:
            return
        if axiom not in self.model.module:
            raise Failed(f"the axiom {axiom} is allowed, but the stub does not state it")
        if self.model.scope.facts(axiom).content != self.proof.scope.facts(axiom).content:
            raise Failed(f"the axiom {axiom} is not what the stub declares under that name")

    def only_safe(self) -> str:
        scope = self.proof.scope
        for name in self.reached:
            facts = scope.facts(name)
            if facts.unsafe:
                raise Failed(f"{name} is unsafe or partial")
            if facts.kind == "opaque" and name in scope.module:
                raise Failed(f"{name} is opaque (declared so, or by `partial`)")
        return f"{len(self.reached)} constants reached, all safe"

    def names_own(self) -> str:
        scope = self.proof.scope
        if (twice := scope.library.differing) is not None:
            raise Failed(f"two imported modules declare different things under the name {printer.show_name(twice)}")
        for name in scope.module.names:
            if name in scope.library:
                raise Failed(f"the file declares {name}, which {scope.library.module_of(name)} declares")
            head = block_head(scope.module.constant(name)) if name in self.reached else None
            if head is not None and head not in scope.module:
                raise Failed(f"{name} says that it belongs to the imported type {head}")
        return "no name of the environment is declared anew"

    def toolchain_recent(self) -> str:
        toolchain = self.environment.toolchain
        if not toolchain.can_certify:
            raise Failed(f"Lean {toolchain.version} has known kernel bugs: use 4.33.1 or later")
        return f"Lean {toolchain.version}"

    def kernel_accepts(self) -> str:
        done = [self.replayer.replay(self.proof.scope, self.reached), *self.beside]
        for replayed in done:
            if replayed.passed is None:
                raise NotDecided(replayed.detail)
            if not replayed.passed:
                raise Failed(replayed.detail)
        return "; ".join(replayed.detail for replayed in done)

    def uses(self) -> tuple[Use, ...]:
        """Constants that the proof mentions, by itself or through what the compiler made of parts of it."""
        scope = self.proof.scope
        found: set[Name] = set()
        seen: set[Name] = {self.name}
        stack = [*mentioned(self.theorem.value)]
        while stack:
            name = stack.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in scope.module and is_compiler_made(name):
                stack += [each for part in c.expressions(scope.constant(name)) for each in mentioned(part)]
            else:
                found.add(name)
        return tuple(
            Use(name, scope.facts(name).key, None if name in scope.module else scope.library.module_of(name))
            for name in sorted(found)
        )


def additions(proof: Compiled, model: Compiled) -> tuple[Addition, ...]:
    """What the author of a file declares beyond its stub, in the file's order.

    Nothing of it is behind the stub's statements, else `definitions` would have said no.
    """
    found: list[Addition] = []
    try:
        places = proof.module.positions()
    except olean.OleanError:
        places = {}
    for name in sorted(proof.module.names, key=lambda name: (places.get(name, (0, 0)), name)):
        kind, same = _beside(name, proof, model)
        # What the elaborator notes no place for it made itself; but an axiom is always told.
        if not same and kind != "constructor" and (name in places or kind == "axiom"):
            found.append(Addition(name, kind, name in model.module))
    return tuple(found)


def _beside(name: Name, proof: Compiled, model: Compiled) -> tuple[str, bool]:
    """The kind of a file's constant, and whether the stub has the same (a theorem is the same whatever it proves)."""
    try:
        constant = proof.module.constant(name)
        kind = type(constant).__name__.lower()
        if name not in model.module:
            return kind, False
        same = model.scope.facts(name).content == proof.scope.facts(name).content
        return kind, same or isinstance(constant, c.Theorem)
    except Nonsense:
        return "unreadable", False


def verdict(
    environment: Environment,
    name: Name,
    status: Status,
    statement: Statement | None,
    checks: Sequence[Check],
    *,
    reason: str | None,
    started: float,
    proof_hash: str | None = None,
    axioms: Sequence[Name] = (),
    uses: Sequence[Use] = (),
    more_axioms: Iterable[Name] = (),
    additions: Sequence[Addition] = (),
) -> Verdict:
    """The verdict of one theorem; checks that were not reached are added as such."""
    done = {check.name for check in checks}
    rest = [Check(each, None, "not reached") for each in CHECKS if each not in done]
    return Verdict(
        status=status,
        statement=statement,
        name=name,
        proof_hash=proof_hash,
        axioms=tuple(axioms),
        checks=(*checks, *rest),
        uses=tuple(uses),
        environment=environment.content_hash,
        reason=reason,
        seconds=time.monotonic() - started,
        allowed_axioms=tuple(sorted({*ALLOWED_AXIOMS, *more_axioms})),
        sandbox=sandbox.layer(),
        additions=tuple(additions),
    )
