"""The trusting half's one road: from a Lean text to certificates, theorem by theorem.

Stub and proof are compiled apart, by fresh processes in a sandbox, and everything after that is read from the
compiled bytes. Nothing that Lean prints is believed; its messages serve as explanations only.
"""

from __future__ import annotations

import atexit
import json
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from prover_bridge import constants as c
from prover_bridge import modules, olean, printer, sandbox
from prover_bridge.certificate import ALLOWED_AXIOMS, Check, Statement, Status, Use, Verdict
from prover_bridge.constants import Constant
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.expression import Expr, Level, Name, Terms, mentioned, parent
from prover_bridge.keys import CircularError, UnknownConstantError, block_head, is_compiler_made
from prover_bridge.levels import LevelError
from prover_bridge.library import FileScope, Library
from prover_bridge.replay import Replayer, order

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

PRELUDE = "the file says `prelude`: a checked file stands on Lean's own library"

DEFAULT_LIMITS = sandbox.Limits(seconds=120)

Nonsense = (CircularError, UnknownConstantError, LevelError, olean.OleanError, KeyError)


class NotDecided(Exception):
    """A limit or a crash stood in the way of a check."""


@dataclass(frozen=True)
class Compiled:
    """A compiled file; its bytes are what was read, and what the kernel will get."""

    bytes: bytes
    scope: FileScope

    @property
    def module(self) -> olean.Module[Level, Expr]:
        return self.scope.module


def certify(
    environment: Environment,
    text: str,
    *,
    file_name: str = "file.lean",
    stub: str | None = None,
    names: Sequence[Name] | None = None,
    limits: sandbox.Limits | None = None,
) -> list[Verdict]:
    """Check theorems of a Lean text: those of `names`, or all that the stub (or the text) states, in its order.

    stub: Lean text that says what is to be proved, with any proofs; without one the text's own statements count.
    limits: of each Lean process; the kernel's seconds are for one theorem.
    Raises UserError where the stub is no such thing or the environment is broken. What is wrong with the text
    itself becomes a verdict; where not even its theorems are known, the only verdict has the file's name.
    """
    limits = limits or DEFAULT_LIMITS
    with checker_for(environment, limits) as checker:
        return checker.check(text, file_name, stub, names)


def statements(
    environment: Environment, text: str, *, file_name: str = "file.lean", limits: sandbox.Limits | None = None
) -> list[Statement]:
    """What the theorems of a Lean text state, in its order. Raises UserError where it does not compile."""
    with checker_for(environment, limits or DEFAULT_LIMITS) as checker:
        compiled = checker.compile_trusted(text, file_name)
        try:
            return [checker.statement(compiled, name) for name in theorems(compiled.module)]
        except Nonsense as error:
            raise UserError(f"{file_name} compiles to what makes no sense: {error}.") from error


def theorems(module: olean.Module[Level, Expr]) -> list[Name]:
    """The theorems that stand in a file's source, in its order (generated ones left out)."""
    places = module.positions()
    found = [
        name
        for name in module.names
        if not is_compiler_made(name)
        and (name in places or not places)
        and not (parent(name) in module and _is_generated(name))
        and isinstance(module.constant(name), c.Theorem)
    ]
    return sorted(found, key=lambda name: places.get(name, (0, 0)))


_GENERATED = ("inj", "injEq", "sizeOf_spec", "noConfusion", "eq_def", "eq_unfold", "induct", "fun_cases", "ext_iff")


def _is_generated(name: Name) -> bool:
    return name.rpartition(".")[2] in _GENERATED


class Checker:
    """Checks files in one environment. Used through `certify` and `statements`, which keep one for later calls."""

    def __init__(self, environment: Environment, limits: sandbox.Limits) -> None:
        self.environment = environment
        self.limits = limits
        self.library = Library(environment)
        self.replayer: Replayer | None = None
        self.lock = threading.Lock()

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

    def check(self, text: str, file_name: str, stub: str | None, names: Sequence[Name] | None) -> list[Verdict]:
        started = time.monotonic()
        if self.replayer is None:  # its start overlaps with the compilation
            self.replayer = Replayer(self.library, self.limits)
        model = self.compile_trusted(stub, f"the stub of {file_name}") if stub is not None else None
        if names is None and model is not None:
            names = theorems(model.module)
        checks: list[Check] = []
        outcome = self._compile_checked(text, file_name, checks)
        if isinstance(outcome, str):
            status: Status = "undecided" if checks[-1].passed is None else "refused"
            return [
                self._verdict(name, status, None, checks, reason=outcome, started=started)
                for name in (names if names is not None else [file_name])
            ]
        if names is None:
            names = theorems(outcome.module)
        self.replayer.open(outcome.bytes)
        verdicts: list[Verdict] = []
        for name in names:
            verdicts.append(TheoremCheck(self, outcome, model, name, checks).run(started))
            started = time.monotonic()
        return verdicts

    def compile_trusted(self, text: str, what: str) -> Compiled:
        checks: list[Check] = []
        outcome = self._compile_checked(text, what, checks)
        if isinstance(outcome, str):
            raise UserError(f"{what[0].upper()}{what[1:]} is not usable: {outcome}.")
        return outcome

    def _compile_checked(self, text: str, file_name: str, checks: list[Check]) -> Compiled | str:
        """The compiled text, or the reason why there is none; appends the checks `header` and `compiled`."""

        def fail(passed: bool | None, detail: str) -> str:
            checks.append(Check(name, passed, detail))
            return f"{name}: {detail}"

        name = "header"
        words = text[: modules.header_end(text)].split()
        if "prelude" in words:  # said early only for a plain message: the compiled file's own imports decide below
            return fail(False, PRELUDE)
        name = "compiled"
        with tempfile.TemporaryDirectory(prefix="lemmasmith-check-") as folder:
            source, target = Path(folder) / "file.lean", Path(folder) / "file.olean"
            source.write_text(text, encoding="utf-8")
            done = sandbox.run(
                [*self.environment.toolchain.lean, "--json", "-o", str(target), str(source)],
                env=self.environment.env(),
                cwd=Path(folder),
                read_only=self.environment.read_only,
                writable=Path(folder),
                limits=self.limits,
            )
            if done.outcome != "ok":
                checks.append(Check("header", None, "not reached"))
                return fail(None, f"{done.outcome} after {done.seconds:.1f} s of compiling {file_name}")
            raw = target.read_bytes() if target.is_file() and not target.is_symlink() else None
            several = target.with_name(target.name + ".private").exists()
        if raw is None or done.returncode != 0:
            checks.append(Check("header", None, "not reached"))
            return fail(False, first_error(done.stdout, file_name) or f"Lean ended with code {done.returncode}")
        try:
            module: olean.Module[Level, Expr] = olean.Module([raw], Terms())
        except olean.OleanError as error:
            checks.append(Check("header", None, "not reached"))
            return fail(False, f"the compiled file cannot be read: {error}")
        name = "header"
        if several or module.is_module:
            return fail(False, "the file says `module`: write it without that header line")
        found = {each.module for each in module.imports}
        if "Init" not in found:
            return fail(False, PRELUDE)
        if found != {"Init", *self.environment.imports}:
            return fail(False, f"the file imports {', '.join(sorted(found))}, not what its environment says")
        if loose := self.library.unguarded():
            return fail(False, f"the imported file {loose[0]} says `prelude`")
        checks.append(Check("header", True, f"imports {', '.join(sorted(found))}"))
        checks.append(Check("compiled", True, f"{len(module.names)} declarations, by Lean {module.lean_version}"))
        return Compiled(raw, FileScope(module, self.library))

    def statement(self, compiled: Compiled, name: Name) -> Statement:
        """What a constant of a compiled file states. Raises what `keys.Hasher` raises."""
        scope = compiled.scope
        constant = compiled.module.constant(name)
        names = mentioned(constant.type)
        local = [each for each in order(scope, sorted(names)) if each in scope.module]
        return Statement(
            name=name,
            key=scope.hasher.statement_key(constant),
            coarse_key=scope.hasher.coarse_key(constant),
            text=printer.show(constant.type, scope.look_up),
            universes=constant.universes,
            constants=tuple(sorted(names)),
            local_constants=tuple(sorted(local)),
        )

    def _verdict(
        self,
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
    ) -> Verdict:
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
            environment=self.environment.content_hash,
            reason=reason,
            seconds=time.monotonic() - started,
        )


class TheoremCheck:
    """The checks of one theorem. Each method is one check: it returns what it saw, or raises Failed or NotDecided."""

    def __init__(
        self, checker: Checker, proof: Compiled, model: Compiled | None, name: Name, checks: Sequence[Check]
    ) -> None:
        self.checker, self.proof, self.model, self.name = checker, proof, model, name
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
            passed: bool | None = True
            try:
                detail = step()
            except Failed as failed:
                passed, detail = False, str(failed)
            except NotDecided as stopped:
                passed, detail = None, str(stopped)
            except Nonsense as error:
                passed, detail = False, f"the compiled file makes no sense: {error}"
            self.checks.append(Check(name, passed, detail))
            if not passed:
                status, reason = "refused" if passed is False else "undecided", f"{name}: {detail}"
                break
        certified = status == "certified"
        return self.checker._verdict(
            self.name,
            status,
            self.statement,
            self.checks,
            reason=reason,
            started=started,
            proof_hash=self.proof.scope.hasher.proof_hash(self.theorem) if certified else None,
            axioms=self.axioms,
            uses=self.uses() if certified else (),
        )

    @property
    def theorem(self) -> c.Theorem[Expr]:
        constant = self.proof.module.constant(self.name)
        assert isinstance(constant, c.Theorem)
        return constant

    def present(self) -> str:
        if self.name not in self.proof.module:
            raise Failed(f"the file has no theorem {self.name}")
        constant = self.proof.module.constant(self.name)
        if not isinstance(constant, c.Theorem):
            raise Failed(f"{self.name} is no theorem but of kind {type(constant).__name__.lower()}")
        self.statement = self.checker.statement(self.proof, self.name)
        return f"theorem {self.name} : {self.statement.text}"

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
            raise Failed(f"it differs from the stub, which states: {printer.show(wanted.type, self.model.scope.look_up)}")
        return "the same expression as in the stub"

    def same_definitions(self) -> str:
        assert self.statement is not None
        local = self.statement.local_constants
        if self.model is None:
            return f"uses {', '.join(local)} of this file" if local else "all belong to the imports"
        wanted = self._wanted(self.model)
        if self.model.scope.hasher.statement_key(wanted) == self.statement.key:
            return f"{', '.join(local)}: as in the stub" if local else "all belong to the imports"
        for name in local:
            try:
                same = self.model.scope.facts(name).content == self.proof.scope.facts(name).content
            except UnknownConstantError:
                same = is_compiler_made(name)
            if not same:
                raise Failed(f"{name} is not what the stub declares under that name")
        raise Failed("a definition behind the statement is not what the stub declares")

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
            if name not in ALLOWED_AXIOMS:
                raise Failed(f"uses the axiom {name}")
            if name in scope.module or scope.library.is_local(name):
                raise Failed(f"{name} is not the environment's axiom of that name")
        return ", ".join(self.axioms) or "none"

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
        for name in scope.module.names:
            if name in scope.library:
                raise Failed(f"the file declares {name}, which {scope.library.module_of(name)} declares")
            head = block_head(scope.module.constant(name)) if name in self.reached else None
            if head is not None and head not in scope.module:
                raise Failed(f"{name} says that it belongs to the imported type {head}")
        return "no name of the environment is declared anew"

    def toolchain_recent(self) -> str:
        toolchain = self.checker.environment.toolchain
        if not toolchain.can_certify:
            raise Failed(f"Lean {toolchain.version} has known kernel bugs: use 4.33.1 or later")
        return f"Lean {toolchain.version}"

    def kernel_accepts(self) -> str:
        replayer = self.checker.replayer
        assert replayer is not None
        replayed = replayer.replay(self.proof.scope, self.reached)
        if replayed.passed is None:
            raise NotDecided(replayed.detail)
        if not replayed.passed:
            raise Failed(replayed.detail)
        return replayed.detail

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


class Failed(Exception):
    """A check says no; the text says why."""


def first_error(output: str, file_name: str) -> str | None:
    """The first error among Lean's JSON messages, as one line. For people to read; nothing depends on it."""
    for line in output.splitlines():
        try:
            message = json.loads(line)
            if message["severity"] == "error":
                place = message["pos"]
                text = " ".join(str(message["data"]).split())
                printable = "".join(letter for letter in text if letter.isprintable())
                return f"{file_name}:{int(place['line'])}:{int(place['column'])}: {printable[:400]}"
        except (ValueError, TypeError, KeyError):
            continue
    return None


_kept: dict[tuple[Environment, sandbox.Limits], Checker] = {}
_MOST_KEPT = 2


def checker_for(environment: Environment, limits: sandbox.Limits) -> Checker:
    """The checker of an environment, kept for later calls: its library and its kernel process are costly to start."""
    found = _kept.pop((environment, limits), None) or Checker(environment, limits)
    _kept[environment, limits] = found
    while len(_kept) > _MOST_KEPT:
        _kept.pop(next(iter(_kept))).close()
    return found


@atexit.register
def close() -> None:
    """End the kernel processes that are kept for later calls."""
    while _kept:
        _kept.popitem()[1].close()
