"""A stand-in for `lake` and `lean` of an installed toolchain, since no registry here carries one.

It answers what `prover_bridge.toolchain` asks of the real ones: `--version`, `--print-prefix`, `lake env …`.
"""

from __future__ import annotations

import stat
from pathlib import Path

VERSION = "Lean (version 4.34.1, x86_64-unknown-linux-gnu, commit 0123456789abcdef, Release)"


def install(prefix: Path, modules: Path, version: str = VERSION) -> Path:
    """Write `lean` and `lake` into `prefix/bin`; `lake env` shows `modules` as LEAN_PATH. Returns that folder."""
    programs = prefix / "bin"
    programs.mkdir(parents=True)
    lean = f"""#!/bin/sh
case "$1" in
  --version) echo "{version}" ;;
  --print-prefix) echo "{prefix}" ;;
  *) echo "the stand-in lean only tells its version" >&2; exit 1 ;;
esac
"""
    lake = f"""#!/bin/sh
[ "$1" = env ] || {{ echo "the stand-in lake only knows env" >&2; exit 1; }}
shift
export LEAN_PATH="{modules}" LEAN_SYSROOT="{prefix}"
if [ "$1" = lean ]; then shift; exec "{programs}/lean" "$@"; fi
exec "$@"
"""
    for name, text in (("lean", lean), ("lake", lake)):
        path = programs / name
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return programs
