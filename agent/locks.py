"""Locks of files that one process at a time works on."""

from __future__ import annotations

import fcntl
import time
from pathlib import Path
from typing import IO, Any

from prover_bridge.errors import UserError


def hold(stream: IO[Any], otherwise: str) -> None:
    """Lock an open file for this process; the system drops the lock when it is closed or the process dies.

    Raises UserError with the text `otherwise` where another has it.
    """
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise UserError(otherwise) from error


def wait_until_free(path: Path, seconds: float, otherwise: str) -> None:
    """Wait until no process locks a file. Raises UserError with the text `otherwise` after so many seconds."""
    deadline = time.monotonic() + seconds
    with path.open("w") as stream:
        while True:
            try:
                return hold(stream, otherwise)
            except UserError:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.02)
