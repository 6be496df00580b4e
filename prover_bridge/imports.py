"""How far a check trusts what a file imports: by content hash, as far as a theorem reaches, or not at all (`--deep`).

The kernel is never shown a constant without its imports, so each mode only says which of them it checks again. In a
replay in full every imported module is replayed once; a record in the cache, named by the hash of the module's bytes,
of all that it imports, and of the rules themselves, says that this was done. Who can write there can deceive a check.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from prover_bridge.certificate import Imports
from prover_bridge.expression import Name
from prover_bridge.keys import CircularError, UnknownConstantError
from prover_bridge.launcher import cache_folder
from prover_bridge.levels import LevelError
from prover_bridge.library import Library
from prover_bridge.olean import OleanError
from prover_bridge.replay import KERNEL, Replayed, Replayer, order

# More imported constants than this are not replayed for every theorem again.
LARGE = 100_000
STRENGTH: tuple[Imports, ...] = ("trusted", "replayed", "in full")

_RULES = (
    "constants.py",
    "expression.py",
    "imports.py",
    "kernel.py",
    "kernel_worker.py",
    "keys.py",
    "levels.py",
    "library.py",
    "olean.py",
    "replay.py",
)

Progress = Callable[[int, int, Name], None]
"""Called before each module of a replay in full: modules done, modules in all, the module's name."""


def mode_of(library: Library, deep: bool) -> Imports:
    """The mode of a check. Trust is for large libraries only."""
    return "in full" if deep else "trusted" if len(library) > LARGE else "replayed"


def may_be_trusted(library: Library) -> set[Name]:
    """Modules of the toolchain and of a project's packages: not the ones that stand beside the checked file."""
    toolchain = library.environment.toolchain
    local = {module for module in library.paths if library.is_local_module(module)}
    if toolchain.project is None:
        return set(library.paths) - local
    project, packages = toolchain.project.resolve(), (toolchain.project / ".lake" / "packages").resolve()

    def own(path: Path) -> bool:
        parents = path.resolve().parents
        return project in parents and packages not in parents

    return {module for module, path in library.paths.items() if module not in local and not own(path)}


def replay_in_full(library: Library, replayer: Replayer, progress: Progress | None = None) -> Replayed:
    """Replay every safe constant of every imported module that has no record yet; adds the modules to the trusted.

    A stopped replay goes on behind the last module that it finished.
    """
    rules = _rules(library, replayer.digest)
    modules = _in_order(library)
    for number, module in enumerate(modules):
        name = hashlib.sha256(f"{rules}{library.module_hash(module)}".encode()).hexdigest()
        record = cache_folder() / "replayed" / name
        if not record.is_file():
            if progress is not None:
                progress(number, len(modules), module)
            done = _replay_module(library, replayer, module)
            if not done.passed:
                return Replayed(done.passed, f"the imported module {module}: {done.detail}")
            _keep(record, module)
        replayer.trusted.add(module)
    return Replayed(True, f"{KERNEL} accepts every safe constant of the {len(modules)} modules imported")


def _replay_module(library: Library, replayer: Replayer, module: Name) -> Replayed:
    try:
        safe = [name for name in library.names(module) if not library.constant(name).unsafe]
        return replayer.replay_imports(order(library, safe))
    except (CircularError, UnknownConstantError, LevelError, OleanError) as error:
        return Replayed(False, f"its declarations make no sense: {error}")


def _in_order(library: Library) -> list[Name]:
    """All imported modules, each behind those that it imports."""
    done: dict[Name, None] = {}
    stack = sorted(library.modules)
    while stack:
        module = stack[-1]
        missing = [each.module for each in library.modules[module].imports if each.module not in done]
        if module in done or not missing:
            done[stack.pop()] = None
        else:
            stack += missing
    return list(done)


def _rules(library: Library, runtime: str) -> str:
    whole = hashlib.sha256(runtime.encode())
    for rule in _RULES:
        whole.update(hashlib.sha256(Path(__file__).with_name(rule).read_bytes()).digest())
    # What a module was replayed on is what its imports declare, unless another module declares the same name.
    for name, modules in sorted(library.twice().items()):
        whole.update(f"{name} {library.module_hash(modules[-1])}\n".encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def _keep(record: Path, module: Name) -> None:
    """A full or read-only disk only costs time later."""
    with contextlib.suppress(OSError):
        record.parent.mkdir(parents=True, exist_ok=True)
        fresh = record.with_name(f".{record.name}.{os.getpid()}")
        fresh.write_text(module + "\n", encoding="utf-8")
        fresh.replace(record)
