"""Running processes that elaborate text which is not ours: under the best layer that this machine has, within limits.

A layer gives: no network, no home, a read-only toolchain, a temporary folder of one's own, and an end for every
process that a call started. What it gives is tried out on the machine (`probe`), never assumed, and a layer that
falls short in one of these is not used. Without any, nothing is run, unless the user says that it may
(`--no-sandbox`, or LEMMASMITH_SANDBOX=none; the variable may also name a layer).
"""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from prover_bridge.deadline import at_most
from prover_bridge.errors import UserError
from prover_bridge.sandbox import probe
from prover_bridge.sandbox.bubblewrap import Bubblewrap
from prover_bridge.sandbox.launched import Landlock, Namespaces, Plain
from prover_bridge.sandbox.layer import Gives, Job, Layer
from prover_bridge.sandbox.limits import Limits, Outcome, descendants, kill_tree, passed, resident_mb
from prover_bridge.sandbox.running import Completed, popen_options, run_in

__all__ = [
    "Completed",
    "Gives",
    "Limits",
    "Outcome",
    "active",
    "allow_none",
    "descendants",
    "found",
    "kill_tree",
    "layer",
    "passed",
    "require",
    "resident_mb",
    "run",
    "turn_off",
    "wrap",
]

VARIABLE = "LEMMASMITH_SANDBOX"
LAYERS: tuple[Layer, ...] = (Bubblewrap(), Namespaces(), Landlock())
_NONE = Plain()
_allowed = False


def run(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    read_only: Sequence[Path],
    writable: Path | None,
    limits: Limits | None = None,
    stdin: bytes = b"",
) -> Completed:
    """Run a process to its end inside the sandbox; neither it nor a child of it outlives the call.

    The call waits until the last process of its world is dead, so that what lies in `writable` afterwards has no
    writer any more.

    Raises UserError where the program cannot be started, or no layer works here and the user has not consented.
    """
    limits = limits or Limits()
    limits = replace(limits, seconds=at_most(limits.seconds))
    return run_in(require(), Job(argv, cwd, read_only, writable, limits, env), stdin)


def wrap(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    read_only: Sequence[Path],
    writable: Path | None,
    limits: Limits | None = None,
) -> tuple[list[str], dict[str, Any]]:
    """The command that runs `argv` in the sandbox, and keyword arguments for `subprocess.Popen`.

    For processes that live long: their owner asks `passed` for limits now and then and ends them with `kill_tree`.

    Raises UserError where no layer works here and the user has not consented.
    """
    chosen, job = require(), Job(argv, cwd, read_only, writable, limits or Limits(), env)
    return chosen.command(job), popen_options(chosen, job)


def layer() -> str:
    """Which protection is active, e.g. "bubblewrap + seccomp + resource limits"; starts with "no sandbox" if none."""
    chosen = active() or _NONE
    return " + ".join([*chosen.parts(), "resource limits"])


def active() -> Layer | None:
    """The layer in use, None where none is.

    Raises UserError where LEMMASMITH_SANDBOX names one that does not work here.
    """
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if wanted == _NONE.name:
        return None
    known = {each.name: each for each in LAYERS}
    if wanted and wanted not in known:
        raise UserError(f"{VARIABLE}={wanted} names no sandbox: say {', '.join(known)} or none, or leave it unset.")
    if wanted:
        given = _given(known[wanted])
        if given is None:
            return known[wanted]
        raise UserError(f"The sandbox {wanted}, which {VARIABLE} asks for, does not work here: {given}.")
    return next((each for each in LAYERS if _given(each) is None), None)


def require() -> Layer:
    """The layer in use, or none with the user's consent. Raises UserError otherwise."""
    chosen = active()
    if chosen is not None:
        return chosen
    if _allowed or os.environ.get(VARIABLE, "").strip().lower() == _NONE.name:
        return _NONE
    raise UserError(
        "No sandbox works on this machine, so text that may not be trusted is not run: install the package "
        "`bubblewrap`, or let Linux make user namespaces or use Landlock (see `lemmasmith doctor`), or accept the "
        "risk with --no-sandbox."
    )


def turn_off() -> None:
    """The user says `--no-sandbox`: from here on nothing is confined, but limits stay. Holds for child processes."""
    os.environ[VARIABLE] = _NONE.name


def allow_none() -> None:
    """For text of our own only: go on where no layer works. A layer that works is used all the same."""
    global _allowed
    _allowed = True


def found(layer: Layer) -> Gives | str:
    """What a layer is seen to give here, or why it does not work: tried now."""
    given = probe.gives(layer)
    if isinstance(given, Gives) and given.all:
        probe.remember(layer)
    return given


def _given(layer: Layer) -> str | None:
    """Why a layer cannot be used, or None where it gives everything."""
    return _judged(layer, os.environ.get("PATH", ""))


@functools.cache
def _judged(layer: Layer, path: str) -> str | None:
    if layer.missing() is None and probe.known_to_give_all(layer):
        return None
    given = found(layer)
    if isinstance(given, Gives):
        return None if given.all else f"it does not protect: {', '.join(given.lacks)}"
    return given
