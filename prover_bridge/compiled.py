"""A Lean text compiled by a fresh process in a sandbox, and what its compiled bytes say."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from prover_bridge import constants as c
from prover_bridge import modules, olean, printer, sandbox
from prover_bridge.certificate import Check, Statement
from prover_bridge.errors import UserError
from prover_bridge.expression import Expr, Level, Name, Terms, components, mentioned, parent
from prover_bridge.keys import CircularError, UnknownConstantError, is_compiler_made
from prover_bridge.levels import LevelError
from prover_bridge.library import FileScope, Library
from prover_bridge.patience import OutOfPatience, limited
from prover_bridge.replay import order
from prover_bridge.scratch import scratch_folder

PRELUDE = "the file says `prelude`: a checked file stands on Lean's own library"

MODULE = "the file says `module`, so that its proofs lie in a second compiled file: write it without that line"

LARGEST_MB = 64  # of a compiled file that is read into this process

Nonsense = (CircularError, UnknownConstantError, LevelError, olean.OleanError, KeyError)
"""What reading a compiled file raises where its declarations make no sense."""


@dataclass(frozen=True)
class Compiled:
    """A compiled file; its bytes are what was read, and what the kernel will get."""

    bytes: bytes
    scope: FileScope

    @property
    def module(self) -> olean.Module[Level, Expr]:
        return self.scope.module


@dataclass(frozen=True)
class Output:
    """What a Lean process left behind. several: whether it wrote a module in parts."""

    raw: bytes | None
    succeeded: bool
    several: bool
    messages: str


def compile_text(
    library: Library, text: str, file_name: str, limits: sandbox.Limits, checks: list[Check]
) -> Compiled | str:
    """The compiled text, or the reason why there is none; appends the checks `header` and `compiled`."""
    if wrong := _wrong_words(text):  # said early only for a plain message: the compiled file decides
        checks.append(Check("header", False, wrong))
        return f"header: {wrong}"
    output = run_lean(library, text, file_name, limits)
    if isinstance(output, str):
        checks += [Check("header", None, "not reached"), Check("compiled", None, output)]
        return f"compiled: {output}"
    before = list(checks)
    try:
        with limited(limits.seconds, limits.memory_mb):
            return judge(library, output, file_name, checks)
    except OutOfPatience as stopped:
        checks[:] = [*before, Check("header", None, "not reached"), Check("compiled", None, str(stopped))]
        return f"compiled: {stopped}"


def run_lean(library: Library, text: str, file_name: str, limits: sandbox.Limits) -> Output | str:
    """What Lean makes of a text, in the sandbox; or the limit that stopped it. Nothing of it is believed."""
    environment = library.environment
    with scratch_folder("lemmasmith-check-") as folder:
        source, target = folder / "file.lean", folder / "file.olean"
        source.write_text(text, encoding="utf-8", newline="")
        done = sandbox.run(
            [*environment.toolchain.lean, "--json", "-o", str(target), str(source)],
            env=environment.env(),
            cwd=folder,
            read_only=environment.read_only,
            writable=folder,
            limits=limits,
        )
        if done.outcome != "ok":
            return f"{done.outcome} after {done.seconds:.1f} s of compiling {file_name}"
        # From here on no process of the sandbox is alive, so that nothing changes what is read.
        raw = _plain_bytes(target)
        if raw is not None and len(raw) > LARGEST_MB << 20:
            return f"memory: the compiled file has more than {LARGEST_MB} MB"
        several = any(os.path.lexists(f"{target}.{part}") for part in ("private", "server"))
    return Output(raw, done.returncode == 0, several, done.stdout)


def _plain_bytes(path: Path) -> bytes | None:
    """What a file has, up to a little more than the largest that counts; None where it is no plain file.

    A link or a pipe is neither followed nor waited for, and what was looked at is what is read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        with os.fdopen(handle, "rb", closefd=False) as stream:
            return stream.read((LARGEST_MB << 20) + 1)
    finally:
        os.close(handle)


def judge(library: Library, output: Output, file_name: str, checks: list[Check]) -> Compiled | str:
    """The compiled file that a Lean process left, or why it does not count; appends `header` and `compiled`."""
    module: olean.Module[Level, Expr] | None = None
    count = 0
    reason = _not_compiled(output, file_name)
    if reason is None:
        assert output.raw is not None
        try:
            module = olean.Module([output.raw], Terms())
            count = len(module.names)
        except olean.OleanError as error:
            reason = f"the compiled file cannot be read: {error}"
    if module is None or reason is not None:
        checks += [Check("header", None, "not reached"), Check("compiled", False, reason or "")]
        return f"compiled: {reason}"
    wrong = _wrong_header(library, module, output.several)
    if wrong is not None:
        checks.append(Check("header", False, wrong))
        return f"header: {wrong}"
    assert output.raw is not None
    imported = ", ".join(sorted({each.module for each in module.imports}))
    checks.append(Check("header", True, f"imports {imported}"))
    checks.append(Check("compiled", True, f"{count} declarations, by Lean {module.lean_version}"))
    return Compiled(output.raw, FileScope(module, library))


def read_scope(library: Library, output: Output) -> FileScope:
    """What a Lean process left, read without a check, for whoever only tries. Raises UserError where it cannot be."""
    if output.raw is None:
        raise UserError("Lean left no compiled file.")
    try:
        return FileScope(olean.Module([output.raw], Terms()), library)
    except olean.OleanError as error:
        raise UserError(f"The compiled file cannot be read: {error}.") from error


def _wrong_words(text: str) -> str | None:
    """What of a file's first words no checked file may say."""
    words = modules.plain_words(text)
    return PRELUDE if "prelude" in words else MODULE if "module" in words else None


def _not_compiled(output: Output, file_name: str) -> str | None:
    """Why Lean did not compile the text; None where it did."""
    if output.raw is None or not output.succeeded:
        return first_error(output.messages, file_name) or "Lean ended with an error and without a message"
    return None


def _wrong_header(library: Library, module: olean.Module[Level, Expr], several: bool) -> str | None:
    """Why the imports of a compiled file are not those of the environment; None where they are."""
    if several or module.is_module:
        return MODULE
    found = {each.module for each in module.imports}
    if "Init" not in found:
        return PRELUDE
    if found != {"Init", *library.environment.imports}:
        return f"the file imports {', '.join(sorted(found))}, not what its environment says"
    if loose := library.unguarded():
        return f"the imported file {loose[0]} says `prelude`"
    return None


def statement_of(compiled: Compiled, name: Name) -> Statement:
    """What a constant of a compiled file states. Raises one of `Nonsense` where the file makes no sense."""
    scope = compiled.scope
    constant = compiled.module.constant(name)
    names = mentioned(constant.type)
    local = [each for each in order(scope, sorted(names)) if each in scope.module]
    return Statement(
        name=name,
        key=scope.hasher.statement_key(constant),
        coarse_key=scope.hasher.coarse_key(constant),
        text=printer.show(constant.type, scope.look_up, own=scope.module.__contains__),
        universes=constant.universes,
        constants=tuple(sorted(names)),
        local_constants=tuple(sorted(local)),
    )


def theorems(module: olean.Module[Level, Expr]) -> list[Name]:
    """The theorems that stand in a file's source, in its order (generated ones left out).

    One whose name only looks generated (`eq_1`, `Tree.inj`) stands there too where Lean noted a place for it.
    """
    places = module.positions()
    found = [
        name
        for name in module.names
        if not _is_unspeakable(name)
        and (name in places if places else not (is_compiler_made(name) or _is_generated(name, module)))
        and isinstance(module.constant(name), c.Theorem)
    ]
    return sorted(found, key=lambda name: places.get(name, (0, 0)))


_GENERATED = ("inj", "injEq", "sizeOf_spec", "noConfusion", "eq_def", "eq_unfold", "induct", "fun_cases", "ext_iff")


def _is_unspeakable(name: Name) -> bool:
    """Whether a macro chose the name, with a number at its end that no source can write."""
    parts = components(name)
    return "_hyg" in parts and isinstance(parts[-1], int)


def _is_generated(name: Name, module: olean.Module[Level, Expr]) -> bool:
    return name.rpartition(".")[2] in _GENERATED and parent(name) in module


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
