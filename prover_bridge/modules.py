"""Compiling Lean modules from source into a cache: the compact core, and the local modules that a file imports.

A module's *content hash* covers its text, the content hashes of what it imports and the toolchain; a compiled
module is found again by that hash, so nothing is built twice and a change rebuilds only what stands on it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from prover_bridge import sandbox
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain, cache_folder
from prover_bridge.scratch import scratch_folder

CORE = Path(__file__).resolve().parent.parent / "lean_project" / "core"

Progress = Callable[[int, int, str], None]  # done, all, module


@dataclass(frozen=True)
class Built:
    """Compiled modules: a folder for LEAN_PATH, and a hash over everything in it."""

    folder: Path
    content_hash: str
    modules: dict[str, str]  # module name → content hash


def imports(text: str) -> tuple[str, ...]:
    """Module names that the header of a Lean file imports, in order (comments skipped)."""
    return tuple(name for name, _, _ in header_words(text) if name is not None)


_HEADER_WORD = re.compile(
    r"(?:(?:public\s+)?(?:meta\s+)?import\s+(?:all\s+)?(?P<module>[^\s]+)|prelude|module)(?=\s|$)"
)


def header_end(text: str) -> int:
    """Offset just behind the last `import` of the header (0 where there is none)."""
    return max((end for _, _, end in header_words(text)), default=0)


def header_words(text: str) -> list[tuple[str | None, int, int]]:
    """The parts of a file's header: the module that each imports (None for `prelude`, `module`), its start and end."""
    found: list[tuple[str | None, int, int]] = []
    offset = 0
    while True:
        rest = text[offset:]
        offset += len(rest) - len(rest.lstrip())
        rest = text[offset:]
        if rest.startswith("--"):
            line = rest.find("\n")
            offset = len(text) if line < 0 else offset + line + 1
        elif rest.startswith("/-"):
            offset = len(text) - len(_after_block_comment(rest))
        elif word := _HEADER_WORD.match(rest):
            found.append((word.group("module"), offset, offset + word.end()))
            offset += word.end()
        else:
            return found


def plain_words(text: str) -> set[str]:
    """Which of the words `prelude` and `module` a file's header has."""
    return {text[start:end] for name, start, end in header_words(text) if name is None}


def _after_block_comment(text: str) -> str:
    depth = 0
    for found in re.finditer(r"/-|-/", text):
        depth += 1 if found.group() == "/-" else -1
        if depth == 0:
            return text[found.end() :]
    return ""


def core_build(bare: Toolchain, progress: Progress | None = None) -> Built:
    """The compact core, compiled once into the cache. `bare` is the runtime without modules."""
    sources = {_module_name(path, CORE): path for path in sorted(CORE.rglob("*.lean"))}
    return build(bare, sources, progress)


def build(toolchain: Toolchain, sources: dict[str, Path], progress: Progress | None = None) -> Built:
    """Compile modules (name → source file) in order of import; what they import beyond that is the toolchain's.

    Raises UserError where a module does not compile or imports form a cycle.
    """

    texts = {name: path.read_bytes() for name, path in sources.items()}
    needs = {
        name: [m for m in imports(text.decode("utf-8", "replace")) if m in sources] for name, text in texts.items()
    }
    order = _sorted(needs)
    hashes: dict[str, str] = {}
    for name in order:
        parts = [toolchain.content_hash, name, hashlib.sha256(texts[name]).hexdigest()]
        parts += [f"{needed}={hashes[needed]}" for needed in needs[name]]
        hashes[name] = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    whole = hashlib.sha256("\n".join(f"{n}={hashes[n]}" for n in sorted(hashes)).encode()).hexdigest()
    store = cache_folder() / "modules"
    folder = store / "sets" / whole[:24]
    if (folder / "complete").is_file():
        return Built(folder, whole, hashes)
    objects = store / "objects"
    objects.mkdir(parents=True, exist_ok=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Work in a folder of our own and rename it at the end: a killed build leaves nothing half done behind.
    work = Path(tempfile.mkdtemp(prefix="build-", dir=folder.parent))
    work.chmod(0o755)  # a sandbox may have a user of its own, who reads it
    try:
        _compile_all(toolchain, sources, needs, hashes, objects, work, progress)
        (work / "complete").touch()
        try:
            work.rename(folder)
        except OSError:
            if not (folder / "complete").is_file():  # lost a race against another process that built the same
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Built(folder, whole, hashes)


def _compile_all(
    toolchain: Toolchain,
    sources: dict[str, Path],
    needs: dict[str, list[str]],
    hashes: dict[str, str],
    objects: Path,
    work: Path,
    progress: Progress | None,
) -> None:
    waiting = {name: set(needed) for name, needed in needs.items()}
    running: dict[Future[None], str] = {}
    done = 0
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        try:
            while waiting or running:
                for name in [n for n, left in waiting.items() if not left]:
                    del waiting[name]
                    future = pool.submit(_compile, toolchain, name, sources[name], hashes[name], objects, work)
                    running[future] = name
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    name = running.pop(future)
                    future.result()
                    done += 1
                    if progress:
                        progress(done, len(sources), name)
                    for left in waiting.values():
                        left.discard(name)
        except BaseException:
            for future in running:
                future.cancel()
            raise


def _compile(toolchain: Toolchain, name: str, source: Path, digest: str, objects: Path, work: Path) -> None:
    target = work.joinpath(*name.split(".")).with_suffix(".olean")
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = objects / f"{digest}.olean"
    if "module" in plain_words(source.read_text(encoding="utf-8", errors="replace")):
        raise UserError(
            f"The module {name} ({source}) says `module`, so that its proofs would lie in a second compiled file: "
            "write it without that line."
        )
    if not kept.is_file():
        root = source
        for _ in name.split("."):
            root = root.parent
        with scratch_folder("module-") as private:
            fresh = private / "module.olean"
            done = sandbox.run(
                [*toolchain.lean, "-R", str(root), "-o", str(fresh), str(source)],
                env=toolchain.env(work),
                cwd=private,
                read_only=[*toolchain.read_only, root, work],
                writable=private,
                limits=sandbox.Limits(seconds=600),
            )
            if done.returncode != 0 or not fresh.is_file() or fresh.is_symlink():
                lines = [line for line in (done.stdout + done.stderr).splitlines() if "error" in line]
                reason = lines[0] if lines else f"it ended with {done.outcome}, code {done.returncode}"
                raise UserError(f"The module {name} ({source}) does not compile: {reason}")
            landing = kept.with_suffix(f".{os.getpid()}")
            shutil.copyfile(fresh, landing)
            landing.replace(kept)
    os.link(kept, target)


def _sorted(needs: dict[str, list[str]]) -> list[str]:
    order: dict[str, None] = {}

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise UserError(f"The modules {' → '.join((*above, name))} import each other in a circle.")
        for needed in needs[name]:
            if needed not in order:
                visit(needed, (*above, name))
        order[name] = None

    for name in sorted(needs):
        if name not in order:
            visit(name, ())
    return list(order)


def _module_name(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts)


def local_sources(file: Path, text: str) -> dict[str, Path]:
    """Modules that a file imports, directly or not, and whose sources lie in its package or beside it.

    Never `Init` or what lies below it, which is the toolchain's own.
    """
    found: dict[str, Path] = {}
    roots = _roots(file)

    def collect(names: Iterable[str]) -> None:
        for name in names:
            for root in roots:
                path = root.joinpath(*name.split(".")).with_suffix(".lean")
                if name not in found and name.partition(".")[0] != "Init" and path.is_file():
                    found[name] = path
                    collect(imports(path.read_text(encoding="utf-8", errors="replace")))
                    break

    collect(imports(text))
    return found


def _roots(file: Path) -> list[Path]:
    folder = file.resolve().parent
    for parent in (folder, *folder.parents):
        if any((parent / marker).is_file() for marker in ("lakefile.toml", "lakefile.lean", "lean-toolchain")):
            return [parent, folder]
    return [folder]
